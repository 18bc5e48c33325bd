import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { cli } from '../support/cli.ts';
import { labControl } from '../support/lab-client.ts';

/* A shop gets its connection, is probed, runs its jobs by hand, is stopped by a wrong key and goes on. */

let root: string;
let lab: Lab;
let takeAway = () => {};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-shops-'));
  lab = await startLab();
  await cli(['init', root]);
});
afterAll(async () => {
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});
afterEach(() => takeAway());

const settings = () => readFileSync(join(root, 'bridge.yaml'), 'utf8');
const run = (...args: string[]) => cli([...args, '-C', root]);
const json = async (...args: string[]) => {
  const { code, stdout } = await run(...args, '--json');
  return { code, value: JSON.parse(stdout) };
};
const set = (...values: string[]) => values.flatMap((value) => ['--set', value]);
const good = set(
  'seller-id=A1SAMPLE',
  'lwa.client-id=app',
  'lwa.client-secret=env:AMAZON_SECRET',
  'lwa.refresh-token=stored:amazon-refresh',
);

describe('shops add', () => {
  test('changes nothing when a value is wrong or missing, and says which', async () => {
    const before = settings();
    const missing = await run('shops', 'add', 'amazon', ...good.slice(0, 4));
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('lwa.client-secret')]);
    const clear = await run('shops', 'add', 'amazon', ...good, ...set('lwa.refresh-token=Atzr|in-the-clear'));
    expect([clear.code, clear.stderr]).toEqual([
      2,
      expect.stringContaining('refresh-token=stored:amazon-refresh-token'),
    ]);
    expect(clear.stderr).not.toContain('in-the-clear');
    const wrong = await run('shops', 'add', 'amazon', ...good, ...set('orders-api=v9'));
    expect([wrong.code, wrong.stderr]).toEqual([4, expect.stringContaining('v2026 v0')]);
    expect((await run('shops', 'add', 'nowhere', ...good)).code).toBe(2);
    expect((await run('shops', 'add', 'amazon', ...good, '--shop', 'Bad Name')).code).toBe(4);
    expect(settings()).toBe(before);
  });

  test.each([
    ['shopserve', ['shop-id=x'], 'manager-key'],
    ['qoo10', ['user-id=x'], 'certification-key'],
    ['ecforce', ['endpoint=https://x.example', 'email=a@example.jp', 'automation=no'], 'password'],
  ])('%s: a secret is asked for as what is taken, all that is missing at once', async (marketplace, given, secret) => {
    const before = settings();
    const nothing = await run('shops', 'add', marketplace);
    const name = `--set ${secret}=stored:${marketplace}-${secret}`;
    expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining(name)]);
    for (const one of given) expect(nothing.stderr).toContain(`--set ${one.split('=')[0]}=…`);
    const clear = await run('shops', 'add', marketplace, ...set(...given, `${secret}=in-the-clear`));
    expect([clear.code, clear.stderr]).toEqual([2, expect.stringContaining(name)]);
    expect(clear.stderr).not.toContain('in-the-clear');
    const added = await run('shops', 'add', marketplace, ...set(...given, `${secret}=stored:${marketplace}-${secret}`));
    expect([added.code, settings()]).toEqual([5, expect.stringContaining(`{ stored: ${marketplace}-${secret} }`)]);
    writeFileSync(join(root, 'bridge.yaml'), before);
  });

  test('writes the block and nothing else, then probes: without a lab it says so, and nothing stands still', async () => {
    const before = settings();
    const added = await run('shops', 'add', 'amazon', ...good);
    expect([added.code, added.stderr]).toEqual([5, expect.stringContaining('ラボも動いていません')]);
    const lines = settings().split('\n');
    const old = before.split('\n');
    expect(lines.filter((line) => !old.includes(line))).toEqual([
      '    api:',
      '      seller-id: A1SAMPLE',
      '      lwa:',
      '        client-id: app',
      '        client-secret: { env: AMAZON_SECRET }',
      '        refresh-token: { stored: amazon-refresh }',
    ]);
    expect(lines.length).toBe(old.length + 6);
    const { value } = await json('shops', 'list');
    expect(value.find(({ shop }: { shop: string }) => shop === 'amazon')).toMatchObject({
      connection: 'lab',
      halted: null,
      jobs: { pull: { every: 900_000 } },
    });
  });

  test('E10: run again it shows what differs and changes nothing silently; --update changes just that', async () => {
    const before = settings();
    const same = await run('shops', 'add', 'amazon', ...good);
    expect([same.code, same.stderr]).toEqual([5, expect.stringContaining('bridge.yaml は変えていません')]);
    const other = [...set('seller-id=A2SAMPLE'), '--title', '本店', '--without', 'restock'];
    const asked = await run('shops', 'add', 'amazon', ...other);
    expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('api.seller-id: "A1SAMPLE" → "A2SAMPLE"')]);
    expect(asked.stderr).toContain('jobs.restock.enabled: （なし） → false');
    expect(settings()).toBe(before);
    expect((await run('shops', 'add', 'amazon', ...set('seller-id=x y'), '--update')).code).toBe(4);
    expect((await run('shops', 'add', 'amazon', '--shop', 'sheet', ...good)).code).toBe(2);
    expect(settings()).toBe(before);
    expect((await run('shops', 'add', 'amazon', ...other, '--update')).code).toBe(5);
    const after = settings();
    const gone = before.split('\n').filter((line) => !after.split('\n').includes(line));
    expect(gone).toEqual(['    title: Amazon', '      seller-id: A1SAMPLE']);
    expect((await run('shops', 'add', 'amazon', ...other, '--update')).stderr).toContain('変えていません');
    expect(settings()).toBe(after);
    const back = [...set('seller-id=A1SAMPLE'), '--title', 'Amazon', '--update'];
    expect((await run('shops', 'add', 'amazon', ...back)).code).toBe(5);
  });

  test('E10, X1: --copy-layouts gives the shop copies of its own, once', async () => {
    const copied = await run('shops', 'add', 'amazon', '--copy-layouts', '--update');
    expect(copied.code).toBe(5);
    const names = [...settings().matchAll(/amazon-[a-z0-9-]+-amazon/g)].map(([name]) => name);
    expect(names).toContain('amazon-orders-v2026-amazon');
    for (const name of names) expect(existsSync(join(root, 'layouts', 'read', name, 'layout.yaml'))).toBe(true);
    const file = join(root, 'layouts', 'read', 'amazon-orders-v2026-amazon', 'layout.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: 店舗のAmazon'));
    const before = settings();
    const again = await run('shops', 'add', 'amazon', '--copy-layouts');
    expect([again.code, again.stderr]).toEqual([5, expect.stringContaining('変えていません')]);
    expect(settings()).toBe(before);
    expect(readFileSync(file, 'utf8')).toContain('店舗のAmazon');
    expect((await run('layouts', 'check')).code).toBe(0);
  });

  test('E6: a schedule of five minutes is warned of', async () => {
    const before = settings();
    writeFileSync(join(root, 'bridge.yaml'), before.replace('pull: { every: 15m }', 'pull: { every: 5m }'));
    expect((await run('shops', 'probe')).stderr).toContain('5 分ごと');
    writeFileSync(join(root, 'bridge.yaml'), before);
    expect((await run('shops', 'probe')).stderr).not.toContain('分ごとの設定');
  });
});

test('shops probe, run and runs: orders come from the lab, and the history tells of it', async () => {
  takeAway = writeLabFile(join(root, 'data', 'lab.json'), lab);
  const probed = await json('shops', 'probe');
  expect(probed).toMatchObject({ code: 0, value: [{ shop: 'amazon', kind: 'done' }] });
  const pulled = await json('run', 'pull');
  expect(pulled).toMatchObject({ code: 0, value: [{ shop: 'amazon', result: 'done' }] });
  expect(pulled.value[0].counts.new).toBeGreaterThan(5);
  expect((await json('orders', 'list', '--shop', 'amazon')).value.length).toBe(pulled.value[0].counts.new);
  // X1: pages are read with the shop's own copy of the layout.
  const [{ number }] = (await json('orders', 'list', '--shop', 'amazon')).value;
  expect(JSON.stringify((await json('orders', 'explain', number, '--cell', '12')).value)).toContain(
    'amazon-orders-v2026-amazon',
  );
  const { value: runs } = await json('runs', 'list');
  expect(runs.map(({ job, result }: { job: string; result: string }) => `${job} ${result}`)).toEqual(['pull done']);
  const shown = await run('runs', 'show', runs[0].id);
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('受注の取得')]);
  expect((await run('runs', 'show', 'nothing')).code).toBe(3);
  expect((await run('run', 'pull', '--shop', 'sheet')).code).toBe(2);
  expect((await run('run', 'dance')).code).toBe(2);
});

test('X2: a wrong client secret stops the shop with one sentence; a good probe lets it go on', async () => {
  const { clientSecret } = lab.systems.amazon.credentials;
  const wrong = structuredClone({ control: lab.control, panel: lab.panel, mail: lab.mail, systems: lab.systems });
  Object.assign(wrong.systems.amazon.credentials, { clientSecret: 'wrong' });
  takeAway = writeLabFile(join(root, 'data', 'lab.json'), wrong);
  const stopped = await run('run', 'pull');
  expect([stopped.code, stopped.stderr]).toEqual([4, expect.stringContaining('認証情報')]);
  expect(stopped.stderr + stopped.stdout).not.toContain(clientSecret);
  const still = await run('run', 'notify');
  expect([still.code, still.stderr]).toEqual([4, expect.stringContaining('shops probe --shop amazon')]);
  expect((await run('shops', 'probe')).code).toBe(4);
  takeAway();
  takeAway = writeLabFile(join(root, 'data', 'lab.json'), lab);
  const probed = await json('shops', 'probe');
  expect(probed).toMatchObject({ code: 0, value: [{ resumed: true }] });
  expect((await json('run', 'notify')).code).toBe(0);
});

test('E10: the wizard sets a shop up in one go: block, layouts of its own, jobs; it is probed, and its orders come in', async () => {
  takeAway = writeLabFile(join(root, 'data', 'lab.json'), lab);
  const wanted = set('endpoint=example.jp/api', 'email=api@example.jp', 'password=stored:ecforce-password');
  const missing = await run('shops', 'add', 'ecforce', ...wanted);
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('--set automation=')]);
  const all = [...wanted, ...set('automation=no', 'stock-location=default', 'states.working=working')];
  const added = await run('shops', 'add', 'ecforce', ...all, '--copy-layouts', '--without', 'restock');
  expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('ecforce に接続できました')]);
  expect(added.stderr).toContain('受注の取得 1hごと');
  expect(added.stderr).not.toContain('在庫の送信');
  const block = settings().slice(settings().indexOf('  ecforce:\n'));
  // The workspace's pull every 15 minutes would cost the day's calls: this shop keeps its own pace.
  expect(block).toContain('every: 1h');
  expect(block).toContain('automation: false');
  expect(block).toContain('password: { stored: ecforce-password }');
  expect(block).toContain('ecforce-orders-v2-ecforce');
  const { value } = await json('run', 'pull', '--shop', 'ecforce');
  expect(value[0].counts.new).toBeGreaterThan(5);
  const before = settings();
  const again = await run('shops', 'add', 'ecforce', ...all, '--copy-layouts', '--without', 'restock');
  expect([again.code, settings()]).toEqual([0, before]);
  const other = await run('shops', 'add', 'ecforce', ...set('automation=yes'));
  expect([other.code, other.stderr, settings()]).toEqual([
    2,
    expect.stringContaining('automation: false → true'),
    before,
  ]);
});

test('E10: a second shop of a marketplace is told apart by its name, and one that broke off after its layouts goes on', async () => {
  takeAway = writeLabFile(join(root, 'data', 'lab.json'), lab);
  const all = set('endpoint=api.example.com', 'email=b@example.jp', 'password=stored:p2', 'automation=yes');
  const add = () => run('shops', 'add', 'ecforce', '--shop', 'ec-second', ...all, '--copy-layouts');
  const before = settings();
  expect((await add()).code).toBe(0);
  const after = settings();
  expect(after).toContain('title: ec-second');
  // As if it had ended before bridge.yaml was written.
  writeFileSync(join(root, 'bridge.yaml'), before);
  expect([(await add()).code, settings()]).toEqual([0, after]);
  expect([(await add()).code, settings()]).toEqual([0, after]);
  writeFileSync(join(root, 'bridge.yaml'), before);
});

test('the bridge follows the clock of the lab', async () => {
  await labControl(lab).post('/clock', { by: 'P3D' });
  const env = { B2_BRIDGE_LAB: lab.control };
  const { stdout } = await cli(['run', 'notify', '--json', '-C', root], { env });
  const value = JSON.parse(stdout);
  const started = value[0].run as string;
  expect(started.slice(0, 8)).toBe(
    Temporal.Now.instant().add({ hours: 72 }).toString().slice(0, 10).replaceAll('-', ''),
  );
});

test('secrets come in through stdin, are listed by name only, and stand nowhere in the clear', async () => {
  const input = 'Atzr|very-secret\n';
  expect((await cli(['secrets', 'set', 'amazon-refresh', '-C', root], { input })).code).toBe(0);
  const listed = await run('secrets', 'list');
  expect(listed.stdout).toBe('amazon-refresh\n');
  expect(readFileSync(join(root, 'data', 'secrets.json'), 'utf8')).not.toContain('very-secret');
  expect((await cli(['secrets', 'set', 'empty', '-C', root], { input: '\n' })).code).toBe(2);
  expect((await cli(['secrets', 'set', '../x', '-C', root], { input })).code).toBe(2);
  expect((await run('secrets', 'remove', 'amazon-refresh')).code).toBe(0);
  expect((await json('secrets', 'list')).value).toEqual([]);
});
