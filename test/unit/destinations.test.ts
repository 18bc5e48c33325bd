import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { b2Rows } from '../support/issued-data.ts';
import { shop } from '../support/orders.ts';
import { csvOf, nextEngineRow, type SheetRow, sheetRow } from '../support/sheet.ts';

const layouts = { read: [], issue: 'b2-csv', notify: '' };
const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
const more = ['nextengine', 'sheet'].map((name) =>
  shop({ name, marketplace: name, layouts, billing, defaultMethod: 'yamato' }),
);

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({}, more);
});
afterEach(() => desk.close());

let files = 0;
const take = (shopName: string, rows: readonly SheetRow[]) => desk.take(`orders-${++files}.csv`, csvOf(rows), shopName);
const nextEngine = (...changes: SheetRow[]) =>
  take(
    'nextengine',
    changes.map((one, at) => nextEngineRow('N1', { 商品コード: `A-${at}`, ...one })),
  );
const holds = async () =>
  (await desk.ctx.store.shipments({})).flatMap((one) =>
    one.holds.filter((hold) => hold.cleared === null).map((hold) => `${one.shipment.customerNo} ${hold.code}`),
  );
const labels = async () => {
  const { files: written } = await issueShipments(desk.ctx, {});
  return written.flatMap((file) =>
    b2Rows(readFileSync(file)).map((cells) => [cells[8], cells[10], cells[11], cells[15]]),
  );
};

describe('one recipient in several rows of an order', () => {
  test('seven spellings of one person are one parcel, in the first spelling, and the others are said', async () => {
    const { problems } = await nextEngine(
      {},
      { 発送先住所１: '東京都渋谷区渋谷１－２－３' },
      { 発送先住所１: '東京都渋谷区渋谷1-2-3 ' },
      { 発送先名: '山本　翔' },
      { 発送電話番号: '0300000001' },
      { 発送郵便番号: '1500002' },
      { 発送先住所１: '東京都渋谷区渋谷1丁目2-3' },
    );
    expect(await desk.states()).toEqual(['N1_1 ready']);
    expect(await labels()).toEqual([['03-0000-0001', '150-0002', '東京都渋谷区渋谷1-2-3', '山本 翔']]);
    const noted = problems.filter((one) => one.code === 'spelling-differs');
    expect(noted.map((one) => [one.row, one.column])).toEqual([
      [3, '発送先住所１'],
      [5, '発送先名'],
      [6, '発送電話番号'],
      [8, '発送先住所１'],
    ]);
    expect(noted[0]?.sentence).toContain('2行目の書き方を使いました');
  });

  test.each([
    ['kanji numbers and 番地', { 発送先住所１: '東京都渋谷区渋谷一丁目二番地三' }],
    ['の between the numbers', { 発送先住所１: '東京都 渋谷区 渋谷1の2の3' }],
    ['a dash that is none', { 発送先住所１: '東京都渋谷区渋谷1ー2―3号' }],
    ['the address in two cells', { 発送先住所１: '東京都', 発送先住所２: '渋谷区渋谷1-2-3' }],
    ['the orderer written otherwise too', { 受注名: '見本　一郎', 受注電話番号: '０１１－０００－０００１' }],
  ])('the same recipient: %s', async (_, change) => {
    await nextEngine({}, change);
    expect(await desk.states()).toEqual(['N1_1 ready']);
    expect(await labels()).toHaveLength(1);
  });

  test.each([
    ['postal code and telephone are the same', { 発送先名: '山本 花子' }],
    [
      'name and most of the address are the same',
      { 発送先住所１: '東京都渋谷区渋谷1-2-3 ハイツ101', 発送電話番号: '' },
    ],
    ['only a variant of a character differs', { 発送先名: '山本 翔', 発送先住所１: '東京都澁谷区渋谷1-2-3' }],
    ['the telephone is another one', { 発送電話番号: '090-0000-0009' }],
  ])('nearly the same is one shipment on hold that shows both: %s', async (_, change) => {
    const { problems } = await nextEngine({}, change);
    expect(await desk.states()).toEqual(['N1_1 held']);
    const [shown] = problems.filter((one) => one.code === 'destination-nearly-same');
    expect(shown).toMatchObject({ row: 3, value: expect.stringContaining(' ⇔ ') });
    expect(shown?.value).toContain('山本 翔 〒150-0002 東京都渋谷区渋谷1-2-3 03-0000-0001 ⇔');
    await clearHold(desk.ctx, 'N1', '同じ方');
    const open = await holds();
    expect(open.filter((one) => one.includes('destination'))).toEqual([]);
    expect((await desk.states()).length).toBe(1);
  });

  const elsewhere = {
    発送先名: '木村 花子',
    発送郵便番号: '060-0001',
    発送先住所１: '北海道札幌市中央区北1条西2-3',
    発送電話番号: '',
  };

  test('in a format with one destination a plainly different one holds both shipments, until a person lets them go', async () => {
    await nextEngine({}, { ...elsewhere, 発送電話番号: '011-000-0009' });
    expect(await holds()).toEqual(['N1_1 destination-only-one', 'N1_2 destination-only-one']);
    await clearHold(desk.ctx, 'N1', '二か所で正しい');
    expect(await desk.states()).toEqual(['N1_1 ready', 'N1_2 ready']);
  });

  test('in a format with several destinations they are several shipments as before', async () => {
    const other = {
      お届け先名: '木村 花子',
      お届け先郵便番号: '060-0001',
      お届け先住所: '北海道札幌市中央区北1条西2-3',
    };
    await take('sheet', [
      sheetRow('S1'),
      sheetRow('S1', { ...other, お届け先電話番号: '011-000-0009' }),
      sheetRow('S1', { 商品コード: 'A-2', お届け先住所: '東京都渋谷区渋谷１丁目２番３号' }),
      sheetRow('S1', { 商品コード: 'A-3', ...other, お届け先電話番号: '0110000009' }),
    ]);
    expect(await desk.states()).toEqual(['S1_1 ready', 'S1_2 ready']);
    expect(await labels()).toHaveLength(2);
  });

  test('the same goods in two rows that differ in spelling only hold the order, as two equal rows do', async () => {
    await take('nextengine', [
      nextEngineRow('N1'),
      nextEngineRow('N1', { 発送先住所１: '東京都渋谷区渋谷１－２－３', 商品名: '緑 茶' }),
    ]);
    expect(await holds()).toEqual(['N1_1 row-repeated']);
  });
});

describe('a second file of a known order', () => {
  const first = sheetRow('S1');
  test.each([
    ['width and hyphens', { お届け先住所: '東京都渋谷区渋谷１‐２‐３', お届け先電話番号: '0300000001' }],
    ['丁目番地号', { お届け先住所: '東京都渋谷区渋谷一丁目2番3号' }],
    ['spaces', { お届け先名: '山本　翔', お届け先住所: '東京都　渋谷区　渋谷1-2-3' }],
    ['postal code without its hyphen', { お届け先郵便番号: '1500002' }],
  ])('that differs in spelling only is no change: %s', async (_, change) => {
    await take('sheet', [first]);
    await take('sheet', [{ ...first, ...change }]);
    expect(await holds()).toEqual([]);
    expect(await desk.states()).toEqual(['S1_1 ready']);
    await desk.issueAndNumber();
    await take('sheet', [{ ...first, ...change, 備考: '' }]);
    expect(await holds()).toEqual([]);
  });

  test.each([
    ['another number', { お届け先住所: '東京都渋谷区渋谷1-2-4' }],
    ['another glyph in the name', { お届け先名: '山本 翔太' }],
    ['a building', { お届け先建物名: 'ハイツ101' }],
  ])('that differs in more is held: %s', async (_, change) => {
    await take('sheet', [first]);
    await take('sheet', [{ ...first, ...change }]);
    expect(await holds()).toEqual(['S1_1 content-changed']);
  });
});
