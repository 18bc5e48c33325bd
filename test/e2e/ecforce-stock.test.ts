import { afterEach, describe, expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { alone } from '../support/connector-mocks.ts';
import { ecforceMock } from '../support/ecforce-mock.ts';
import { type EcforceShop, type EcforceShopOptions, openEcforce } from '../support/ecforce-shop.ts';
import { startStand } from '../support/stand.ts';

/* E9: free pieces go to the shop's 在庫ロケーション. */

let place: EcforceShop | undefined;
const start = async (options: EcforceShopOptions = {}): Promise<EcforceShop> => {
  place = await openEcforce({ at: '2026-11-16T03:00:00Z', ...options });
  return place;
};
afterEach(async () => {
  await place?.close();
  place = undefined;
});

let files = 0;
const file = async (shop: EcforceShop, lines: readonly string[]) => {
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n`);
  await intakeFile(shop.ctx, { name: `goods-${++files}.csv`, bytes, shop: '', layout: '' });
};
const map = (shop: EcforceShop, ...skus: readonly string[]) =>
  file(shop, ['商品コード,店舗,店舗商品コード,オプションコード', ...skus.map((sku) => `${sku},${shop.shop},${sku},`)]);
const shelf = (shop: EcforceShop, levels: Readonly<Record<string, number>>) =>
  file(shop, ['商品コード,在庫数', ...Object.entries(levels).map((pair) => pair.join(','))]);
const there = async (shop: EcforceShop, sku: string) =>
  Object.fromEntries(
    ((await shop.holdings()).stock as unknown as { sku: string; locationCode: string; stock: number }[])
      .filter((one) => one.sku === sku)
      .map((one) => [one.locationCode, one.stock]),
  );

describe('E9: stock by location', () => {
  test('free stock goes to the shop’s place and to no other; orders are reserved; only changes go', async () => {
    const shop = await start({ api: { 'stock-location': 'east' } });
    await map(shop, 'EC-TEA', 'EC-SERUM');
    await shelf(shop, { 'EC-TEA': 20, 'EC-SERUM': 8, 'EC-MASK': 3 });
    expect((await shop.job('restock')).counts).toEqual({ done: 2 });
    expect([await there(shop, 'EC-TEA'), await there(shop, 'EC-SERUM')]).toEqual([
      { default: 100, east: 20 },
      { default: 100, east: 8 },
    ]);
    await shop.place('EC-TEA*3');
    await shop.job('pull');
    expect((await shop.job('restock')).counts).toEqual({ done: 1 });
    expect(await there(shop, 'EC-TEA')).toEqual({ default: 100, east: 17 });
    const calls = await shop.calls('stock_items.update');
    await shop.job('restock');
    expect(await shop.calls('stock_items.update')).toBe(calls);
  });

  test('a SKU without stock at that place is said, the others go; it goes again once it is there', async () => {
    const shop = await start({ api: { 'stock-location': 'east' } });
    await map(shop, 'EC-TEA', 'EC-MASK');
    await shelf(shop, { 'EC-TEA': 20, 'EC-MASK': 3 });
    const { items } = await shop.job('restock');
    expect(items.map((one) => [one.key, one.code])).toEqual([
      ['EC-MASK', 'stock-location-unknown'],
      ['EC-TEA', 'stock-told'],
    ]);
    await shop.change('add-stock-item', { sku: 'EC-MASK', location: 'east', stock: '0' });
    expect((await shop.job('restock')).counts).toEqual({ done: 1 });
    expect(await there(shop, 'EC-MASK')).toEqual({ default: 100, east: 3 });
  });

  test('without a location code nothing is sent, and the shop is told which setting is missing', async () => {
    const shop = await start({ api: { 'stock-location': undefined } });
    await map(shop, 'EC-TEA');
    await shelf(shop, { 'EC-TEA': 20 });
    const { items } = await shop.job('restock');
    expect(items).toMatchObject([{ kind: 'fix', code: 'stock-location-missing' }]);
    expect(await shop.calls('stock_items.update')).toBe(0);
  });

  test.each(['empty', 'null'])('a write that is answered with nothing (%s) counts as taken', async (body) => {
    const shop = await start();
    await shop.change('set-habit', { name: 'write-body', value: body });
    await map(shop, 'EC-TEA');
    await shelf(shop, { 'EC-TEA': 20 });
    expect((await shop.job('restock')).counts).toEqual({ done: 1 });
    expect(await there(shop, 'EC-TEA')).toMatchObject({ default: 20 });
  });

  test('a lost answer is tried again: the count is absolute', async () => {
    const shop = await start();
    await map(shop, 'EC-TEA');
    await shelf(shop, { 'EC-TEA': 20 });
    await shop.stand.fault('ecforce', 'stock_items.update', 'lost');
    expect((await shop.job('restock')).counts).toEqual({ retry: 1 });
    expect((await shop.job('restock')).counts).toEqual({ done: 1 });
  });

  test('20,000 SKUs go in 200 calls', async () => {
    const stand = await startStand('empty');
    await stand.control('/systems/ecforce/set-limit', { perSecond: '1000', burst: '1000' });
    const settings = { ...(ecforceMock.settings(stand) as object), 'calls-per-day': 5000 };
    const connection = stand.open(ecforceMock.connector, settings, ecforceMock.secrets(stand));
    const items = Array.from({ length: 20_000 }, (_, at) => ({
      item: at % 100 === 0 ? 'EC-TEA' : `EC-NONE-${at}`,
      option: '',
      quantity: at % 7,
    }));
    const outcomes = await connection.pushStock!(items, alone);
    const calls = (await stand.requests()).filter((one) => one.operation === 'stock_items.update').length;
    expect(outcomes.map((one) => one.kind).filter((kind) => kind === 'done')).toHaveLength(200);
    expect(outcomes.filter((one) => one.code === 'stock-location-unknown')).toHaveLength(19_800);
    expect(calls).toBe(199);
    await stand.close();
  });
});
