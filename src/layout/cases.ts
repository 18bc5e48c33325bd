import type { Masters } from '../core/masters.ts';
import type { Problem } from '../core/problem.ts';
import { openDocument } from './document.ts';
import { type ReadResult, readTable } from './read.ts';
import { openTable } from './rows/open.ts';
import { Unreadable } from './rows/row.ts';
import type { LayoutSet, ReadLayout, WriteLayout } from './types.ts';
import { compileWrite, type RenderInput } from './write.ts';
import { fileBytes } from './write-file.ts';

export interface CaseFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One case of a layout: what goes in and what must come out. */
export interface LayoutCase {
  readonly direction: 'read' | 'write';
  readonly layout: string;
  readonly name: string;
  readonly input: CaseFile;
  readonly expected: CaseFile;
}

export interface CaseResult {
  readonly direction: 'read' | 'write';
  readonly layout: string;
  readonly name: string;
  readonly passed: boolean;
  /** First difference, for people; '' when passed. */
  readonly difference: string;
  /** What really came out, in the form of the expected file. */
  readonly actual: Uint8Array;
}

/** Cases run as if it were this day. */
export const caseDay = '2026-11-21';

const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };

/** Runs every case whose layout was loaded. */
export async function runCases(
  layouts: LayoutSet,
  masters: Masters,
  cases: readonly LayoutCase[],
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of cases) {
    const layout = one.direction === 'read' ? layouts.read.get(one.layout) : layouts.write.get(one.layout);
    if (layout) results.push(await runCase(layout, one, masters));
  }
  return results;
}

export async function runCase(
  layout: ReadLayout | WriteLayout,
  one: LayoutCase,
  masters: Masters,
): Promise<CaseResult> {
  const { direction, name } = one;
  const result = (actual: Uint8Array, difference: string): CaseResult => ({
    direction,
    layout: layout.name,
    name,
    passed: difference === '',
    difference,
    actual,
  });
  const wantsText = one.expected.name.endsWith('.json');
  try {
    const actual =
      layout.direction === 'read'
        ? jsonBytes(await readCase(layout, one.input, masters))
        : writeCase(layout, one.input, masters, wantsText);
    const same = wantsText ? canonical(actual) === canonical(one.expected.bytes) : equal(actual, one.expected.bytes);
    return result(actual, same ? '' : firstDifference(one.expected.bytes, actual, layout));
  } catch (error) {
    return result(new Uint8Array(), String(error instanceof Error ? error.message : error));
  }
}

async function readCase(layout: ReadLayout, input: CaseFile, masters: Masters): Promise<unknown> {
  try {
    const opened = await openDocument((form) => openTable(input.bytes, input.name, form, limits), [layout]);
    if ('problem' in opened) return { refused: problemLine(opened.problem) };
    return describe(readTable(opened, { masters, today: caseDay }));
  } catch (error) {
    if (error instanceof Unreadable) return { refused: problemLine(error.problem) };
    throw error;
  }
}

/** A read result without what is blank, problems as one line each. */
function describe(result: ReadResult): unknown {
  return compact({
    ...result,
    counts: undefined,
    problems: result.problems.map(problemLine),
    orders: result.orders.map((one) => ({
      ...one,
      problems: one.problems.map(problemLine),
      notes: one.notes.map(problemLine),
    })),
  });
}

/** `fix count-zero row 3 「数量」 order 123` */
export function problemLine(problem: Problem): string {
  const { row, column } = problem.place;
  const where = `${row === undefined ? '' : ` row ${row}`}${column === undefined ? '' : ` 「${column}」`}`;
  return `${problem.kind} ${problem.code}${where}${problem.order === undefined ? '' : ` order ${problem.order}`}`;
}

function writeCase(layout: WriteLayout, input: CaseFile, masters: Masters, wantsText: boolean): Uint8Array {
  const rows = JSON.parse(Buffer.from(input.bytes).toString('utf8')) as Partial<RenderInput>[];
  const write = compileWrite(layout, masters);
  const rendered = rows.map((row) => write.render({ today: caseDay, ...row }));
  const problems = rendered.flatMap((one, index) =>
    one.problems.map((problem) => problemLine({ ...problem, place: { ...problem.place, row: index + 1 } })),
  );
  // A JSON layout's own output is JSON, too: its expected file holds the problems when there are any.
  const isJson = layout.form.format === 'json';
  if (wantsText && (!isJson || problems.length > 0)) return jsonBytes({ problems });
  if (problems.length > 0) throw new Error(`does not render: ${problems.join(' · ')}`);
  return fileBytes(
    layout,
    rendered.map((one) => one.cells),
  );
}

function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, compact(inner)] as const)
    .filter(([, inner]) => !isNothing(inner));
  return Object.fromEntries(kept);
}

function isNothing(value: unknown): boolean {
  if (value === '' || value === null || value === undefined || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

const jsonBytes = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8');

/** JSON with sorted keys and without blanks, so that an expected file may be written by hand. */
function canonical(bytes: Uint8Array): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, sorted(v)]),
    );
  };
  return JSON.stringify(sorted(compact(JSON.parse(Buffer.from(bytes).toString('utf8')))), null, 1);
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function firstDifference(expected: Uint8Array, actual: Uint8Array, layout: ReadLayout | WriteLayout): string {
  const cp932 = layout.direction === 'write' && layout.form.encoding === 'cp932';
  const isJson = layout.direction === 'read' || layout.form.format === 'json' || actual[0] === 0x7b;
  const decoder = new TextDecoder(cp932 && !isJson ? 'shift_jis' : 'utf-8');
  const lines = (bytes: Uint8Array) => (isJson ? canonical(bytes) : decoder.decode(bytes)).split('\n');
  const want = lines(expected);
  const got = lines(actual);
  const at = want.findIndex((line, index) => line !== got[index]);
  const line = at < 0 ? want.length : at;
  const show = (text: string | undefined) => (text === undefined ? '(nothing)' : JSON.stringify(text.trim()));
  return `line ${line + 1}: expected ${show(want[line])}, got ${show(got[line])}`;
}
