import { afterAll, beforeAll, expect, test } from 'vitest';
import { aboutOrder, type NoticeKind } from '../../src/core/notices.ts';
import type { NoticeState, StoredNotice } from '../../src/store/types.ts';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { sampleNotice } from '../support/store-samples.ts';

/* 通知 by shop and kind, sending failed ones again; 一括注文完了 and 金額不整合確認. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;

const notice = (id: string, no: number, kind: NoticeKind, state: NoticeState, code: StoredNotice['code'] = '') => {
  const about = aboutOrder('amazon', orderNo(no));
  return sampleNotice({
    id: id.repeat(32),
    shop: 'amazon',
    orderNumber: orderNo(no),
    about,
    kind,
    state,
    code,
    args: {},
  });
};

beforeAll(async () => {
  desk = await openDesk();
  await desk.report([row(1, 1), row(2, 1), row(3, 1)]);
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/files');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

async function done(path: string, fields: Record<string, string | readonly string[]>): Promise<string> {
  const answer = await visitor.post(path, fields);
  expect(answer.status).toBe(303);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
}

test('notices are counted by shop and kind, narrowed, and failed ones sent again; money only when it was looked at', async () => {
  expect((await visitor.get('/notices')).text).toContain('終わっていない通知はありません');
  await desk.ctx.store.write((tx) =>
    tx.putNotices([
      notice('a1', 1, 'ship', 'failed', 'stopped-by-person'),
      notice('b2', 2, 'ship', 'due'),
      notice('c3', 3, 'capture', 'failed', 'notice-not-found'),
    ]),
  );
  const page = (await visitor.get('/notices?state=failed&kind=ship')).text;
  expect(page).toContain('state=failed');
  const rows = page.slice(page.indexOf('通知の一覧'));
  expect([rows.includes(orderNo(1)), rows.includes(orderNo(2)), rows.includes(orderNo(3))]).toEqual([
    true,
    false,
    false,
  ]);
  expect(await done('/notices/retry', {})).toContain('選ばれていません');
  const ids = ['a1'.repeat(32), 'c3'.repeat(32)];
  expect(await done('/notices/retry', { id: ids })).toContain('1 件を、次の通知でもう一度送ります');
  expect(await done('/notices/retry', { id: ids, checked: 'yes' })).toContain('1 件を、次の通知で');
  const now = await desk.ctx.store.notices({ states: ['due'] });
  expect(now.map((one) => one.orderNumber).sort()).toEqual([orderNo(1), orderNo(2), orderNo(3)]);
});

test('一括注文完了 is looked at before anything goes; everything of every shop is never meant', async () => {
  expect((await visitor.post('/amazon/complete', {})).status).toBe(422);
  expect((await visitor.post('/amazon/complete', { from: '2026-01-01', to: '2026-11-21' })).status).toBe(422);
  const look = await visitor.post('/amazon/complete', { numbers: `${orderNo(1)}\r\n999-0000000-0000000` });
  expect(look.status).toBe(200);
  expect(look.text).toContain(`/orders/amazon/${orderNo(1)}`);
  expect(look.text).toContain('送らないもの');
  expect(look.text).toContain('999-0000000-0000000');
  expect(look.text).toContain('送るもの 0 件');
});

test('金額不整合確認 says of each order what could not be compared', async () => {
  const { status, text } = await visitor.post('/amazon/amounts', { from: '2026-11-20', to: '2026-11-21' });
  expect([status, text]).toEqual([200, expect.stringContaining('件を比べました')]);
});
