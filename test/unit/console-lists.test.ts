import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { h } from 'preact';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { splitOrder } from '../../src/flow/desk/split.ts';
import { tagOrder } from '../../src/flow/desk/tag-order.ts';
import { openLive } from '../../src/web/live.ts';
import { orderPath } from '../../src/web/parts/links.tsx';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';

/* 受注一覧: what it is narrowed by, views, the picking list, and long work. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;

beforeAll(async () => {
  desk = await openDesk();
  await desk.report([
    row(1, 1, pieces(2)),
    row(2, 1),
    row(3, 1, { 'ship-postal-code': '' }),
    row(4, 1, { sku: '=1+1', 'product-name': '+危ない品' }),
  ]);
  await tagOrder(desk.ctx, orderNo(2), { add: ['贈り物'], remove: [] });
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

const follow = async (answer: { status: number; headers: Headers; text: string }) => {
  expect([answer.status, answer.text]).toEqual([303, expect.any(String)]);
  return visitor.get(answer.headers.get('location') ?? '');
};
const listed = async (query: string) =>
  [...(await visitor.get(`/orders?${query}`)).text.matchAll(/name="order" value="amazon\/([^"]+)"/g)].map(
    (one) => one[1],
  );

test('the list is narrowed by delivery method and by tag', async () => {
  const [stored] = await desk.ctx.store.shipments({ numbers: [orderNo(1)] });
  const method = stored?.shipment.method ?? '';
  expect(method).not.toBe('');
  expect((await listed(`method=${method}`)).length).toBe(4);
  expect(await listed('method=none')).toEqual([]);
  expect(await listed(`tag=${encodeURIComponent('贈り物')}`)).toEqual([orderNo(2)]);
  expect(await listed(`tag=${encodeURIComponent('贈り物')}&state=held`)).toEqual([]);
});

test('a narrowed list is kept under a name, leads from 今日, and belongs to one person', async () => {
  const query = 'search=%E8%A9%A6%E9%A8%93&state=ready&size=20';
  const saved = await follow(await visitor.post('/views', { name: '今日の<b>出荷</b>', query }));
  expect(saved.text).toContain('を保存しました');
  expect(saved.text).not.toContain('<b>出荷');
  const today = await visitor.get('/');
  const link = /href="(\/orders\?[^"]+)">今日の&lt;b>出荷/.exec(today.text)?.[1]?.replaceAll('&amp;', '&');
  expect(new URLSearchParams(link?.split('?')[1]).get('state')).toBe('ready');
  await follow(await visitor.post('/views', { name: '今日の<b>出荷</b>', query: 'state=held' }));
  const views = await desk.ctx.store.consoleViews('');
  expect(views.map((one) => [one.name, one.query])).toEqual([['今日の<b>出荷</b>', 'state=held']]);
  const wrong = await follow(await visitor.post('/views', { name: ' ', query }));
  expect(wrong.text).toContain('条件の名前がないか、長すぎます');
  const dropped = await follow(await visitor.post('/views/drop', { id: views[0]?.id ?? '', query: 'state=held' }));
  expect(dropped.text).toContain('を削除しました');
  expect(await desk.ctx.store.consoleViews('')).toEqual([]);
});

test('ピッキングリスト counts what is on the shelves, parcel by parcel, and leaves out what cannot be packed', async () => {
  const chosen = [1, 2, 3].map((no) => `amazon/${orderNo(no)}`);
  const { text } = await visitor.post('/picking', { order: chosen });
  expect(text).toContain('荷物 2 個 ・ 商品 3 点');
  expect(text).toContain('保留 の荷物 1 個は載せていません');
  expect(text).toContain(`${orderNo(1)}_1`);
  const byFilter = await visitor.get('/picking?state=held');
  expect(byFilter.text).toContain(`${orderNo(3)}_1`);
  expect(byFilter.text).not.toContain(`${orderNo(1)}_1`);
  expect((await visitor.get('/picking?state=returned')).text).toContain('梱包する荷物がありません');
});

test('ピッキングリスト as a file: nothing in it begins like a formula', async () => {
  const csv = await visitor.post('/picking/file', { order: `amazon/${orderNo(4)}`, as: 'parcels' });
  expect(csv.headers.get('content-disposition')).toContain('attachment');
  expect(csv.text).toMatch(/お客様管理番号,店舗,お届け先,配送方法,商品コード,商品名,選択肢,数\r\n/);
  expect(csv.text).not.toMatch(/,[=+]/);
  expect(csv.text).toContain('危ない品');
  const xlsx = await visitor.post('/picking/file', { state: 'ready', as: 'xlsx' });
  expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
  expect((await visitor.post('/picking/file', { as: 'exe' })).status).toBe(404);
});

test('分割 and 複写 of one order lead to its page, and a written file to its picking list', async () => {
  const one = { order: `amazon/${orderNo(1)}` };
  for (const action of ['split', 'copy'] as const) {
    const answer = await visitor.post('/orders/question', { action, ...one });
    expect(answer.headers.get('location')).toBe(`${orderPath('amazon', orderNo(1))}?open=${action}#arrange`);
    expect((await follow(answer)).text).toMatch(/<details open(="")?>/);
  }
  const two = { order: [1, 2].map((no) => `amazon/${orderNo(no)}`) };
  expect((await follow(await visitor.post('/orders/question', { action: 'split', ...two }))).text).toContain('1件だけ');
  const copied = await follow(await visitor.post('/orders/do', { action: 'copy', ...two }));
  expect(copied.text).toContain(`${orderNo(2)}-copy-1`);
  const written = await follow(await visitor.post('/orders/do', { action: 'csv', order: `amazon/${orderNo(2)}` }));
  expect(written.text).toContain('書き出しました');
  const files = await visitor.get('/files/written');
  const path = /href="(\/picking\?file=[^"]+)"/.exec(files.text)?.[1] ?? '';
  const list = await visitor.get(path);
  expect(list.text).toContain(`${orderNo(2)}_1`);
  expect(list.text).toContain('荷物 1 個');
  expect((await visitor.get('/picking?file=none')).status).toBe(404);
  const parts = await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '1', quantity: 1 }] });
  expect(parts.orders.length + parts.refused.length).toBeGreaterThan(0);
});

test('the running run is followed by events until it ends, by so many at once', async () => {
  const begun = '2026-11-21T00:00:00Z';
  const run = { id: 'run-1', job: 'notify', shop: 'amazon', startedAt: begun, counts: {}, items: [] };
  await desk.ctx.store.write((tx) => tx.putRun({ ...run, finishedAt: null, result: 'running' }));
  const page = await visitor.get('/runs/run-1');
  expect(page.text).toContain('data-live="/runs/run-1/live"');
  const address = `${operators.address}runs/run-1/live`;
  const open = () => fetch(address, { headers: { cookie: visitor.cookie(), accept: 'text/event-stream' } });
  const following = await open();
  expect(following.headers.get('content-type')).toContain('text/event-stream');
  expect(following.headers.get('cache-control')).toBe('no-store');
  const more = await Promise.all([open(), open(), open()]);
  const tooMany = await open();
  expect(tooMany.status).toBe(503);
  for (const one of more) await one.body?.cancel();
  await desk.ctx.store.write((tx) => tx.putRun({ ...run, finishedAt: begun, result: 'done' }));
  const events = await following.text();
  expect(events).toMatch(/^event: part\ndata: .*実行中/);
  expect(events).toMatch(/event: end\ndata: \n\n$/);
  expect((await visitor.get('/runs/run-1')).text).not.toContain('data-live');
});

test('今日 says which shop is silent, halted or could not mail, each with a way on', async () => {
  const at = desk.ctx.now().toString();
  await desk.ctx.store.write(async (tx) => {
    await tx.putHalt({ shop: 'amazon', code: 'access-denied', args: { system: '見本' }, at });
    const mail = {
      id: 'm1',
      to: 'a@example.jp',
      subject: '止まりました',
      text: '本文<b>',
      attempts: 3,
      notBefore: at,
      at,
    };
    await tx.putMails([{ ...mail, state: 'failed' }]);
  });
  const { amazon } = desk.ctx.config.shops;
  Object.assign(amazon ?? {}, { silence: 1 });
  const { text } = await visitor.get('/');
  expect(text).toContain('新しい受注が届いていません');
  expect(text).toContain('href="/runs?shop=amazon"');
  expect(text).toContain('href="/mails"');
  expect((await visitor.get('/mails')).text).toContain('本文&lt;b>');
  const still = await follow(await visitor.post('/today/probe', { shop: 'amazon' }));
  expect(still.text).toContain('まだつながりません');
  expect(await desk.ctx.store.halts()).toHaveLength(1);
});

test('who follows something is let go when the session is over, and when the console ends', async () => {
  const ending = new AbortController();
  const live = openLive(ending.signal, { look: 10, session: 30 });
  let isOver = false;
  const part = { now: async () => ({ part: h('p', null, '一行目\n二行目'), isLast: false }) };
  const server = createServer((request, response) =>
    live.follow(request, response, { session: 's', part, isOver: async () => isOver, onBug: () => {} }),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const first = await fetch(address);
  expect(live.size()).toBe(1);
  isOver = true;
  expect((await first.text()).replaceAll(':\n\n', '')).toBe('event: part\ndata: <p>一行目\ndata: 二行目</p>\n\n');
  isOver = false;
  const second = await fetch(address);
  ending.abort();
  expect(await second.text()).not.toContain('end');
  expect((await fetch(address)).status).toBe(503);
  await vi.waitFor(() => expect(live.size()).toBe(0));
  server.close();
});

test('a view of somebody else is not there', async () => {
  await addUser(desk.ctx, '見る人', 'view');
  await addUser(desk.ctx, 'ほかの人', 'view');
  const [one, other] = [operators.visitor(), operators.visitor()];
  await one.signIn('見る人', goodPassword);
  await one.get('/');
  await one.post('/views', { name: '私の', query: 'state=held' });
  await other.signIn('ほかの人', goodPassword);
  await other.get('/');
  expect((await one.get('/')).text).toContain('私の');
  expect((await other.get('/')).text).not.toContain('私の');
  const stranger = await fetch(`${operators.address}runs/run-1/live`, {
    redirect: 'manual',
    headers: { accept: 'text/event-stream' },
  });
  expect(stranger.headers.get('location')).toContain('/sign-in');
  const [view] = await desk.ctx.store.consoleViews('見る人');
  await other.post('/views/drop', { id: view?.id ?? '', query: '' });
  expect(await desk.ctx.store.consoleViews('見る人')).toHaveLength(1);
});
