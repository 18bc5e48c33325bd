import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../src/flow/types.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';

/* Long work: whoever waits too long gets a page of its own for it, which may be left and found again, by that person only. */

let desk: Desk;
let operators: TestConsole;
/** Writes of the store wait for it. */
let gate: Promise<void> = Promise.resolve();
const people = { 山田: 'work', 佐藤: 'work', 店長: 'manage', 見学: 'view' } as const;
const visitors = new Map<string, Visitor>();

beforeAll(async () => {
  desk = await openDesk();
  await desk.report([1, 2, 3].map((no) => row(no, 1, { 'ship-postal-code': '' })));
  const { store } = desk.ctx;
  const write: typeof store.write = async (...asked) => {
    await gate;
    return store.write(...asked);
  };
  const ctx: Context = { ...desk.ctx, store: { ...store, write } };
  operators = await openTestConsole(ctx, { patience: 30 });
  for (const [name, role] of Object.entries(people)) await addUser(desk.ctx, name, role);
  for (const name of Object.keys(people)) {
    const visitor = operators.visitor();
    await visitor.signIn(name, goodPassword);
    await visitor.get('/');
    visitors.set(name, visitor);
  }
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

const as = (name: keyof typeof people): Visitor => visitors.get(name)!;
const clear = (no: number, who = as('山田')) =>
  who.post('/orders/do', { action: 'clear', order: `amazon/${orderNo(no)}`, note: '電話で確認した' });

test('what is done at once is said on the page that it was asked from', async () => {
  const patient = await openTestConsole(desk.ctx, { patience: 60_000 });
  const visitor = patient.visitor();
  await visitor.signIn('山田', goodPassword);
  await visitor.get('/');
  const answer = await clear(1, visitor);
  await patient.close();
  expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/orders\?r=/)]);
});

test('what takes long gets a page of its own, is found again by who began it, and by nobody else', async () => {
  const opened = Promise.withResolvers<void>();
  gate = opened.promise;
  try {
    const answer = await clear(2);
    const here = answer.headers.get('location') ?? '';
    expect([answer.status, here]).toEqual([303, expect.stringMatching(/^\/works\/[0-9a-f-]{36}$/)]);
    const page = await as('山田').get(here);
    expect(page.text).toContain('作業を続けています。この画面を閉じても続き');
    expect(page.text).toContain(`action="${here}/stop"`);
    expect((await as('山田').get('/runs')).text).toContain(`href="${here}"`);

    for (const name of ['佐藤', '店長'] as const) {
      expect([name, (await as(name).get(here)).status]).toEqual([name, 404]);
      expect([name, (await as(name).get(`${here}/live`)).status]).toEqual([name, 404]);
      expect((await as(name).get('/runs')).text).not.toContain(here);
      await as(name).post(`${here}/stop`, {});
    }
    expect((await as('見学').get(here)).status).toBe(403);
    expect((await as('見学').post(`${here}/stop`, {})).status).toBe(403);
    expect((await as('山田').get(here)).text).toContain(`action="${here}/stop"`);

    opened.resolve();
    let text = '';
    for (let tries = 0; !text.includes('終わりました'); tries++) {
      expect(tries).toBeLessThan(200);
      await new Promise((resolve) => setTimeout(resolve, 20));
      ({ text } = await as('山田').get(here));
    }
    expect(text).toContain('（完了）');
    expect(text).toContain('href="/orders"');
    expect((await as('佐藤').get(here)).status).toBe(404);
  } finally {
    opened.resolve();
  }
});

test('who began it stops it: the page says so', async () => {
  const opened = Promise.withResolvers<void>();
  gate = opened.promise;
  const here = (await clear(3)).headers.get('location') ?? '';
  const stopped = await as('山田').post(`${here}/stop`, {});
  expect([stopped.status, stopped.headers.get('location')]).toEqual([303, here]);
  const { text } = await as('山田').get(here);
  expect(text).toContain('止めるように伝えました');
  expect(text).not.toContain(`action="${here}/stop"`);
  opened.resolve();
});
