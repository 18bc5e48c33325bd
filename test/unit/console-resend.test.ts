import { afterAll, beforeAll, expect, test } from 'vitest';
import { listNotices } from '../../src/flow/desk/notices.ts';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { trackingNumber } from '../support/issued-data.ts';
import { openQoo10, type Qoo10Shop } from '../support/qoo10-shop.ts';

/* 再送 and what was done on the marketplace's own screen, by the pages alone, against the mock of a marketplace. */

let place: Qoo10Shop;
let operators: TestConsole;
let visitor: Visitor;

beforeAll(async () => {
  place = await openQoo10({ at: '2026-11-16T03:00:00Z' });
  operators = await openTestConsole(place.ctx);
  visitor = operators.visitor();
  await visitor.get('/files');
});
afterAll(async () => {
  await operators?.close();
  await place?.close();
});

async function done(path: string, fields: Record<string, string>): Promise<string> {
  const answer = await visitor.post(path, fields);
  expect(answer.status).toBe(303);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
}
const states = async (kind: 'schedule' | 'ship', pack: string) =>
  (
    await listNotices(place.ctx, {
      shop: place.shop,
      kinds: [kind],
      orderNumbers: [pack],
      states: ['told', 'due', 'asking'],
    })
  ).map((one) => one.state);

test('what was told is looked at and sent again; the day of shipping and the number stand in the list', async () => {
  const here = `/notices/shop/${place.shop}`;
  const { pack } = await place.place();
  await place.job('pull');
  const before = (await visitor.get(here)).text;
  expect(before).toContain('発送予定日の登録');
  expect(before).not.toContain('決済依頼');
  await place.job('schedule');
  await place.print([pack]);
  await place.job('ship');
  expect((await place.told('send')).length).toBe(1);
  const told = (await visitor.get(`/notices?shop=${place.shop}&state=told`)).text;
  expect(told).toContain(trackingNumber(0));
  expect(told).toMatch(/2026-11-\d\d 発送/);

  expect((await visitor.post(`${here}/resend`, { kind: 'ship' })).status).toBe(422);
  expect((await visitor.post(`${here}/resend`, { kind: 'capture', numbers: pack })).status).toBe(422);
  const look = await visitor.post(`${here}/resend`, { kind: 'ship', numbers: `${pack}\r\n999` });
  expect([look.status, look.text]).toEqual([200, expect.stringContaining('送り直すもの 1 件')]);
  expect(look.text).toContain('送らないもの（1 件）');
  expect(await states('ship', pack)).toEqual(['told']);

  expect(await done(`${here}/resend/send`, { kind: 'ship', numbers: pack })).toContain('もう一度送ります');
  expect(await states('ship', pack)).toEqual(['due']);
  await place.job('ship');
  expect(await states('ship', pack)).toEqual(['told']);
  expect((await place.told('send')).map((one) => one.value)).toEqual([
    expect.stringContaining(trackingNumber(0)),
    expect.stringContaining(trackingNumber(0)),
  ]);
  // The day of what has gone is nothing to tell any more.
  const day = await visitor.post(`${here}/resend`, { kind: 'schedule', numbers: pack });
  expect(day.text).toContain('送り直すもの 0 件');
});

test('the day of shipping goes again as long as the goods have not gone', async () => {
  const here = `/notices/shop/${place.shop}`;
  const { pack } = await place.place('Q10-SHIRT:NAVY-M');
  await place.job('pull');
  await place.job('schedule');
  const told = (await place.told('confirm')).length;
  await done(`${here}/resend/send`, { kind: 'schedule', numbers: pack });
  expect(await states('schedule', pack)).toEqual(['due']);
  await place.job('schedule');
  expect(await states('schedule', pack)).toEqual(['told']);
  expect((await place.told('confirm')).length).toBeGreaterThan(told);
});

test('yesterday’s goes although its day has gone by, because a person asks for it', async () => {
  const here = `/notices/shop/${place.shop}`;
  const { pack } = await place.place('Q10-MUG:BL');
  await place.job('pull');
  await place.job('schedule');
  await place.print([pack]);
  place.minutes(24 * 60);
  await place.job('ship');
  expect(await states('ship', pack)).toEqual(['asking']);
  await done(`${here}/resend/send`, { kind: 'ship', numbers: pack });
  await place.job('ship');
  expect(await states('ship', pack)).toEqual(['told']);
});

test('what was done on the marketplace’s own screen is said at the order, once it is meant', async () => {
  const { pack } = await place.place('Q10-TEA');
  await place.job('pull');
  const before = (await place.told('confirm')).length;
  const path = `/orders/${place.shop}/${pack}`;
  expect((await visitor.get(path)).text).toContain('モールの画面で済ませた');
  expect(await done(`${path}/told`, { done: 'schedule' })).toContain('確かめてから');
  expect(await done(`${path}/told`, { done: 'nonsense', sure: 'yes' })).toContain('何を済ませたか');
  expect(await done(`${path}/told`, { done: 'link:printed', sure: 'yes' })).toContain('記録しました');
  await place.job('schedule');
  expect((await place.told('confirm')).length).toBe(before);
});
