import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createCsvWriter } from '../../src/layout/rows/csv-write.ts';
import type { WriteLayout } from '../../src/layout/types.ts';

const piece = fc.constantFrom(
  ...['表', 'ソ', '能', '予', '髙', '﨑', '①', '㈱', 'ｱ', 'ﾞ', '～', '－', '　', '区', 'Ａ', '〒'],
  ...['a', '0', ' ', '"', "'", ',', '\t', ';', '|', '\\', '\n', '\r\n', '\r', '=', '~'],
  ...['𠮷', '〜', '−', '¥', 'é', '葛󠄀', '\u3099', '\ud800'],
);
const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));
const form = fc.record({
  format: fc.constant('csv' as const),
  delimiter: fc.constantFrom(',', '\t', ';'),
  encoding: fc.constantFrom('cp932' as const, 'utf-8' as const, 'utf-8-bom' as const),
  eol: fc.constantFrom('crlf' as const, 'lf' as const),
  quote: fc.constantFrom('minimal' as const, 'all' as const),
  header: fc.constant(false),
  preamble: fc.constant([] as string[][]),
  rowsPerFile: fc.constant(0),
  forPeople: fc.constant(false),
});

function write(rows: readonly (readonly string[])[], how: WriteLayout['form']) {
  const pieces: Buffer[] = [];
  const writer = createCsvWriter(how, (bytes) => pieces.push(Buffer.from(bytes)));
  const problems = rows.map((row) => writer.row(row));
  writer.end();
  return { bytes: Buffer.concat(pieces), problems };
}

/** iconv-lite is right about a text when it comes back as it went (it writes `?`, `\` and `~` for what CP932 lacks). */
const encodable = (text: string, encoding: string) =>
  encoding === 'cp932' ? iconv.decode(iconv.encode(text, 'cp932'), 'cp932') === text : text.isWellFormed();

describe('the byte writer against csv-stringify and iconv-lite', () => {
  it('writes the same bytes for every row that they write right, and leaves out the others with their characters named', () => {
    let refused = 0;
    fc.assert(
      fc.property(table, form, (rows, how) => {
        const { bytes, problems } = write(rows, how);
        const good = rows.filter((row) => row.every((text) => encodable(text, how.encoding)));
        const text = stringify(good, {
          delimiter: how.delimiter,
          record_delimiter: how.eol === 'crlf' ? 'windows' : 'unix',
          quoted: how.quote === 'all',
          quoted_empty: how.quote === 'all',
          quoted_match: /[\r\n]/, // left to itself it writes a bare CR or LF without quotes
        });
        const encoding = how.encoding === 'cp932' ? 'cp932' : 'utf-8';
        const bom = how.encoding === 'utf-8-bom' ? Buffer.from('\ufeff') : Buffer.alloc(0);
        expect(bytes.toString('hex')).toBe(Buffer.concat([bom, iconv.encode(text, encoding)]).toString('hex'));
        rows.forEach((row, i) => {
          const bad = row.filter((cell) => !encodable(cell, how.encoding)).length;
          refused += bad;
          expect(problems[i]!.map((problem) => problem.code)).toEqual(Array(bad).fill('char-unwritable'));
        });
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
