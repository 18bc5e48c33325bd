import { open, rename, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { reportWords as words } from '../../core/sentences/workbook.ts';

export interface TextSheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
}

/**
 * Tables of text as an xlsx, one sheet each, in constant memory. Whole or not at all: written beside the target and renamed; an
 * existing file is replaced.
 */
export async function writeSheets(file: string, sheets: readonly TextSheet[]): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, 'w');
  try {
    // Loaded only here: exceljs takes longer to load than most commands to run.
    const { default: ExcelJS } = await import('exceljs');
    const stream = handle.createWriteStream();
    const failed = new Promise<never>((_, reject) => stream.once('error', reject));
    failed.catch(() => {}); // waited for below
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
    for (const sheet of sheets) await Promise.race([addSheet(book, sheet), failed]);
    await Promise.race([book.commit(), failed]);
    await rename(part, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}

/** The same as bytes, for files that are committed before they are written. */
export async function sheetsBytes(sheets: readonly TextSheet[]): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  for (const sheet of sheets) await addSheet(book, sheet);
  await book.commit();
  stream.end();
  return bytes;
}

/** Rows that are looked at for the width of the columns, before the first of them is written. */
const measured = 500;
/** So often the zip gets its turn: rows that are made faster than they are packed would pile up. */
const turn = 100;

async function addSheet(
  book: import('exceljs').stream.xlsx.WorkbookWriter,
  { name, header, rows }: TextSheet,
): Promise<void> {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  const source = drawn(rows);
  const first: (readonly string[])[] = [];
  while (first.length < measured) {
    const { value, done } = await source.next();
    if (done) break;
    first.push(value);
  }
  sheet.columns = header.map((text, i) => ({
    width: columnWidth([text, ...first.map((row) => row[i] ?? '')]),
    style: { numFmt: '@', alignment: { vertical: 'top', wrapText: true } },
  }));
  if (first.length > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: header.length } };
  const head = sheet.addRow([...header]);
  head.font = { bold: true };
  head.commit();
  for (const row of first) sheet.addRow(row.map(cellText)).commit();
  let count = 0;
  for await (const row of source) {
    sheet.addRow(row.map(cellText)).commit();
    if (++count % turn === 0) await setImmediate();
  }
  sheet.commit();
}

async function* drawn<Row>(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row, undefined> {
  yield* rows;
  return undefined;
}

/** Narrowest and widest column, in characters. */
const [narrow, wide] = [8, 60];
/** Excel takes no more characters in one cell. */
const mostCharacters = 32_767;

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
