import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NotifyEndpoint, startNotifyEndpoint } from '../../src/flow/b2/notify-endpoint.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';

let bench: B2Bench;
let endpoint: NotifyEndpoint;
let isStoreBroken = false;

beforeAll(async () => {
  bench = await b2Bench();
  const { store } = bench.ctx;
  const broken: typeof store = Object.assign(Object.create(store), {
    handOvers: () => (isStoreBroken ? Promise.reject(new TypeError('壊れた値 03-0000-0000')) : Promise.resolve([])),
  });
  endpoint = await startNotifyEndpoint({ ...bench.ctx, store: broken });
});
afterAll(async () => {
  await endpoint.close();
  await bench.close();
});

test.each([
  '/b2/notify/%E0%A4%A',
  '/b2/notify/constructor?_RXID=1',
  '/b2/notify/__proto__',
  '/b2/notify/x?_RXID=%E0%A4%A',
  '/b2/notify/',
  '/%E0%A4%A',
  '/',
])('GET %s is answered like an unknown address, without a trace of the program', async (path) => {
  isStoreBroken = false;
  const answer = await fetch(endpoint.base + path);
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect(text).toContain('この通知先はありません。');
  expect(text).not.toMatch(/\n\s+at |node_modules|\.[tj]s\b/);
});

test('what breaks on our side is told to the operator, not to the caller', async () => {
  isStoreBroken = true;
  const answer = await fetch(`${endpoint.base}/b2/notify/abc?_RXID=1`);
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).toContain('伝票番号は自動で確かめて登録します');
  expect(text).not.toMatch(/TypeError|\n\s+at |node_modules|壊れた値/);
  const told = bench.workspace.told.at(-1)!;
  expect(told).toContain('印刷完了の通知を記録できませんでした（TypeError b2-notify-endpoint.test.ts:');
  expect(told).not.toContain('壊れた値');
});
