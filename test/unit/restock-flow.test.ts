import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Handle, Outcome, StockItem } from '../../src/connectors/contract.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { restockShop } from '../../src/flow/stock/restock.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { market, standardLayouts } from '../support/market.ts';
import { newRoot, openWorkspace, type Workspace } from '../support/workspace.ts';

/* X8: the free stock of mapped SKUs that changed is told; what failed is told again; nothing else. */

let workspace: Workspace;
let ctx: Context;
let sent: StockItem[][];
let answer: (item: StockItem) => Outcome;
let results: Outcome[];

beforeEach(async () => {
  sent = [];
  results = [];
  answer = () => ({ kind: 'done', code: 'stock-told' });
  const mall = market();
  const connection = {
    ...mall.connection,
    pushStock: async (items: readonly StockItem[]) => {
      sent.push([...items]);
      return items.map((item) => answer(item));
    },
    collect: async (handles: readonly Handle[]) => handles.map(() => results),
  };
  workspace = await openWorkspace(newRoot(), {
    config: (config) => ({
      ...config,
      shops: { amazon: { ...config.shops.amazon!, marketplace: 'amazon', defaultMethod: 'yamato' } },
    }),
  });
  ctx = {
    ...workspace.ctx,
    ...standardLayouts(),
    link: () => ({ connector: mall.connector, connection, settings: {} }),
  };
  await ctx.store.write(async (tx) => {
    await tx.setStock(
      [
        { sku: 'SKU-1', onHand: 5 },
        { sku: 'SKU-2', onHand: 3 },
      ],
      'doc',
      ctx.now().toString(),
    );
    const link = { shop: 'amazon', option: '', name: '' };
    await tx.setProducts(
      [
        { ...link, item: 'A-1', sku: 'SKU-1' },
        { ...link, item: 'A-2', sku: 'SKU-2' },
        { ...link, item: 'A-3', sku: 'unknown' },
      ],
      'doc',
      ctx.now().toString(),
    );
  });
});
afterEach(async () => {
  await workspace.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

const run = () => restockShop(ctx, 'amazon');

test('free stock is on hand less what open orders reserve, and is told once', async () => {
  await intakeFile(ctx, {
    name: 'r.txt',
    bytes: amazonReport([{ 'order-id': '250-0000009-0000001', sku: 'A-1', 'quantity-to-ship': '2' }]),
    shop: 'amazon',
    layout: '',
  });
  expect(await run()).toMatchObject({ counts: { done: 2 } });
  expect(sent).toEqual([
    [
      { item: 'A-1', option: '', quantity: 3 },
      { item: 'A-2', option: '', quantity: 3 },
    ],
  ]);
  await run();
  expect(sent).toHaveLength(1);
});

test('only what changed is told, and what was refused is told again', async () => {
  answer = ({ item }) =>
    item === 'A-2'
      ? { kind: 'fix', code: 'stock-refused', args: { sku: 'A-2', reason: 'x' } }
      : { kind: 'done', code: 'stock-told' };
  expect((await run()).items).toContainEqual({
    key: 'A-2',
    kind: 'fix',
    code: 'stock-refused',
    args: { sku: 'A-2', reason: 'x' },
  });
  await run();
  expect(sent[1]).toEqual([{ item: 'A-2', option: '', quantity: 3 }]);
});

test('a feed is not sent again while its result is awaited; what it refused is', async () => {
  const handle: Handle = { kind: 'stock-feed', id: '1', notices: ['A-1', 'A-2'] };
  answer = () => ({ kind: 'pending', code: 'stock-accepted', handle });
  await run();
  results = [{ kind: 'pending', code: 'stock-accepted', handle }];
  await run();
  expect(sent).toHaveLength(1);
  results = [
    { kind: 'done', code: 'stock-told' },
    { kind: 'fix', code: 'stock-refused', args: { sku: 'A-2' } },
  ];
  await run();
  expect(sent[1]).toEqual([{ item: 'A-2', option: '', quantity: 3 }]);
});

test('a marketplace that takes an item only whole learns all its options, and which of them nobody knows', async () => {
  const link = { shop: 'amazon', item: 'DRESS', name: '' };
  await ctx.store.write(async (tx) => {
    const products = [
      { ...link, option: 'S', sku: 'SKU-1' },
      { ...link, option: 'M', sku: 'SKU-2' },
      { ...link, option: 'L', sku: 'not on the sheet' },
    ];
    await tx.setProducts(products, 'doc', ctx.now().toString());
  });
  const connection = ctx.link!('amazon')!.connection;
  const wholes: unknown[] = [];
  const asking: Context = {
    ...ctx,
    link: () => ({
      ...ctx.link!('amazon')!,
      connection: {
        ...connection,
        pushStock: async (items, whole) => {
          wholes.push(whole('DRESS'), whole('NOBODY'));
          return items.map((item) => answer(item));
        },
      },
    }),
  };
  await restockShop(asking, 'amazon');
  expect(wholes).toEqual([
    [
      { option: 'L', quantity: null },
      { option: 'M', quantity: 3 },
      { option: 'S', quantity: 5 },
    ],
    [],
  ]);
});

describe('only what moved is read', () => {
  /** Names of SKUs whose figures were asked for; `all` = of everything. */
  async function reading(work: () => Promise<unknown>): Promise<string[]> {
    const asked: string[] = [];
    const store = new Proxy(ctx.store, {
      get(target, name) {
        const own = Reflect.get(target, name);
        if (name !== 'stock') return own;
        return (skus?: readonly string[]) => {
          asked.push(skus === undefined ? 'all' : skus.toSorted().join(' '));
          return target.stock(skus);
        };
      },
    });
    const before = ctx;
    ctx = { ...ctx, store };
    await work();
    ctx = before;
    return asked;
  }
  const order = (no: number) =>
    intakeFile(ctx, {
      name: `r${no}.txt`,
      bytes: amazonReport([{ 'order-id': `250-0000009-000000${no}`, sku: 'A-1', 'quantity-to-ship': '1' }]),
      shop: 'amazon',
      layout: '',
    });

  test('the first run looks at everything, later ones at what was ordered, counted or failed', async () => {
    expect(await reading(run)).toEqual(['all']);
    expect(await reading(run)).toEqual([]);
    await order(1);
    expect(await reading(run)).toEqual(['SKU-1']);
    expect(sent.at(-1)).toEqual([{ item: 'A-1', option: '', quantity: 4 }]);
    answer = () => ({ kind: 'retry', code: 'shop-busy' });
    await ctx.store.write((tx) => tx.setStock([{ sku: 'SKU-2', onHand: 9 }], 'doc', ctx.now().toString()));
    expect(await reading(run)).toEqual(['SKU-2']);
    answer = () => ({ kind: 'done', code: 'stock-told' });
    expect(await reading(run)).toEqual(['SKU-2']);
    expect(await reading(run)).toEqual([]);
    expect(sent.at(-1)).toEqual([{ item: 'A-2', option: '', quantity: 9 }]);
  });

  test('another product map, other settings and each day look at everything', async () => {
    await run();
    const link = { shop: 'amazon', item: 'A-9', option: '', name: '', sku: 'SKU-2' };
    await ctx.store.write((tx) => tx.setProducts([link], 'doc', ctx.now().toString()));
    expect(await reading(run)).toEqual(['all']);
    expect(sent.at(-1)).toEqual([{ item: 'A-9', option: '', quantity: 3 }]);
    const shop = { ...ctx.config.shops.amazon!, stock: { safety: 1, share: 100 } };
    ctx = { ...ctx, config: { ...ctx.config, shops: { amazon: shop } } };
    expect(await reading(run)).toEqual(['all']);
    expect(sent.at(-1)!.map((one) => one.quantity)).toEqual([4, 2, 2]);
    const later = ctx.now().add({ hours: 24 });
    ctx = { ...ctx, now: () => later };
    expect(await reading(run)).toEqual(['all']);
    expect(await reading(run)).toEqual([]);
  });

  test('what changed while a result was awaited is told once it is there', async () => {
    const handle: Handle = { kind: 'stock-feed', id: '1', notices: ['A-1', 'A-2'] };
    answer = () => ({ kind: 'pending', code: 'stock-accepted', handle });
    await run();
    await order(2);
    results = [{ kind: 'pending', code: 'stock-accepted', handle }];
    await run();
    expect(sent).toHaveLength(1);
    results = [
      { kind: 'done', code: 'stock-told' },
      { kind: 'done', code: 'stock-told' },
    ];
    answer = () => ({ kind: 'done', code: 'stock-told' });
    await run();
    expect(sent.slice(1)).toEqual([[{ item: 'A-1', option: '', quantity: 4 }]]);
  });

  test('what an older version told is not told again', async () => {
    const old = JSON.stringify({ quantities: { 'A-1': 5, 'A-2': 2 }, awaited: [] });
    await ctx.store.write((tx) => tx.setCursor('amazon', 'restock', old, ctx.now().toString()));
    await run();
    expect(sent).toEqual([[{ item: 'A-2', option: '', quantity: 3 }]]);
    await run();
    expect(sent).toHaveLength(1);
  });
});
