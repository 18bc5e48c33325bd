import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { shop } from '../support/orders.ts';
import { csvOf, nextEngineRow, type SheetRow, sheetRow } from '../support/sheet.ts';

/* B3: a gift whose recipient has not told the address waits, and never goes to the giver. */

const layouts = { read: [], issue: 'b2-csv', notify: '' };
const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
const shops = ['aiship', 'sheet', 'nextengine'].map((name) =>
  shop({ name, marketplace: name, layouts, billing, defaultMethod: 'yamato' }),
);
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({}, shops);
});
afterEach(() => desk.close());

let files = 0;
const take = (shopName: string, rows: readonly SheetRow[]) =>
  desk.take(`orders-${++files}.csv`, iconv.encode(Buffer.from(csvOf(rows)).toString('utf8'), 'cp932'), shopName);
const giver: SheetRow = {
  注文者氏名: '阿部 涼',
  注文者郵便番号: '980-0021',
  注文者都道府県: '宮城県',
  注文者住所1: '仙台市青葉区中央1-2-3',
  注文者電話番号: '022-000-0061',
};
const friend: SheetRow = {
  お届け先氏名: '前田 望',
  お届け先郵便番号: '060-0001',
  お届け先都道府県: '北海道',
  お届け先住所1: '札幌市中央区北1条西2-3',
  お届け先電話番号: '011-000-0062',
};
const nobody: SheetRow = Object.fromEntries(Object.keys(friend).map((name) => [name, '']));
const gift = (line: string, more: SheetRow): SheetRow => ({
  コントロールカラム: '',
  注文番号: 'A1',
  INDEX: line,
  商品管理番号: `G-${line}`,
  商品名: 'ジャム',
  数量: '1',
  管理ステータス: '受注',
  入金済ステータス: '入金済み',
  配送方法: '宅急便',
  ...giver,
  ...more,
});
const said = async () =>
  (await desk.ctx.store.shipments({})).map(({ shipment, state, holds }) => {
    const open = holds.filter((one) => one.cleared === null).map((one) => one.code);
    return [shipment.customerNo, shipment.consignee.name, state, ...open].join(' ');
  });

test('B3: blank recipient columns are an address that is not told yet, not the giver', async () => {
  await take('aiship', [gift('1', nobody)]);
  expect(await said()).toEqual(['A1_1  held address-pending']);
  expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
});

test.each([
  ['full-width spaces', { お届け先氏名: '　', お届け先住所1: '　' }],
  ['only spaces', { お届け先氏名: '  ', お届け先電話番号: ' ' }],
])('B3: blank means blank: %s', async (_, cells) => {
  await take('aiship', [gift('1', { ...nobody, ...cells })]);
  expect(await said()).toEqual(['A1_1  held address-pending']);
});

test.each([
  ['no recipient columns', {}],
  ['the giver as recipient', { ...friend, お届け先氏名: '阿部 涼' }],
])('B3: a status 住所未入力 waits, whatever stands in the row: %s', async (_, recipient) => {
  await take('aiship', [gift('1', { ...recipient, 管理ステータス: '住所未入力' })]);
  const [one] = await said();
  expect(one).toContain('held');
  expect(one).toContain('address-pending');
});

test('a file without recipient columns means the orderer', async () => {
  await take('aiship', [gift('1', {})]);
  expect(await said()).toEqual(['A1_1 阿部 涼 ready']);
});

test('B3: only the destination without an address waits; once it is told, it goes, and the other label is not called changed', async () => {
  await take('aiship', [gift('1', { ...friend, 配送先番号: '1' }), gift('2', { ...nobody, 配送先番号: '2' })]);
  expect(await said()).toEqual(['A1_1 前田 望 ready', 'A1_2  held address-pending']);
  expect((await issueShipments(desk.ctx, {})).shipments).toEqual(['A1_1']);
  const told = { ...friend, お届け先氏名: '小林 空', お届け先住所1: '札幌市中央区北1条西9-9', 配送先番号: '2' };
  await take('aiship', [gift('1', { ...friend, 配送先番号: '1' }), gift('2', told)]);
  expect(await said()).toEqual(['A1_1 前田 望 issuing', 'A1_2 小林 空 ready']);
});

describe('a partly blank recipient is held, never completed from the orderer', () => {
  const parts: [string, string][] = [
    ['お届け先氏名', 'name-missing'],
    ['お届け先郵便番号', 'postal-missing'],
    ['お届け先電話番号', 'phone-missing'],
  ];
  test.each(parts)('aiship without %s', async (column, code) => {
    await take('aiship', [gift('1', { ...friend, [column]: '' })]);
    expect((await said())[0]).toContain(`held ${code}`);
  });
  test.each([
    ['お届け先名', 'name-missing'],
    ['お届け先住所', 'street-missing'],
    ['お届け先電話番号', 'phone-missing'],
  ])('our own sheet without %s', async (column, code) => {
    await take('sheet', [sheetRow('S1', { [column]: '' })]);
    const [one] = await said();
    expect(one).toContain('held');
    expect(one).toContain(code);
  });
  test('only a name, in a second row of the order', async () => {
    const blank = { お届け先郵便番号: '', お届け先住所: '', お届け先電話番号: '' };
    await take('sheet', [sheetRow('S1'), sheetRow('S1', { 商品コード: 'A-2', お届け先名: '小林 空', ...blank })]);
    expect((await said())[1]).toMatch(/^S1_2 小林 空 held/);
  });
  test('汎用受注 without an address', async () => {
    await take('nextengine', [nextEngineRow('N1', { 発送先住所１: '' })]);
    expect((await said())[0]).toContain('held');
  });
});

test('our own sheet keeps its word: wholly blank is the orderer', async () => {
  const blank = { お届け先名: '', お届け先郵便番号: '', お届け先住所: '', お届け先電話番号: '' };
  await take('sheet', [sheetRow('S1', blank)]);
  expect(await said()).toEqual(['S1_1 見本 一郎 ready']);
});
