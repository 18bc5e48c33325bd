import type { Problem } from '../../core/problem.ts';
import type { SentenceCode } from '../../core/sentences/index.ts';
import { decodeCp932Cell } from '../../text/cp932.ts';
import { type ByteRow, cellFlag } from './byte-rows.ts';
import { isPlainDelimiter, openOddCsv } from './csv-odd.ts';
import { type CsvLimits, type OpenCsv, openSplitter } from './csv-open.ts';
import type { OnRowProblem, ReadForm, Row, Table } from './row.ts';

/**
 * Opens CSV or TSV as a table. `source` gives the bytes in chunks of any size (one chunk = the whole file is fine); they
 * are read as rows are asked for, and memory stays at one window. Cells are decoded on demand.
 *
 * Tolerated: all line ends, a BOM, Ctrl-Z at the end, trailing delimiters, missing trailing cells (they read as ''). More
 * cells than the header are the caller's to judge (`size`). Left out with a problem: rows with a broken quote or a
 * user-defined character, or a line break that may stand inside a cell. Refused (`Unreadable`, on opening or on the way): see `openSplitter` and `splitRows`.
 */
export function openCsv(source: Iterable<Uint8Array>, form: ReadForm, limits: CsvLimits): Table {
  if (form.delimiter && !isPlainDelimiter(form.delimiter)) return openOddCsv(source, form);
  const open = openSplitter(source, form, limits);
  // The first row makes line ends and early refusals known before anybody walks.
  const started = open.splitter.next();
  return { facts: open.facts, rows: (onProblem) => walk(open, started, onProblem) };
}

function* walk({ splitter, facts, notes }: OpenCsv, started: boolean, onProblem: OnRowProblem): Generator<Row> {
  for (const note of notes) onProblem(note);
  const { row: bytes } = splitter;
  const before: string[] = [];
  const row: Row = {
    get no() {
      return bytes.no;
    },
    get size() {
      return bytes.size;
    },
    text: (i) => {
      const last = before[i];
      if (last !== undefined && isAgain(bytes, i, last)) return last;
      const text = cellText(bytes, i, splitter.encoding() === 'cp932');
      if (i < 1000) before[i] = text;
      return text;
    },
  };
  const blanks = countBlanks(facts.delimiter);
  for (let more = started; more; more = splitter.next()) {
    if (blanks.skips(bytes)) continue;
    const problem = rowProblem(bytes, row);
    if (problem) onProblem(problem, row);
    else yield row;
  }
  const note = blanks.note();
  if (note) onProblem(note);
}

/** The cell says what its column said the row before, as many columns do: one text in memory instead of many. ASCII only. */
function isAgain(row: ByteRow, i: number, text: string): boolean {
  if (i >= row.size) return text === '';
  const start = row.start[i]!;
  const { length } = text;
  if (row.end[i]! - start !== length || (row.flags[i]! & (cellFlag.high | cellFlag.doubled)) !== 0) return false;
  for (let k = length - 1; k >= 0; k--) if (row.buf[start + k] !== text.charCodeAt(k)) return false;
  return true;
}

/** Text of cell `i`, '' beyond the end. */
export function cellText(row: ByteRow, i: number, cp932: boolean): string {
  if (i >= row.size) return '';
  const start = row.start[i]!;
  const end = row.end[i]!;
  if (start === end) return '';
  const flags = row.flags[i]!;
  const text =
    (flags & cellFlag.high) === 0
      ? row.buf.toString('latin1', start, end)
      : !cp932
        ? row.buf.toString('utf8', start, end)
        : (flags & cellFlag.userDefined) === 0
          ? decodeCp932Cell(row.buf, start, end)
          : new TextDecoder('shift_jis').decode(row.buf.subarray(start, end));
  return flags & cellFlag.doubled ? text.replaceAll('""', '"') : text;
}

/** The problem that keeps a row from being used, or null. */
export function rowProblem(bytes: ByteRow, row: { text(i: number): string }): Problem | null {
  const wrong = cellFlag.broken | cellFlag.userDefined;
  if (bytes.cutOff) return { code: 'row-cut-off', kind: 'fix', place: { row: bytes.no }, args: { cells: bytes.size } };
  if (bytes.loose)
    return { code: 'row-break-uncertain', kind: 'fix', place: { row: bytes.no }, args: { row: bytes.no } };
  if ((bytes.anyFlags & wrong) === 0) return null;
  for (let i = 0; i < bytes.size; i++) {
    const flags = bytes.flags[i]! & wrong;
    if (flags === 0) continue;
    const code: SentenceCode = flags & cellFlag.broken ? 'quote-broken' : 'character-user-defined';
    const place = { row: bytes.no, value: row.text(i) };
    const args = {
      row: bytes.no,
      cell: i + 1,
      ...(code === 'character-user-defined' ? { hex: userDefined(bytes, i) } : {}),
    };
    return { code, kind: 'fix', place, args };
  }
  return null;
}

function userDefined(row: ByteRow, i: number): string {
  for (let at = row.start[i]!; at < row.end[i]!; at++) {
    const byte = row.buf[at]!;
    if (byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf)) continue;
    if (byte >= 0xf0 && byte <= 0xf9) return row.buf.toString('hex', at, at + 2).toUpperCase();
    at++;
  }
  return '';
}

/** Skips rows that hold nothing and counts them for one note. Blank lines at the end of the file are not worth a note. */
export function countBlanks(delimiter: string): { skips(row: ByteRow): boolean; note(): Problem | null } {
  const separator = delimiter.charCodeAt(0);
  let count = 0;
  let first = 0;
  let pending = 0;
  let pendingFirst = 0;
  return {
    skips(row) {
      if (!isBlank(row, separator)) {
        if (pending > 0) {
          first ||= pendingFirst;
          count += pending;
          pending = 0;
        }
        return false;
      }
      if (pending === 0) pendingFirst = row.no;
      pending++;
      // A row of delimiters is said even at the end.
      if (row.size > 1) {
        first ||= pendingFirst;
        count += pending;
        pending = 0;
      }
      return true;
    },
    note: () =>
      count ? { code: 'rows-blank', kind: 'done', place: { row: first }, args: { count, row: first } } : null,
  };
}

function isBlank(row: ByteRow, delimiter: number): boolean {
  for (let i = 0; i < row.size; i++) {
    for (let at = row.start[i]!; at < row.end[i]!; at++) {
      const byte = row.buf[at]!;
      if (byte !== 0x20 && byte !== 0x09 && byte !== delimiter) return false;
    }
  }
  return true;
}
