import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* 在庫: levels, and correcting them by hand. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;
const nasty = '<img src=x onerror=alert(1)>';

beforeAll(async () => {
  desk = await openDesk();
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/files');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

const put = async (sku: string, fields: Record<string, string>) => {
  const answer = await visitor.post(`/stock/${encodeURIComponent(sku)}/set`, fields);
  expect([answer.status, answer.text]).toEqual([303, expect.any(String)]);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
};
const onHand = async (sku: string) => (await desk.ctx.store.stock([sku]))[0]?.onHand;

test('a count and what came or went are written with who and why; what cannot be is refused in words', async () => {
  expect((await visitor.get('/stock')).text).toContain('在庫の登録はありません');
  expect((await visitor.get('/stock/none')).status).toBe(404);
  expect(await put('A/1', { how: 'to', amount: '１２', note: '棚卸し' })).toContain('から 12 に直しました');
  expect(await put('A/1', { how: 'add', amount: '-2', note: `破損 ${nasty}` })).toContain('12 から 10 に直しました');
  expect(await onHand('A/1')).toBe(10);
  for (const amount of ['', 'x', '1.5', '-1', '999999999', '1e3'])
    expect(await put('A/1', { how: 'to', amount, note: 'x' })).toContain('数は整数で入れてください');
  expect(await put('A/1', { how: 'to', amount: '5', note: ' ' })).toContain('理由を書いてください');
  await put('A/1', { how: 'add', amount: '-50', note: 'x' });
  expect(await onHand('A/1')).toBe(10);
  const { text } = await visitor.get('/stock/A%2F1');
  expect(text).toContain('&lt;img src=x');
  expect(text).not.toContain('<img src=x');
});

test('the list is narrowed by the beginning of a number and goes on page by page', async () => {
  for (let no = 0; no < 55; no++) await put(`B-${no}`, { how: 'to', amount: String(no), note: 'x' });
  const first = await visitor.get('/stock?sku=B-');
  const next = /href="([^"]+)" rel="next"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = await visitor.get(next);
  const skus = [first, second].flatMap(({ text }) =>
    [...text.matchAll(/href="\/stock\/(B-\d+)"/g)].map((one) => one[1]),
  );
  expect([skus.length, new Set(skus).size]).toEqual([55, 55]);
  expect(first.text).not.toContain('A/1');
  expect((await visitor.get('/stock?shop=none')).status).toBe(200);
});

test('who may only look has no form', async () => {
  await addUser(desk.ctx, '見る人', 'view');
  const who = operators.visitor();
  await who.signIn('見る人', goodPassword);
  expect((await who.get('/stock/A%2F1')).text).not.toContain('/set"');
  expect((await who.post('/stock/A%2F1/set', { how: 'to', amount: '0', note: 'x' })).status).toBe(403);
  expect(await onHand('A/1')).toBe(10);
});
