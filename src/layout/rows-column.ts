import type { Masters } from '../core/masters.ts';
import type { Remark } from '../text/read.ts';
import { width } from '../text/width.ts';
import type { Columns } from './match.ts';
import type { ByteRow } from './rows/byte-rows.ts';
import type { CellOut } from './rows/cell-out.ts';
import { compileRule, isBlank } from './rule.ts';
import type { WriteColumn } from './types.ts';
import type { WordContext } from './words.ts';

export interface ColumnPlan {
  readonly name: string;
  /** Columns of the table that it is made from. */
  readonly places: readonly number[];
  /** Writes the cell for this row, or says why it cannot be written. */
  write(row: ByteRow): Remark | null;
}

export interface ColumnJob {
  readonly column: WriteColumn;
  readonly columns: Columns;
  readonly masters: Masters;
  readonly context: WordContext;
  readonly out: CellOut;
  readonly textOf: (row: ByteRow, i: number) => string;
}

/** Results of a rule that are kept per column, by the bytes of the cell. */
const memorySize = 4096;

/**
 * How one column of the output is written, the cheapest way that gives the same as the rule: fixed bytes, a copy of the
 * cell's bytes, remembered results for words that come again and again, or the rule itself.
 */
export function planColumn(job: ColumnJob): ColumnPlan {
  const { column, out, textOf } = job;
  // Sources in the order of the rule; `run` gets their texts in the same order.
  const sources = column.from ?? column.join ?? [];
  const there = sources.map((name) => job.columns.find(name));
  const rule = compileRule(column, {
    resolve: (source) => (there[sources.indexOf(source)]! < 0 ? -1 : sources.indexOf(source)),
    side: 'write',
    masters: job.masters,
  });
  const places = there.filter((place) => place >= 0);
  const [place] = places;
  const plan = (write: ColumnPlan['write']): ColumnPlan => ({ name: column.name, places, write });

  const cells: string[] = sources.map(() => '');
  const ruled = (row: ByteRow): { text: string } | { problem: Remark } => {
    for (let i = 0; i < there.length; i++) cells[i] = there[i]! < 0 ? '' : textOf(row, there[i]!);
    const found = rule.run(cells, job.context);
    const problem = found.problem ?? checkText(column, found.value);
    return problem ? { problem } : { text: found.value };
  };
  const byRule = (row: ByteRow): Remark | null => {
    const made = ruled(row);
    return 'text' in made ? out.text(made.text) : made.problem;
  };

  if (place === undefined) {
    // A fixed text, or a column that stays empty.
    const made = rule.run([], job.context);
    const problem = made.problem ?? checkText(column, made.value);
    const fixed = problem ? { problem } : out.encode(made.value);
    return plan(() => {
      if ('problem' in fixed) return fixed.problem;
      out.encoded(fixed.bytes);
      return null;
    });
  }
  if (sources.length > 1) return plan(byRule);

  const pure = !column.as && !column.map && !column.dictionary && !column.blank;
  if (pure && column.type === 'text' && column.codes.length === 0) {
    return plan((row) => {
      const start = row.start[place]!;
      const bytes = place < row.size ? row.end[place]! - start : 0;
      // What may be blank or guarded text, what may be too wide, and what the row lacks, goes by the rule.
      if (bytes === 0 || mayBeBlank(row.buf, start)) return byRule(row);
      // A character never has fewer bytes than its width, in either encoding.
      if (column.width > 0 && bytes > column.width) return byRule(row);
      return out.copy(row, place, textOf);
    });
  }

  const memory = new Map<string, Uint8Array>();
  let asked = 0;
  let known = 0;
  return plan((row) => {
    const remembers = asked < memorySize || known * 2 > asked;
    if (!remembers) return byRule(row);
    asked++;
    const start = row.start[place]!;
    const end = place < row.size ? row.end[place]! : start;
    const key = row.buf.toString('latin1', start, end);
    const kept = memory.get(key);
    if (kept) {
      known++;
      out.encoded(kept);
      return null;
    }
    const made = ruled(row);
    if ('problem' in made) return made.problem;
    const encoded = out.encode(made.text);
    if ('problem' in encoded) return encoded.problem;
    if (memory.size < memorySize) memory.set(key, encoded.bytes);
    out.encoded(encoded.bytes);
    return null;
  });
}

function checkText(column: WriteColumn, text: string): Remark | null {
  if (column.required && isBlank(text)) return { code: 'cell-required', args: { column: column.name } };
  if (column.width > 0 && text.length * 2 > column.width) {
    const wide = width(text);
    if (wide > column.width)
      return { code: 'cell-too-wide', args: { column: column.name, width: wide, limit: column.width } };
  }
  return null;
}

/**
 * May the cell count as blank (white space of any kind, or an Excel guard around nothing)? Decided by the first byte:
 * white space, `=`, and the leads of full-width and no-break spaces in CP932 and UTF-8.
 */
function mayBeBlank(buf: Buffer, start: number): boolean {
  const byte = buf[start]!;
  return (
    byte <= 0x20 ||
    byte === 0x3d ||
    byte === 0x81 ||
    byte === 0xc2 ||
    byte === 0xe1 ||
    byte === 0xe2 ||
    byte === 0xe3 ||
    byte === 0xef
  );
}
