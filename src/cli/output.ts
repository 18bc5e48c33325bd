import { once } from 'node:events';
import type { SpokenProblem } from '../core/problem.ts';
import { fill, help } from '../core/sentences/help.ts';
import { oneLine } from './one-line.ts';
import { table } from './table.ts';

export { oneLine } from './one-line.ts';

/** Results go to stdout, whatever is wrong to stderr: `b2-bridge … --json | jq` always gets clean JSON. */
export function print(line = ''): void {
  if (isMuted) return;
  beforeLine?.();
  process.stdout.write(`${harmless(line)}\n`);
}

/** Last of all that is said, and only where no remedy has said it. */
export function printNothingChanged(said: readonly { readonly remedy: string }[]): void {
  if (said.every(({ remedy }) => !remedy.includes(help.said.nothingChanged))) print(help.said.nothingChanged);
}

export function warn(line: string): void {
  beforeLine?.();
  process.stderr.write(`${harmless(line)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** The same text as `printJson` of a list, written as its items come: a list that grows for years needs no memory. */
export async function printJsonList(items: AsyncIterable<unknown>): Promise<void> {
  let head = '[';
  for await (const item of items) {
    const text = JSON.stringify(item, null, 2).replaceAll('\n', '\n  ');
    if (!process.stdout.write(`${head}\n  ${text}`)) await once(process.stdout, 'drain');
    head = ',';
  }
  process.stdout.write(head === '[' ? '[]\n' : '\n]\n');
}

/** Nothing for people goes to stdout any more: JSON lines have it for themselves. */
export function mutePrint(): void {
  isMuted = true;
}

let isMuted = false;

/** What is done before each line: a progress bar gives way. One at a time; undefined = nothing any more. */
export function beforeLines(act: (() => void) | undefined): void {
  beforeLine = act;
}

let beforeLine: (() => void) | undefined;

/** Words of files and file names stand in many sentences: none of them may steer the terminal. */
function harmless(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** A table for people, as wide as their terminal; whole lines where nobody watches (a pipe, a file). */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const most = (process.stdout.isTTY && process.stdout.columns) || Number.POSITIVE_INFINITY;
  const { lines, isCut } = table(headings, rows, most);
  for (const line of lines) print(line);
  if (isCut) print(help.said.cutCells);
}

/** `orders.csv 3行目「電話番号」 受注 0123 値: 090… 〜です。 → 〜してください。` */
export function problemLine(file: string, problem: Omit<SpokenProblem, 'kind'>): string {
  const where = [
    oneLine(file),
    (problem.row === null ? '' : fill(help.said.row, { row: problem.row })) +
      (problem.column === null ? '' : fill(help.said.columnName, { column: oneLine(problem.column) })),
    problem.order === null ? '' : fill(help.said.order, { number: oneLine(problem.order) }),
    problem.value === null ? '' : `${help.headings.value}「${oneLine(problem.value)}」`,
  ];
  const place = where.filter((part) => part !== '').join(' ');
  return `${place === '' ? '' : `${place}: `}${problem.sentence} → ${problem.remedy}`;
}

/** An ISO instant as Japan's clock shows it. */
export function localTime(instant: string): string {
  const there = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();
  return there.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** Any nested value for people: one line each, blank values left out. */
export function printTree(value: unknown, depth = 0, name = ''): void {
  const pad = '  '.repeat(depth);
  if (value === null || typeof value !== 'object') {
    if (value !== null && value !== '') print(`${pad}${name}: ${oneLine(String(value))}`);
    return;
  }
  if (name !== '') print(`${pad}${name}:`);
  const entries = Object.entries(value);
  for (const [key, inner] of entries)
    printTree(inner, name === '' ? depth : depth + 1, Array.isArray(value) ? `${Number(key) + 1}` : key);
}
