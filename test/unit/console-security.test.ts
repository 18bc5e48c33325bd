import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sections } from '../../src/web/pages/index.ts';
import { signInRoutes } from '../../src/web/pages/sign-in/routes.tsx';
import type { Route } from '../../src/web/types.ts';
import { keepWorks } from '../../src/web/works.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, row } from '../support/desk.ts';

/* Each route of the console, from the very list that the console mounts: a page that is added is tested with it. */

let desk: Desk;
let operators: TestConsole;
const routes: Route[] = sections.flatMap((one) => one.routes);
const path = (route: Route) => route.path.replace(/:\w+/g, 'x');
const named = (list: readonly Route[]) => list.map((one) => [`${one.method} ${one.path}`, one] as const);
const posts = routes.filter((one) => one.method === 'post');
const ranks = ['view', 'work', 'manage'] as const;
const above = (route: Route) => ranks.filter((role) => ranks.indexOf(role) < ranks.indexOf(route.role));

beforeAll(async () => {
  desk = await openDesk();
  await desk.report([row(1, 1)]);
  for (const role of ranks) await addUser(desk.ctx, role, role);
  operators = await openTestConsole(desk.ctx);
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

const visitors = new Map<string, Visitor>();

/** Signed in once each: a password takes its time. */
async function signedIn(name: string): Promise<Visitor> {
  const known = visitors.get(name);
  if (known) return known;
  const visitor = operators.visitor();
  expect((await visitor.signIn(name, goodPassword)).status).toBe(303);
  await visitor.get('/');
  expect(visitor.token()).not.toBe('');
  visitors.set(name, visitor);
  return visitor;
}

describe('without signing in', () => {
  test.each(named(routes))('%s shows nothing', async (_name, route) => {
    const visitor = operators.visitor();
    const answer = route.method === 'get' ? await visitor.get(path(route)) : await visitor.post(path(route), {});
    if (route.method === 'get') expect(answer.headers.get('location')).toMatch(/^\/sign-in\?to=/);
    expect(answer.status).toBe(route.method === 'get' ? 303 : 401);
    expect(answer.text).not.toContain('250-0000001');
  });

  test('only signing in and the files of pages are open', () => {
    expect(signInRoutes('x', false).map((one) => `${one.method} ${one.path}`)).toEqual([
      'get /sign-in',
      'post /sign-in',
      'post /sign-out',
    ]);
  });
});

test('whoever has too small a role is refused, page by page', async () => {
  for (const route of routes) {
    for (const role of above(route)) {
      const visitor = await signedIn(role);
      const answer = route.method === 'get' ? await visitor.get(path(route)) : await visitor.post(path(route), {});
      expect([role, route.method, route.path, answer.status]).toEqual([role, route.method, route.path, 403]);
      expect(answer.text).toContain('権限が必要');
    }
  }
});

describe('a form from elsewhere', () => {
  const all = named([...posts, ...signInRoutes('x', false).filter((one) => one.method === 'post')]);
  test.each(all)('%s with a foreign Origin, or none, does nothing', async (_name, route) => {
    const visitor = await signedIn('manage');
    for (const origin of ['http://evil.example', 'null', 'https://127.0.0.1', '']) {
      const answer = await visitor.post(path(route), {}, { origin });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('受け付けませんでした');
    }
  });

  test.each(named(posts))('%s with a forged token does nothing', async (_name, route) => {
    const visitor = await signedIn('manage');
    const other = await signedIn('work');
    for (const token of ['', 'x', other.token()]) {
      const answer = await visitor.post(path(route), { token });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('受け付けませんでした');
    }
  });
});

test('a form without Origin is ours only when the browser says same-origin, and even then it needs its token', async () => {
  const visitor = await signedIn('manage');
  const post = (headers: Record<string, string>, token: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const type = { 'content-type': 'application/x-www-form-urlencoded', cookie: visitor.cookie() };
      const asked = request(
        {
          host: '127.0.0.1',
          port: operators.port,
          path: '/notices/retry',
          method: 'POST',
          headers: { ...type, ...headers },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      asked.on('error', reject);
      asked.end(new URLSearchParams({ token }).toString());
    });
  for (const site of [undefined, 'cross-site', 'same-site', 'none', 'same-origin, cross-site', ''])
    expect([site, await post(site === undefined ? {} : { 'sec-fetch-site': site }, visitor.token())]).toEqual([
      site,
      403,
    ]);
  // A foreign origin is foreign whatever else is said.
  const both = { 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' };
  expect(await post(both, visitor.token())).toBe(403);
  expect(await post({ 'sec-fetch-site': 'same-origin' }, '')).toBe(403);
  expect(await post({ 'sec-fetch-site': 'same-origin' }, (await signedIn('work')).token())).toBe(403);
  expect(await post({ 'sec-fetch-site': 'same-origin' }, visitor.token())).toBe(303);
});

test('long work is seen and stopped by who started it, as long as that user may', () => {
  const works = keepWorks({ realNow: Temporal.Now.instant, later: () => {}, patience: 1 });
  const end = Promise.withResolvers<readonly []>();
  return works
    .begin({ user: 'work', title: 'x', back: '/' }, () => end.promise)
    .then(async ({ id }) => {
      expect([works.get('manage', id), works.get('', id), works.get('work', id)?.id]).toEqual([
        undefined,
        undefined,
        id,
      ]);
      works.stop('manage', id);
      expect(works.get('work', id)?.isStopping).toBe(false);
      works.stop('work', id);
      expect(works.get('work', id)?.isStopping).toBe(true);
      end.resolve([]);
      await end.promise;
    });
});

/** `fetch` does not let a test choose `Host`. */
const withHost = (host: string, url = '/sign-in'): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: operators.port, path: url, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });

test('a foreign Host is refused, whatever it leads to: no other site gets in by its own name', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${operators.port}`,
    '192.168.0.1',
    '127.0.0.1.evil.example',
    '0.0.0.0',
  ]) {
    expect(await withHost(host)).toBe(421);
    expect(await withHost(host, '/assets/x/console.css')).toBe(421);
  }
  for (const host of [`127.0.0.1:${operators.port}`, `localhost:${operators.port}`])
    expect(await withHost(host)).toBe(200);
});

test('every page says what a browser may do with it: nothing inline, no frame, not kept', async () => {
  const visitor = await signedIn('view');
  const { headers } = await visitor.get('/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|data:/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('the cookie is for this console alone: no script reads it, no other site sends it', async () => {
  const visitor = operators.visitor();
  const answer = await visitor.signIn('view', goodPassword);
  expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(answer.headers.get('set-cookie')).toContain(`b2_session_${operators.port}=`);
});

test('signing in leads back into the console only', async () => {
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const visitor = operators.visitor();
    const answer = await visitor.post('/sign-in', { name: 'view', password: goodPassword, to });
    expect(answer.headers.get('location')).toBe('/');
  }
});

test('a form that is too large is refused in plain words', async () => {
  const visitor = await signedIn('view');
  const answer = await visitor.post('/sign-out', { x: 'x'.repeat(1024 ** 2) });
  expect(answer.status).toBe(413);
  expect(answer.text).toContain('大きすぎます');
});

test('an address that nobody knows is a page, too', async () => {
  const visitor = await signedIn('view');
  for (const path of ['/nothing', '/orders/%E0%A4%A', '/assets/x/../../etc/passwd', '/assets/x/__proto__']) {
    const answer = await visitor.get(path);
    expect(answer.status).toBe(404);
  }
});
