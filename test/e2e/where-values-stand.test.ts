import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';

/* 35: README says where personal data stands and where it never does. Each row below has something wrong with it. */

const rows = [
  { 'order-id': '250-0000001-0000001', 'recipient-name': '漏洩𠮷太郎', 'product-name': '茶' },
  { 'order-id': '250-0000001-0000002', 'buyer-phone-number': '0300-77-漏洩' },
  { 'order-id': '250-0000001-0000003', 'ship-postal-code': '漏洩郵便' },
  { 'order-id': '250-0000001-0000004', 'ship-address-1': '漏洩町1-2-3', 'ship-state': '漏洩県', 'ship-city': '漏洩市' },
  { 'order-id': '250-0000001-0000005', 'ship-address-2': '漏洩ビルヂング'.repeat(9) },
  { 'order-id': '250-0000001-0000006', 'recipient-name': '', 'buyer-name': '漏洩注文者', 'quantity-to-ship': '漏洩個' },
  { 'order-id': '250-0000001-0000007', 'purchase-date': '漏洩日' },
];
const secret = '漏洩';

let root: string;
let said = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-values-'));
  await cli(['init', root]);
  writeFileSync(join(root, 'inbox', 'amazon', 'report.txt'), amazonReport(rows, 'utf-8'));
  const { DATABASE_URL: _url, B2_BRIDGE_KEY: _key, ...env } = process.env;
  const child = spawn(process.execPath, [main, 'start', '-C', root], { env });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
    });
  for (const end = performance.now() + 45_000; filed().length < 2 && performance.now() < end; ) await sleep(50);
  child.kill('SIGTERM');
  await once(child, 'close');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const filed = () =>
  readdirSync(join(root, 'inbox'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /report\.txt/.test(name) && name.startsWith('_'),
  );

test('what start says names rows, columns and orders, and no value', () => {
  expect(said).toContain('report.txt');
  expect(said).toMatch(/8行目|7行目/);
  expect(said).not.toContain(secret);
});

test('the database’s files, the journal and the run history hold none', async () => {
  const data = join(root, 'data');
  const raw = readdirSync(data).map((name) => readFileSync(join(data, name)).toString('utf8'));
  expect(raw.join('')).toContain('250-0000001-0000001');
  expect(raw.join('')).not.toContain(secret);
  const orders = JSON.parse((await cli(['orders', 'show', '250-0000001-0000002', '--json', '-C', root])).stdout);
  expect(orders[0].journal.length).toBeGreaterThan(0);
  expect(JSON.stringify(orders[0].journal)).not.toContain(secret);
  expect((await cli(['runs', 'list', '--json', '-C', root])).stdout).not.toContain(secret);
});

test('manifests hold none, the files beside them do', () => {
  const files = readdirSync(join(root, 'outbox'), { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((one) => one.endsWith('.json')))
    expect(readFileSync(join(root, 'outbox', name), 'utf8')).not.toContain(secret);
});

test('the report beside the file repeats the bad cells, and so does what the desk asks for', async () => {
  const report = filed().find((name) => name.endsWith('.txt.txt'))!;
  expect(readFileSync(join(root, 'inbox', report), 'utf8')).toContain('漏洩個');
  writeFileSync(join(root, 'again.txt'), amazonReport(rows.slice(5), 'utf-8'));
  const { stdout, stderr } = await cli([
    'intake',
    join(root, 'again.txt'),
    '--shop',
    'amazon',
    '--dry-run',
    '--json',
    '-C',
    root,
  ]);
  expect(stdout).toContain('漏洩個');
  expect(stderr).not.toContain('\u0000');
});
