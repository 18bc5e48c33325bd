import type { Masters } from '../core/masters.ts';
import type { Problem } from '../core/problem.ts';
import { unify } from '../text/characters.ts';
import type { Remark } from '../text/read.ts';
import { type Columns, columnsOf, headerRows } from './match.ts';
import type { ByteRow } from './rows/byte-rows.ts';
import { createCellOut, type Sink } from './rows/cell-out.ts';
import { type CsvLimits, openSplitter } from './rows/csv-open.ts';
import { cellText, countBlanks, rowProblem } from './rows/csv-read.ts';
import { createCsvWriter } from './rows/csv-write.ts';
import { unreadable } from './rows/encoding.ts';
import type { ReadForm, TableFacts } from './rows/row.ts';
import { type ColumnPlan, planColumn } from './rows-column.ts';
import type { WriteLayout } from './types.ts';

export interface ConvertJob {
  /** Bytes of the table, in chunks of any size. */
  readonly source: Iterable<Uint8Array>;
  readonly read: ReadForm;
  readonly limits: CsvLimits;
  /** A write layout with `takes: row`: its rules name columns of the table. */
  readonly layout: WriteLayout;
  readonly masters: Masters;
  /** Business day in Japan, `YYYY-MM-DD`. */
  readonly today: string;
  readonly sink: Sink;
  /** Every problem of every row, and notes (kind `done`). */
  readonly onProblem: (problem: Problem) => void;
}

export interface Converted {
  readonly facts: TableFacts;
  /** Data rows read, blank ones not counted. */
  readonly rows: number;
  readonly written: number;
  /** Rows with a problem: they are not in the output. The caller decides whether such an output may be used. */
  readonly bad: number;
}

/**
 * Turns a table into another one, streaming: memory stays flat whatever the size. Columns that are plain copies go from
 * bytes to bytes, the others are decoded, converted and encoded. Throws `Unreadable` when the table cannot be read or lacks
 * a column that the layout needs.
 */
export function convertRows(job: ConvertJob): Converted {
  const { layout, onProblem } = job;
  refuseShipmentRules(layout);
  const { splitter, facts, notes } = openSplitter(job.source, job.read, job.limits);
  for (const note of notes) onProblem(note);
  const { row } = splitter;
  const textOf = (bytes: ByteRow, i: number) => cellText(bytes, i, splitter.encoding() === 'cp932');
  const shown = { text: (i: number) => textOf(row, i) };

  const header = findHeader();
  const names = layout.columns.map((column) => column.name);
  createCsvWriter(layout.form, job.sink, names).end();
  const quoted = job.read.quoted ?? true;
  const out = createCellOut(layout.form, job.sink, { delimiter: facts.delimiter, quoted, encoding: splitter.encoding });
  const context = { today: job.today };
  const cp932 = layout.form.encoding === 'cp932';
  const plans: readonly ColumnPlan[] = layout.columns.map((column) =>
    planColumn({
      column,
      columns: header.columns,
      masters: job.masters,
      context,
      out,
      cp932,
      textOf: cp932 ? (bytes, i) => unify(textOf(bytes, i)) : textOf,
    }),
  );

  const blanks = countBlanks(facts.delimiter);
  let rows = 0;
  let written = 0;
  let bad = 0;
  while (splitter.next()) {
    if (blanks.skips(row)) continue;
    if (isHeaderAgain()) {
      onProblem({ code: 'repeated-header', kind: 'done', place: { row: row.no } });
      continue;
    }
    rows++;
    if (writeRow()) written++;
    else bad++;
  }
  out.flush();
  const note = blanks.note();
  if (note) onProblem(note);
  return { facts, rows, written, bad };

  function writeRow(): boolean {
    const wrong = rowProblem(row, shown) ?? tooManyCells();
    if (wrong) {
      onProblem(wrong);
      return false;
    }
    let good = true;
    for (const plan of plans) {
      const remark = plan.write(row);
      if (remark === null) continue;
      good = false;
      report(plan, remark);
    }
    if (good) out.endRow();
    else out.dropRow();
    return good;
  }

  function report(plan: ColumnPlan, remark: Remark) {
    const at = plan.places[0];
    const column = at === undefined ? plan.name : header.columns.names[at]!;
    const place = { row: row.no, column, ...(at === undefined ? {} : { value: textOf(row, at) }) };
    onProblem({ code: remark.code, kind: 'fix', place, args: { ...remark.args, column: plan.name, no: plan.no } });
  }

  function tooManyCells(): Problem | null {
    for (let i = header.size; i < row.size; i++) {
      if (row.end[i] === row.start[i]) continue;
      const args = { row: row.no, cells: row.size, header: header.size };
      return { code: 'row-too-many-cells', kind: 'fix', place: { row: row.no }, args };
    }
    return null;
  }

  /** The first row that names all columns: title lines may stand above it. */
  function findHeader(): { columns: Columns; size: number } {
    let fewest: readonly string[] | undefined;
    for (let i = 0; i < headerRows && splitter.next(); i++) {
      const cells = Array.from({ length: row.size }, (_, at) => textOf(row, at));
      const columns = columnsOf(cells.map((name) => [name]));
      const missing = missingColumns(layout, columns);
      if (missing.length === 0) return { columns, size: row.size };
      if (!fewest || missing.length < fewest.length) fewest = missing;
    }
    throw unreadable('columns-missing', { columns: (fewest ?? []).join('、') });
  }

  /** Joined files repeat the header: such a row is no data. */
  function isHeaderAgain(): boolean {
    const { names } = header.columns;
    if (row.size !== header.size || row.end[0]! - row.start[0]! > 200) return false;
    for (let i = 0; i < row.size; i++) if (textOf(row, i) !== names[i]) return false;
    return true;
  }
}

/** What only makes sense for a shipment; loading a layout with `takes: row` should have refused it. */
function refuseShipmentRules(layout: WriteLayout) {
  const at = layout.columns.find(
    ({ as, overflow, neededWith, requiredFor }) =>
      as === 'b2-address' || overflow !== 0 || neededWith || requiredFor.some((group) => group !== 'always'),
  );
  if (layout.takes !== 'row' || at || layout.rules !== '')
    throw new Error(`layout "${layout.name}"${at ? `, column ${at.no}` : ''} is not for converting rows`);
}

/** Columns that the rules need and the table lacks; of a `from` list one is enough. */
function missingColumns(layout: WriteLayout, columns: Columns): string[] {
  const missing: string[] = [];
  for (const { from, join } of layout.columns) {
    if (from && !from.some((name) => columns.find(name) >= 0)) missing.push(from.join('／'));
    for (const name of join ?? []) if (columns.find(name) < 0) missing.push(name);
  }
  return [...new Set(missing)];
}
