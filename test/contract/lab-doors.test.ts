import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { b2Client } from '../support/b2-client.ts';
import { amazonClient, labControl } from '../support/lab-client.ts';

/* Who may come in, and what is said to those who ask for what is not there. */

let lab: Lab;
let base: string;
let operations: { system: string; method: string; path: string }[];
let asSeller: Readonly<Record<string, string>>;

beforeAll(async () => {
  lab = await startLab({ seed: 'small' });
  base = lab.control.slice(0, -'/_lab'.length);
  const { systems } = await import('../../mocks/systems.ts');
  const { createClock } = await import('../../mocks/clock.ts');
  const { createRandom } = await import('../../mocks/random.ts');
  const tools = { clock: createClock(() => 0), random: () => createRandom(1), shop: { tag: '', index: 0 } };
  const asked = Object.values(systems).flatMap((create) => {
    const { name, operations: all } = create(tools);
    return all.flatMap(({ method, path }) =>
      // With the parts that may be left out.
      [method].flat().map((one) => ({ system: name, method: one, path: path.replace(/[{}]/g, '') })),
    );
  });
  // Operations that share a path and a method have one door.
  operations = [...new Map(asked.map((one) => [Object.values(one).join(' '), one])).values()];
  asSeller = { 'x-amz-access-token': await amazonClient(lab).token() };
});
afterAll(() => lab.close());

describe('pages of other sites', () => {
  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'write nothing anywhere, with the origin %s',
    async (origin) => {
      const writes = [
        ...operations
          .filter(({ method }) => method !== 'get')
          .map((one) => ({ ...one, path: `/${one.system}${one.path}` })),
        ...['/reset', '/seed', '/clock', '/faults', '/replay', '/systems/amazon/place-order'].map((path) => ({
          method: 'post',
          path: `/_lab${path}`,
        })),
        ...['/faults', '/requests', '/mail'].map((path) => ({ method: 'delete', path: `/_lab${path}` })),
      ];
      expect(writes.length).toBeGreaterThan(20);
      const overview = async () => ({ ...((await (await fetch(`${base}/_lab`)).json()) as object), clock: 0 });
      const before = await overview();
      for (const { method, path } of writes) {
        const headers = {
          origin,
          'content-type': 'text/plain',
          authorization: `Token ${b2Client(lab).credentials.accessKey}`,
        };
        const answer = await fetch(base + path, { method: method.toUpperCase(), headers, body: '{}' });
        expect([path, answer.status]).toEqual([path, 403]);
      }
      expect(await overview()).toEqual(before);
    },
  );

  it('and not through a name that points here', async () => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80']) {
      const status = await new Promise((resolve, reject) => {
        request(lab.control, { headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(403);
    }
  });

  it('while the own panel writes, by either name of this machine', async () => {
    for (const host of [new URL(base).host, `localhost:${new URL(base).port}`]) {
      const headers = { origin: `http://${host}`, host, 'content-type': 'application/json' };
      const status = await new Promise((resolve, reject) => {
        request(`${base}/_lab/faults/clear`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end('{}');
      });
      expect(status).toBe(200);
    }
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/_lab/nowhere'],
    ['DELETE', '/_lab/clock'],
    ['POST', '/_lab/holdings/amazon'],
    ['GET', '/nowhere'],
    ['PUT', '/'],
  ])('%s %s is refused in the words of the lab, as JSON and as a page', async (method, path) => {
    const asked = `${method} ${path}`;
    const json = await fetch(base + path, { method });
    expect([json.status, await json.json()]).toEqual([
      404,
      { error: expect.stringContaining(`ラボに ${asked} はありません`) },
    ]);
    const shown = await fetch(base + path, { method, headers: { accept: 'text/html' } });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const text = await shown.text();
    expect(text).toContain(`ラボに ${asked} はありません`);
    expect(text).toContain('href="/_lab"');
  });

  it('a system or a number that is unknown says which ones there are', async () => {
    const control = labControl(lab);
    expect((await control.get('/holdings/nobody')).json.error).toContain('amazon');
    for (const path of ['/requests/0', '/mail/99', '/recordings/none'])
      expect((await control.get(path)).status).toBe(400);
  });
});

const nasty = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  '%E0%A4%A',
  '%00',
  '%2e%2e%2f',
  '..',
  '%F0%9F%98%80',
];
const bodies = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '{"__proto__":{"x":1}}',
  '{"seed":{},"random":[],"by":{},"name":{}}',
  '<a',
  'a=%E0%A4%A',
];

/** Asks and gives the answer back; nothing of how the lab is built may stand in it. */
async function ask(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) {
  const answer = await fetch(base + path, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) });
  const text = await answer.text();
  expect(`${method} ${path} ${body ?? ''}: ${text}`).not.toMatch(/\n\s+at |node_modules|file:\/\/|\/mocks\/\w+\.[tj]s/);
  return answer.status;
}

describe('nobody gets a stack trace', () => {
  it.each(nasty)('for the name %s', async (name) => {
    const paths = [
      ...['requests', 'holdings', 'systems', 'mail', 'recordings', 'faults'].map((one) => `/_lab/${one}/${name}`),
      `/_lab/systems/amazon/${name}`,
      `/_lab/systems/${name}/place-order`,
      `/_lab/recordings/${name}/stop`,
      `/_lab/recordings/${name}/replay`,
      `/${name}`,
      `/amazon/${name}`,
      `/b2cloud/${name}`,
    ];
    for (const path of paths)
      for (const method of ['GET', 'POST', 'DELETE'])
        expect(await ask(method, path, { accept: '*/*' })).toBeLessThan(500);
    for (const { system, method, path } of operations) {
      const full = `/${system}${path.replace(/:\w+/g, name)}?${name}=${name}&_RXID=${name}`;
      for (const headers of [{}, asSeller, { authorization: `Token ${b2Client(lab).credentials.accessKey}` }])
        expect(await ask(method.toUpperCase(), full, headers)).toBeLessThan(500);
    }
  });

  it.each(bodies)('for the body %s', async (body) => {
    const posts = [
      'reset',
      'seed',
      'clock',
      'faults',
      'recordings',
      'replay',
      'systems/amazon/place-order',
      'systems/b2cloud/poll-delay',
    ];
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      for (const path of posts)
        expect(await ask('POST', `/_lab/${path}`, { 'content-type': type }, body)).toBeLessThan(500);
      for (const { system, method, path } of operations.filter((one) => one.method !== 'get')) {
        const full = `/${system}${path.replace(/:\w+/g, '250-0000001-0000001')}`;
        for (const own of [
          {},
          asSeller,
          { authorization: `Token ${b2Client(lab).credentials.accessKey}`, 'x-requested-with': 'XMLHttpRequest' },
        ])
          expect(await ask(method.toUpperCase(), full, { ...own, 'content-type': type }, body)).toBeLessThan(500);
      }
    }
    await labControl(lab).post('/reset', { seed: 'small' });
  });
});
