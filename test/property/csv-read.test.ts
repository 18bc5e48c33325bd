import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { openCsv } from '../../src/layout/rows/csv-read.ts';
import { Unreadable } from '../../src/layout/rows/row.ts';

const limits = { lineBytes: 1 << 20 };

/** Text of cells: characters with awkward trail bytes, kana, NEC/IBM characters, and all that CSV gives a meaning to. */
const piece = fc.constantFrom(
  ...['表', 'ソ', '能', '予', '十', '貼', '｜', '髙', '﨑', '①', '㈱', 'ｱ', 'ﾞ', '～', '－', '　', '区', 'Ａ'],
  ...['a', '0', ' ', '"', "'", ',', '\t', ';', '|', '\\', '\n', '\r\n', '='],
);
const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const table = fc
  .integer({ min: 1, max: 6 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
const dialect = fc.record({
  delimiter: fc.constantFrom(',', '\t', ';', '|'),
  eol: fc.constantFrom('\r\n', '\n', '\r'),
  all: fc.boolean(),
  encoding: fc.constantFrom('cp932', 'utf-8', 'utf-16le'),
  last: fc.boolean(),
  chunk: fc.integer({ min: 1, max: 64 }),
});
type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

function written(rows: string[][], { delimiter, eol, all, last }: Dialect): string {
  const quote = (text: string) =>
    all || /["\r\n]/.test(text) || text.includes(delimiter) || text.startsWith(' ')
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  return rows.map((row) => row.map(quote).join(delimiter)).join(eol) + (last ? eol : '');
}

function* chunked(bytes: Uint8Array, size: number) {
  // One buffer for all chunks, as a file reader has it.
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
  }
}

function ours(
  bytes: Uint8Array,
  { delimiter, encoding, chunk }: Dialect,
): { rows: string[][]; problems: Problem[] } | Unreadable {
  const problems: Problem[] = [];
  const form = { delimiter, encoding: encoding === 'utf-16le' ? ('utf-16' as const) : (encoding as 'cp932' | 'utf-8') };
  try {
    const rows = [];
    for (const row of openCsv(chunked(bytes, chunk), form, limits).rows((problem) => problems.push(problem))) {
      rows.push(Array.from({ length: row.size }, (_, i) => row.text(i)));
    }
    return { rows, problems: problems.filter((problem) => problem.kind !== 'done') };
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}

/** csv-parse on the same text; null where it refuses. Rows that hold nothing are left out, as ours does. */
function reference(text: string, delimiter: string, eol: string): string[][] | null {
  try {
    const rows: string[][] = parse(text, { delimiter, record_delimiter: eol, relax_column_count: true, bom: true });
    return rows.filter((row) => row.some((value) => /[^ \t]/.test(value.replaceAll(delimiter, ''))));
  } catch {
    return null;
  }
}

const encode = (text: string, encoding: string) => iconv.encode(text, encoding, { addBOM: encoding === 'utf-16le' });
/** Line breaks of another kind than the file's own, outside quotes: csv-parse keeps them in the cell, we look at the row. */
const strayBreaks = (text: string, eol: string) => {
  const outside = text
    .split('"')
    .filter((_, i) => i % 2 === 0)
    .join('')
    .replaceAll(eol, '');
  return /[\r\n]/.test(outside);
};

/** The last row has fewer cells than another one, and no line break: the file may have lost its end. */
const isCutOff = (text: string, rows: string[][]) =>
  !/[\r\n][ \t]*$/.test(text) && rows.at(-1)!.length < Math.max(...rows.map((row) => row.length));

describe('the byte reader against csv-parse', () => {
  it('reads every well-formed table as csv-parse does, in every dialect, encoding and chunk size', () => {
    fc.assert(
      fc.property(table, dialect, (rows, how) => {
        const text = written(rows, how);
        const want = reference(text, how.delimiter, how.eol);
        const found = ours(encode(text, how.encoding), how);
        if (want === null || want.length === 0) return;
        if (found instanceof Unreadable) throw new Error(`refused: ${found.problem.code}`);
        if (isCutOff(text, want)) {
          expect(found.rows).toEqual(want.slice(0, -1));
          expect(found.problems.map((problem) => problem.code)).toEqual(['row-cut-off']);
        } else expect(found).toEqual({ rows: want, problems: [] });
      }),
      { numRuns: 1500 },
    );
  });

  it('reads every mutated table as csv-parse does wherever csv-parse takes it, or says that something is wrong', () => {
    const mutation = fc.record({
      at: fc.nat(),
      drop: fc.integer({ min: 0, max: 3 }),
      put: fc.constantFrom('', '"', ',', '\n', '\r\n', '""', 'x', '表', '"表"', ' '),
    });
    const said = ['quote-broken', 'row-cut-off'];
    let compared = 0;
    fc.assert(
      fc.property(table, dialect, fc.array(mutation, { minLength: 1, maxLength: 3 }), (rows, how, mutations) => {
        let text = written(rows, how);
        for (const { at, drop, put } of mutations) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + put + text.slice(place + drop);
        }
        const want = reference(text, how.delimiter, how.eol);
        if (want === null || want.length === 0 || strayBreaks(text, how.eol)) return;
        const found = ours(encode(text, how.encoding), how);
        compared++;
        if (found instanceof Unreadable) throw new Error(`refused: ${found.problem.code}`);
        if (found.problems.length === 0) expect(found.rows).toEqual(want);
        else expect(found.problems.map((problem) => problem.code).filter((code) => !said.includes(code))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it('gives the same for random bytes whatever the chunks are: rows or a refusal', () => {
    const byte = fc.constantFrom(
      0x22,
      0x2c,
      0x0a,
      0x0d,
      0x61,
      0x20,
      0x5c,
      0x7c,
      0x81,
      0x83,
      0xb1,
      0xe3,
      0xef,
      0xbb,
      0xbf,
      0xfc,
      0x1a,
    );
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 60 }), dialect, (raw, how) => {
        const bytes = Uint8Array.from(raw);
        const outcome = (chunk: number) => {
          const found = ours(bytes, { ...how, encoding: 'cp932', chunk });
          return found instanceof Unreadable ? found.problem : found;
        };
        expect(outcome(how.chunk)).toEqual(outcome(1000));
      }),
      { numRuns: 1000 },
    );
  });
});
