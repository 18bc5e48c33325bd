import { rename, rm, writeFile } from 'node:fs/promises';
import type { Problem } from '../../core/problem.ts';
import { speak } from '../../core/problem.ts';
import { reportWords as words } from '../../core/sentences/workbook.ts';
import { serviceTitles } from '../../core/service.ts';
import { stateTitles } from '../../core/shipment.ts';
import type { HoldView, OrderView } from '../types.ts';

/** An order with whatever else the caller wants people to see: Japanese header → text. */
export interface ReportOrder extends OrderView {
  readonly more?: Readonly<Record<string, string>>;
}

export interface ReportContent {
  readonly orders: readonly ReportOrder[];
  readonly holds: readonly HoldView[];
  readonly problems: readonly Problem[];
}

/**
 * Writes the Excel report for people (F8): the sheet 受注一覧 with one row per shipment, and 保留・問題一覧 with what
 * stands still and why. Everything is a text cell, so codes keep their zeros and nothing a customer wrote is ever a
 * formula. Whole or not at all: written beside the target and renamed; an existing file is replaced.
 */
export function writeReport(file: string, content: ReportContent): Promise<void> {
  return writeSheets(file, reportSheets(content));
}

/** Tables of text as an xlsx, in the way of `writeReport`: one sheet each. */
export async function writeSheets(file: string, sheets: readonly TextSheet[]): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, await sheetBytes(sheets));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** The report as bytes of an xlsx. */
export function reportBytes(content: ReportContent): Promise<Uint8Array> {
  return sheetBytes(reportSheets(content));
}

function reportSheets({ orders, holds, problems }: ReportContent): TextSheet[] {
  return [
    { name: words.orders, ...orderTable(orders) },
    { name: words.problems, ...problemTable(holds, problems) },
  ];
}

async function sheetBytes(sheets: readonly TextSheet[]): Promise<Uint8Array> {
  // Loaded only here: exceljs takes longer to load than most commands to run.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  for (const { name, ...table } of sheets) addSheet(book, name, table);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface TextSheet extends TextTable {
  readonly name: string;
}

const { columns } = words;

function orderTable(orders: readonly ReportOrder[]): TextTable {
  const more = [...new Set(orders.flatMap((order) => Object.keys(order.more ?? {})))];
  const rows = orders.flatMap((order) => {
    const own = [order.shop, order.number, title(words.payments, order.payment), title(stateTitles, order.state)];
    const last = [String(order.revision), ...more.map((name) => order.more?.[name] ?? '')];
    const shipments = order.shipments.map(({ customerNo, service, state, trackingNumbers, holds }) => [
      ...own,
      customerNo,
      title(serviceTitles, service),
      title(stateTitles, state),
      trackingNumbers.join('\n'),
      holds.map((hold) => hold.sentence).join('\n'),
      ...last,
    ]);
    return shipments.length > 0 ? shipments : [[...own, '', '', '', '', '', ...last]];
  });
  const { shop, number, payment, state, customerNo, service, shipmentState, trackingNumbers, holds, revision } =
    columns;
  const fixed = [shop, number, payment, state, customerNo, service, shipmentState, trackingNumbers, holds, revision];
  return { header: [...fixed, ...more], rows };
}

function problemTable(holds: readonly HoldView[], problems: readonly Problem[]): TextTable {
  const { kind, shop, number, customerNo, file, row, column, value, sentence, remedy, clearedBy } = columns;
  const header = [kind, shop, number, customerNo, file, row, column, value, sentence, remedy, clearedBy];
  const held = holds.map((hold) => [
    words.hold,
    hold.shop,
    hold.number,
    hold.customerNo,
    '',
    '',
    '',
    '',
    hold.sentence,
    hold.remedy,
    title(words.clearers, hold.clearedBy),
  ]);
  const told = problems.map((problem) => {
    const spoken = speak(problem);
    const { order, row: no, column: name, value: shown } = spoken;
    const place = [problem.place.file ?? '', no === null ? '' : String(no), name ?? '', shown ?? ''];
    const what = problem.kind === 'done' ? words.notice : words.problem;
    return [what, '', order ?? '', '', ...place, spoken.sentence, spoken.remedy, ''];
  });
  return { header, rows: [...held, ...told] };
}

const title = (titles: Readonly<Record<string, string>>, code: string) => titles[code] ?? code;

/** Narrowest and widest column, in characters. */
const [narrow, wide] = [8, 60];
/** Excel takes no more characters in one cell. */
const mostCharacters = 32_767;

function addSheet(book: import('exceljs').Workbook, name: string, { header, rows }: TextTable): void {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = header.map((text, i) => ({
    width: columnWidth([text, ...rows.map((row) => row[i] ?? '')]),
    style: { numFmt: '@', alignment: { vertical: 'top', wrapText: true } },
  }));
  sheet.addRow([...header]).font = { bold: true };
  for (const row of rows) sheet.addRow(row.map(cellText));
  if (rows.length > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: header.length } };
}

/**
 * `_x000D_` in a text would be read back as a control character: its underscore is written as Excel does it. Characters
 * that XML cannot hold would make Excel call the file damaged.
 */
function cellText(text: string): string {
  const whole = text.length <= mostCharacters ? text : text.slice(0, mostCharacters - 500) + words.cut;
  const printable = whole.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
  return printable.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

/** Full-width characters are twice as wide; a cell with line breaks is as wide as its longest line. */
function columnWidth(texts: readonly string[]): number {
  let widest = narrow;
  for (const text of texts) {
    for (const line of text.split('\n')) widest = Math.max(widest, line.replace(/[^\0-\x7f]/g, 'xx').length + 2);
  }
  return Math.min(wide, widest);
}
