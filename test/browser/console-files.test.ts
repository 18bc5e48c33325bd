import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setStock } from '../../src/flow/desk/set-stock.ts';
import { watchInbox } from '../../src/flow/inbox/index.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { type OwnBrowser, openBrowser } from '../support/browser.ts';
import { openTestConsole, type TestConsole } from '../support/console.ts';
import { browse, checkLooks } from '../support/console-browser.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';

/* ファイル, 問題, 在庫 and ロボット in a real browser, with a bridge that watches the inbox. */

let desk: Desk;
let ctx: Context;
let watch: Awaited<ReturnType<typeof watchInbox>>;
let operators: TestConsole;
let own: OwnBrowser;

beforeAll(async () => {
  desk = await openDesk();
  const { config } = desk.ctx;
  const watching = { ...config.watch, quiet: 100 };
  ctx = { ...desk.ctx, config: { ...config, watch: watching, jobs: { amazon: { issue: { every: 600_000 } } } } };
  await desk.report([row(1, 1), row(2, 1, { 'ship-postal-code': '' }), row(3, 1, { 'recipient-name': '試験 𠮷次郎' })]);
  await issueShipments(ctx, {});
  await setStock(ctx, 'SKU-1', { to: 1 }, { actor: '山田', note: '棚卸し' });
  watch = await watchInbox(ctx, (incoming) => intakeFile(ctx, incoming));
  [operators, own] = await Promise.all([openTestConsole(ctx), openBrowser({ contexts: true })]);
});
afterAll(async () => {
  await own?.close();
  await operators?.close();
  await watch?.close();
  await desk?.close();
});

describe.each([
  ['with script', true],
  ['without script', false],
] as const)('%s', (_way, javaScriptEnabled) => {
  const no = javaScriptEnabled ? 10 : 20;

  test('ファイル: a file is sent in, taken, and its report read', async () => {
    const name = `注文-${no}.txt`;
    const bytes = Buffer.from(amazonReport([row(no, 1), row(no + 1, 1, { 'ship-postal-code': '' })], 'utf-8'));
    await browse(own, { javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}files`);
      await page.getByLabel(/ファイルを選ぶか/).setInputFiles({ name, mimeType: 'text/plain', buffer: bytes });
      await page.getByRole('button', { name: '受け取る' }).click();
      await page.getByText(`「${name}」を受け取りました`).waitFor();
      // With script the list tells by itself; without, whoever waits loads the page again.
      const link = page.getByRole('link', { name });
      if (javaScriptEnabled) await link.waitFor();
      else {
        const found = async () => {
          await page.reload();
          return link.count();
        };
        await expect.poll(found, { timeout: 30_000, interval: 300 }).toBe(1);
      }
      await link.click();
      await page.getByText('新しい注文 2件').waitFor();
      await page.getByText('お届け先の郵便番号がない').first().waitFor();
    });
    expect(await desk.states()).toContain(`${orderNo(no)}_1 ready`);
  });

  test('問題 leads to everything of one reason, and to the order', async () => {
    await browse(own, { javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}problems`);
      await page
        .locator('section.card', { hasText: '郵便番号がない' })
        .getByRole('link', { name: /まとめて見る/ })
        .click();
      await page.getByRole('link', { name: '修正する' }).first().click();
      await page.getByLabel('お届け先郵便番号').waitFor();
    });
  });

  test('在庫: a count is corrected with a reason', async () => {
    await browse(own, { javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}stock`);
      await page.getByRole('link', { name: 'SKU-1' }).click();
      await page.getByLabel('数', { exact: true }).fill(String(no));
      await page.getByLabel(/理由/).fill('数え直し');
      await page.getByRole('button', { name: '在庫数を直す' }).click();
      await page.getByText(`から ${no} に直しました`).waitFor();
    });
    expect((await ctx.store.stock(['SKU-1']))[0]?.onHand).toBe(no);
  });

  test('レイアウト試着: a file of an unknown form is mapped by pointing, tried and kept', async () => {
    const header = [
      '控え',
      'お届け先氏名',
      'お届け先郵便番号',
      'お届け先住所',
      'お届け先電話番号',
      '商品名',
      `数量${no}`,
    ];
    const line = ['K-1', '試験 花子', '100-0001', '東京都千代田区千代田1-1', '03-0000-0101', '湯呑み', '2'];
    const buffer = Buffer.from(`${header.join(',')}\r\n${line.join(',')}\r\n`);
    await browse(own, { javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}layouts`);
      await page.getByLabel(/試すファイル/).setInputFiles({ name: 'shop.csv', mimeType: 'text/csv', buffer });
      await page.getByRole('button', { name: '読んでみる' }).click();
      await page.getByRole('link', { name: '列を指して読み方を作る' }).click();
      await page.getByLabel('「控え」の項目').selectOption('order.number');
      await page.getByLabel(`「数量${no}」の項目`).selectOption('line.quantity');
      await page.getByRole('button', { name: '読んでみる' }).click();
      await page.getByText('1 行、受注 1 件、受付不可 0 件').waitFor();
      await page.getByText('湯呑み × 2').waitFor();
      if (javaScriptEnabled) await checkLooks(page);
      await page.getByLabel(/^名前/).fill(`own-${no}`);
      await page.getByRole('button', { name: '保存する' }).click();
      await page.getByText('検査の例とともに保存しました').waitFor();
    });
    expect(readFileSync(join(ctx.config.root, 'layouts', 'read', `own-${no}`, 'layout.yaml'), 'utf8')).toContain(
      '控え',
    );
  });

  test('ロボット: a job is run now, switched off and on', async () => {
    await browse(own, { javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}jobs`);
      await page.getByRole('button', { name: '今すぐ実行' }).click();
      await page.getByText(/送り状の発行（B2用ファイル）(を始めました|が終わりました)/).waitFor();
      await page.getByText('止める', { exact: true }).first().click();
      await page.getByLabel(/止める理由/).fill('棚卸し');
      await page.getByRole('button', { name: '止める' }).click();
      await page.getByText('「棚卸し」').waitFor();
      await page.getByRole('button', { name: '再開する' }).click();
      await page.getByText('再開しました').waitFor();
    });
  });
});

describe.each([1366, 390])('at a width of %i', (width) => {
  test('nothing is cut off, and axe-core calls nothing serious', async () => {
    const { rows } = await ctx.store.listDocuments({ direction: 'in' }, { limit: 1 });
    const document = `files/documents/${rows[0]?.hash}`;
    const paths = ['files', 'files?day=2026-11-01', 'files/documents', document, `${document}/replay`, 'files/written'];
    const report = `files/report?${new URLSearchParams({ day: '2026-11-21', where: '_done', name: '注文-10.txt' })}`;
    const more = ['layouts', 'layouts/check', 'rules/try', 'stock-map', 'stock-drift', 'stock-sets'];
    await browse(own, { width }, async (page) => {
      for (const path of [
        ...paths,
        report,
        'problems',
        'problems/postal-missing',
        'jobs',
        'stock',
        'stock/SKU-1',
        ...more,
      ]) {
        const answer = await page.goto(operators.address + path);
        expect([path, answer?.status()]).toEqual([path, 200]);
        await checkLooks(page);
      }
    });
  });
});

test('an original comes down as a file', async () => {
  await browse(own, {}, async (page) => {
    await page.goto(`${operators.address}files/documents`);
    await page.getByRole('link', { name: '注文-10.txt' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'ダウンロード' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('注文-10.txt');
  });
});
