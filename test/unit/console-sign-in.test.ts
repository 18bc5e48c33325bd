import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../src/core/ids.ts';
import { listUsers, removeUser, saveUser } from '../../src/flow/desk/users.ts';
import { startConsole } from '../../src/web/server.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole } from '../support/console.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
let operators: TestConsole;
let now = Temporal.Instant.from('2026-11-21T01:00:00Z');
const by = () => ({ actor: 'test', now });

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-21T01:00:00Z');
  desk = await openDesk();
  operators = await openTestConsole(desk.ctx, { realNow: () => now });
});
afterEach(async () => {
  await operators?.close();
  await desk?.close();
});

test('as long as there are no users the console is open on this machine, and the first user closes it at once', async () => {
  const visitor = operators.visitor();
  expect((await visitor.get('/')).status).toBe(200);
  await addUser(desk.ctx, '山田', 'manage');
  const after = await visitor.get('/');
  expect(after.status).toBe(303);
  expect(after.headers.get('location')).toBe('/sign-in?to=%2F');
});

test('the store knows neither passwords nor tokens, only hashes', async () => {
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  await visitor.signIn('山田', goodPassword);
  const [user] = await desk.ctx.store.consoleUsers();
  expect(user?.password).toMatch(/^scrypt\$15\$8\$3\$/);
  expect(user?.password).not.toContain(goodPassword);
  const token = visitor.cookie().split('=')[1] ?? '';
  expect(await desk.ctx.store.consoleSession(token)).toBeUndefined();
  expect((await desk.ctx.store.consoleSession(sha256(token)))?.user).toBe('山田');
});

test('five wrong passwords and the right one does not count for a quarter of an hour', async () => {
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  for (let count = 1; count < 5; count++) expect((await visitor.signIn('山田', 'まちがい')).text).toContain('違います');
  expect((await visitor.signIn('山田', 'まちがい')).text).toContain('15 分間');
  expect((await visitor.signIn('山田', goodPassword)).status).toBe(401);
  now = now.add({ minutes: 15, seconds: 1 });
  expect((await visitor.signIn('山田', goodPassword)).status).toBe(303);
});

test('a name that is not there is refused with the same words', async () => {
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  const wrong = await visitor.signIn('山田', 'まちがい');
  const unknown = await visitor.signIn('佐藤', 'まちがい');
  expect(unknown.text.replaceAll('佐藤', '山田')).toBe(wrong.text);
});

test('a session ends when nobody uses it, and after a day of work in any case', async () => {
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  await visitor.signIn('山田', goodPassword);
  now = now.add({ hours: 1, minutes: 59 });
  expect((await visitor.get('/')).status).toBe(200);
  now = now.add({ hours: 2, minutes: 1 });
  expect((await visitor.get('/')).status).toBe(303);
  await visitor.signIn('山田', goodPassword);
  for (let hour = 0; hour < 12; hour++) {
    expect((await visitor.get('/')).status).toBe(200);
    now = now.add({ hours: 1 });
  }
  expect((await visitor.get('/')).status).toBe(303);
});

test('a page that refreshes itself keeps no session alive', async () => {
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  await visitor.signIn('山田', goodPassword);
  for (let half = 0; half < 4; half++) {
    now = now.add({ minutes: 29 });
    expect((await visitor.get('/', { 'x-refresh': '1' })).status).toBe(200);
  }
  now = now.add({ minutes: 5 });
  expect((await visitor.get('/', { 'x-refresh': '1' })).status).toBe(303);
});

test('who signs out is out, also with the old cookie, and the history knows', async () => {
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  await visitor.signIn('山田', goodPassword);
  await visitor.get('/');
  const cookie = visitor.cookie();
  expect((await visitor.post('/sign-out', {})).status).toBe(303);
  expect((await visitor.get('/', { cookie })).status).toBe(303);
  const words = (await desk.ctx.store.journal()).map((one) => one.what);
  expect(words).toEqual(expect.arrayContaining(['user-added', 'signed-in', 'signed-out']));
});

test('a changed password or role ends the sessions of that user', async () => {
  await addUser(desk.ctx, '管理者', 'manage');
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  await visitor.signIn('山田', goodPassword);
  expect((await visitor.get('/')).status).toBe(200);
  await saveUser(desk.ctx, { name: '山田', role: 'view', password: goodPassword, update: true }, by());
  expect((await visitor.get('/')).status).toBe(303);
});

test('the last one who may manage stays as long as there are others', async () => {
  await addUser(desk.ctx, '管理者', 'manage');
  await addUser(desk.ctx, '山田', 'work');
  expect((await removeUser(desk.ctx, '管理者', by())).refused?.code).toBe('user-last-manager');
  const demoted = { name: '管理者', role: 'view', password: goodPassword, update: true } as const;
  expect((await saveUser(desk.ctx, demoted, by())).refused?.code).toBe('user-last-manager');
  expect((await removeUser(desk.ctx, '山田', by())).refused).toBeNull();
  expect((await removeUser(desk.ctx, '管理者', by())).refused).toBeNull();
  expect(await listUsers(desk.ctx)).toEqual([]);
});

test('names and passwords that are no good are refused with what to do', async () => {
  const save = (name: string, password: string) => saveUser(desk.ctx, { name, role: 'work', password }, by());
  expect((await save(' 山田', goodPassword)).refused?.code).toBe('user-bad-name');
  expect((await save('山\n田', goodPassword)).refused?.code).toBe('user-bad-name');
  expect((await save('山田', '短い')).refused?.remedy).toContain('10 文字以上');
  expect((await save('山田', goodPassword)).refused).toBeNull();
  expect((await save('山田', goodPassword)).refused?.code).toBe('user-exists');
});

test('beyond this machine the console does not start without a user', async () => {
  const settings = { port: 0, host: '0.0.0.0', address: '', certificate: '', key: '' };
  const ctx = { ...desk.ctx, config: { ...desk.ctx.config, console: settings } };
  const start = () => startConsole(ctx, { realNow: () => now, onBug: () => {} });
  await expect(start()).rejects.toMatchObject({ code: 'console-needs-users' });
  await addUser(desk.ctx, '山田', 'manage');
  const open = await start();
  try {
    expect(open.warning?.sentence).toContain('暗号化なし');
    expect((await fetch(`http://127.0.0.1:${open.port}/sign-in`)).status).toBe(200);
  } finally {
    await open.close();
  }
});

test('a form whose session is over does nothing, shows what was typed, and leads back to its page', async () => {
  await addUser(desk.ctx, '山田', 'work');
  const visitor = operators.visitor();
  await visitor.signIn('山田', goodPassword);
  await visitor.get('/orders');
  now = now.add({ hours: 3 });
  const typed = {
    note: 'お客様に<b>電話</b>で確認',
    password: goodPassword,
    revision: '7',
    hash: 'c0ffee',
    mail: 'deadbeef',
    taken: 'yes',
    base: 'name: 前の店',
  };
  const { status, text } = await visitor.post('/orders/amazon/1/edit', typed, {
    referer: `${operators.address}orders/amazon/1/edit`,
  });
  expect(status).toBe(401);
  expect(text).toContain('何も変わっていません');
  expect(text).toContain('お客様に&lt;b>電話&lt;/b>で確認');
  expect(text).toContain('href="/sign-in?to=%2Forders%2Famazon%2F1%2Fedit"');
  for (const hidden of [goodPassword, visitor.token(), '>7<', 'c0ffee', 'deadbeef', '>yes<', '前の店'])
    expect(text).not.toContain(hidden);
});
