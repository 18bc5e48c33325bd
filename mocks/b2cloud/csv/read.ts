import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { columns } from '../state/columns.ts';
import type { Values } from '../state/state.ts';

/** A file that cannot be imported at all; the text is for the operator. */
export class FileRefused extends Error {
  override name = 'FileRefused';
}

/** A row of the file, by property. */
export interface FileRow {
  /** Line of the table, 1-based, with the header. */
  readonly row: number;
  readonly values: Values;
  /** Cells of columns without a property that are not blank: column numbers. */
  readonly strayCells: readonly number[];
  /** As they stand in the file. */
  readonly cells: readonly string[];
}

/** A whole file: its header row, if it has one, and its rows. */
export interface B2File {
  readonly header: readonly string[] | undefined;
  readonly rows: readonly FileRow[];
}

/** Rows of one file at most: the real limit is not known, 1,000 can be printed at once (trust C). */
export const mostRows = 1000;

/**
 * B2's basic layout: 95 columns by position, CP932, comma, RFC 4180 quotes, CRLF (trust B). Refused: UTF-8, a BOM, another number of
 * columns, more than 1,000 rows (trust C: strict on purpose).
 *
 * @param header is there a header row; `undefined` = when the first cell is the template's name
 * @throws FileRefused
 */
export function readB2Csv(bytes: Buffer, header: boolean | undefined): B2File {
  if (bytes.length === 0) throw new FileRefused('ファイルが空です。');
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    throw new FileRefused('文字コードがUTF-8（BOM付き）です。Shift_JISで保存してください。');
  }
  const text = iconv.decode(bytes, 'cp932');
  if (text.includes('\ufffd'))
    throw new FileRefused('Shift_JISとして読めない文字があります。文字コードを確認してください。');
  if (text.includes('\n') && !text.includes('\r\n')) throw new FileRefused('改行コードがCRLFではありません。');
  let rows: string[][];
  try {
    rows = parse(text, { relax_column_count: true, record_delimiter: '\r\n', skip_empty_lines: true }) as string[][];
  } catch {
    throw new FileRefused('CSVとして読み取れません。引用符の数を確認してください。');
  }
  const isHeader = header ?? rows[0]?.[0]?.startsWith('お客様管理番号') === true;
  const data = rows.slice(isHeader ? 1 : 0);
  if (data.length === 0) throw new FileRefused('取り込む行がありません。');
  if (data.length > mostRows) throw new FileRefused(`一度に取り込めるのは${mostRows}件までです（SE0005）。`);
  const read = data.map((cells, index) => {
    const row = index + (isHeader ? 2 : 1);
    if (cells.length !== 95) throw new FileRefused(`${row}行目の項目数が${cells.length}です（95項目必要です）。`);
    return readRow(cells, row);
  });
  return { header: isHeader ? rows[0] : undefined, rows: read };
}

function readRow(cells: readonly string[], row: number): FileRow {
  const values: Record<string, string> = {};
  const strayCells: number[] = [];
  for (const column of columns.slice(0, 95)) {
    const value = cells[column.no - 1] ?? '';
    if (value === '') continue;
    if (column.name === '') strayCells.push(column.no);
    else values[column.name] = value;
  }
  // A blank date means that none is printed (trust C).
  if (!values.delivery_date) values.is_printing_date = '0';
  return { row, values, strayCells, cells };
}
