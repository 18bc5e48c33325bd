import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { createCsvWriter } from '../../src/layout/rows/csv-write.ts';
import { convertRows } from '../../src/layout/rows-convert.ts';
import { compileRule } from '../../src/layout/rule.ts';
import type { WriteColumn, WriteLayout } from '../../src/layout/types.ts';
import { unify } from '../../src/text/characters.ts';
import { width } from '../../src/text/width.ts';
import { rowLayout } from '../support/row-layout.ts';

const masters = { methods: [], dictionaries: {} };
const names = ['甲', '乙', '丙', '丁'];

const piece = fc.constantFrom(
  ...[
    '表',
    'ソ',
    '能',
    '髙',
    '①',
    'ｱ',
    'ﾞ',
    '～',
    '　',
    '宅急便',
    'a',
    '7',
    '2026-11-21',
    ' ',
    '"',
    ',',
    '\t',
    '\n',
    '\r\n',
    '=',
  ],
);
const cell = fc.oneof(
  fc.constant(''),
  fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
);
const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
const name = fc.constantFrom(...names);
const column: fc.Arbitrary<Partial<WriteColumn>> = fc
  .record({
    source: fc.oneof(
      name.map((from) => ({ from: [from] })),
      fc.tuple(name, name).map((from) => ({ from })),
      fc
        .array(name, { minLength: 1, maxLength: 3 })
        .chain((join) => fc.constantFrom({ join }, { join, with: '／' }, { join, with: ',' })),
      fc.constantFrom({ value: '固定' }, { value: 'a,b' }, {}),
    ),
    change: fc.constantFrom(
      {},
      {},
      { as: 'date-slash' },
      { as: 'upper' },
      { map: { 表: '1', '*': '9' } },
      { map: { 表: '1', '': '0' } },
    ),
    rest: fc.constantFrom({}, {}, { default: '空' }, { required: true }, { width: 4 }, { type: 'digits' as const }),
  })
  .map(({ source, change, rest }) => ({ ...source, ...change, ...rest }));
const form = fc.record({
  delimiter: fc.constantFrom(',', '\t'),
  encoding: fc.constantFrom('cp932' as const, 'utf-8' as const),
  quote: fc.constantFrom('minimal' as const, 'all' as const, 'never' as const),
});

/** The same by decoding everything, in the plainest way. */
function naive(table: string[][], layout: WriteLayout) {
  const pieces: Buffer[] = [];
  const writer = createCsvWriter(
    layout.form,
    (bytes) => pieces.push(Buffer.from(bytes)),
    layout.columns.map((one) => one.name),
  );
  let bad = 0;
  const rules = layout.columns.map((one) =>
    one.from || one.join || one.value !== undefined
      ? compileRule(one, { resolve: (source) => names.indexOf(source), side: 'write', masters })
      : null,
  );
  for (const row of table) {
    let good = true;
    const cells = layout.columns.map((one, i) => {
      const made = rules[i]?.run(row, { today: '2026-11-21' });
      const text = layout.form.encoding === 'cp932' ? unify(made?.value ?? '') : (made?.value ?? '');
      if (made?.problem) good = false;
      if (one.required && text === '') good = false;
      if (one.width > 0 && width(text) > one.width) good = false;
      if (one.type === 'digits' && !/^\d*$/.test(text)) good = false;
      return text;
    });
    if (!good || writer.row(cells).length > 0) bad++;
  }
  writer.end();
  return { bytes: Buffer.concat(pieces).toString('hex'), bad };
}

describe('converting on bytes', () => {
  it('gives the same bytes as decoding, converting and encoding every cell', () => {
    let good = 0;
    fc.assert(
      fc.property(
        rows,
        fc.array(column, { minLength: 1, maxLength: 5 }),
        form,
        fc.constantFrom(',', '\t'),
        fc.constantFrom('cp932', 'utf-8'),
        (cells, columns, out, delimiter, encoding) => {
          const layout = rowLayout(columns, out);
          const quote = (text: string) =>
            /["\r\n,\t]/.test(text) || text.startsWith(' ') ? `"${text.replaceAll('"', '""')}"` : text;
          const text = [names, ...cells].map((row) => `${row.map(quote).join(delimiter)}\r\n`).join('');
          const pieces: Buffer[] = [];
          const problems: Problem[] = [];
          const { written, bad } = convertRows({
            source: [iconv.encode(text, encoding)],
            read: { delimiter, encoding: encoding as 'cp932' },
            limits: { lineBytes: 1 << 20 },
            layout,
            masters,
            today: '2026-11-21',
            sink: (bytes) => pieces.push(Buffer.from(bytes)),
            onProblem: (problem) => problems.push(problem),
          });
          const data = cells.filter((row) => row.some((value) => /[^ \t]/.test(value.replaceAll(delimiter, ''))));
          const want = naive(data, layout);
          expect(Buffer.concat(pieces).toString('hex')).toBe(want.bytes);
          expect(bad).toBe(want.bad);
          expect(
            new Set(problems.filter((problem) => problem.kind === 'fix').map((problem) => problem.place.row)).size,
          ).toBe(bad);
          good += written;
        },
      ),
      { numRuns: 1500 },
    );
    // The runs are random: about 2,000 good rows; far fewer would mean that nothing was compared.
    expect(good).toBeGreaterThan(1000);
  });
});
