import { writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { usualConsole } from '../../src/core/console.ts';
import { endSessions, listUsers, removeUser, saveUser } from '../../src/flow/desk/users.ts';
import { startConsole } from '../../src/web/server.ts';
import { selfSigned } from '../support/certificate.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole } from '../support/console.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* Users by the pages and by the desk; HTTPS and a proxy before the console. */

let desk: Desk;
let operators: TestConsole;
const by = { actor: 'test', now: Temporal.Now.instant() };

beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => {
  await operators?.close();
  await desk?.close();
});

const names = async () => (await listUsers(desk.ctx)).map(({ name, role }) => `${name} ${role}`);
const path = (name: string, what = '') => `/settings/users/of/${encodeURIComponent(name)}${what}`;

test('users are made, changed, signed out and removed by the pages; the last manager stays', async () => {
  operators = await openTestConsole(desk.ctx);
  const visitor = operators.visitor();
  await visitor.get('/settings/users');
  const passwords = { password: goodPassword, again: goodPassword };
  expect((await visitor.post('/settings/users', { name: '山田', role: 'work', ...passwords })).status).toBe(422);
  expect(
    (await visitor.post('/settings/users', { name: '山田', role: 'manage', ...passwords, again: 'x' })).text,
  ).toContain('2回の入力が違います');
  expect(
    (await visitor.post('/settings/users', { name: '山田', role: 'manage', password: 'short', again: 'short' })).text,
  ).toContain('10 文字以上');
  const first = await visitor.post('/settings/users', { name: '山田', role: 'manage', ...passwords });
  expect(first.headers.get('location')).toBe('/sign-in');
  expect((await visitor.get('/settings/users')).status).toBe(303);
  await visitor.signIn('山田', goodPassword);
  await visitor.get('/settings/users');
  expect((await visitor.post('/settings/users', { name: '佐藤', role: 'work', ...passwords })).status).toBe(303);
  expect((await visitor.post('/settings/users', { name: '佐藤', role: 'work', ...passwords })).text).toContain(
    'もうあります',
  );
  expect(await names()).toEqual(['佐藤 work', '山田 manage']);

  const other = operators.visitor();
  await other.signIn('佐藤', goodPassword);
  expect((await other.get('/orders')).status).toBe(200);
  expect((await other.get('/settings/users')).status).toBe(403);
  expect((await visitor.post(path('佐藤', '/sign-out'), {})).status).toBe(303);
  expect((await other.get('/orders')).status).toBe(303);

  // Only the role: the password still counts.
  expect((await visitor.post(path('佐藤'), { role: 'view', password: '', again: '' })).status).toBe(303);
  expect((await other.signIn('佐藤', goodPassword)).status).toBe(303);
  expect(await names()).toEqual(['佐藤 view', '山田 manage']);

  expect((await visitor.post(path('山田'), { role: 'work', password: '', again: '' })).text).toContain(
    '「管理」のユーザーがいなくなる',
  );
  expect((await visitor.post(path('山田', '/remove'), { sure: 'yes' })).text).toContain('自分自身は消せません');
  expect((await visitor.post(path('佐藤', '/remove'), {})).text).toContain('確かめた印');
  expect((await visitor.post(path('佐藤', '/remove'), { sure: 'yes' })).status).toBe(303);
  expect((await visitor.get(path('佐藤'))).status).toBe(404);
  expect(await names()).toEqual(['山田 manage']);
  const journal = (await desk.ctx.store.journal({ limit: 100 })).map(({ what, actor }) => `${what} ${actor}`);
  expect(journal).toEqual(
    expect.arrayContaining(['user-sessions-ended 山田', 'user-changed 山田', 'user-removed 山田']),
  );
  expect(JSON.stringify(await desk.ctx.store.journal({ limit: 100 }))).not.toContain(goodPassword);
});

test('a role is changed without a password only of somebody who is there; an unknown one has no sessions', async () => {
  const change = await saveUser(desk.ctx, { name: '誰か', role: 'work', update: true }, by);
  expect(change.refused?.code).toBe('user-unknown');
  expect((await endSessions(desk.ctx, '誰か', by)).refused?.code).toBe('user-unknown');
  expect((await saveUser(desk.ctx, { name: '誰か', role: 'work' }, by)).refused?.code).toBe('user-short-password');
  expect(await names()).toEqual([]);
});

describe('beyond this machine', () => {
  const options = { realNow: Temporal.Now.instant, onBug: (error: unknown) => expect(error).toBeUndefined() };

  test('HTTPS by certificate: cookies only over it, browsers are told to stay with it', async () => {
    await addUser(desk.ctx, '山田', 'manage');
    const { certificate, key } = selfSigned();
    const files = { certificate: join(desk.ctx.config.data, 'cert.pem'), key: join(desk.ctx.config.data, 'key.pem') };
    writeFileSync(files.certificate, certificate);
    writeFileSync(files.key, key);
    const console = { ...usualConsole, port: 0, ...files };
    const running = await startConsole({ ...desk.ctx, config: { ...desk.ctx.config, console } }, options);
    try {
      expect(running.address).toBe(`https://127.0.0.1:${running.port}/`);
      expect(running.warning).toBeNull();
      const form = new URLSearchParams({ name: '山田', password: goodPassword }).toString();
      const answer = await new Promise<{ status?: number; cookie?: string; hsts?: string }>((resolve, reject) => {
        const origin = running.address.replace(/\/$/, '');
        const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
        const asked = request(
          `${running.address}sign-in`,
          { method: 'POST', ca: certificate, servername: 'localhost', headers },
          (found) => {
            found.resume();
            const { 'set-cookie': [cookie] = [], 'strict-transport-security': hsts } = found.headers;
            resolve({ status: found.statusCode, cookie, hsts } as never);
          },
        );
        asked.on('error', reject);
        asked.end(form);
      });
      expect(answer).toMatchObject({ status: 303, cookie: expect.stringContaining('Secure') });
      expect(answer.hsts).toMatch(/max-age=/);
      await expect(fetch(running.address.replace('https', 'http'))).rejects.toThrow();
    } finally {
      await running.close();
    }
    const wrong = { ...usualConsole, port: 0, certificate: files.key, key: files.key };
    await expect(
      startConsole({ ...desk.ctx, config: { ...desk.ctx.config, console: wrong } }, options),
    ).rejects.toMatchObject({ code: 'console-certificate' });
  });

  test('behind a proxy: its name and origin count, it needs users, and removing the last closes it', async () => {
    const console = { ...usualConsole, port: 0, address: 'https://bridge.example.jp' };
    const ctx = { ...desk.ctx, config: { ...desk.ctx.config, console } };
    await expect(startConsole(ctx, options)).rejects.toMatchObject({ code: 'console-needs-users' });
    await addUser(desk.ctx, '山田', 'manage');
    const running = await startConsole(ctx, options);
    const ask = (host: string, origin = 'https://bridge.example.jp', url = '/sign-in') =>
      new Promise<{ status: number; cookie: string }>((resolve, reject) => {
        const headers = { host, origin, 'content-type': 'application/x-www-form-urlencoded' };
        const asked = plainRequest(
          { host: '127.0.0.1', port: running.port, path: url, method: 'POST', headers },
          (found) => {
            found.resume();
            resolve({ status: found.statusCode ?? 0, cookie: found.headers['set-cookie']?.[0] ?? '' });
          },
        );
        asked.on('error', reject);
        asked.end(new URLSearchParams({ name: '山田', password: goodPassword }).toString());
      });
    try {
      expect(running.address).toBe('https://bridge.example.jp/');
      const signedIn = await ask('bridge.example.jp');
      expect([signedIn.status, signedIn.cookie]).toEqual([303, expect.stringContaining('Secure')]);
      expect((await ask('evil.example.jp')).status).toBe(421);
      expect((await ask('bridge.example.jp', 'https://evil.example.jp')).status).toBe(403);
      await removeUser(desk.ctx, '山田', by);
      const local = await fetch(`http://127.0.0.1:${running.port}/orders`, { redirect: 'manual' });
      expect(local.status).toBe(403);
      expect(await local.text()).toContain('ユーザーが一人もいない');
    } finally {
      await running.close();
    }
  });
});
