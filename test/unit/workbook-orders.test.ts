import { beforeAll, describe, expect, it } from 'vitest';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import type { Masters } from '../../src/core/masters.ts';
import { openDocument } from '../../src/layout/document.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { readTable } from '../../src/layout/read.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import type { ReadLayout } from '../../src/layout/types.ts';
import { limits } from '../support/tables.ts';
import { type TestBook, type TestCell, type TestSheet, xlsxBook } from '../support/xlsx.ts';

const header = [
  '注文番号',
  'お届け先名',
  'お届け先郵便番号',
  'お届け先住所',
  'お届け先電話番号',
  '商品名',
  '数量',
  'お届け希望日',
  'お届け時間帯',
  '備考',
];
const good: Readonly<Record<string, TestCell>> = {
  注文番号: 'A-1',
  お届け先名: '髙橋 花子',
  お届け先郵便番号: '100-0005',
  お届け先住所: '東京都千代田区丸の内1-1-1',
  お届け先電話番号: '03-0000-0000',
  商品名: 'りんご',
  数量: 2,
  お届け希望日: null,
  お届け時間帯: null,
  備考: null,
};
const line = (cells: Readonly<Record<string, TestCell>> = {}): TestCell[] =>
  header.map((name) => ({ ...good, ...cells })[name] ?? null);

let layouts: readonly ReadLayout[];
let masters: Masters;
beforeAll(() => {
  const files = readLayoutFiles(standardLayoutsFolder());
  masters = loadMasters(files.masters).masters;
  layouts = [...loadLayouts(files.layouts, masters).layouts.read.values()];
});

const read = (rows: TestSheet['rows'], more: Omit<TestSheet, 'rows'> = {}) => readBook([{ rows, ...more }]);

async function readBook(sheets: TestBook['sheets']) {
  const bytes = xlsxBook({ sheets });
  const opened = await openDocument((form) => openTable(bytes, '受注.xlsx', form, limits), layouts);
  if ('problem' in opened) throw new Error(opened.problem.code);
  return {
    layout: opened.match.layout.name,
    ...readTable(opened, { masters, today: '2026-11-21', file: '受注.xlsx' }),
  };
}

/** Codes of all that holds an order, or keeps it out. */
async function faults(cells: Readonly<Record<string, TestCell>>): Promise<string[]> {
  const { orders, problems } = await read([header, line(cells), line({ 注文番号: 'B-2' })]);
  expect(orders.some(({ order, problems }) => order.number === 'B-2' && problems.length === 0)).toBe(true);
  const held = orders.filter(({ order }) => order.number !== 'B-2').flatMap((one) => one.problems);
  return [...held, ...problems.filter((problem) => problem.kind !== 'done')].map((problem) => problem.code);
}

describe('an order sheet as a workbook', () => {
  it('reads like its CSV', async () => {
    const { layout, orders, problems } = await read([header, line()]);
    expect([layout, orders.length, problems]).toEqual(['order-sheet', 1, []]);
    expect(orders[0]).toMatchObject({
      problems: [],
      rows: [2],
      order: { number: 'A-1', destinations: [{ consignee: { name: '髙橋 花子', postalCode: '1000005' } }] },
    });
  });

  it('takes a wished date from a date cell, in both date systems and with a Japanese era', async () => {
    for (const format of [14, 31, 57, '[$-ja-JP]ggge"年"m"月"d"日"']) {
      const { orders } = await read([header, line({ お届け希望日: { number: 46352, format } })]);
      expect(orders[0]!.problems).toEqual([]);
      expect(orders[0]!.order.destinations[0]!.wishedDate).toBe('2026-11-26');
    }
  });

  it('repairs a lost zero of a postal code only with the address, and takes the one that a format shows', async () => {
    const place = { お届け先住所: '北海道札幌市中央区北一条西2-1' };
    const postal = async (cell: TestCell) => {
      const { orders } = await read([header, line({ ...place, お届け先郵便番号: cell })]);
      return orders[0]!.order.destinations[0]!.consignee.postalCode;
    };
    expect(await postal(600001)).toBe('0600001');
    expect(await postal({ number: 600001, format: '000-0000' })).toBe('0600001');
  });

  it('holds a time slot that Excel made a date', async () => {
    expect(await faults({ お届け時間帯: { number: 46370, format: 'm"月"d"日"' } })).toEqual(['slot-became-date']);
  });

  it('refuses an order number that Excel rounded or made a date', async () => {
    expect(await faults({ 注文番号: { number: '1.2345678901234499E+17', format: 0 } })).not.toEqual([]);
    expect(await faults({ 注文番号: { number: 46370, format: 14 } })).toContain('cell-became-date');
  });

  it.each([
    ['an error', { error: '#N/A' }],
    ['a formula without a result', { formula: 'VLOOKUP(A2,X:Y,2)' }],
  ])('never ships with %s in a cell that is used', async (_, cell) => {
    expect(await faults({ お届け先名: cell })).toContain('cell-error');
    expect(await faults({ お届け先住所: cell })).toContain('cell-error');
    expect(await faults({ 数量: cell })).toContain('cell-error');
  });

  it('ignores an error in a column that it does not use', async () => {
    const { orders } = await read([
      [...header, 'メモ計算'],
      [...line(), { error: '#REF!' }],
    ]);
    expect(orders[0]!.problems).toEqual([]);
  });

  it('holds the whole order of a hidden row', async () => {
    const rows = [header, line(), line({ 商品名: 'みかん' }), line({ 注文番号: 'B-2' })];
    const { orders } = await read(rows, { hidden: [3] });
    const held = orders.filter((one) => one.problems.length > 0).map((one) => one.order.number);
    expect(held).toEqual(['A-1']);
  });

  it('finds a header below a title, and in two rows under merged group names', async () => {
    const title = await read([['受注一覧 11月'], [], header, line()], { merges: ['A1:F1'] });
    expect(title.orders).toHaveLength(1);
    const upper = ['注文番号', 'お届け先', null, null, null, '商品名', '数量'];
    const lower = [null, 'お届け先名', 'お届け先郵便番号', 'お届け先住所', 'お届け先電話番号', null, null];
    const merges = ['A1:A2', 'B1:E1', 'F1:F2', 'G1:G2'];
    const { orders } = await read([upper, lower, line().slice(0, 7)], { merges });
    expect(orders[0]!.order).toMatchObject({ number: 'A-1', lines: [{ name: 'りんご', quantity: 2 }] });
  });

  it('takes merged order cells as the same order', async () => {
    const second = line({ 商品名: 'みかん', 数量: 1 }).map((cell, i) => (i < 5 ? null : cell));
    const merges = ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3'];
    const { orders, problems } = await read([header, line(), second], { merges });
    expect(orders).toHaveLength(1);
    expect(orders[0]!.problems).toEqual([]);
    expect(orders[0]!.order.lines.map((one) => [one.name, one.quantity])).toEqual([
      ['りんご', 2],
      ['みかん', 1],
    ]);
    expect(problems.map((problem) => problem.code)).toContain('cells-merged');
  });

  it('is found behind a cover sheet, and what was not read is said', async () => {
    const cover: TestSheet = { name: '記入方法', rows: [['この表に記入してください']] };
    const { orders, problems } = await readBook([cover, { name: '受注', rows: [header, line()] }]);
    expect(orders).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'sheets-not-read', args: { sheet: '受注', others: '記入方法' } }]);
  });
});
