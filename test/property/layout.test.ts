import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeWords } from '../../src/layout/spill.ts';
import { compileWrite } from '../../src/layout/write.ts';
import { width } from '../../src/text/width.ts';
import { readCells, readLayout, standard, writeLayout } from '../support/layouts.ts';

const letters = [...'あ神ｱﾞがA1-１－ 　𠮷ﾊﾟ号'];
const japanese = fc.array(fc.constantFrom(...letters), { maxLength: 60 }).map((list) => list.join(''));
const plain = (text: string) => text.replace(/[\s　]/g, '');

describe('carrying over', () => {
  it('never loses a character and never makes a head wider than its room', () => {
    fc.assert(
      fc.property(japanese, fc.integer({ min: 2, max: 40 }), (text, max) => {
        const { head, rest } = wholeWords(text, max);
        expect(width(head)).toBeLessThanOrEqual(max);
        expect(plain(head + rest)).toBe(plain(text));
      }),
    );
  });

  it('never parts a house number, a bracket or a number from its unit, and never begins a rest with a hyphen', () => {
    const numbers = [
      '1-2-3',
      '３６６番２',
      '366番地2',
      '1丁目2番3号',
      '２丁目３－４',
      '12の3',
      '第12地割34-5',
      '203号室',
      '(A77街区10画地)',
      '（Ａ７７街区１０画地）',
    ];
    const words = ['高辻堀川町', '西堀川通高辻下る', '大字山田', '字西', 'ハイツ見本', ' ', '　', 'ヶ丘'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...numbers),
        fc.array(fc.constantFrom(...words), { maxLength: 3 }),
        fc.integer({ min: 8, max: 40 }),
        (before, number, behind, max) => {
          const text = `${before.join('')}${number}${behind.join('')}`.trim();
          const { head, rest } = wholeWords(text, max, { strict: true });
          expect(width(head)).toBeLessThanOrEqual(max);
          expect(plain(head + rest)).toBe(plain(text));
          expect(`${head}\n${rest}`.split('\n').some((part) => part.includes(number))).toBe(true);
          expect(rest).not.toMatch(/^[-‐－−ー―)）]/);
        },
      ),
      { numRuns: 3000 },
    );
  });

  const layout = writeLayout(`title: t
source: { doc: d, checked: 2026-11-21, trust: B }
write: { takes: shipment, encoding: utf-8 }
columns:
  - { no: 1, name: 住所, join: [consignee.prefecture, consignee.city, consignee.street], as: b2-address, width: 64, overflow: 2 }
  - { no: 2, name: 建物, from: consignee.building, width: 32 }
`);
  const write = compileWrite(layout, standard.masters);

  it('keeps every character of an address in the row, or says that the row must not be written', () => {
    fc.assert(
      fc.property(japanese, japanese, (street, building) => {
        const address = { prefecture: '東京都', city: '渋谷区', street, building };
        const { cells, problems } = write.render({ today: '2026-11-21', consignee: { address } });
        expect(plain(cells.join(''))).toBe(plain(`東京都渋谷区${street}${building}`));
        const fits = width(cells[0]!) <= 64 && width(cells[1]!) <= 32;
        expect(problems.length === 0).toBe(fits);
      }),
    );
  });
});

describe('reading', () => {
  const layout = readLayout(`title: t
source: { doc: d, checked: 2026-11-21, trust: B }
read: { yields: order }
fits: [番号, 数量]
fields:
  order.number: { from: 番号, required: true }
  line.no: { from: 明細 }
  line.sku: { from: 品番 }
  line.quantity: { from: 数量, required: true }
  line.consignee.name: { from: 届け先 }
`);
  const row = fc.record({
    order: fc.constantFrom('A', 'B', 'C', 'D'),
    quantity: fc.constantFrom('1', '2', '３', '0', '', '1.5', 'x'),
    name: fc.constantFrom('甲', '乙', ''),
  });

  it('lets every order in whole or not at all, whatever stands beside it, and loses none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const cells = rows.map((one, index) => [one.order, `L${index}`, `s${index}`, one.quantity, one.name]);
        const result = await readCells(layout, [['番号', '明細', '品番', '数量', '届け先'], ...cells]);
        const good = (text: string) => /^[1-9１-９]$/.test(text);
        const wanted = new Set(rows.map((one) => one.order));
        const bad = new Set(rows.filter((one) => !good(one.quantity)).map((one) => one.order));
        expect(new Set(result.refusedOrders)).toEqual(bad);
        expect(result.orders.map((one) => one.order.number).sort()).toEqual(
          [...wanted].filter((n) => !bad.has(n)).sort(),
        );
        for (const { order } of result.orders) {
          const own = rows.flatMap((one, index) => (one.order === order.number ? [`s${index}`] : []));
          expect(order.lines.map((line) => line.sku)).toEqual(own);
          const keys = order.destinations.map((one) => one.key);
          expect(new Set(keys).size).toBe(keys.length);
          expect(order.lines.every((line) => keys.includes(line.destination))).toBe(true);
        }
      }),
    );
  });
});
