import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { type OwnBrowser, openBrowser } from '../support/browser.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';

/* The whole way as a shop walks it, with a real browser on B2's edit screen. */

let root: string;
let lab: Lab;
let bridge: ChildProcess | undefined;
let own: OwnBrowser | undefined;
let browser: Browser;
let said = '';

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-browser-'));
  await cli(['init', root]);
  writeFileSync(
    join(root, 'bridge.yaml'),
    `defaults:
  remarks: allow
  double-purchase: allow
  issue: manual
  billing: { customer-code: "000000000000", freight-no: "01" }
shops:
  amazon:
    title: Amazon
    default-method: yamato
    layouts: { read: [amazon-orders-v2026] }
    api: { seller-id: A0SAMPLE0, lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } } }
b2:
  api: { access-key: { env: K }, api-user-id: X }
  mail: [b2@example.jp]
  notify-port: 0
jobs:
  pull: { every: 15m }
  notify: { every: 1m }
`,
  );
  lab = await startLab({ seed: 'small' });
  writeLabFile(join(root, 'data', 'lab.json'), lab);
  const { DATABASE_URL: _url, B2_BRIDGE_KEY: _key, B2_BRIDGE_LAB: _lab, ...env } = process.env;
  said = '';
  bridge = spawn(process.execPath, [main, 'start', '-C', root], { env: { ...env, NODE_NO_WARNINGS: '1' } });
  for (const stream of [bridge.stdout!, bridge.stderr!])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
    });
  own = await openBrowser();
  browser = own.browser;
});
afterEach(async () => {
  await own?.close();
  if (bridge?.exitCode === null) {
    bridge.kill('SIGTERM');
    await once(bridge, 'close');
  }
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

async function waitFor<T>(name: string, what: () => Promise<T | undefined> | T | undefined, ms = 40_000): Promise<T> {
  for (const end = performance.now() + ms; ; await sleep(100)) {
    const found = await what();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${name}; the bridge said:\n${said}`);
  }
}
const ask = async (path: string, body?: unknown) => {
  const answer = await fetch(`${lab.control}${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return (await answer.json()) as Record<string, Record<string, string>[]>;
};
const json = async <T>(...args: string[]): Promise<T> =>
  JSON.parse((await cli([...args, '--json', '-C', root])).stdout) as T;

interface View {
  readonly number: string;
  readonly shipments: readonly {
    readonly customerNo: string;
    readonly state: string;
    readonly trackingNumbers: string[];
  }[];
}

test('hand-over address → red row corrected → 発行開始 → numbers in the bridge → Amazon shipped → both mails → history', async () => {
  const ready = await waitFor('two orders that are ready', async () => {
    const orders = await json<View[]>('orders', 'list');
    const found = orders.filter((one) => one.shipments.length === 1 && one.shipments[0]!.state === 'ready');
    return found.length >= 2 ? found.slice(0, 2) : undefined;
  });
  const [good, bad] = ready.map((one) => one.shipments[0]!.customerNo) as [string, string];
  await ask('/systems/b2cloud/force-error', { code: 'EF016001', property: 'consignee_zip_code', customer: bad });

  const report = await json<{
    practice: boolean;
    handOvers: { id: string; address: string; state: string; corrections: { customerNo: string }[] }[];
  }>('issue', '--route', 'api', '--orders', ready[0]!.number, ready[1]!.number);
  expect(report).toMatchObject({
    practice: true,
    handOvers: [{ state: 'open', corrections: [{ customerNo: bad }] }],
  });
  const { id, address } = report.handOvers[0]!;

  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  expect(await page.title()).toContain('外部システムとの連携から発行');
  const row = (customerNo: string) =>
    page.locator('tr[data-no]', { has: page.locator(`input[value="${customerNo}"]`) });
  expect(await row(good).locator('input[name=pick]').isChecked()).toBe(true);
  expect(await row(bad).getAttribute('class')).toContain('wrong');
  expect(await row(bad).innerText()).toContain('EF016001');
  const zip = row(bad).locator('input[name=consignee_zip_code]');
  const code = await zip.inputValue();
  await zip.fill(`${code.slice(0, 3)}-${code.slice(-4)}`);
  await zip.press('Tab');
  await row(bad).locator('input[name=pick]:checked').waitFor();
  await page.locator('#issue').click();
  await page.frameLocator('#notified iframe').getByText('受け取りました').waitFor();
  const pdf = await page.request.get(new URL((await page.locator('#pdf').getAttribute('href'))!, page.url()).href);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  expect(errors).toEqual([]);

  const orders = await waitFor('the numbers in the bridge', async () => {
    const found = (await json<View[]>('orders', 'list')).flatMap((one) => one.shipments);
    const ours = found.filter((one) => one.customerNo === good || one.customerNo === bad);
    return ours.every((one) => one.trackingNumbers.length === 1) ? ours : undefined;
  });
  const { waybills } = await ask('/holdings/b2cloud');
  const ledger = new Map(waybills!.map((one) => [one.customerNo, one.trackingNumber]));
  expect(new Map(orders.map((one) => [one.customerNo, one.trackingNumbers[0]]))).toEqual(ledger);

  const shipped = await waitFor('Amazon to know', async () => {
    await ask('/clock', { by: 'PT1M' });
    const { packages } = await ask('/holdings/amazon');
    const ours = packages!.filter((one) => [...ledger.values()].includes(one.trackingNumber));
    return ours.length === 2 ? ours : undefined;
  });
  expect(new Set(shipped.map((one) => one.orderId))).toEqual(new Set(ready.map((one) => one.number)));

  const subjects = await waitFor('both mails', async () => {
    const mails = (await (await fetch(lab.mail.inbox, { headers: { accept: 'application/json' } })).json()) as {
      to: string[];
      subject: string;
      text: string;
    }[];
    const ours = mails.filter((one) => one.to.includes('b2@example.jp'));
    return ours.length >= 2 ? ours : undefined;
  });
  expect(subjects.map((one) => one.subject).sort()).toEqual([
    'B2クラウドの出荷実績を登録しました（2件）',
    'B2クラウドへ出荷情報を連携しました（2件）',
  ]);
  for (const { text } of subjects) expect(text).toContain(`・${good}`);

  const history = await json<
    { direction: string; result: string; orders: number; shipments: number; handOver: string }[]
  >('b2', 'history');
  expect(history).toMatchObject([
    { direction: 'from-b2', result: 'done', orders: 2, shipments: 2, handOver: id },
    { direction: 'to-b2', result: 'done', orders: 2, shipments: 2, handOver: id },
  ]);
  expect((await cli(['b2', 'history', '-C', root])).stdout).toContain('出荷情報連携（b2-bridge⇒B2クラウド）');
  expect(readFileSync(join(root, 'data', 'b2-notify.json'), 'utf8')).toContain('127.0.0.1');

  // 発行済データの検索: found by its number, printed again, taken out.
  const { history: issued, import: drop } = lab.systems.b2cloud;
  await page.goto(issued);
  await page.getByLabel('お客様管理番号').fill(good);
  await page.getByRole('button', { name: '検索' }).click();
  await page.getByRole('checkbox', { name: `${ledger.get(good)}を選択` }).check();
  const [again] = await Promise.all([
    page.waitForResponse((one) => one.url().includes('history-pdf')),
    page.getByRole('button', { name: '再発行' }).click(),
  ]);
  expect(again.headers()['content-type']).toBe('application/pdf');
  await page.goto(`${issued}?customerNo=${good}`);
  await page.getByRole('checkbox', { name: `${ledger.get(good)}を選択` }).check();
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByText(ledger.get(bad)!.replace(/^(.{4})(.{4})/, '$1-$2-')).waitFor();
  expect(await page.locator('tr[data-number]').count()).toBe(1);
  // 集荷依頼 counts what is left.
  await page.getByRole('link', { name: '集荷依頼' }).click();
  const day = (await ask('/holdings/b2cloud')).waybills![0]!.shipmentDate!;
  await page.goto(`${page.url()}?day=${day.replace(/(\d{4})(\d\d)/, '$1-$2-')}`);
  expect(await page.locator('#parcels').innerText()).toBe('1');
  await page.getByRole('link', { name: '外部データから発行' }).click();
  // A file with a wrong row leads to the error list.
  const cells = Array.from({ length: 95 }, () => '');
  cells[0] = 'FILE-1';
  cells[1] = '0';
  await page
    .locator('#file')
    .setInputFiles({ name: 'b2.csv', mimeType: 'text/csv', buffer: Buffer.from(`${cells}\r\n`) });
  await page.getByRole('heading', { name: '取込みエラー一覧' }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'エラー行のダウンロード' }).click(),
  ]);
  expect(readFileSync((await file.path())!, 'latin1')).toContain('"FILE-1","0"');
  expect(page.url().startsWith(new URL('.', drop).href)).toBe(true);
  expect(errors).toEqual([]);
}, 150_000);
