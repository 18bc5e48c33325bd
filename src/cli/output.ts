import type { SpokenProblem } from '../core/problem.ts';
import { fill, help } from '../core/sentences/help.ts';
import { width } from '../text/width.ts';

/** Results go to stdout, whatever is wrong to stderr: `b2-bridge … --json | jq` always gets clean JSON. */
export function print(line = ''): void {
  process.stdout.write(`${harmless(line)}\n`);
}

export function warn(line: string): void {
  process.stderr.write(`${harmless(line)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Words of files and file names stand in many sentences: none of them may steer the terminal. */
function harmless(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** A table for people: columns aligned by East Asian width, two spaces between, no trailing blanks. */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const line of tableLines(headings, rows)) print(line);
}

export function tableLines(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [headings, ...rows].map((row) => row.map(oneLine));
  const widths = headings.map((_, i) => Math.max(...all.map((row) => width(row[i] ?? ''))));
  const line = (row: readonly string[]) =>
    widths
      .map((wide, i) => (row[i] ?? '') + ' '.repeat(wide - width(row[i] ?? '')))
      .join('  ')
      .trimEnd();
  return [line(all[0]!), widths.map((wide) => '-'.repeat(wide)).join('  '), ...all.slice(1).map(line)];
}

/** Values come from outside: line breaks and control characters (terminal escapes) never reach the terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '�');
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
