import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import type { Connection } from '../../src/connectors/contract.ts';
import { linkOldForms } from '../../src/flow/notify/index.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { recheckShops } from '../../src/flow/notify/recheck-shops.ts';
import { writeNotices } from '../../src/flow/notify/write-notice-files.ts';
import { restockShop } from '../../src/flow/stock/index.ts';
import type { Context } from '../../src/flow/types.ts';
import type { Reads, Store } from '../../src/store/types.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { market } from '../support/market.ts';

/* Passes read what changed, and the look at everything proves that this is enough. */

let desk: Desk;
afterEach(() => desk.close());

async function shipped(count: number, more: Parameters<typeof openDesk>[0] = {}): Promise<void> {
  desk = await openDesk(more);
  await desk.report(Array.from({ length: count }, (_, index) => row(index + 1, (index + 1) * 10)));
  await desk.issueAndNumber();
}

/** Loses every mark, as a mistake of the program would. */
function loseMarks(): void {
  const { database } = desk.ctx.config;
  const raw = new DatabaseSync((database as { file: string }).file);
  raw.exec('update order_heads set settled = generation');
  raw.close();
}

/** The same context, noting what it reads of orders and shipments. */
function watched(ctx: Context): { ctx: Context; reads: [name: string, filter: unknown][] } {
  const reads: [string, unknown][] = [];
  const watch = <T extends Reads>(inside: T): T => ({
    ...inside,
    ...Object.fromEntries(
      (['orders', 'shipments', 'listMarks', 'revisions'] as const).map((name) => [
        name,
        (...args: unknown[]) => {
          reads.push([name, args[0]]);
          return (inside[name] as (...args: unknown[]) => unknown)(...args);
        },
      ]),
    ),
  });
  const store: Store = { ...watch(ctx.store), write: (work) => ctx.store.write((tx) => work(watch(tx))) };
  return { ctx: { ...ctx, store }, reads };
}

const byApi = (ctx: Context): Context => {
  const mall = market();
  const link = { connector: mall.connector, settings: {}, connection: mall.connection };
  return { ...ctx, link: (shop) => (shop === 'amazon' ? link : undefined) };
};

test('a pass without news reads no order and no shipment, by file and by API', async () => {
  await shipped(3);
  for (let round = 0; round < 3; round++) await writeNotices(desk.ctx);
  const byFile = watched(desk.ctx);
  expect(await writeNotices(byFile.ctx)).toMatchObject({ files: [], shipments: [] });
  expect(byFile.reads).toEqual([]);

  const ctx = byApi(desk.ctx);
  for (let round = 0; round < 4; round++) {
    desk.wait({ minutes: 10 });
    await notifyShop(ctx, 'amazon');
  }
  const idle = watched(ctx);
  expect(await notifyShop(idle.ctx, 'amazon')).toMatchObject({ changed: false });
  expect(idle.reads).toEqual([]);
});

test('restock reads no order and no shipment, however much was ever sold: what open ones need stands in rows', async () => {
  await shipped(3);
  await desk.take('在庫.csv', Buffer.from('商品コード,在庫数\r\nSKU-1,10\r\n'), '');
  const { ctx, reads } = watched(desk.ctx);
  const connection: Connection = {
    ...market().connection,
    pushStock: async (items) => items.map(() => ({ kind: 'done', code: 'notice-told' })),
  };
  await restockShop({ ...ctx, link: () => ({ connector: market().connector, settings: {}, connection }) }, 'amazon');
  expect(reads).toEqual([]);
});

test('an order whose mark was lost is found by the look at everything, told, and named as a mistake', async () => {
  await shipped(3);
  loseMarks();
  expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
  const found = await recheckShops(desk.ctx);
  expect(found.counts).toEqual({ told: 3, rechecked: 3 });
  expect(found.changed).toBe(true);
  expect(found.items.map(({ key, kind, code }) => [key, kind, code]).sort()).toEqual(
    [1, 2, 3].map((no) => [orderNo(no), 'bug', 'order-was-not-marked']),
  );
  expect(await recheckShops(desk.ctx)).toEqual({ counts: { rechecked: 3 }, items: [], changed: false });
});

test('the same by API: reserved, and sent by the next pass', async () => {
  await shipped(2, { layouts: { read: [], issue: 'b2-csv', notify: '' } });
  loseMarks();
  const ctx = byApi(desk.ctx);
  expect(await notifyShop(ctx, 'amazon')).toMatchObject({ counts: { reserved: 0 } });
  expect(await recheckShops(ctx)).toMatchObject({ counts: { reserved: 2, rechecked: 2 }, items: [{}, {}] });
  desk.wait({ minutes: 6 });
  expect(await notifyShop(ctx, 'amazon')).toMatchObject({ counts: { told: 2 } });
  expect((await notifyShop(ctx, 'amazon', { all: true })).items).toEqual([]);
});

test('other settings, another dictionary or layout set off one look at everything, and nothing is called missed', async () => {
  await shipped(2);
  await writeNotices(desk.ctx);
  await writeNotices(desk.ctx);
  const looked = async (ctx: Context) => (await writeNotices(ctx)).rechecked;
  expect(await looked(desk.ctx)).toBe(0);
  const amazon = desk.ctx.config.shops.amazon!;
  const sets: Context = {
    ...desk.ctx,
    config: { ...desk.ctx.config, shops: { amazon: { ...amazon, setSkus: ['SET-1'] } } },
  };
  expect(await looked(sets)).toBe(2);
  expect(await looked(sets)).toBe(0);
  const { masters, layouts } = desk.ctx;
  expect(await looked({ ...sets, masters: { ...masters, methods: masters.methods.slice(0, -1) } })).toBe(2);
  const layout = layouts.write.get('amazon-shipment-confirm')!;
  const write = new Map(layouts.write).set(layout.name, { ...layout, version: 'other' });
  const other = { ...sets, layouts: { ...layouts, write } };
  const report = await writeNotices(other);
  expect(report).toMatchObject({ rechecked: 2, missed: [], shipments: [] });
});

test('a look that is broken off goes on where it stood', async () => {
  await shipped(3);
  for (let round = 0; round < 2; round++) await writeNotices(desk.ctx);
  const dying: Context = {
    ...desk.ctx,
    at: (point) => {
      if (point === 'notify:rechecked') throw new Error('the plug was pulled');
    },
  };
  await expect(recheckShops(dying)).rejects.toThrow('plug');
  const job = 'notify:recheck';
  const progress = JSON.parse(await desk.ctx.store.cursor('amazon', job));
  expect(progress).toMatchObject({ why: 'proof', after: null });
  // A page is larger than this shop: as if it had ended behind the first order.
  const { rows } = await desk.ctx.store.listMarks({ shop: 'amazon', today: '2026-11-21' }, { limit: 1 });
  const after = { ...progress, after: rows[0]!.key };
  await desk.ctx.store.write((tx) => tx.setCursor('amazon', job, JSON.stringify(after), desk.ctx.now().toString()));
  expect((await writeNotices(desk.ctx)).rechecked).toBe(2);
  expect((await writeNotices(desk.ctx)).rechecked).toBe(0);
});

test('a form of an earlier version is linked once, and filled when its orders get their numbers', async () => {
  desk = await openDesk({ name: 'qoo10', marketplace: 'qoo10', layouts: { read: [], issue: 'b2-csv', notify: '' } });
  const brief = Buffer.from(
    '\ufeff注文番号,カート番号,配送会社,送り状番号,発送予定日,受取人名,販売者商品コード\r\n9,9001,,,,見本 花子,A-1\r\n',
    'utf8',
  );
  const taken = await desk.take('brief.csv', brief, 'qoo10');
  expect(taken.layout).toBe('qoo10-brief');
  const { database } = desk.ctx.config;
  const raw = new DatabaseSync((database as { file: string }).file);
  raw.exec('delete from form_orders');
  raw.close();
  expect(await desk.ctx.store.formsOf('qoo10', ['9001'])).toEqual([]);
  await linkOldForms(desk.ctx);
  await linkOldForms(desk.ctx);
  expect(await desk.ctx.store.formsOf('qoo10', ['9001'])).toEqual([taken.hash]);
});
