import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

/*
 * Pictures of README.md and README.ja.md: `npm run pictures`. Walks a day on the sample workspace in a real browser, with the lab, and writes
 * each picture small (WebP) to docs/pictures/.
 */

const project = join(import.meta.dirname, '..', '..');
const folder = join(project, 'docs', 'pictures');
/** No picture is larger: README stays quick on a phone. */
const most = 60 * 1024;

const parent = mkdtempSync(join(tmpdir(), 'b2-pictures-'));
const root = join(parent, '見本商店');
mkdirSync(root);
copyFileSync(join(project, 'bridge.yaml'), join(root, 'bridge.yaml'));
mkdirSync(folder, { recursive: true });

const program = join(project, 'dist', 'src', 'cli', 'main.js');
const bridge = spawn(process.execPath, [program, 'start', '--demo', '-C', root]);
let said = '';
for (const stream of [bridge.stdout, bridge.stderr])
  stream.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8');
  });

async function until(pattern: RegExp): Promise<string> {
  for (let waited = 0; waited < 120_000; waited += 250) {
    const found = pattern.exec(said);
    if (found) return found[1] ?? '';
    await sleep(250);
  }
  throw new Error(`waited in vain for ${pattern}:\n${said}`);
}

async function picture(page: Page, name: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: 55 });
  await client.detach();
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > most) throw new Error(`${name} is ${bytes.length} bytes`);
  writeFileSync(join(folder, `${name}.webp`), bytes);
  console.log(`${name}.webp ${bytes.length}`);
}

const own = await openBrowser({ contexts: true });
try {
  const address = await until(/^操作画面: (http\S+)$/m);
  await until(/(B2発行済データ\.csv」を取り込みました)/);
  const context = await own.browser.newContext({ viewport: { width: 1180, height: 740 }, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: '表示しない' }).click();
  await page.goto(address);
  await picture(page, '1-today');

  await page.goto(`${address}tour`);
  await page.getByRole('button', { name: 'もう一度はじめから' }).click();
  await page.getByRole('button', { name: '見本をそのまま入れる' }).click();
  await page.getByText('手順 2 / 5').waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: /ツアーの注文/ }).waitFor({ timeout: 60_000 });
  await picture(page, '2-files');

  await page
    .locator('#tour')
    .getByRole('link', { name: /^受注 / })
    .click();
  await page.getByText('手順 3 / 5').waitFor();
  await picture(page, '3-hold');
  await page.getByRole('button', { name: '保留を解除する' }).click();
  await page.getByLabel(/確認した内容/).fill('お電話で確認');
  await page.getByRole('button', { name: '保留を解除する' }).click();
  await page.getByText('手順 4 / 5').waitFor();

  await page.goto(`${address}orders?state=ready`);
  const first = page.locator('tr[data-row] input[type="checkbox"]').first();
  await first.check();
  await picture(page, '4-orders');

  await page.goBack();
  await page.getByRole('button', { name: '連携', exact: true }).click();
  await page.getByRole('button', { name: '連携する' }).click();
  await page.getByText('手順 5 / 5').waitFor();
  const opened = context.waitForEvent('page');
  await page
    .locator('#tour')
    .getByRole('link', { name: /編集画面を開く/ })
    .click();
  const screen = await opened;
  await screen.waitForLoadState();
  await picture(screen, '5-b2');
  await screen.locator('#issue').click();
  await screen.frameLocator('#notified iframe').getByText('受け取りました').waitFor({ timeout: 60_000 });
  await page.getByText('お疲れさまでした').waitFor({ timeout: 60_000 });
  await page.reload();
  await page.locator('#tour').getByRole('button', { name: 'ツアーを終える' }).click();
  await page.goto(`${address}link-history`);
  await picture(page, '6-done');
} finally {
  await own.close();
  bridge.kill('SIGTERM');
  if (bridge.exitCode === null) await once(bridge, 'exit');
  rmSync(parent, { recursive: true, force: true });
}
