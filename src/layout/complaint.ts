import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../core/near.ts';

/** What is wrong with a layout or dictionary, for the shop's engineer (English). Lines and columns are 1-based. */
export interface Complaint {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
}

/** `file:line:column sentence`, as editors and terminals like it. */
export function complaintText(complaint: Complaint): string {
  return `${complaint.file}:${complaint.line}:${complaint.column} ${complaint.sentence}`;
}

type Path = readonly (string | number)[];

/** A YAML file that remembers where everything stands. Every scalar is text (failsafe schema). */
export interface YamlFile {
  readonly file: string;
  readonly content: unknown;
  /** Complaint at a path; with `key`, at that key of the mapping at the path. Missing places: the nearest parent. */
  complain(path: Path, sentence: string, key?: string): Complaint;
}

/**
 * Parses YAML; syntax errors and doubled keys come back as complaints. With doubled keys only, the content is there all the
 * same, so that the rest of it can be checked.
 */
export function parseYaml(file: string, text: string): { yaml: YamlFile; complaints: Complaint[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const at = (offset: number, sentence: string): Complaint => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), sentence };
  };
  const complaints = document.errors.map((error) => at(error.pos[0], error.message));
  let content: unknown;
  try {
    if (document.errors.every((error) => error.code === 'DUPLICATE_KEY')) content = blanksAsText(document.toJS());
  } catch (error) {
    // An alias that leads nowhere, or in a circle.
    complaints.push(at(0, (error as Error).message));
  }
  return {
    yaml: {
      file,
      content,
      complain: (path, sentence, key) => at(offsetOf(document, path, key), sentence),
    },
    complaints,
  };
}

function offsetOf(document: Document, path: Path, key?: string): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (!isNode(node)) continue;
    if (key !== undefined && depth === path.length && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (isScalar(pair?.key)) return pair.key.range?.[0] ?? 0;
    }
    return node.range?.[0] ?? 0;
  }
  return 0;
}

/** `key:` without a value is null in YAML; here it is blank text. */
function blanksAsText(value: unknown): unknown {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(blanksAsText);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blanksAsText(inner)]));
}

/** Turns what zod found into complaints. `known` lists the keys that a mapping at a path takes, for "did you mean". */
export function fromZod(
  { issues }: Pick<z.ZodError, 'issues'>,
  known: (path: Path) => readonly string[],
  complain: (path: Path, sentence: string, key?: string) => Complaint,
): Complaint[] {
  return issues.flatMap((issue) => issueComplaints(issue, known, complain));
}

function issueComplaints(
  issue: z.core.$ZodIssue,
  known: (path: Path) => readonly string[],
  complain: (path: Path, sentence: string, key?: string) => Complaint,
): Complaint[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => complain(path, `unknown key "${key}"${didYouMean(key, known(path))}`, key));
  const where = path.length > 0 ? `${path.join('.')}: ` : '';
  if (issue.code === 'invalid_value' && issue.values.length > 1)
    return [complain(path, `${where}must be one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')}`)];
  if (
    issue.code === 'invalid_type' &&
    issue.input === undefined &&
    !/received (array|string|object)/.test(issue.message)
  )
    return [complain(path, `${where}is missing`)];
  return [complain(path, `${where}${issue.message}`)];
}

/** ` (did you mean "x"?)` for the nearest known word, or ''. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const near = nearest(word, known);
  return near === undefined ? '' : ` (did you mean "${near}"?)`;
}
