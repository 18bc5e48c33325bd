import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LabAddress } from '../../src/config/endpoints.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';

/* `start` with a shop that practises: the lab comes with it, orders come by themselves, what was shipped is told. */

const repository = join(import.meta.dirname, '..', '..');

let root: string;
let child: ChildProcess | undefined;
let said = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'b2-start-lab-'));
  copyFileSync(join(repository, 'bridge.yaml'), join(root, 'bridge.yaml'));
  appendFileSync(join(root, 'bridge.yaml'), '\nconsole: { port: 0 }\n');
});
afterEach(async () => {
  if (child?.exitCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(root, { recursive: true, force: true });
});

function start(...args: string[]): void {
  said = '';
  const { DATABASE_URL: _url, B2_BRIDGE_KEY: _key, B2_BRIDGE_LAB: _lab, ...env } = process.env;
  child = spawn(process.execPath, [main, 'start', '-C', root, ...args], { env: { ...env, NODE_NO_WARNINGS: '1' } });
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
    });
  }
}

async function until<T>(what: string, found: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = performance.now() + 45_000; performance.now() < end; ) {
    const value = await found();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}; the bridge said:\n${said}`);
}

interface Run {
  readonly id: string;
  readonly job: string;
  readonly result: string;
  readonly startedAt: string;
}
const history = async (): Promise<Run[]> => {
  const { stdout } = await cli(['runs', 'list', '--json', '-C', root]);
  return JSON.parse(stdout) as Run[];
};

/** What became of each item of these runs: the list does not hold it. */
async function itemsOf(runs: readonly Run[]): Promise<{ readonly kind: string; readonly code: string }[]> {
  const items = [];
  for (const { id } of runs) {
    const { stdout } = await cli(['runs', 'show', id, '--json', '-C', root]);
    items.push(...(JSON.parse(stdout) as { items: { kind: string; code: string }[] }).items);
  }
  return items;
}
const lab = (): LabAddress => JSON.parse(readFileSync(join(root, 'data', 'lab.json'), 'utf8')) as LabAddress;
const ask = async (path: string, body?: unknown) => {
  const response = await fetch(`${lab().control}${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return response.json();
};

test('orders come from the Amazon mock by themselves, and one with a tracking number is told within the documented minutes', async () => {
  start();
  await until('orders', () => (said.includes('受注の取得が終わりました') ? true : undefined));
  expect(said).toContain(lab().panel);
  expect(said).toContain(lab().mail.inbox);
  const [, file = ''] = await until('a B2 file', () => /(outbox\/amazon-api\/\S+\.csv) を/.exec(said) ?? undefined);
  const [customerNo = ''] = b2Rows(readFileSync(join(root, file)))[0] ?? [];
  const number = trackingNumber(7);
  writeFileSync(join(root, 'inbox', 'results', 'issued.csv'), issuedData([{ customerNo, number }]));
  await until('the tracking number', () => (said.includes('伝票番号の登録 1件') ? true : undefined));
  // A7: announced at one look, sent at least five minutes later; nobody waits for that in a test.
  for (let turn = 0; turn < 4; turn++) {
    await ask('/clock', { by: 'PT6M' });
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  const order = customerNo.slice(0, customerNo.lastIndexOf('_'));
  const told = await until('the confirmation in the ledger of the lab', async () => {
    const text = JSON.stringify(await ask('/holdings/amazon'));
    return text.includes(number) ? text : undefined;
  });
  expect(told).toContain(order);
  child!.kill('SIGTERM');
  const [code] = (await once(child!, 'exit')) as [number | null];
  expect([code, existsSync(join(root, 'data', 'lab.json'))]).toEqual([0, false]);
  const before = await history();
  expect(before.map(({ job }) => job)).toContain('notify');
  // The clock was turned: a new lab goes on from there, so nothing that was written down lies in its future.
  start();
  const after = await until('a pull after the restart', async () => {
    const runs = (await history()).filter(({ id }) => !before.some((one) => one.id === id));
    return runs.some(({ job, result }) => job === 'pull' && result === 'done') ? runs : undefined;
  });
  expect(after.every(({ startedAt }) => startedAt > before[0]!.startedAt)).toBe(true);
  expect((await itemsOf(after)).filter(({ kind }) => kind === 'retry')).toEqual([]);
}, 120_000);

test('orders come from the other mocks, too, and the marketplaces hear of them by themselves', async () => {
  start();
  const isConfirmed = async () =>
    ((await ask('/holdings/qoo10')) as { told: { what: string; effect: string }[] }).told.some(
      (one) => one.what === 'confirm' && one.effect === 'done',
    );
  await until('the lab', () => (existsSync(join(root, 'data', 'lab.json')) ? true : undefined));
  await until('orders', async () =>
    (await history()).some(({ job, result }) => job === 'schedule' && result === 'done') ? true : undefined,
  );
  // Whichever job looks first: a few rounds of the clock bring them all.
  await until('a day of shipping in the ledger of the lab', async () => {
    if (await isConfirmed()) return true;
    await ask('/clock', { by: 'PT16M' });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return undefined;
  });
  // shopserve's new orders leave 未確認をみる, too.
  await until('確認済 in the ledger of the lab', async () => {
    const { acts } = (await ask('/holdings/shopserve')) as { acts: { what: string; via: string }[] };
    return acts.some((one) => one.what === 'confirm' && one.via === 'API') ? true : undefined;
  });
  child!.kill('SIGTERM');
  expect((await once(child!, 'exit'))[0]).toBe(0);
});

test('--no-lab starts none: the shop that practises says that it cannot, and files are still taken', async () => {
  start('--no-lab');
  await until('the failed run', () => (said.includes('受信フォルダーを見張っています') ? true : undefined));
  expect(existsSync(join(root, 'data', 'lab.json'))).toBe(false);
  const runs = await until('the history', async () => {
    const found = await history();
    const pulls = found.filter(({ job, result }) => job === 'pull' && result !== 'running');
    return pulls.length > 0 ? pulls : undefined;
  });
  expect((await itemsOf(runs)).map(({ code }) => code)).toContain('lab-not-running');
  child!.kill('SIGTERM');
  expect((await once(child!, 'exit'))[0]).toBe(0);
});

test('from the console to the panel of the lab and back lead links; every page of the lab has the way back, in both languages', async () => {
  start();
  const console = await until('the console', () => /^操作画面: (http:\S+)/m.exec(said)?.[1]);
  const page = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    const answer = await fetch(url, { headers: { accept: 'text/html', ...headers } });
    expect([url, answer.status]).toEqual([url, 200]);
    return answer.text();
  };
  const linkOf = (text: string, words: RegExp): string | undefined =>
    [...text.matchAll(/<a href="([^"]+)"[^>]*>(.*?)<\/a>/g)].find(([, , said]) => words.test(said!))?.[1];
  const panel = linkOf(await page(console), /ラボ/);
  expect(panel).toBe(lab().panel);
  for (const path of ['', '/requests', '/scenarios', '/holdings/amazon', '/mail', '/ledger', '/docs']) {
    const back = linkOf(await page(`${panel}${path}`), /操作画面/);
    expect([path, back]).toEqual([path, console]);
  }
  expect(linkOf(await page(panel!, { cookie: 'lab-language=en' }), /Console/)).toBe(console);
  expect(await page(console)).toContain('今日');
  child!.kill('SIGKILL');
});
