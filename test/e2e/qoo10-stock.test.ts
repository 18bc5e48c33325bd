import { afterEach, describe, expect, test } from 'vitest';
import type { StockItem } from '../../src/connectors/contract.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import type { RunResult } from '../../src/flow/types.ts';
import { alone } from '../support/connector-mocks.ts';
import { qoo10Mock } from '../support/qoo10-mock.ts';
import { openQoo10, type Qoo10Shop, type Qoo10ShopOptions } from '../support/qoo10-shop.ts';
import { type Stand, startStand } from '../support/stand.ts';

/* Q13: what may be sold goes to Qoo10. */

let place: Qoo10Shop;
const start = async (options: Qoo10ShopOptions = {}) => {
  place = await openQoo10({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(async () => {
  await place?.close();
  place = undefined as never;
});

const file = async (name: string, lines: readonly string[]) => {
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n`);
  await intakeFile(place.ctx, { name, bytes, shop: '', layout: '' });
};
/** 商品対応表: our SKU is the code with a hyphen, or its own. */
const map = (...rows: (readonly [item: string, option: string, sku?: string])[]) =>
  file(`map-${rows.length}.csv`, [
    '商品コード,店舗,店舗商品コード,オプションコード',
    ...rows.map(([item, option, sku]) =>
      [sku ?? [item, option].filter(Boolean).join('-'), place.shop, item, option].join(','),
    ),
  ]);
let sheets = 0;
const shelf = (levels: Readonly<Record<string, number>>) =>
  file(`stock-${++sheets}.csv`, ['商品コード,在庫数', ...Object.entries(levels).map((pair) => pair.join(','))]);
/** Quantities at Qoo10 by seller code and option code. */
const there = async (...codes: string[]) => {
  const { stock } = (await place.holdings()) as unknown as {
    stock: { sellerCode: string; code: string; quantity: number; expireDate: string; price: number }[];
  };
  return Object.fromEntries(
    stock
      .filter((one) => codes.includes(one.sellerCode))
      .map((one) => [[one.sellerCode, one.code].filter(Boolean).join(' '), one.quantity]),
  );
};
const ends = async (code: string) =>
  ((await place.holdings()).stock as unknown as { sellerCode: string; expireDate: string }[]).find(
    (one) => one.sellerCode === code,
  )?.expireDate;
const codes = ({ items }: RunResult) => items.map((one) => [one.key, one.code]);

describe('Q13: free stock of mapped SKUs', () => {
  test('goes when it changed since the last run, orders reserved; nothing else is sent', async () => {
    await start();
    await map(['Q10-TEA', ''], ['Q10-CARD', '']);
    await shelf({ 'Q10-TEA': 20, 'Q10-CARD': 8, 'Q10-RICE': 3 });
    expect((await place.job('restock')).counts).toEqual({ done: 2 });
    expect(await there('Q10-TEA', 'Q10-CARD', 'Q10-RICE')).toEqual({ 'Q10-TEA': 20, 'Q10-CARD': 8, 'Q10-RICE': 100 });
    await place.place('Q10-TEA*3');
    await place.job('pull');
    expect((await place.job('restock')).counts).toEqual({ done: 1 });
    expect(await there('Q10-TEA')).toEqual({ 'Q10-TEA': 17 });
    expect((await place.job('restock')).counts).toEqual({});
  });

  test('nothing left is 0, never 9999; price and end of sale stay as they are', async () => {
    await start();
    const end = await ends('Q10-TEA');
    await map(['Q10-TEA', '']);
    await shelf({ 'Q10-TEA': 0 });
    await place.job('restock');
    expect(await there('Q10-TEA')).toEqual({ 'Q10-TEA': 0 });
    expect(await ends('Q10-TEA')).toBe(end);
    const [body] = await place.bodies('ItemsOrder.SetGoodsPriceQtyBulk');
    expect(JSON.parse(body!.get('ItemInfoJson')!)).toEqual([
      { ItemCode: '910000001', SellerCode: 'Q10-TEA', Qty: '0', ExpireDate: end },
    ]);
  });

  test.each([
    ['renew', '2027-11-16'],
    ['2028-03-31', '2028-03-31'],
  ])('the end of sale may be set, too (%s)', async (saleEnd, expected) => {
    await start({ api: { 'sale-end': saleEnd } });
    await map(['Q10-TEA', '']);
    await shelf({ 'Q10-TEA': 5 });
    await place.job('restock');
    expect(await ends('Q10-TEA')).toBe(expected);
  });

  test('options with stock of their own, each found by its code; their surcharge stays', async () => {
    await start();
    await map(['Q10-SHIRT', 'NAVY-M'], ['Q10-SHIRT', 'WHITE-S'], ['Q10-MUG', 'BL']);
    await shelf({ 'Q10-SHIRT-NAVY-M': 4, 'Q10-SHIRT-WHITE-S': 0, 'Q10-MUG-BL': 9 });
    expect((await place.job('restock')).counts).toEqual({ done: 3 });
    expect(await there('Q10-SHIRT', 'Q10-MUG')).toMatchObject({
      'Q10-SHIRT NAVY-M': 4,
      'Q10-SHIRT WHITE-S': 0,
      'Q10-SHIRT NAVY-S': 11,
      'Q10-MUG BL': 9,
      'Q10-MUG WH': 21,
    });
    const shirts = ((await place.holdings()).stock as unknown as { sellerCode: string; code: string; price: number }[])
      .filter((one) => one.sellerCode === 'Q10-SHIRT')
      .map((one) => one.code);
    expect(shirts).toHaveLength(6);
  });

  test('an order of an option takes from its SKU', async () => {
    await start();
    await map(['Q10-SHIRT', 'NAVY-M', 'T-1']);
    await shelf({ 'T-1': 10 });
    await place.place('Q10-SHIRT:NAVY-M*4');
    await place.job('pull');
    await place.job('restock');
    expect(await there('Q10-SHIRT')).toMatchObject({ 'Q10-SHIRT NAVY-M': 6 });
  });

  test('not for items whose sale was stopped, unknown ones, or codes that break the rule: said, the others go', async () => {
    await start();
    await map(
      ['Q10-OLD', ''],
      ['Q10-NOWHERE', ''],
      ['Q10 PEN/B', ''],
      ['Q10-SOCKS', '赤'],
      ['Q10-SHIRT', 'PINK-M'],
      ['Q10-TEA', ''],
    );
    await shelf({
      'Q10-OLD': 1,
      'Q10-NOWHERE': 2,
      'Q10 PEN/B': 3,
      'Q10-SOCKS-赤': 4,
      'Q10-SHIRT-PINK-M': 5,
      'Q10-TEA': 6,
    });
    const run = await place.job('restock');
    expect(codes(run)).toEqual([
      ['Q10 PEN/B', 'stock-code-bad'],
      ['Q10-NOWHERE', 'stock-sku-unknown'],
      ['Q10-OLD', 'stock-not-on-sale'],
      ['Q10-SHIRT PINK-M', 'stock-option-unknown'],
      ['Q10-SOCKS 赤', 'stock-code-bad'],
      ['Q10-TEA', 'stock-told'],
    ]);
    // Back on sale: told with the next run.
    await place.change('set-item-status', { item: 'Q10-OLD', status: 'S2' });
    expect(codes(await place.job('restock'))).toContainEqual(['Q10-OLD', 'stock-told']);
    expect(await there('Q10-OLD')).toEqual({ 'Q10-OLD': 1 });
  });

  test('an item of which the map says no option, and Qoo10 has some: said with Qoo10’s own words', async () => {
    await start();
    await map(['Q10-SHIRT', ''], ['Q10-TEA', '']);
    await shelf({ 'Q10-SHIRT': 5, 'Q10-TEA': 6 });
    const run = await place.job('restock');
    expect(codes(run)).toEqual([
      ['Q10-SHIRT', 'stock-refused'],
      ['Q10-TEA', 'stock-told'],
    ]);
    expect(await there('Q10-TEA')).toEqual({ 'Q10-TEA': 6 });
  });
});

describe('Q13: MOVE', () => {
  const types = ['blue', 'green', 'red'].flatMap((type) => ['S', 'M', 'L'].map((size) => `${type}-${size}`));
  const all = types.map((type) => ['MV-ONEPIECE', type] as const);
  const levels = Object.fromEntries(types.map((type, index) => [`MV-ONEPIECE-${type}`, index + 1]));

  test('every type of the product goes each time, though one SKU moved', async () => {
    await start({ api: { move: true } });
    await map(...all);
    await shelf(levels);
    expect((await place.job('restock')).counts).toEqual({ done: 9 });
    await shelf({ ...levels, 'MV-ONEPIECE-blue-L': 77 });
    expect((await place.job('restock')).counts).toEqual({ done: 1 });
    expect(await there('MV-ONEPIECE')).toEqual(
      Object.fromEntries(types.map((type, index) => [`MV-ONEPIECE ${type}`, type === 'blue-L' ? 77 : index + 1])),
    );
    const sent = await place.bodies('ItemsOptions.EditMoveGoodsInventory');
    expect(sent.map((body) => body.get('OptionQty')!.split('$$').length)).toEqual([9, 9]);
    expect(sent[1]!.get('OptionQty')!.split('$$')[2]).toBe('blue||*L||*77||*blue-L');
  });

  test('a product with types alone, without sizes', async () => {
    await start({ api: { move: true } });
    await map(['MV-BAG', 'BK'], ['MV-BAG', 'IV']);
    await shelf({ 'MV-BAG-BK': 3, 'MV-BAG-IV': 4 });
    expect((await place.job('restock')).counts).toEqual({ done: 2 });
    expect(await there('MV-BAG')).toEqual({ 'MV-BAG BK': 3, 'MV-BAG IV': 4 });
  });

  test.each([
    ['is not in the map', all.slice(0, 8), levels],
    ['is not on the stock sheet', all, Object.fromEntries(Object.entries(levels).slice(0, 8))],
  ])('a type that %s: nothing is sent, the type is named, and no size is lost', async (_, rows, onShelf) => {
    await start({ api: { move: true } });
    await map(...rows);
    await shelf(onShelf);
    const run = await place.job('restock');
    expect(new Set(run.items.map((one) => one.code))).toEqual(new Set(['stock-types-unmapped']));
    expect(run.items[0]?.args).toMatchObject({ sku: 'MV-ONEPIECE', types: expect.stringContaining('red-L') });
    expect(await place.calls('ItemsOptions.EditMoveGoodsInventory')).toBe(0);
    expect(Object.keys(await there('MV-ONEPIECE'))).toHaveLength(9);
  });

  test('the options are asked for first: one that was added at Qoo10 meanwhile is not dropped', async () => {
    await start({ api: { move: true } });
    await map(...all);
    await shelf(levels);
    await place.job('restock');
    await place.change('add-option', { item: 'MV-ONEPIECE', values: 'red/XL', code: 'red-XL', quantity: '5' });
    await shelf({ ...levels, 'MV-ONEPIECE-blue-L': 77 });
    const run = await place.job('restock');
    expect(run.items[0]).toMatchObject({
      code: 'stock-types-unmapped',
      args: { types: expect.stringContaining('red-XL') },
    });
    expect(await there('MV-ONEPIECE')).toMatchObject({ 'MV-ONEPIECE red-XL': 5, 'MV-ONEPIECE blue-L': 3 });
  });

  test('a mapped option that the product does not have is not made, and said', async () => {
    await start({ api: { move: true } });
    await map(...all, ['MV-ONEPIECE', 'blue-XXL']);
    await shelf({ ...levels, 'MV-ONEPIECE-blue-XXL': 5 });
    const run = await place.job('restock');
    expect(run.counts).toEqual({ done: 9, fix: 1 });
    expect(Object.keys(await there('MV-ONEPIECE'))).toHaveLength(9);
  });
});

describe('calls', () => {
  let stand: Stand;
  afterEach(() => stand.close());
  const push = async (items: readonly StockItem[], more: Readonly<Record<string, unknown>>) => {
    const settings = { ...(qoo10Mock.settings(stand) as object), 'calls-per-second': 10, ...more };
    const connection = stand.open(qoo10Mock.connector, settings, qoo10Mock.secrets(stand));
    const before = (await stand.requests()).length;
    const outcomes = await connection.pushStock!(items, alone);
    return { outcomes, calls: (await stand.requests()).length - before };
  };

  test('20,000 SKUs take 41 lists and 40 bulks', async () => {
    stand = await startStand('empty');
    await stand.control('/systems/qoo10/add-items', { count: '20000' });
    const first = 17;
    const items = Array.from({ length: 20_000 }, (_, index) => ({
      item: `Q10-N${first + index}`,
      option: '',
      quantity: index,
    }));
    const { outcomes, calls } = await push(items, { 'sale-end': '2028-03-31' });
    expect(outcomes.filter((one) => one.kind === 'done')).toHaveLength(20_000);
    // 20,016 on sale are 41 pages, one waiting one more; 500 rows a bulk.
    expect(calls).toBe(41 + 1 + 40);
    const { stock } = await stand.holdings('qoo10');
    expect(stock!.find((one) => one.sellerCode === 'Q10-N10016')).toMatchObject({ quantity: 9999 });
  });

  test.each(['each', 'none'])(
    'one bad row among 500: the others are told (%s of the rows has a result)',
    async (results) => {
      stand = await startStand('empty');
      await stand.control('/systems/qoo10/add-items', { count: '499' });
      await stand.control('/systems/qoo10/set-habit', { name: 'item-results', value: results });
      const items = [
        ...Array.from({ length: 499 }, (_, index) => ({ item: `Q10-N${17 + index}`, option: '', quantity: 3 })),
        { item: 'Q10-SHIRT', option: '', quantity: 3 },
      ];
      const { outcomes, calls } = await push(items, { 'sale-end': '2028-03-31' });
      expect(outcomes.filter((one) => one.kind === 'done')).toHaveLength(499);
      expect(outcomes.at(-1)).toMatchObject({ kind: 'fix', code: 'stock-refused', args: { sku: 'Q10-SHIRT' } });
      // Three lists; then one bulk, or halves until the bad row stands alone.
      expect(calls).toBe(3 + (results === 'each' ? 1 : 17));
    },
  );

  test('an answer that is lost in mid-push: what was not heard of is told again, and nothing else is called in between', async () => {
    stand = await startStand('empty');
    await stand.control('/systems/qoo10/add-items', { count: '1000' });
    const items = Array.from({ length: 1000 }, (_, index) => ({ item: `Q10-N${17 + index}`, option: '', quantity: 3 }));
    await stand.fault('qoo10', 'ItemsOrder.SetGoodsPriceQtyBulk', 'lost');
    const { outcomes } = await push(items, { 'sale-end': '2028-03-31' });
    expect(new Set(outcomes.map((one) => one.kind))).toEqual(new Set(['retry']));
    const again = await push(items, { 'sale-end': '2028-03-31' });
    expect(again.outcomes.every((one) => one.kind === 'done')).toBe(true);
  });
});
