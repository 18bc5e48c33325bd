import { afterEach, describe, expect, test } from 'vitest';
import { openShopserve, type ShopserveShop, type ShopserveShopOptions } from '../support/shopserve-shop.ts';

/* S6: what may be sold goes to shopserve. */

let place: ShopserveShop;
const start = async (options: ShopserveShopOptions = {}) => {
  place = await openShopserve(options);
};
afterEach(() => place.close());

const map = (...rows: string[]) =>
  place.drop(`map-${rows.length}-${rows.join('').length}.csv`, [
    '商品コード,店舗,店舗商品コード,オプションコード,在庫わずか,在庫無制限',
    ...rows,
  ]);
let sheets = 0;
const shelf = (levels: Readonly<Record<string, number>>) =>
  place.drop(`stock-${++sheets}.csv`, ['商品コード,在庫数', ...Object.entries(levels).map((pair) => pair.join(','))]);
/** `[quantity, threshold]` of a product or combination. */
const there = async (code: string, variation = '') => {
  const { stock } = await place.holdings();
  const found = stock!.find((one) => one.code === code && one.variation === variation)!;
  return [found.quantity, found.threshold];
};
const written = async () => (await place.holdings()).stockChanges!.length;

describe('S6', () => {
  test('mapped and changed pieces go, with 在庫わずか; orders are reserved; nothing else is sent', async () => {
    await start();
    await map('TEA,shopserve,SS-TEA,,8,', 'MUG,shopserve,SS-MUG,,,');
    await shelf({ TEA: 20, MUG: 4, CAKE: 9 });
    expect((await place.job('restock')).counts).toEqual({ done: 2 });
    expect(await there('SS-TEA')).toEqual([20, 8]);
    // Nobody said a number for it: what the product has stays.
    expect(await there('SS-MUG')).toEqual([4, 5]);
    expect(await there('SS-CAKE')).toEqual([30, 3]);
    await place.place({ lines: 'SS-TEA*3' });
    await place.job('pull');
    expect((await place.job('restock')).counts).toEqual({ done: 1 });
    expect(await there('SS-TEA')).toEqual([17, 8]);
    expect((await place.job('restock')).counts).toEqual({});
    expect(await written()).toBe(3);
  });

  test('another 在庫わずか is told again, though the pieces are the same; the shop’s own number counts where none is said', async () => {
    await start({ api: { 'low-stock': 2 } });
    await map('TEA,shopserve,SS-TEA,,8,', 'MUG,shopserve,SS-MUG,,,');
    await shelf({ TEA: 20, MUG: 4 });
    await place.job('restock');
    expect(await there('SS-MUG')).toEqual([4, 2]);
    await map('TEA,shopserve,SS-TEA,,6,');
    expect((await place.job('restock')).counts).toEqual({ done: 1 });
    expect(await there('SS-TEA')).toEqual([20, 6]);
  });

  test('無制限 is written as unlimited, without a stock sheet, once; taken back it counts again', async () => {
    await start();
    await map('DATA,shopserve,SS-MUG,,,はい');
    expect((await place.job('restock')).counts).toEqual({ done: 1 });
    expect(await there('SS-MUG')).toEqual([99_999_999, 5]);
    expect((await place.job('restock')).counts).toEqual({});
    await map('DATA,shopserve,SS-MUG,,,いいえ');
    await shelf({ DATA: 3 });
    await place.job('restock');
    expect(await there('SS-MUG')).toEqual([3, 5]);
  });

  test('combinations by their choices, however they are spelled; one with the separator in it, too', async () => {
    await start();
    await map('A,shopserve,SS-SHIRT,紺/M,,', 'B,shopserve,SS-SHIRT,白 / L,,', 'C,shopserve,SS-BAG,生成/無地,1,');
    await shelf({ A: 1, B: 2, C: 3 });
    expect((await place.job('restock')).counts).toEqual({ done: 3 });
    expect(await there('SS-SHIRT', '紺/M')).toEqual([1, 3]);
    expect(await there('SS-SHIRT', '白/L')).toEqual([2, 3]);
    expect(await there('SS-BAG', '生成/無地')).toEqual([3, 1]);
    // The choices are read once a product.
    expect(await place.calls('getStock')).toBe(2);
    await place.place({ lines: 'SS-SHIRT:紺/M' });
    await place.job('pull');
    await place.job('restock');
    expect(await there('SS-SHIRT', '紺/M')).toEqual([0, 3]);
  });

  test('what cannot be sent is named; the others go; what failed goes again by itself', async () => {
    await start();
    await map(
      'A,shopserve,SS-NONE,,,',
      'B,shopserve,SS-SHIRT,紫/M,,',
      'C,shopserve,SS-SHIRT,,,',
      'TEA,shopserve,SS-TEA,,,',
    );
    await shelf({ A: 1, B: 1, C: 1, TEA: 12_000 });
    const run = await place.job('restock');
    expect(run.items.map((one) => [one.key, one.code])).toEqual([
      ['SS-NONE', 'stock-sku-unknown'],
      ['SS-SHIRT', 'stock-choice-unknown'],
      ['SS-SHIRT 紫/M', 'stock-choice-unknown'],
      ['SS-TEA', 'stock-told'],
    ]);
    // More than fits stays at the most that does.
    expect(await there('SS-TEA')).toEqual([9999, 5]);
    expect((await place.job('restock')).counts).toEqual({ fix: 3 });
    await shelf({ TEA: 5 });
    await place.stand.fault('shopserve', 'putStock', 'server-error', { count: 99 });
    await place.job('restock');
    expect(await there('SS-TEA')).toEqual([9999, 5]);
    await place.stand.control('/faults/clear', {});
    await place.job('restock');
    expect(await there('SS-TEA')).toEqual([5, 5]);
  });
});
