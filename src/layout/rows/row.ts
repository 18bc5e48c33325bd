import type { Problem } from '../../core/problem.ts';

/** One data row of a table, whatever it came from. Readers may reuse the object: take what you need before the next. */
export interface Row {
  /** Row number as Excel or an editor counts it (1-based; a cell with line breaks makes the next number jump). */
  readonly no: number;
  /** Number of cells that the row really has. */
  readonly size: number;
  /** Text of cell `i` (0-based), '' beyond the end. Decoded only when asked. Never trimmed. */
  text(i: number): string;
  /** xlsx: the row is hidden (by hand or by a filter). */
  readonly hidden?: boolean;
  /** xlsx: what the workbook holds in cell `i`; absent = text. A layout must refuse a cell that it uses and that is `error` or `no-value`. */
  kind?(i: number): CellKind;
  /** Cell `i` only says that it is the same as the one above it, whose text `text` then gives. */
  isAbove?(i: number): boolean;
}

/**
 * `date` / `time`: a number that the workbook shows as a date or a time of day ("12-14" typed as a time slot is one) ·
 * `error`: #N/A, #REF! … (`text` gives it) · `no-value`: a formula without a calculated result (`text` gives '').
 */
export type CellKind = 'text' | 'number' | 'date' | 'time' | 'error' | 'no-value';

/** What was found out about the bytes; shown to people and needed to give a file back as it came. */
export interface TableFacts {
  readonly format: 'csv' | 'tsv' | 'xlsx' | 'json';
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'cp932' | 'none';
  readonly eol: 'crlf' | 'lf' | 'cr' | 'none';
  readonly delimiter: string;
  readonly sheet?: string;
  /** xlsx: all visible sheets that hold something, in their order. */
  readonly sheets?: readonly string[];
  /** xlsx: hidden columns as 0-based ranges, both ends in. */
  readonly hiddenColumns?: readonly (readonly [number, number])[];
}

/**
 * Takes the problem of a row. `row` is what could be made out of it: never to be used as data, only to find the order that
 * it belongs to, so that the order's other rows are held back with it.
 */
export type OnRowProblem = (problem: Problem, row?: Row) => void;

/**
 * A table that was opened: rows from the very first one (title lines and header rows included; `match` finds the header).
 * `rows()` may be walked once. Problems with the file as a whole are thrown as `Unreadable`; problems with single rows
 * are handed to `onProblem` and the row is left out.
 */
export interface Table {
  readonly facts: TableFacts;
  rows(onProblem: OnRowProblem): Iterable<Row>;
}

/** How a layout wants its file cut into rows; without a layout everything is found out from the bytes. */
export interface ReadForm {
  readonly format?: 'csv' | 'tsv' | 'xlsx' | 'json';
  readonly encoding?: 'auto' | 'utf-8' | 'cp932' | 'utf-16';
  readonly delimiter?: string;
  /** false: `"` is an ordinary character (Amazon's reports). */
  readonly quoted?: boolean;
  readonly sheet?: string;
  /** json: see `JsonShape`. */
  readonly records?: string;
  readonly lines?: string;
}

/** What a reader refuses to go beyond (part of `Config.limits`). */
export interface ReadLimits {
  /** Largest uncompressed content of a zip or xlsx, bytes. */
  readonly unpackedBytes: number;
  /** Greatest unpacked : packed ratio of a zip or xlsx. */
  readonly ratio: number;
  /** Longest line of a text file, bytes. */
  readonly lineBytes: number;
}

/** The file as a whole cannot be read: refused before any row. Carries the problem that says why. */
export class Unreadable extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'Unreadable';
    this.problem = problem;
  }
}
