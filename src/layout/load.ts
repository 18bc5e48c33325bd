import type { Masters } from '../core/masters.ts';
import { checkRead, indistinguishable } from './check-read.ts';
import { checkWrite } from './check-write.ts';
import { type Complaint, didYouMean, fromZod, parseYaml, type YamlFile } from './complaint.ts';
import { columnKeys, extend, keysAt } from './extend.ts';
import { type Lost, type Shape, shapeOf, standIn } from './mend.ts';
import { toReadLayout, toWriteLayout } from './resolve.ts';
import { readSchema, writeSchema } from './schema.ts';
import type { LayoutSet, ReadLayout, WriteLayout } from './types.ts';

/** One layout.yaml with the names of its cases (those that have an input and an expected output). */
export interface LayoutFile {
  readonly direction: 'read' | 'write';
  /** Name of its folder = name of the layout. */
  readonly folder: string;
  /** Path as complaints show it. */
  readonly shown: string;
  readonly text: string;
  readonly cases: readonly string[];
  readonly origin: 'standard' | 'workspace';
}

interface Parsed {
  readonly file: LayoutFile;
  readonly yaml: YamlFile;
  /** YAML itself complained (a doubled key): it is checked as far as it goes, but never loaded. */
  readonly broken: boolean;
}

/**
 * Loads all layouts at once: grammar, names, numbers, widths, cases, and whether two of them fit the same headers. A layout
 * with a complaint is not in the set; nothing is thrown, and every complaint of every file comes back in one pass: what the
 * grammar refuses does not hide what the other checks find (`mend.ts`).
 */
export function loadLayouts(
  files: readonly LayoutFile[],
  masters: Masters,
): { layouts: LayoutSet; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const parsed = new Map<string, Parsed>();
  for (const file of files) {
    const { yaml, complaints: syntax } = parseYaml(file.shown, file.text);
    complaints.push(...syntax);
    if (yaml.content === undefined) complaints.push(...commonComplaints(file, yaml, null));
    if (yaml.content === undefined) continue;
    const key = `${file.direction}/${file.folder}`;
    if (parsed.has(key)) {
      complaints.push(yaml.complain([], `there is a standard layout "${file.folder}" already: take another name`));
      continue;
    }
    parsed.set(key, { file, yaml, broken: syntax.length > 0 });
  }
  const read = new Map<string, ReadLayout>();
  const write = new Map<string, WriteLayout>();
  const readFiles: { layout: ReadLayout; yaml: YamlFile; origin: LayoutFile['origin'] }[] = [];
  for (const { file, yaml, broken } of parsed.values()) {
    const { merged, complain, base } = withBase(file, yaml, parsed);
    const found = [...base, ...commonComplaints(file, yaml, merged)];
    const isSound = () => !broken && found.length === 0;
    if (file.direction === 'read') {
      const { data, issues, lost } = shapeOf(readSchema, merged);
      found.push(...grammarComplaints(issues, readSchema, complain, base.length > 0));
      if (data) {
        found.push(...sure(checkRead(data, masters, complain, base.length > 0 ? everything : lost)));
        const standard = toReadLayout(file.folder, data);
        const layout = file.origin === 'workspace' ? { ...standard, own: true } : standard;
        if (isSound()) read.set(file.folder, layout);
        if (!['fits', 'fields', 'read', 'unless'].some((part) => lost.has(part)) && base.length === 0)
          readFiles.push({ layout, yaml, origin: file.origin });
      }
    } else {
      const { data, issues, lost } = shapeOf(writeSchema, merged);
      found.push(...grammarComplaints(issues, writeSchema, complain, base.length > 0));
      if (data) {
        found.push(...sure(checkWrite(data, masters, complain, base.length > 0 ? everything : lost)));
        const layout = toWriteLayout(file.folder, data);
        if (isSound()) write.set(file.folder, file.origin === 'workspace' ? { ...layout, own: true } : layout);
      }
    }
    complaints.push(...found);
  }
  complaints.push(...indistinguishable(readFiles));
  return { layouts: { read, write }, complaints: complaints.sort(byPlace) };
}

const byPlace = (a: Complaint, b: Complaint): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;

function commonComplaints(file: LayoutFile, yaml: YamlFile, merged: unknown): Complaint[] {
  const complaints: Complaint[] = [];
  const name = (merged as { name?: unknown } | null)?.name;
  if (typeof name === 'string' && name !== file.folder)
    complaints.push(yaml.complain(['name'], `name "${name}" is not the folder name "${file.folder}"`));
  if (!/^[a-z0-9][a-z0-9-]*$/.test(file.folder))
    complaints.push(yaml.complain([], `folder name "${file.folder}" may only have a-z, 0-9 and hyphens`));
  if (file.cases.length === 0)
    complaints.push(
      yaml.complain([], `layout "${file.folder}" has no case: add cases/<name>/ with an input and the expected output`),
    );
  return complaints;
}

/** Without a base nobody knows what the layout would have got from it. */
const everything: Lost = new Set(['read', 'write', 'fits', 'fields', 'columns', 'no']);

const sure = (complaints: readonly Complaint[]): Complaint[] =>
  complaints.filter((complaint) => !complaint.sentence.includes(standIn));

function grammarComplaints(
  issues: Shape<unknown>['issues'],
  schema: Parameters<typeof keysAt>[0],
  complain: YamlFile['complain'],
  isPart: boolean,
): Complaint[] {
  const own = isPart ? issues.filter((issue) => issue.code !== 'invalid_type' || issue.input !== undefined) : issues;
  return fromZod({ issues: [...own] }, keysAt(schema), complain);
}

interface Based {
  readonly merged: unknown;
  readonly complain: YamlFile['complain'];
  /** Why there is no base; then `merged` is the layout's own content alone. */
  readonly base: readonly Complaint[];
}

/** The layout's own content put over the one that it extends, and complaints that still point into its own file. */
function withBase(file: LayoutFile, yaml: YamlFile, parsed: ReadonlyMap<string, Parsed>): Based {
  const base = (yaml.content as { extends?: unknown } | null)?.extends;
  if (typeof base !== 'string') return { merged: yaml.content, complain: yaml.complain, base: [] };
  const no = (sentence: string): Based => ({
    merged: yaml.content,
    complain: yaml.complain,
    base: [yaml.complain(['extends'], `extends: ${sentence}`)],
  });
  const names = [...parsed.values()]
    .filter((one) => one.file.direction === file.direction)
    .map((one) => one.file.folder);
  const found = parsed.get(`${file.direction}/${base}`);
  if (!found || found.file === file)
    return no(`there is no ${file.direction} layout "${base}"${didYouMean(base, names)}`);
  if ((found.yaml.content as { extends?: unknown } | null)?.extends !== undefined)
    return no(`"${base}" extends another layout itself; only one step is possible`);
  const merged = extend(found.yaml.content, yaml.content);
  return {
    merged,
    complain: (path, sentence, key) => yaml.complain(columnKeys(path, merged, yaml.content), sentence, key),
    base: [],
  };
}
