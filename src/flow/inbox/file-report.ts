import type { SpokenProblem } from '../../core/problem.ts';
import { type ReportWord, reportWord, reportWords } from '../../core/sentences/file-report.ts';
import { say } from '../../core/sentences/index.ts';
import type { Clearer } from '../../core/shipment.ts';
import { japanMinute } from '../../core/time.ts';
import type { IntakeDocument, LeftOut } from '../types.ts';
import { fileResultOf } from './file-result.ts';

/** What the report is about. */
export interface FileReportInput {
  /** Name of the dropped file as it came. */
  readonly file: string;
  readonly at: Temporal.Instant;
  /** One for a plain file, one per member for a zip. */
  readonly documents: readonly IntakeDocument[];
  /** For documents that were taken before: under which name and when (ISO), by hash. */
  readonly taken: ReadonlyMap<string, { readonly name: string; readonly at: string }>;
  /** How people call a shop and a layout; without it by their names. */
  readonly titleOf?: (kind: 'shop' | 'layout', name: string) => string | undefined;
}

/**
 * The Japanese text that lies beside a dropped file: what came in, what must be put right and how, what is held and who
 * clears it. Holds cell values (the operator's own data), so it stays where the file is. UTF-8 with BOM and CRLF, because
 * Windows Notepad shows both everywhere.
 */
export function fileReport(input: FileReportInput): string {
  const result = fileResultOf(input.documents);
  const lines = [
    pair('result', reportWord(result === 'problems' ? 'doneWithProblems' : result)),
    pair('file', input.file),
    pair('at', japanMinute(input.at)),
    ...input.documents.flatMap((document) => ['', ...documentLines(input, document)]),
    '',
  ];
  return `\uFEFF${lines.join('\r\n')}`;
}

function documentLines(input: FileReportInput, document: IntakeDocument): string[] {
  const toFix = document.problems.filter((problem) => problem.kind !== 'done');
  // That it was taken before stands above, with name and time.
  const notes = document.problems.filter((one) => one.kind === 'done' && one.code !== 'document-seen-before');
  const lines: string[] = [];
  if (document.file !== input.file) lines.push(`◆ ${oneLine(document.file)}`);
  for (const kind of ['shop', 'layout'] as const) {
    const name = document[kind];
    const title = input.titleOf?.(kind, name) ?? name;
    if (name !== '') lines.push(pair(kind, title === name ? name : `${title}（${name}）`));
  }
  if (document.hash !== '') lines.push(pair('document', document.hash));
  if (document.seenBefore) lines.push('', ...seenLines(input, document));
  if (!document.refused) {
    const counts = countsOf(document);
    lines.push('', `■ ${reportWord('counts')}`, ...(counts.length > 0 ? counts : [reportWord('nothing')]).map(indent));
  }
  lines.push(...section('problems', toFix, problemLines));
  lines.push(...section('held', document.held, heldLines));
  lines.push(...section('notes', notes, problemLines));
  return lines;
}

function section<T>(heading: ReportWord, items: readonly T[], write: (item: T) => string[]): string[] {
  if (items.length === 0) return [];
  const entries = items.flatMap((item, i) => {
    const [first = '', ...rest] = write(item);
    return [`${i + 1}. ${first}`, ...rest.map(indent)];
  });
  return ['', `■ ${reportWord(heading, { count: items.length })}`, ...entries];
}

function problemLines(problem: SpokenProblem): string[] {
  const { row, column, value, order } = problem;
  const place = [
    (row === null ? '' : reportWord('row', { row })) + (column === null ? '' : reportWord('column', { column })),
    value === null ? '' : shownValue(value),
    order === null ? '' : reportWord('order', { order }),
  ].filter((part) => part !== '');
  const text = [problem.sentence, pair('remedy', problem.remedy)];
  return place.length === 0 ? text : [place.join('　'), ...text];
}

function heldLines(held: LeftOut): string[] {
  const who = [reportWord('order', { order: held.number }), reportWord('customerNo', { customerNo: held.customerNo })];
  const clearer = held.clearedBy === undefined ? [] : [pair('clearer', reportWord(clearers[held.clearedBy]))];
  return [who.join('　'), held.sentence, pair('remedy', held.remedy), ...clearer];
}

const clearers = {
  data: 'clearedByData',
  operator: 'clearedByOperator',
  settings: 'clearedBySettings',
} as const satisfies Record<Clearer, ReportWord>;

function seenLines(input: FileReportInput, document: IntakeDocument): string[] {
  const before = input.taken.get(document.hash);
  if (!before) return [reportWord('seen')];
  const at = japanMinute(Temporal.Instant.from(before.at));
  const isSameName = before.name.normalize('NFC') === document.file.normalize('NFC');
  const { sentence, remedy } = isSameName
    ? say('same-file-again', { at })
    : say('same-content', { at, name: before.name });
  return [sentence, remedy];
}

/** `新しい注文 3件` …, without those that are zero. */
export function countsOf(document: Pick<IntakeDocument, 'orders' | 'registered'>): string[] {
  const registered = Object.entries(document.registered).map(([name, count]) => [wordOf(name), count] as const);
  const orders = (['new', 'revised', 'unchanged', 'refused'] as const).map(
    (name) => [reportWord(name), document.orders[name]] as const,
  );
  const some = [...orders, ...registered].filter(([, count]) => count > 0);
  return some.map(([label, count]) => reportWord('lineCount', { label, count }));
}

function wordOf(name: string): string {
  return Object.hasOwn(reportWords, name) ? reportWord(name as ReportWord) : `${reportWord('registered')}（${name}）`;
}

const longestValue = 200;

/** A cell on one line; a very long one is shown in part, with its length. */
function shownValue(value: string): string {
  const characters = [...oneLine(value)];
  if (characters.length <= longestValue) return reportWord('value', { value: characters.join('') });
  const shown = characters.slice(0, longestValue).join('');
  return reportWord('cutValue', { value: shown, length: characters.length });
}

function oneLine(text: string): string {
  return text.replace(/\r\n|[\r\n\u2028\u2029]/g, '⏎').replace(/[\u0000-\u001f\u007f]/g, '␣');
}

function pair(label: ReportWord, text: string): string {
  return `${reportWord(label)}：${oneLine(text)}`;
}

function indent(line: string): string {
  return `   ${line}`;
}
