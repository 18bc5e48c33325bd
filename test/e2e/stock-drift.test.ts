import { afterEach, describe, expect, test } from 'vitest';
import { resendStock, setStock } from '../../src/flow/desk/set-stock.ts';
import { shopItems } from '../../src/flow/desk/shop-items.ts';
import { takeStock } from '../../src/flow/desk/take-stock.ts';
import { openShopserve, type ShopserveShop } from '../support/shopserve-shop.ts';

/* X8 against a marketplace that says what it has: its figures taken once, what differs reported, what each was offered. */

let place: ShopserveShop;
afterEach(() => place.close());

const map = (...rows: string[]) =>
  place.drop(`map-${rows.join('').length}.csv`, [
    '商品コード,店舗,店舗商品コード,オプションコード,安全在庫,配分率',
    ...rows,
  ]);
const sheet = (...rows: string[]) => place.drop(`stock-${rows.join('').length}.csv`, ['商品コード,在庫数', ...rows]);
const by = { actor: '佐藤', note: '確認' };
const there = async (code: string, variation = '') =>
  (await place.holdings()).stock!.find((one) => one.code === code && one.variation === variation)!.quantity;

describe('X8: daily drift report', () => {
  test('what somebody changed there is reported with who wrote ours last, by run and mail; told again it is right', async () => {
    place = await openShopserve();
    await map('TEA,shopserve,SS-TEA,,,', 'NAVY,shopserve,SS-SHIRT,紺/M,,', 'MUG,shopserve,SS-MUG,,,');
    await sheet('TEA,20', 'NAVY,6', 'MUG,4');
    await place.job('restock');
    expect(await place.job('drift')).toMatchObject({ counts: { compared: 3, drifted: 0 }, items: [] });
    await place.change('change-stock', { item: 'SS-TEA', quantity: '99' });
    await place.change('change-stock', { item: 'SS-SHIRT', choices: '紺/M', quantity: '5' });
    const run = await place.job('drift');
    expect(run.counts).toEqual({ compared: 3, drifted: 2 });
    expect(run.items).toMatchObject([
      { key: 'NAVY', kind: 'fix', code: 'stock-drifted', args: { item: 'SS-SHIRT 紺/M', told: 6, theirs: 5, ours: 6 } },
      { key: 'TEA', args: { told: 20, theirs: 99, writer: expect.stringMatching(/^stock-\d+\.csv（/) } },
    ]);
    const mails = await place.ctx.store.mails();
    expect(mails.map((one) => one.subject)).toEqual([expect.stringContaining('在庫数が合いません（2件）')]);
    expect(mails[0]!.text).toContain('■ TEA（SS-TEA）');
    // The same day once more is the same mail.
    await place.job('drift');
    expect(await place.ctx.store.mails()).toHaveLength(1);
    expect((await place.job('restock')).counts).toEqual({});
    expect(await resendStock(place.ctx, ['TEA', 'NAVY'], 'shopserve', '佐藤')).toBe(2);
    expect((await place.job('restock')).counts).toEqual({ done: 2 });
    expect([await there('SS-TEA'), await there('SS-SHIRT', '紺/M')]).toEqual([20, 6]);
    expect((await place.job('drift')).counts).toEqual({ compared: 3, drifted: 0 });
  });

  test('ours that was not told yet, what was never told, and more than the marketplace can count are no drift', async () => {
    place = await openShopserve();
    await map('TEA,shopserve,SS-TEA,,,', 'MUG,shopserve,SS-MUG,,,');
    await sheet('TEA,20000');
    await place.job('restock');
    await setStock(place.ctx, 'TEA', { to: 15_000 }, by);
    expect(await place.job('drift')).toMatchObject({ counts: { compared: 1, drifted: 0 } });
    await setStock(place.ctx, 'TEA', { to: 7 }, by);
    expect(await place.job('drift')).toMatchObject({ counts: { compared: 1, drifted: 0 } });
  });

  test('an item that is not listed any more is named', async () => {
    place = await openShopserve();
    await map('TEA,shopserve,SS-TEA,,,');
    await sheet('TEA,20');
    await place.job('restock');
    const told = await place.ctx.store.toldStock('shopserve');
    await place.ctx.store.write((tx) => tx.setToldStock('shopserve', [{ ...told[0]!, item: 'GONE' }]));
    await map('TEA,shopserve,GONE,,,');
    expect((await place.job('drift')).items).toMatchObject([{ code: 'stock-not-listed', args: { item: 'GONE' } }]);
  });

  test('many goods without options cost a call a hundred', async () => {
    place = await openShopserve();
    await map('TEA,shopserve,SS-TEA,,,', ...Array.from({ length: 10 }, (_, no) => `X-${no},shopserve,NONE-${no},,,`));
    await sheet('TEA,20', ...Array.from({ length: 10 }, (_, no) => `X-${no},1`));
    const at = place.ctx.now().toString();
    const links = await place.ctx.store.products('shopserve');
    const told = links.map(({ item }) => ({ item, option: '', said: '1', state: 'told' as const, code: 'x', at }));
    await place.ctx.store.write((tx) => tx.setToldStock('shopserve', told));
    const before = await place.calls('searchItems');
    expect((await place.job('drift')).counts).toMatchObject({ compared: 11 });
    expect([(await place.calls('searchItems')) - before, await place.calls('getStock')]).toEqual([1, 0]);
  });
});

describe('X8: figures of a marketplace, taken once', () => {
  test('become what is on hand; what its open orders need lies on the shelf, too', async () => {
    place = await openShopserve();
    await map(
      'TEA,shopserve,SS-TEA,,,',
      'CAKE,shopserve,SS-CAKE,,,',
      'A,shopserve,SS-SHIRT,紺/M,,50',
      'NO,shopserve,NONE,,,',
    );
    await place.place({ lines: 'SS-TEA*3' });
    await place.job('pull');
    const stock = async () => Object.fromEntries((await place.ctx.store.stock()).map((one) => [one.sku, one.onHand]));
    await place.change('change-stock', { item: 'SS-TEA', quantity: '40' });
    const dry = await takeStock(place.ctx, 'shopserve', { ...by, dryRun: true });
    expect(await stock()).toEqual({});
    expect(await takeStock(place.ctx, 'shopserve', { ...by, dryRun: false })).toEqual(dry);
    expect(dry!.taken).toContainEqual({ sku: 'TEA', theirs: 40, reserved: 3, before: null, onHand: 43 });
    expect(dry!.skipped).toEqual([
      { sku: 'NO', item: 'NONE', why: 'not-listed' },
      { sku: 'A', item: 'SS-SHIRT', why: 'share' },
    ]);
    expect(await stock()).toEqual({ TEA: 43, CAKE: 30 });
    // Nothing is to be told: it offers that much already.
    await place.job('restock');
    expect(await there('SS-TEA')).toBe(40);
    expect((await place.ctx.store.journal({ limit: 2 })).map((one) => [one.what, one.actor, one.note])).toEqual([
      ['stock-taken', '佐藤', '確認'],
      ['stock-taken', '佐藤', '確認'],
    ]);
  });

  test('safety stock and share say how much it is offered; of one item alone, too', async () => {
    place = await openShopserve({ shop: { stock: { safety: 2, share: 50 } } });
    await map('TEA,shopserve,SS-TEA,,,', 'MUG,shopserve,SS-MUG,,0,100', 'CAKE,shopserve,SS-CAKE,,40,');
    await sheet('TEA,21', 'MUG,4', 'CAKE,30');
    await place.job('restock');
    expect([await there('SS-TEA'), await there('SS-MUG'), await there('SS-CAKE')]).toEqual([9, 4, 0]);
    // Other settings are told without anything else having moved.
    const config = { ...place.ctx.config };
    const shop = { ...config.shops.shopserve!, stock: { safety: 0, share: 100 } };
    Object.assign(place.ctx, { config: { ...config, shops: { shopserve: shop } } });
    expect((await place.job('restock')).counts).toEqual({ done: 1 });
    expect([await there('SS-TEA'), await there('SS-CAKE')]).toEqual([21, 0]);
  });

  test('its item list stands beside the product map, and fills it where the codes are ours', async () => {
    place = await openShopserve();
    await sheet('SS-TEA,5', 'OTHER,1');
    const given = { map: true, actor: '佐藤' };
    const dry = await shopItems(place.ctx, 'shopserve', { ...given, dryRun: true });
    expect(dry!.filter((one) => one.added !== undefined).map((one) => [one.item, one.added])).toEqual([
      ['SS-TEA', 'SS-TEA'],
    ]);
    expect(await place.ctx.store.products()).toEqual([]);
    await shopItems(place.ctx, 'shopserve', { ...given, dryRun: false });
    expect(await place.ctx.store.products()).toMatchObject([{ shop: 'shopserve', item: 'SS-TEA', sku: 'SS-TEA' }]);
    const after = await shopItems(place.ctx, 'shopserve', { ...given, map: false, dryRun: false });
    expect(after!.find((one) => one.item === 'SS-TEA')).toMatchObject({ sku: 'SS-TEA' });
    expect(after!.filter((one) => one.item === 'SS-SHIRT').length).toBeGreaterThan(1);
  });
});
