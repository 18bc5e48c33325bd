import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { shop } from '../support/orders.ts';
import { csvOf, type SheetRow, sheetRow } from '../support/sheet.ts';

/* B3/B4: a destination that goes out of an order takes nobody else's parcel with it; a serial stays with its destination for ever. */

const layouts = { read: [], issue: 'b2-csv', notify: '' };
const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({}, [shop({ name: 'sheet', marketplace: 'sheet', layouts, billing, defaultMethod: 'yamato' })]);
});
afterEach(() => desk.close());

let files = 0;
const take = (rows: readonly SheetRow[]) => desk.take(`orders-${++files}.csv`, csvOf(rows), 'sheet');
const people = {
  a: {
    お届け先名: '山本 翔',
    お届け先郵便番号: '150-0002',
    お届け先住所: '東京都渋谷区渋谷1-2-3',
    お届け先電話番号: '03-0000-0001',
  },
  b: {
    お届け先名: '木村 花子',
    お届け先郵便番号: '060-0001',
    お届け先住所: '北海道札幌市中央区北1条西2-3',
    お届け先電話番号: '011-000-0009',
  },
  c: {
    お届け先名: '佐藤 次郎',
    お届け先郵便番号: '530-0001',
    お届け先住所: '大阪府大阪市北区梅田3-2-1',
    お届け先電話番号: '06-0000-0003',
  },
  d: {
    お届け先名: '高田 三郎',
    お届け先郵便番号: '810-0001',
    お届け先住所: '福岡県福岡市中央区天神4-5-6',
    お届け先電話番号: '092-000-0004',
  },
} as const;
type Who = keyof typeof people;
const row = (who: Who, key = '', more: SheetRow = {}) =>
  sheetRow('S1', { ...people[who], 商品コード: `G-${who}`, お届け先番号: key, ...more });
/** `お客様管理番号 person state [open holds]` of every shipment. */
const all = async () =>
  (await desk.ctx.store.shipments({})).map(({ shipment, state, holds }) => {
    const who = Object.entries(people).find(([, one]) => one.お届け先名 === shipment.consignee.name)?.[0];
    const open = holds.filter((one) => one.cleared === null).map((one) => one.code);
    return `${shipment.customerNo} ${who} ${state} ${open.join(' ')}`.trim();
  });
const issueAll = () => issueShipments(desk.ctx, {});

describe.each([
  ['with numbers of destinations', ['1', '2', '3']],
  ['without', ['', '', '']],
])('%s', (_, [one, two, three]) => {
  const three3 = () => take([row('a', one), row('b', two), row('c', three)]);

  test('B3: the second of three is deleted after the label: its own parcel is to be stopped, no other', async () => {
    await three3();
    await issueAll();
    await take([row('a', one), row('c', three)]);
    expect(await all()).toEqual([
      'S1_1 a issuing changed-after-issue',
      'S1_2 b issuing cancelled-after-issue',
      'S1_3 c issuing changed-after-issue',
    ]);
  });

  test('B3: the first of three is deleted after the label', async () => {
    await three3();
    await issueAll();
    await take([row('b', two), row('c', three)]);
    expect(await all()).toEqual([
      'S1_1 a issuing cancelled-after-issue',
      'S1_2 b issuing changed-after-issue',
      'S1_3 c issuing changed-after-issue',
    ]);
  });

  test('B4: deleted before the label: the others keep their serials, a new one gets a new serial, one that comes back its own', async () => {
    await three3();
    await take([row('a', one), row('c', three)]);
    expect((await all()).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual(['S1_1 a', 'S1_2 b', 'S1_3 c']);
    expect((await all())[1]).toBe('S1_2 b cancelled');
    await take([row('a', one), row('c', three), row('d', one && '4')]);
    await clearHold(desk.ctx, 'S1', '確認しました');
    expect(await all()).toEqual(['S1_1 a ready', 'S1_2 b cancelled', 'S1_3 c ready', 'S1_4 d ready']);
    await take([row('a', one), row('b', two), row('c', three), row('d', one && '4')]);
    await clearHold(desk.ctx, 'S1', '確認しました');
    expect(await all()).toEqual(['S1_1 a ready', 'S1_2 b ready', 'S1_3 c ready', 'S1_4 d ready']);
    const ids = (await desk.ctx.store.shipments({})).map((each) => each.shipment.id);
    expect(new Set(ids).size).toBe(4);
  });

  test('B4: rows in another order are the same parcels', async () => {
    await three3();
    await issueAll();
    await take([row('c', three), row('a', one), row('b', two)]);
    expect((await all()).map((text) => text.split(' ').slice(0, 3).join(' '))).toEqual([
      'S1_1 a issuing',
      'S1_2 b issuing',
      'S1_3 c issuing',
    ]);
    expect((await all()).some((text) => text.includes('cancelled'))).toBe(false);
  });

  test('a corrected address stays with its parcel when another destination is deleted at the same time', async () => {
    await three3();
    await issueAll();
    await take([row('a', one), row('c', three, { お届け先建物名: '梅田ビル5F' })]);
    expect(await all()).toEqual([
      'S1_1 a issuing changed-after-issue',
      'S1_2 b issuing cancelled-after-issue',
      'S1_3 c issuing changed-after-issue',
    ]);
  });
});

test('numbers of destinations that were given anew say one parcel and the consignee another: both are asked about, none is called cancelled', async () => {
  await take([row('a', '1'), row('b', '2'), row('c', '3')]);
  await issueAll();
  await take([row('a', '1'), row('c', '2')]);
  expect(await all()).toEqual([
    'S1_1 a issuing changed-after-issue',
    'S1_2 b issuing changed-after-issue destination-unclear',
    'S1_3 c issuing destination-unclear',
  ]);
  const [, , third] = await desk.ctx.store.shipments({});
  expect(third!.holds[0]!.args).toEqual({ numbers: 'S1_2 S1_3' });
});

test('one of two is deleted and the other is somebody else now, without any number: asked, not guessed', async () => {
  await take([row('a'), row('b'), row('c')]);
  await issueAll();
  await take([row('a'), row('d')]);
  expect(await all()).toEqual([
    'S1_1 a issuing changed-after-issue',
    'S1_2 b issuing changed-after-issue destination-unclear',
    'S1_3 c issuing destination-unclear',
  ]);
});

test('the same before the label: nothing goes out before a person has said so, then each parcel once', async () => {
  await take([row('a'), row('b'), row('c')]);
  await take([row('a'), row('d')]);
  expect((await issueAll()).shipments).toEqual([]);
  expect(await all()).toEqual([
    'S1_1 a held content-changed',
    'S1_2 d held content-changed destination-unclear',
    'S1_3 c held destination-unclear',
  ]);
  await clearHold(desk.ctx, 'S1', '店舗の画面で確認');
  expect((await issueAll()).shipments).toEqual(['S1_1', 'S1_2']);
  expect((await all())[2]).toBe('S1_3 c cancelled');
});

test('two swapped addresses under their numbers are asked about', async () => {
  await take([row('a', '1'), row('b', '2')]);
  await issueAll();
  await take([row('b', '1'), row('a', '2')]);
  expect((await all()).every((text) => text.endsWith('destination-unclear'))).toBe(true);
});

test('what a person cleared stays cleared when the same file is dropped again, and another content asks again', async () => {
  await take([row('a', '1'), row('b', '2'), row('c', '3')]);
  await issueAll();
  await take([row('a', '1'), row('c', '2')]);
  await clearHold(desk.ctx, 'S1', '確認');
  await take([row('a', '1'), row('c', '2')]);
  await take([row('a', '1'), row('c', '2', { 注文者カナ: 'ﾐﾎﾝ' })]);
  expect((await all()).filter((text) => text.includes('unclear'))).toEqual([]);
  expect((await all()).filter((text) => text.includes('cancelled'))).toEqual([]);
  await take([row('a', '1'), row('c', '2', { お届け先建物名: '梅田ビル5F' })]);
  expect((await all()).map((text) => text.includes('destination-unclear'))).toEqual([false, true, true]);
});
