import type { Masters } from '../core/masters.ts';
import { unify } from '../text/characters.ts';
import type { Remark } from '../text/read.ts';
import { width } from '../text/width.ts';
import { kinds } from './cell-kinds.ts';
import type { Columns } from './match.ts';
import { createByteMemory } from './rows/byte-memory.ts';
import type { ByteRow } from './rows/byte-rows.ts';
import { type CellOut, mayBeBlank } from './rows/cell-out.ts';
import { compileRule } from './rule.ts';
import type { WriteColumn } from './types.ts';
import type { WordContext } from './words.ts';

export interface ColumnPlan {
  readonly name: string;
  readonly no: number;
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
  /** The file written is CP932: the wave-dash family gets the code points that CP932 has. */
  readonly cp932: boolean;
  readonly textOf: (row: ByteRow, i: number) => string;
}

/** Results of a rule that are kept per column. */
const memoryPlaces = 4096;

/**
 * How one column of the output is written, the cheapest way that gives the same as the rule: fixed bytes, a copy of the
 * bytes, remembered results for words that come again and again, or the rule itself.
 *
 * The rule says what it says in every write layout, with two differences: `type: text` lets line breaks pass (they are
 * quoted), and what does not fit is always a problem (a row has no overflow).
 */
export function planColumn(job: ColumnJob): ColumnPlan {
  const { column, out, textOf } = job;
  const sources = column.from ?? column.join ?? [];
  const there = sources.map((name) => job.columns.find(name));
  const places = there.filter((place) => place >= 0);
  const [place] = places;
  const plan = (write: ColumnPlan['write']): ColumnPlan => ({ name: column.name, no: column.no, places, write });
  const ruled = compileColumn(job, there);
  const byRule = (row: ByteRow): Remark | null => {
    const made = ruled((i) => textOf(row, i));
    return 'text' in made ? out.text(made.text) : made.problem;
  };

  // What all sources blank gives: a fixed text, the default, nothing, or a problem.
  const made = ruled(() => '');
  const blank = 'problem' in made ? made : out.encode(made.text);
  const whenBlank = (): Remark | null => {
    if ('problem' in blank) return blank.problem;
    out.encoded(blank.bytes);
    return null;
  };
  if (place === undefined) return plan(whenBlank);

  const copies = !column.as && !column.map && !column.dictionary && !column.blank;
  const anyText = column.type === 'text' && column.codes.length === 0;
  const limit = column.width > 0 ? column.width : Number.MAX_SAFE_INTEGER;
  if (copies && anyText && sources.length === 1) {
    return plan((row) => {
      const start = row.start[place]!;
      const bytes = place < row.size ? row.end[place]! - start : 0;
      if (bytes === 0) return whenBlank();
      // A character never has fewer bytes than its width, in either encoding.
      if (bytes > limit || mayBeBlank(row.buf[start]!)) return byRule(row);
      return out.copy(row, place, textOf);
    });
  }
  if (copies && anyText && column.join) {
    const between = column.with ? out.encode(column.with) : { bytes: new Uint8Array(0) };
    if (!('problem' in between) && !between.bytes.includes(0x22))
      return plan((row) => (out.join(row, places, between.bytes, limit) ? null : byRule(row)));
  }
  if (sources.length > 1) return plan(byRule);

  const memory = createByteMemory(memoryPlaces);
  let asked = 0;
  let known = 0;
  return plan((row) => {
    if (asked > memoryPlaces && known * 2 < asked) return byRule(row);
    const start = row.start[place]!;
    const end = place < row.size ? row.end[place]! : start;
    if (start === end) return whenBlank();
    asked++;
    const kept = memory.find(row.buf, start, end);
    if (kept) {
      known++;
      out.encoded(kept);
      return null;
    }
    const made = ruled((i) => textOf(row, i));
    if ('problem' in made) return made.problem;
    const encoded = out.encode(made.text);
    if ('problem' in encoded) return encoded.problem;
    memory.put(row.buf, start, end, encoded.bytes);
    out.encoded(encoded.bytes);
    return null;
  });
}

type Made = { readonly text: string } | { readonly problem: Remark };

/** The rule with the column's checks. Takes the text of a place in the table. */
function compileColumn(job: ColumnJob, there: readonly number[]): (textOf: (place: number) => string) => Made {
  const { column } = job;
  const sources = column.from ?? column.join ?? [];
  if (!column.from && !column.join && column.value === undefined) return () => finished(column, '');
  const rule = compileRule(column, {
    resolve: (source) => (job.columns.find(source) < 0 ? -1 : sources.indexOf(source)),
    side: 'write',
    masters: job.masters,
  });
  const cells = sources.map(() => '');
  return (textOf) => {
    for (let i = 0; i < there.length; i++) if (there[i]! >= 0) cells[i] = textOf(there[i]!);
    const { value, problem } = rule.run(cells, job.context);
    return problem ? { problem } : finished(column, job.cp932 ? unify(value) : value);
  };
}

function finished(column: WriteColumn, text: string): Made {
  if (text === '') {
    const required = column.required || column.requiredFor.includes('always');
    return required ? { problem: { code: 'write-required-blank' } } : { text };
  }
  if (column.width > 0 && text.length * 2 > column.width) {
    const excess = width(text) - column.width;
    if (excess > 0) return { problem: { code: 'write-too-wide', args: { width: column.width, excess } } };
  }
  if (column.codes.length > 0) {
    return column.codes.includes(text) ? { text } : { problem: { code: 'write-unknown-code' } };
  }
  const kind = kinds[column.type];
  if (column.type !== 'text' && !kind.takes(text))
    return { problem: { code: 'write-wrong-characters', args: { kind: kind.title } } };
  return { text };
}
