import type { Masters } from '../core/masters.ts';
import { checkRead, indistinguishable } from './check-read.ts';
import { checkWrite } from './check-write.ts';
import { type Complaint, didYouMean, fromZod, parseYaml, type YamlFile } from './complaint.ts';
import { columnKeys, extend, keysAt } from './extend.ts';
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
}

/**
 * Loads all layouts at once: grammar, names, numbers, widths, cases, and whether two of them fit the same headers. A layout
 * with a complaint is not in the set; nothing is thrown, every complaint of every file comes back.
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
    if (syntax.length > 0) continue;
    const key = `${file.direction}/${file.folder}`;
    if (parsed.has(key)) {
      complaints.push(yaml.complain([], `there is a standard layout "${file.folder}" already: take another name`));
      continue;
    }
    parsed.set(key, { file, yaml });
  }
  const read = new Map<string, ReadLayout>();
  const write = new Map<string, WriteLayout>();
  const readFiles: { layout: ReadLayout; yaml: YamlFile; origin: LayoutFile['origin'] }[] = [];
  for (const { file, yaml } of parsed.values()) {
    const before = complaints.length;
    const content = withBase(file, yaml, parsed, complaints);
    if (content === undefined) continue;
    complaints.push(...commonComplaints(file, yaml, content.merged));
    const complain = content.complain;
    if (file.direction === 'read') {
      const shape = readSchema.safeParse(content.merged);
      if (!shape.success) complaints.push(...fromZod(shape.error, keysAt(readSchema), complain));
      if (!shape.success) continue;
      complaints.push(...checkRead(shape.data, masters, complain));
      if (complaints.length > before) continue;
      const standard = toReadLayout(file.folder, shape.data);
      const layout = file.origin === 'workspace' ? { ...standard, own: true } : standard;
      read.set(file.folder, layout);
      readFiles.push({ layout, yaml, origin: file.origin });
    } else {
      const shape = writeSchema.safeParse(content.merged);
      if (!shape.success) complaints.push(...fromZod(shape.error, keysAt(writeSchema), complain));
      if (!shape.success) continue;
      complaints.push(...checkWrite(shape.data, masters, complain));
      if (complaints.length > before) continue;
      write.set(file.folder, toWriteLayout(file.folder, shape.data));
    }
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

/** The layout's own content put over the one that it extends, and complaints that still point into its own file. */
function withBase(
  file: LayoutFile,
  yaml: YamlFile,
  parsed: ReadonlyMap<string, Parsed>,
  complaints: Complaint[],
): { merged: unknown; complain: YamlFile['complain'] } | undefined {
  const base = (yaml.content as { extends?: unknown } | null)?.extends;
  if (typeof base !== 'string') return { merged: yaml.content, complain: yaml.complain };
  const names = [...parsed.values()]
    .filter((one) => one.file.direction === file.direction)
    .map((one) => one.file.folder);
  const found = parsed.get(`${file.direction}/${base}`);
  if (!found || found.file === file) {
    complaints.push(
      yaml.complain(['extends'], `extends: there is no ${file.direction} layout "${base}"${didYouMean(base, names)}`),
    );
    return undefined;
  }
  if ((found.yaml.content as { extends?: unknown } | null)?.extends !== undefined) {
    complaints.push(
      yaml.complain(['extends'], `extends: "${base}" extends another layout itself; only one step is possible`),
    );
    return undefined;
  }
  const merged = extend(found.yaml.content, yaml.content);
  return {
    merged,
    complain: (path, sentence, key) => yaml.complain(columnKeys(path, merged, yaml.content), sentence, key),
  };
}
