import type { Problem } from '../../core/problem.ts';
import { ruleSheetName } from '../../core/rules/sheet-name.ts';
import type { SentenceArgs } from '../../core/sentences/index.ts';
import type { CellKind, ReadForm, Row, Table } from './row.ts';
import { type Book, readBook, type SheetEntry } from './xlsx/book.ts';
import type { NumberFormat } from './xlsx/format.ts';
import { createMerger, type MergeCounts } from './xlsx/merges.ts';
import { showIsoDate, showNumber, showPlain } from './xlsx/number.ts';
import { columnLetters } from './xlsx/reference.ts';
import { hasContent, type RawCell, type RawSheet, readSheet } from './xlsx/sheet.ts';
import { createPool, readSharedStrings, type TextPool } from './xlsx/strings.ts';
import { decodeEscapes } from './xlsx/xml.ts';
import { type Limits, readZip, refuse, type ZipMember } from './zip.ts';

/**
 * Opens an Excel workbook (.xlsx, .xlsm) as a table of what a person sees in it: dates `YYYY/MM/DD[ hh:mm:ss]`, times
 * `hh:mm[:ss]`, numbers without exponent up to 15 digits, codes with the zeros that their format shows, merged cells
 * as the same value in each row. Formulas count by their stored result; macros are never run.
 *
 * Reads the sheet named in the form, else the first visible one that holds anything (the others are named in a note).
 * The whole sheet is checked before this returns; rows without content are left out. Throws `Unreadable`.
 */
export async function openXlsx(bytes: Uint8Array, form: ReadForm, limits: Limits): Promise<Table> {
  return openWorkbook(await readZip(bytes, limits), form);
}

/** The same, for a zip whose directory was read before. */
export async function openWorkbook(members: readonly ZipMember[], form: ReadForm): Promise<Table> {
  const book = await readBook(members);
  const filled: SheetEntry[] = [];
  for (const sheet of book.sheets) if (await hasContent(sheet.part)) filled.push(sheet);
  const chosen = chooseSheet(book, filled, form.sheet);
  const strings = book.strings ? await readSharedStrings(book.strings) : createPool();
  const sheet = await readSheet(chosen.part, strings.size);
  // The ルール表 of our own workbook holds no orders, and that is no news.
  const others = filled.filter((one) => one !== chosen && one.name !== ruleSheetName).map((one) => one.name);
  const sheets = filled.filter((one) => one.visible).map((one) => one.name);
  return {
    facts: {
      format: 'xlsx',
      encoding: 'none',
      eol: 'none',
      delimiter: '',
      sheet: chosen.name,
      sheets,
      ...(sheet.hiddenColumns.length > 0 && { hiddenColumns: sheet.hiddenColumns }),
    },
    *rows(onProblem) {
      const tell = (problem: Problem) => onProblem({ ...problem, place: { sheet: chosen.name, ...problem.place } });
      if (others.length > 0) {
        const args = { sheet: chosen.name, others: others.join('、') };
        tell({ code: 'sheets-not-read', kind: 'done', place: {}, args });
      }
      yield* readRows(sheet, book, strings, tell);
    },
  };
}

/** A sheet's name is compared without the spaces that nobody sees at its ends; hidden sheets only count when named. */
function chooseSheet(book: Book, filled: readonly SheetEntry[], wanted: string | undefined): SheetEntry {
  if (wanted === undefined) {
    const first = filled.find((sheet) => sheet.visible);
    if (!first) throw refuse('workbook-empty');
    return first;
  }
  const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase();
  const named =
    book.sheets.find((sheet) => sheet.name === wanted) ??
    book.sheets.find((sheet) => plain(sheet.name) === plain(wanted));
  if (!named)
    throw refuse('sheet-missing', { sheet: wanted, sheets: book.sheets.map((sheet) => sheet.name).join('、') });
  if (!filled.includes(named)) throw refuse('workbook-empty');
  return named;
}

interface Shown {
  readonly text: string;
  readonly kind: CellKind;
}

const nothing: Shown = { text: '', kind: 'text' };

function* readRows(sheet: RawSheet, book: Book, strings: TextPool, tell: (problem: Problem) => void): Generator<Row> {
  const counts: MergeCounts = { same: new Map(), covered: new Map() };
  const zeros = new Map<number, ZerosShown>();
  const merge = createMerger(sheet.merges, counts);
  const show = (cell: RawCell | undefined) => (cell ? showCell(cell, book, strings) : nothing);
  for (const { no, hidden, cells } of sheet.rows()) {
    const blank = cells.every((cell) => cell !== 'v' && show(cell).text.trim() === '');
    if (!blank) countZeros(cells, no, book, zeros);
    merge({ no, hidden, cells });
    if (blank) continue;
    yield {
      no,
      size: cells.length,
      ...(hidden ? { hidden } : {}),
      text: (i) => show(cells[i]).text,
      kind: (i) => show(cells[i]).kind,
    };
  }
  const note = (code: Problem['code'], index: number, args: SentenceArgs, row?: number) => {
    const column = columnLetters(index);
    tell({ code, kind: 'done', place: { column, ...(row ? { row } : {}) }, args: { column, ...args } });
  };
  for (const [column, { count, format, row }] of zeros) note('cells-zeros-shown', column, { count, format }, row);
  for (const [column, count] of counts.same) note('cells-merged', column, { count });
  for (const [column, count] of counts.covered) note('cells-under-merge', column, { count });
}

/** Cells of one column whose text has more than the number: said once, with the first row. */
interface ZerosShown {
  readonly row: number;
  readonly format: string;
  count: number;
}

function countZeros(cells: readonly RawCell[], row: number, book: Book, zeros: Map<number, ZerosShown>): void {
  if (!book.formats.some((format) => format.kind === 'digits')) return;
  for (const [i, cell] of cells.entries()) {
    if (cell[0] !== 'n') continue;
    const { format, raw } = splitNumber(cell, book);
    if (format.kind !== 'digits' || showNumber(raw, format, false).text === showPlain(raw)) continue;
    const known = zeros.get(i);
    if (known) known.count++;
    else zeros.set(i, { row, format: format.code, count: 1 });
  }
}

function splitNumber(cell: RawCell, book: Book): { format: NumberFormat; raw: string } {
  const colon = cell.indexOf(':');
  return { format: book.formats[Number(cell.slice(1, colon) || 0)] ?? { kind: 'number' }, raw: cell.slice(colon + 1) };
}

function showCell(cell: RawCell, book: Book, strings: TextPool): Shown {
  const rest = cell.slice(1);
  switch (cell[0]) {
    case 's':
      return { text: strings.at(Number(rest)), kind: 'text' };
    case 'n': {
      const { format, raw } = splitNumber(cell, book);
      return showNumber(raw, format, book.date1904);
    }
    case 'e':
      return { text: rest, kind: 'error' };
    case 'd':
      return showIsoDate(rest);
    case 'v':
      return { text: '', kind: 'no-value' };
    default:
      return { text: decodeEscapes(rest), kind: 'text' };
  }
}
