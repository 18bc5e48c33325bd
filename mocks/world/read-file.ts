import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { type Column, columnOf, columns, type Row } from './columns.ts';
import { OrdersRefused } from './problems.ts';

/** A row of the file and where it stands, from 1; the headings are row 1. */
export interface FileRow {
  readonly row: number;
  readonly cells: Row;
}

const mostRows = 200_000;

/** Reads CSV, tab-separated text or an Excel book (first sheet). UTF-8 or Shift_JIS. @throws OrdersRefused */
export async function readOrderFile(bytes: Buffer): Promise<readonly FileRow[]> {
  const isBook = bytes.length > 3 && bytes[0] === 0x50 && bytes[1] === 0x4b;
  const table = isBook ? await sheetOf(bytes) : textOf(bytes);
  const [headings, ...rows] = table;
  if (!headings) throw new OrdersRefused([{ row: 1, column: '', value: '', message: 'the file is empty' }]);
  const known = readHeadings(headings.cells);
  if (rows.length > mostRows) throw refused(mostRows + 2, `more than ${mostRows} rows`);
  return rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ row, cells }) => {
      const beyond = cells.findIndex((cell, at) => at >= known.length && cell.trim() !== '');
      if (beyond >= 0) throw refused(row, `cell ${beyond + 1} has no heading`);
      return { row, cells: Object.fromEntries(known.map((name, at) => [name, (cells[at] ?? '').trim()])) as Row };
    });
}

interface Raw {
  readonly row: number;
  readonly cells: readonly string[];
}

const refused = (row: number, message: string): OrdersRefused =>
  new OrdersRefused([{ row, column: '', value: '', message }]);

function readHeadings(cells: readonly string[]): readonly Column[] {
  const problems = [];
  const found: Column[] = [];
  for (const cell of cells) {
    const name = columnOf(cell);
    const message = name
      ? found.includes(name)
        ? 'stands there twice'
        : ''
      : `unknown heading; known: ${Object.keys(columns).join(', ')}`;
    if (message !== '') problems.push({ row: 1, column: cell, value: '', message });
    else found.push(name!);
  }
  if (!found.includes('sku') && problems.length === 0)
    problems.push({ row: 1, column: 'sku', value: '', message: 'this column is missing' });
  if (problems.length > 0) throw new OrdersRefused(problems);
  return found;
}

function textOf(bytes: Buffer): readonly Raw[] {
  const text = decoded(bytes);
  const delimiter = /^[^\n]*\t/.test(text) ? '\t' : ',';
  try {
    const records = parse(text, { delimiter, bom: true, relax_column_count: true, info: true, skip_empty_lines: true });
    return (records as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      row: info.lines,
      cells: record,
    }));
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    throw refused(lines ?? 1, message);
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'cp932');
  }
}

async function sheetOf(bytes: Buffer): Promise<readonly Raw[]> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
  } catch {
    throw refused(1, 'this is no Excel book');
  }
  const [sheet] = book.worksheets;
  const rows: Raw[] = [];
  sheet?.eachRow((line, row) => {
    const cells = Array.from({ length: line.cellCount }, (_, at) => cellText(line.getCell(at + 1)));
    rows.push({ row, cells });
  });
  return rows;
}

/** Dates as `2026-11-21 12:00`, everything else as it is shown. */
function cellText(cell: { readonly value: unknown; readonly text: string }): string {
  if (!(cell.value instanceof Date)) return cell.text;
  const text = cell.value.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
}
