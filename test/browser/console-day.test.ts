import { afterAll, beforeAll, expect, test } from 'vitest';
import { aboutOrder } from '../../src/core/notices.ts';
import { samplesOf } from '../../src/flow/bridge/samples.ts';
import { watchInbox } from '../../src/flow/inbox/index.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';
import { type OwnBrowser, openBrowser } from '../support/browser.ts';
import { openTestConsole, type TestConsole } from '../support/console.ts';
import { browse } from '../support/console-browser.ts';
import { orderNo, pieces, row } from '../support/desk.ts';
import { sampleNotice } from '../support/store-samples.ts';

/*
 * A day at the shipping desk by the pages alone, with the lab's B2 Cloud: three files and a wrong one, a hold, a split, a notification that was
 * lost, a notice to Qoo10 that is sent again.
 */

let bench: B2Bench;
let ctx: Context;
let watch: Awaited<ReturnType<typeof watchInbox>>;
let operators: TestConsole;
let own: OwnBrowser;

beforeAll(async () => {
  bench = await b2Bench();
  const { config } = bench.ctx;
  const base = { ...config.shops.amazon!, issue: 'manual' as const };
  const shops = {
    amazon: base,
    sheet: { ...base, name: 'sheet', title: '受注シート', marketplace: '' },
    qoo10: { ...base, name: 'qoo10', title: 'Qoo10', marketplace: 'qoo10' },
  };
  ctx = { ...bench.ctx, config: { ...config, shops } };
  watch = await watchInbox(ctx, (incoming) => intakeFile(ctx, incoming));
  [operators, own] = await Promise.all([openTestConsole(ctx), openBrowser({ contexts: true })]);
});
afterAll(async () => {
  await own?.close();
  await operators?.close();
  await watch?.close();
  await bench?.close();
});

const upload = (name: string, bytes: Uint8Array) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) });

test('three files and a wrong one, a hold, a split, a lost notification, a Qoo10 re-send', async () => {
  const { orders } = samplesOf('2026-11-21');
  const sample = (name: string) => upload(name, orders.find((one) => one.name === name)!.bytes);
  const report = amazonReport([row(1, 1), row(2, 1, { 'ship-postal-code': '' }), row(3, 1, pieces(3))], 'utf-8');
  const files = [
    upload('Amazon注文.txt', Buffer.from(report)),
    sample('受注シート.csv'),
    sample('Qoo10_DeliveryManagement_detail.csv'),
    upload('店のメモ.csv', Buffer.from('今日の予定,担当\r\n棚卸し,山田\r\n')),
  ];
  await browse(own, {}, async (page) => {
    await page.goto(`${operators.address}files`);
    await page.getByLabel(/ファイルを選ぶか/).setInputFiles(files);
    await page.getByRole('button', { name: '受け取る' }).click();
    for (const { name } of files) await page.getByRole('link', { name, exact: true }).waitFor({ timeout: 60_000 });
    // The wrong one is told apart, and its report says what can be done with it.
    await page.getByRole('link', { name: '店のメモ.csv', exact: true }).click();
    await page.getByRole('link', { name: '読み方を試す・作る' }).waitFor();

    await page.goto(operators.address);
    await page.getByRole('link', { name: /郵便番号がない/ }).click();
    await page.getByRole('link', { name: orderNo(2) }).click();
    await page.getByRole('link', { name: '内容を修正する' }).first().click();
    await page.getByLabel('お届け先郵便番号').fill('100-0001');
    await page.getByLabel(/修正した理由/).fill('電話で確認');
    await page.getByRole('button', { name: '修正を保存する' }).click();
    await page.getByText('に直しました').waitFor();

    await page.goto(`${operators.address}orders?search=${orderNo(3)}`);
    await page.getByLabel(`${orderNo(3)} を選ぶ`).check();
    await page.getByRole('button', { name: '分割', exact: true }).click();
    await page.getByLabel(/個のうち/).fill('1');
    await page.getByRole('button', { name: '分割する' }).click();
    await page.getByText('変更しました').waitFor();

    await page.goto(`${operators.address}orders?state=ready`);
    await page.getByLabel(/この条件の受注すべて/).check();
    await page.getByRole('button', { name: '連携', exact: true }).click();
    await page.getByRole('button', { name: '連携する' }).click();
    const link = page.getByRole('link', { name: /B2クラウドの編集画面を開く/ }).first();
    const screen = await openScreen((await link.getAttribute('href')) ?? '');
    const { numbers } = await screen.print(undefined, false);
    expect(numbers.length).toBeGreaterThanOrEqual(4);
    expect((await ctx.store.shipments({ shop: 'amazon' })).map((one) => one.state)).toEqual(Array(4).fill('issuing'));

    await page.goto(`${operators.address}link-history`);
    await page.getByRole('button', { name: '番号を確かめる' }).first().click();
    await page.getByRole('region', { name: '操作の結果' }).or(page.locator('.results')).first().waitFor();
  });
  // Told by a file of their own: nothing is left to do.
  const shipped = await ctx.store.shipments({ shop: 'amazon' });
  expect(shipped.map((one) => [one.state, one.waybills.length])).toEqual(Array(4).fill(['closed', 1]));

  const [told] = await ctx.store.shipments({ shop: 'qoo10' });
  const number = told?.shipment.orderNumber ?? '';
  expect(number).not.toBe('');
  const id = 'a1'.repeat(32);
  const about = aboutOrder('qoo10', number);
  const failed = { id, shop: 'qoo10', orderNumber: number, about, kind: 'ship', state: 'failed' } as const;
  await ctx.store.write((tx) => tx.putNotices([sampleNotice({ ...failed, code: 'stopped-by-person', args: {} })]));
  await browse(own, { width: 390 }, async (page) => {
    await page.goto(`${operators.address}notices?state=failed`);
    await page.locator('input[name="id"]').first().check();
    await page.getByRole('button', { name: 'もう一度送る' }).first().click();
    await page.getByText('次の通知でもう一度送ります').waitFor();
  });
  expect((await ctx.store.notices({ states: ['due'] })).map((one) => one.orderNumber)).toContain(number);
}, 150_000);
