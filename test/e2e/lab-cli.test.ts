import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import type { Lab } from '../../mocks/server.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';
import { runCurl } from '../support/curl.ts';
import { amazonClient, labControl } from '../support/lab-client.ts';

const samples = join(import.meta.dirname, '..', '..', 'mocks', 'amazon', 'samples');

let child: ChildProcess | undefined;
afterEach(() => {
  if (child?.exitCode === null) child.kill('SIGKILL');
});

/** `b2-bridge lab --json` as a child process, and its first line. */
async function startCommand(...args: readonly string[]): Promise<Lab> {
  // Not in this repository's own workspace: the lab leaves its address there.
  child = spawn(process.execPath, [main, 'lab', '--json', ...args], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return JSON.parse(line) as Lab;
}

it('lab --json says in its first line where everything is, and any program finds its way from there', async () => {
  const lab = await startCommand('--seed', '1000');
  expect(Object.keys(lab).sort()).toEqual(['control', 'curl', 'mail', 'panel', 'systems']);
  const amazon = amazonClient(lab);
  const query = { createdAfter: '2026-01-01', maxResultsPerPage: '5', includedData: 'RECIPIENT' };
  expect((await amazon.call('GET', '/orders/2026-01-01/orders', { query })).json.orders.length).toBe(5);
  expect((await labControl(lab).get('/holdings/amazon')).json.orders.length).toBe(1000);
  expect((await fetch(lab.panel)).status).toBe(200);
  expect(lab.mail.smtp).toMatch(/^127\.0\.0\.1:\d+$/);
});

it('prints for each system its address, its keys and a curl line that works', async () => {
  child = spawn(process.execPath, [main, 'lab'], { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const line of createInterface({ input: child.stdout! })) {
    said += `${line}\n`;
    if (/^ {4}curl .*shopserve/.test(line)) break;
  }
  for (const word of [
    'lab-b2-access-key-0001',
    'Atzr|lab-refresh-token-0001',
    'LabSeller0001',
    'lab-ecforce-password-0001',
  ])
    expect(said).toContain(word);
  const lines = said.match(/^ {4}curl .*$/gm)!;
  expect(lines).toHaveLength(5);
  const answers = [];
  for (const line of lines) answers.push(await runCurl(line.trim()));
  const [amazon, b2, ecforce, qoo10, shopserve] = answers;
  expect(JSON.parse(amazon!).access_token).toMatch(/^Atza\|/);
  expect(JSON.parse(b2!).feed.subtitle).toBe('204');
  expect(ecforce).toContain('token');
  expect(JSON.parse(qoo10!).ResultCode).toBe(0);
  expect(JSON.parse(shopserve!).stock.management_item.quantity).toBe(100);
});

it('lab --state goes on after kill -9, and wait, snapshot and restore speak to it from outside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-cli-'));
  const state = join(folder, 'state');
  try {
    expect((await cli(['lab', 'wait', '--timeout', '0', '--url', 'http://127.0.0.1:1'])).code).toBe(5);
    const lab = await startCommand('--state', state);
    const url = lab.control;
    expect((await cli(['lab', 'wait', '--timeout', '10', '--url', url])).code).toBe(0);
    expect((await cli(['lab', '--state', state])).code).toBe(5);
    expect((await cli(['lab', 'snapshot', 'begin', '--url', url])).stdout).toContain('begin');
    const amazon = amazonClient(lab);
    const token = await amazon.token();
    const path = '/orders/v0/orders/251-0000001-2657174/shipmentConfirmation';
    const body = readFileSync(join(samples, 'confirm-shipment.json'), 'utf8');
    expect((await amazon.call('POST', path, { body, token })).status).toBe(204);
    child!.kill('SIGKILL');
    await once(child!, 'exit');
    const again = await startCommand('--state', state);
    await fetch(again.control).catch(() => {});
    expect(again.control).toBe(url);
    expect((await labControl(again).holdings()).packages).toMatchObject([{ orderId: '251-0000001-2657174' }]);
    // The token of before is good.
    expect((await amazonClient(again).call('POST', path, { body, token })).status).toBe(204);
    expect((await cli(['lab', 'restore', 'begin', '--url', url])).code).toBe(0);
    expect((await labControl(again).holdings()).packages).toEqual([]);
    expect((await cli(['lab', 'restore', 'nothing', '--url', url])).code).toBe(3);
    const listed = JSON.parse((await cli(['lab', 'snapshots', '--json', '--url', url])).stdout);
    expect(listed).toMatchObject([{ name: 'begin' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('lab --life lets things happen by themselves, which it does not without being asked', async () => {
  const still = await startCommand();
  expect((await labControl(still).get('/life')).json.on).toBe(false);
  child!.kill('SIGTERM');
  await once(child!, 'exit');
  const control = labControl(await startCommand('--life', '--seed', 'small'));
  await control.post('/clock', { by: 'P1D' });
  const { on, happened } = (await control.get('/life')).json;
  expect([on, happened.length > 50]).toEqual([true, true]);
});

it('SIGTERM ends the lab at once, even while a client waits for an answer', async () => {
  const lab = await startCommand();
  await labControl(lab).fault('lwaToken', 'delay', { delayMs: 60_000 });
  const waiting = amazonClient(lab)
    .login()
    .then(
      () => 'answered',
      () => 'cut',
    );
  await new Promise((resolve) => setTimeout(resolve, 100));
  const from = performance.now();
  child!.kill('SIGTERM');
  const [code, signal] = (await once(child!, 'exit')) as [number | null, string | null];
  expect([code, signal]).toEqual([0, null]);
  expect(performance.now() - from).toBeLessThan(5000);
  expect(await waiting).toBe('cut');
});

it('takes the samples of its own folder', async () => {
  const lab = await startCommand();
  const amazon = amazonClient(lab);
  const sample = (name: string) => readFileSync(join(samples, name), 'utf8');
  const path = '/orders/v0/orders/251-0000001-2657174/shipmentConfirmation';
  expect((await amazon.call('POST', path, { body: sample('confirm-shipment.json') })).status).toBe(204);
  for (const [name, feedType, contentType] of [
    ['order-fulfillment.xml', 'POST_ORDER_FULFILLMENT_DATA', 'text/xml; charset=UTF-8'],
    ['listings-feed.json', 'JSON_LISTINGS_FEED', 'application/json; charset=UTF-8'],
  ] as const) {
    const made = (await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType } })).json;
    await fetch(made.url, { method: 'PUT', body: sample(name), headers: { 'content-type': contentType } });
    const body = { feedType, marketplaceIds: ['A1VC38T7YXB528'], inputFeedDocumentId: made.feedDocumentId };
    expect((await amazon.call('POST', '/feeds/2021-06-30/feeds', { body })).status).toBe(202);
  }
  await labControl(lab).post('/clock', { by: 'PT10M' });
  const { packages, feeds, stockChanges } = await labControl(lab).holdings();
  expect(packages!.map((one) => one.orderId)).toEqual(['251-0000001-2657174', '252-0000002-1913143']);
  expect(feeds!.map((one) => one.processingStatus)).toEqual(['DONE', 'DONE']);
  expect(stockChanges).toMatchObject([{ sku: 'LAB-TEA-01', quantity: 5, effect: 'accepted' }]);
});

it('a port that is taken, a port that is none and a seed that is none are said in Japanese', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const port = String((holder.address() as AddressInfo).port);
  const taken = await cli(['lab', '--port', port]);
  holder.close();
  expect([taken.code, taken.stdout]).toEqual([5, '']);
  expect(taken.stderr).toContain(`ポート ${port} はほかのプログラムが使っています。`);
  expect((await cli(['lab', '--port', 'http'])).code).toBe(2);
  const seed = await cli(['lab', '--seed', 'huge']);
  expect(seed.code).toBe(2);
  expect(seed.stderr).toContain('huge');
});

it('lab run runs scenarios beside a client and ends with their outcome; lab orders fills the lab from a file', async () => {
  const lab = await startCommand('--seed', 'empty', '--shops', 'qoo10=second', '--rates', 'orders=20');
  const folder = mkdtempSync(join(tmpdir(), 'lab-run-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  try {
    const orders = file('orders.csv', 'system,sku,quantity\nqoo10-second,Q10-TEA,2\n');
    const placed = await cli(['lab', 'orders', orders, '--url', lab.control]);
    expect([placed.code, placed.stdout]).toEqual([0, expect.stringMatching(/^qoo10-second\t\d+\n$/)]);
    const wait = file(
      'wait.yaml',
      'name: a client comes\nsteps:\n  - wait: { until: { requests: { system: amazon, operation: lwaToken } }, atMost: 20 }\n',
    );
    const client = `"${process.execPath}" -e "fetch(process.env.LAB_URL.replace('_lab','amazon/lwa/auth/o2/token'),{method:'POST'})"`;
    const passed = await cli(['lab', 'run', wait, 'hello', '--url', lab.control, '--client', client]);
    expect([passed.code, passed.stdout]).toEqual([0, expect.stringContaining('PASSED: 1 of 1 steps')]);
    const bad = file('bad.yaml', 'name: bad\nsteps:\n  - expect: { labels: 1 }\n');
    const wrong = file('wrong.yaml', 'name: wrong\nsteps:\n  - plase: {}\n');
    const failed = await cli(['lab', 'run', bad, wrong, '--url', lab.control]);
    expect(failed.code).toBe(3);
    expect(failed.stdout).toContain('labels: expected exactly 1, but it is 0');
    expect(failed.stderr).toContain('wrong.yaml: line 3: ');
    const missing = await cli(['lab', 'run', join(folder, 'none.yaml'), '--url', lab.control]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('hello、')]);
    const asked = { method: 'GET', url: 'https://x.example/none?email=taro%40mail.example', headers: [] };
    const entries = [{ request: asked, response: { status: 200, headers: [], content: { text: '{}' } } }];
    const har = file('real.har', JSON.stringify({ log: { version: '1.2', entries } }));
    const clean = join(folder, 'clean.har');
    const scrubbed = await cli(['lab', 'scrub', har, '--out', clean]);
    expect([scrubbed.code, readFileSync(clean, 'utf8')]).toEqual([0, expect.not.stringMatching(/taro|mail\.ex/)]);
    expect((await cli(['lab', 'scrub', har, '--out', clean])).code).toBe(2);
    const compared = await cli(['lab', 'compare', clean, '--url', lab.control]);
    expect([compared.code, compared.stdout]).toEqual([3, expect.stringContaining('1 unknown to the lab')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
