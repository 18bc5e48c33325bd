import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallFailed, type Connection, type ListedItem } from '../../src/connectors/contract.ts';
import { setStock } from '../../src/flow/desk/set-stock.ts';
import type { Context } from '../../src/flow/types.ts';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* 在庫: product map, what marketplaces were told and have, drift, sets: everything that `stock …` and `shops items` do. */

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;
let listed: ListedItem[] = [];
let failure: CallFailed | undefined;

const at = '2026-11-21T00:00:00Z';
const item = (name: string, quantity: number | null): ListedItem => ({
  item: name,
  option: '',
  name: `品 ${name}`,
  quantity,
});

beforeAll(async () => {
  desk = await openDesk();
  const connection = {
    async *listItems() {
      if (failure) throw failure;
      yield listed;
    },
  } as unknown as Connection;
  const link = (shop: string) => (shop === 'amazon' ? { connection } : undefined);
  ctx = { ...desk.ctx, link: link as unknown as NonNullable<Context['link']> };
  operators = await openTestConsole(ctx);
  visitor = operators.visitor();
  await visitor.get('/files');
  for (const sku of ['A-1', 'A-2']) await setStock(ctx, sku, { to: 10 }, { actor: '山田', note: '棚卸し' });
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

async function done(path: string, fields: Record<string, string | readonly string[]>): Promise<string> {
  const answer = await visitor.post(path, { shop: 'amazon', ...fields });
  expect(answer.status).toBe(303);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
}

test('an item is mapped by hand, with what it keeps back; what cannot be is refused in words', async () => {
  expect((await visitor.get('/stock-map')).text).toContain('商品対応はありません');
  expect(await done('/stock-map/one', { item: 'X-1', sku: '' })).toContain('何も変わっていません');
  expect(await done('/stock-map/one', { item: 'X-1', sku: 'A-1', share: '200' })).toContain('何も変わっていません');
  const page = await done('/stock-map/one', { item: 'X-1', sku: 'A-1', safety: '2', name: '<b>湯呑み' });
  expect(page).toContain('対応づけました');
  expect(page).toContain('2 個・100%');
  expect(page).toContain('&lt;b>湯呑み');
  // Pieces that are kept back are not offered.
  expect(page).toMatch(/data-label="いま知らせる数">8</);
  expect(await ctx.store.products('amazon')).toEqual([
    { shop: 'amazon', item: 'X-1', option: '', sku: 'A-1', name: '<b>湯呑み', safety: 2 },
  ]);
});

test('the items of a marketplace are listed beside the map, and clear ones added', async () => {
  listed = [item('X-1', 3), item('A-2', 5), item('Z-9', 1)];
  const page = (await visitor.get('/stock-items?shop=amazon')).text;
  for (const part of ['同じ番号の商品が 1 件', '対応なし（1 件）', '品 Z-9']) expect(page).toContain(part);
  expect((await ctx.store.products('amazon')).length).toBe(1);
  expect(await done('/stock-items/map', {})).toContain('1 件を商品対応に加えました');
  expect((await ctx.store.products('amazon')).map((one) => one.sku).sort()).toEqual(['A-1', 'A-2']);
});

test('what was told and failed is shown with its outcome, and told again on request', async () => {
  const told = { option: '', at, code: 'stock-told' };
  await ctx.store.write((tx) =>
    tx.setToldStock('amazon', [
      { ...told, item: 'X-1', said: '8', state: 'told' },
      { ...told, item: 'A-2', said: '10', state: 'told' },
    ]),
  );
  expect((await visitor.get('/stock-map')).text).toContain('2 件（送信に失敗したもの 0 件）');
  expect(await done('/stock-map/resend', {})).toContain('選ばれていません');
  expect(await done('/stock-map/resend', { sku: 'A-2' })).toContain('1 件を、次の在庫の送信で');
  expect((await ctx.store.toldStock('amazon', { state: 'failed' })).map((one) => one.item)).toEqual(['A-2']);
  const failed = (await visitor.get('/stock-map?failed=yes')).text;
  expect([failed.includes('>A-2<'), failed.includes('>A-1<')]).toEqual([true, false]);
  await ctx.store.write((tx) => tx.setToldStock('amazon', [{ ...told, item: 'A-2', said: '10', state: 'told' }]));
});

test('drift: asked only on request; theirs is taken with a reason, ours is sent again; a call that fails is said', async () => {
  listed = [item('X-1', 3), item('A-2', 10)];
  expect((await visitor.get('/stock-drift')).text).not.toContain('違うもの');
  const page = (await visitor.get('/stock-drift?shop=amazon')).text;
  expect(page).toContain('違うもの（1 件）');
  expect(page).toContain('山田');
  expect(await done('/stock-drift/take', { sku: 'A-1', note: '' })).toContain('理由を書いてください');
  expect(await done('/stock-drift/take', { sku: 'A-1', note: '数え直し' })).toContain('1 件の在庫数を取り込みました');
  // What is kept back lies on the shelf, too. Nothing else was taken.
  const levels = Object.fromEntries((await ctx.store.stock()).map((one) => [one.sku, one.onHand]));
  expect(levels).toMatchObject({ 'A-1': 5, 'A-2': 10 });
  expect(await done('/stock-drift/resend', { sku: 'A-1' })).toContain('1 件を、次の在庫の送信で');
  failure = new CallFailed({ kind: 'retry', code: 'stopped-by-person' });
  const failed = await visitor.get('/stock-drift?shop=amazon');
  expect([failed.status, failed.text]).toEqual([200, expect.stringContaining('class="result wrong"')]);
  failure = undefined;
});

test('taking all figures is shown before it is done; sets are listed with what can be made', async () => {
  listed = [item('X-1', 7), item('A-2', null)];
  const page = (await visitor.get('/stock-take?shop=amazon')).text;
  expect(page).toContain('取り込めないもの（1 件）');
  expect((await ctx.store.stock(['A-1']))[0]?.onHand).toBe(5);
  expect(await done('/stock-take', { note: '開店' })).toContain('1 件の在庫数を取り込みました');
  expect((await ctx.store.stock(['A-1']))[0]?.onHand).toBe(9);
  expect((await visitor.get('/stock-sets')).text).toContain('セット商品はありません');
  await ctx.store.write((tx) => tx.setSets([{ sku: 'SET', part: 'A-2', quantity: 4 }], '', at));
  expect((await visitor.get('/stock-sets')).text).toMatch(/SET[\s\S]*data-label="作れる数">2<[\s\S]*A-2 × 4/);
});
