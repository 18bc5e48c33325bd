import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryBudgets } from '../../src/connectors/budgets.ts';
import { HttpFailed } from '../../src/connectors/contract.ts';
import { type CallRecord, createHttp, quotaPeriod } from '../../src/connectors/http.ts';
import { createRedact } from '../../src/connectors/redact.ts';

let clock = 0;
const now = () => Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + clock);
const records: CallRecord[] = [];
const waits: number[] = [];
const make = () =>
  createHttp({
    now,
    sleep: async (ms) => {
      waits.push(ms);
      clock += ms;
    },
    budgets: memoryBudgets(now),
    redact: createRedact(() => ['top-secret-value']),
    onCall: (record) => records.push(record),
  });
const site = 'https://api.example.test';
const budget = { key: 'k', perSecond: 2, burst: 3 };

beforeEach(() => {
  clock = 0;
  records.length = 0;
  waits.length = 0;
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

describe('the rate budget', () => {
  test('lets the burst but one through, then waits ahead', async () => {
    nock(site).get('/a').times(5).reply(200, '{}');
    const http = make();
    for (let i = 0; i < 5; i++) await http({ method: 'GET', url: `${site}/a`, budget });
    expect(waits).toEqual([500, 500, 500]);
  });

  test.each([
    ['20', 50],
    ['0.5', 2000],
  ])('follows the rate that the answer tells (%s a second)', async (told, wait) => {
    nock(site).get('/a').times(4).reply(200, '{}', { 'x-amzn-RateLimit-Limit': told });
    const http = make();
    const told2 = { ...budget, burst: 2, rateHeader: 'x-amzn-ratelimit-limit' };
    for (let i = 0; i < 4; i++) await http({ method: 'GET', url: `${site}/a`, budget: told2 });
    expect(waits.at(-1)).toBeCloseTo(wait, 0);
  });

  test('is empty after 429, so that the next call does not provoke another', async () => {
    nock(site).get('/a').reply(429, '{}').get('/a').reply(200, '{}');
    const http = make();
    expect((await http({ method: 'GET', url: `${site}/a`, budget })).status).toBe(429);
    await http({ method: 'GET', url: `${site}/a`, budget });
    expect(waits).toEqual([500]);
  });

  test('a process that is told to stop while it waits has sent nothing', async () => {
    const http = createHttp({
      now,
      sleep: () => Promise.reject(new Error('stop')),
      budgets: memoryBudgets(now),
      redact: createRedact(),
    });
    nock(site).get('/a').reply(200, '{}');
    await http({ method: 'GET', url: `${site}/a`, budget: { ...budget, burst: 1 } });
    const failed = await http({ method: 'GET', url: `${site}/a`, budget: { ...budget, burst: 1 } }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ outcome: { kind: 'retry', code: 'stopped-while-waiting' } });
  });
});

describe('the quota', () => {
  const quota = { key: 'shop', most: 3, resets: '09:00' };
  const call = (more: Partial<typeof quota> = {}) => ({
    method: 'GET' as const,
    url: `${site}/a`,
    quota: { ...quota, ...more },
  });
  const failed = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  test('counts every call, and makes none beyond it until it is counted anew', async () => {
    clock = Temporal.Instant.from('2027-01-20T23:59:00Z').epochMilliseconds - 1_800_000_000_000; // 8:59 in Japan
    nock(site).get('/a').times(4).reply(200, '{}');
    const http = make();
    const used = [];
    for (let i = 0; i < 3; i++) used.push((await http(call())).quotaUsed);
    expect(used).toEqual([1, 2, 3]);
    expect(await failed(http(call()))).toMatchObject({
      name: 'CallFailed',
      outcome: { kind: 'retry', code: 'quota-used-up', afterMs: 60_000 },
    });
    expect(nock.pendingMocks()).toHaveLength(1);
    clock += 60_000;
    expect((await http(call())).quotaUsed).toBe(1);
  });

  test('what may wait leaves the rest to what may not; keys count apart', async () => {
    nock(site).get('/a').times(3).reply(200, '{}');
    const http = make();
    await http(call());
    expect(await failed(http(call({ most: 1 })))).toMatchObject({ outcome: { code: 'quota-used-up' } });
    expect((await http(call())).quotaUsed).toBe(2);
    expect((await http(call({ key: 'other' }))).quotaUsed).toBe(1);
  });

  test('a call without one is not counted', async () => {
    nock(site).get('/a').reply(200, '{}');
    expect((await make()({ method: 'GET', url: `${site}/a` })).quotaUsed).toBe(0);
  });

  test.each([
    ['2026-11-21T00:00:00Z', '09:00', '2026-11-21', '2026-11-22T00:00:00Z'],
    ['2026-11-20T23:59:59.999Z', '09:00', '2026-11-20', '2026-11-21T00:00:00Z'],
    ['2026-11-20T15:00:00Z', '00:00', '2026-11-21', '2026-11-21T15:00:00Z'],
    ['2026-12-31T15:30:00Z', '09:00', '2026-12-31', '2027-01-01T00:00:00Z'],
  ])('%s, counted anew at %s', (at, resets, begin, end) => {
    const period = quotaPeriod(Temporal.Instant.from(at), resets);
    expect([period.begin, period.end.toString()]).toEqual([begin, end]);
  });
});

describe('a call', () => {
  test('is made once, whatever comes back; a redirect is not followed', async () => {
    nock(site).get('/a').reply(302, '', { location: 'https://elsewhere.example.test/' });
    const answer = await make()({ method: 'GET', url: `${site}/a`, headers: { 'x-amz-access-token': 'Atza|x' } });
    expect(answer.status).toBe(302);
    expect(nock.pendingMocks()).toEqual([]);
  });

  test('gives bytes, text and JSON; what is no JSON is undefined', async () => {
    nock(site).post('/a', { x: '〜髙𠮷' }).reply(200, '{"y":"〜髙𠮷"}').get('/b').reply(200, '<html>');
    const http = make();
    const answer = await http({
      method: 'POST',
      url: `${site}/a`,
      headers: { 'content-type': 'application/json' },
      body: '{"x":"〜髙𠮷"}',
    });
    expect(answer.json()).toEqual({ y: '〜髙𠮷' });
    expect((await http({ method: 'GET', url: `${site}/b` })).json()).toBeUndefined();
  });

  test('is noted without query and body', async () => {
    nock(site).get('/a').query({ token: 'x' }).reply(404, 'no', { 'x-amzn-RequestId': 'r-1' });
    await make()({ method: 'GET', url: `${site}/a?token=x` });
    expect(records).toMatchObject([{ method: 'GET', url: `${site}/a`, status: 404, requestId: 'r-1' }]);
  });

  test('keeps as evidence what may be kept', async () => {
    nock(site)
      .get('/a')
      .reply(400, '{"errors":[{"code":"InvalidInput","message":"bad top-secret-value"}],"name":"見本 太郎"}', {
        'x-amzn-RequestId': 'r-2',
      });
    const evidence = (await make()({ method: 'GET', url: `${site}/a` })).evidence();
    expect(evidence).toContain('HTTP 400 request r-2');
    expect(evidence).toContain('InvalidInput');
    expect(evidence).not.toMatch(/top-secret|見本/);
  });
});

describe('no answer', () => {
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error as HttpFailed,
    );
  beforeEach(() => nock.enableNetConnect());

  test('nobody there: nothing was sent', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const failed = await failure(make()({ method: 'POST', url: `http://127.0.0.1:${port}/secret?x=1`, body: '{}' }));
    expect(failed).toBeInstanceOf(HttpFailed);
    expect(failed).toMatchObject({ sent: false, message: `POST 127.0.0.1:${port}: ECONNREFUSED` });
  });

  test.each(['silent', 'cut', 'half'])('a server that is %s: it may have arrived', async (kind) => {
    const server = createServer((request, response) => {
      if (kind === 'cut') request.socket.destroy();
      if (kind === 'half') {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"half":');
        setTimeout(() => request.socket.destroy(), 20);
      }
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const failed = await failure(
      make()({ method: 'POST', url: `http://127.0.0.1:${port}/`, body: '{}', timeoutMs: 150 }),
    );
    expect(failed).toMatchObject({ name: 'HttpFailed', sent: true });
    expect(records).toMatchObject([{ status: 0 }]);
    server.closeAllConnections();
    server.close();
  });
});
