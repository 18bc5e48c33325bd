import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Shop } from '../../src/core/shop.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { postalArea, postalPlace, readPostal } from '../../src/text/postal.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { shop } from '../support/orders.ts';
import { csvOf, type SheetRow, sheetRow } from '../support/sheet.ts';

let desk: Desk;
afterEach(() => desk?.close());

const open = async (more: Partial<Shop> = {}) => {
  const layouts = { read: [], issue: 'b2-csv', notify: '' };
  const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
  desk = await openDesk({}, [
    shop({ name: 'sheet', marketplace: 'sheet', layouts, billing, defaultMethod: 'yamato', ...more }),
  ]);
};
const take = (rows: readonly SheetRow[]) =>
  desk.take(`orders-${rows.length}-${Math.random()}.csv`, csvOf(rows), 'sheet');
const holds = async () =>
  (await desk.ctx.store.shipments({})).flatMap((one) =>
    one.holds.filter((hold) => hold.cleared === null).map((hold) => hold.code),
  );
const to = (postal: string, address: string): SheetRow =>
  sheetRow('S1', { お届け先郵便番号: postal, お届け先住所: address });

describe('an address without any number', () => {
  test.each([
    ['a town alone', '東京都渋谷区渋谷'],
    ['a building without its house number', '東京都渋谷区渋谷 見本ビル'],
    ['a person at somebody else’s', '東京都渋谷区渋谷　山田様方'],
    ['a town whose name is made of numbers', '東京都渋谷区千駄ヶ谷'],
  ])('is held until a person clears it: %s', async (_, address) => {
    await open();
    await take([to('150-0002', address)]);
    expect((await holds()).filter((code) => code !== 'postal-mismatch')).toEqual(['house-number-missing']);
    await clearHold(desk.ctx, 'S1', 'この住所で届く');
    expect(await desk.states()).toEqual(['S1_1 ready']);
    // The same address again, spelled otherwise, is cleared already; another one without a number is not.
    await take([{ ...to('150-0002', address.replace('東京都', '東京都　')), 備考: 'もう一度' }]);
    expect(await desk.states()).toEqual(['S1_1 ready']);
    await take([to('150-0001', '東京都渋谷区神宮前')]);
    expect(await holds()).toContain('house-number-missing');
  });

  test('is printed in a shop that says so', async () => {
    await open({ addressWithoutNumber: 'allow' });
    await take([to('150-0002', '東京都渋谷区渋谷')]);
    expect(await desk.states()).toEqual(['S1_1 ready']);
  });

  test('that has one, or stands for one, is not held', async () => {
    await open();
    await take([
      sheetRow('S1', { お届け先住所: '東京都渋谷区渋谷一丁目二番三号' }),
      sheetRow('S2', { お届け先住所: '東京都渋谷区渋谷 渋谷郵便局留め' }),
      sheetRow('S3', { お届け先郵便番号: '099-3112', お届け先住所: '北海道網走市三眺無番地' }),
    ]);
    expect(await desk.states()).toEqual(['S1_1 ready', 'S2_1 ready', 'S3_1 ready']);
  });
});

test('an order of the API is held for the same reasons, and the remedy fits it', async () => {
  const file = 'layouts/read/amazon-orders-v2026/cases/cancelled-fba-cod-shipped/in.json';
  const text = readFileSync(file, 'utf8').replaceAll('神南1-2-3', '神南').replaceAll('見本ビル201', '見本ビル');
  await open();
  const { held } = await desk.take('orders.json', Buffer.from(text.replaceAll('見本 太郎', '見本 ＊＊')), 'amazon');
  const [masked] = held.filter((one) => one.code === 'text-masked');
  expect(masked?.remedy).not.toContain('受注ファイル');
  await clearHold(desk.ctx, masked!.number, '確かめた');
  expect(await holds()).toContain('house-number-missing');
});

describe("large offices' own postal codes", () => {
  const offices = [
    ['604-8571', '京都府京都市中京区寺町通御池上る上本能寺前町488'],
    ['100-8111', '東京都千代田区千代田1-1'],
    ['060-8621', '北海道札幌市中央区北1条西6丁目1-2'],
    ['869-0198', '熊本県玉名郡長洲町大字長洲2766'],
  ] as const;

  test.each(offices)('%s belongs to %s', async (code, address) => {
    await open();
    await take([to(code, address)]);
    expect(await desk.states()).toEqual(['S1_1 ready']);
  });

  test('with the address of another city is a contradiction, as with any other code', async () => {
    await open();
    await take([to('604-8571', '東京都千代田区千代田1-1')]);
    const [stored] = await desk.ctx.store.shipments({});
    expect(stored!.holds.map((hold) => [hold.code, hold.args?.place])).toEqual([
      ['postal-mismatch', '京都府京都市中京区'],
    ]);
  });

  test('prove lost zeros, fill a municipality in, and say where they are', () => {
    expect(readPostal('608621', '北海道札幌市中央区北1条西6丁目')).toMatchObject({ value: '0608621' });
    expect(postalPlace('6048571')).toMatchObject([{ prefecture: '京都府', city: '京都市中京区' }]);
    expect(postalPlace('0000000')).toEqual([]);
  });
});

describe('a postal code that is on no list', () => {
  const cases = [
    ['whose first three digits are of the area', '150-9998', '東京都渋谷区渋谷1-2-3', 'postal-unlisted'],
    ['of the same city in another ward', '604-9998', '京都府京都市下京区長刀鉾町8', 'postal-unlisted'],
    ['of the same town', '999-9999', '山形県酒田市市条1-2', 'postal-unlisted'],
    ['of another area', '060-9998', '東京都渋谷区渋谷1-2-3', 'postal-unlisted-elsewhere'],
    ['of no area at all', '000-0001', '東京都渋谷区渋谷1-2-3', 'postal-unknown'],
  ] as const;

  test.each(cases)('%s is held in true words', async (_, code, address, expected) => {
    await open();
    const { held } = await take([to(code, address)]);
    expect(await holds()).toEqual([expected]);
    const sentence = held.map((one) => one.sentence).join();
    expect(sentence.includes('存在しません')).toBe(expected === 'postal-unknown');
    await clearHold(desk.ctx, 'S1', '確かめた');
    expect(await desk.states()).toEqual(['S1_1 ready']);
  });

  test('is printed and said where the shop allows it, but only when the first three digits fit', async () => {
    await open({ unlistedPostalCode: 'allow' });
    const { problems } = await take([to('150-9998', '東京都渋谷区渋谷1-2-3')]);
    expect(await desk.states()).toEqual(['S1_1 ready']);
    expect(problems.map((one) => one.code)).toContain('postal-unlisted-printed');
    await take([sheetRow('S2', { お届け先郵便番号: '060-9998' })]);
    expect(await holds()).toEqual(['postal-unlisted-elsewhere']);
  });

  test('says one place of the area that its first three digits mean', () => {
    expect(postalArea('0609998', '東京都渋谷区')).toEqual({ area: 'elsewhere', place: '北海道札幌市中央区' });
    expect(postalArea('1509998', '東京都渋谷区')).toMatchObject({ area: 'here' });
    expect(postalArea('0000001', '東京都渋谷区')).toEqual({ area: 'none', place: '' });
  });
});
