import { afterEach, expect, test } from 'vitest';
import type { JobName } from '../../src/core/jobs.ts';
import { jobTitle } from '../../src/core/sentences/jobs.ts';
import type { Context } from '../../src/flow/types.ts';
import { openScreen } from '../support/b2-screen.ts';
import { openBrowser } from '../support/browser.ts';
import { openTestConsole } from '../support/console.ts';
import { browse, checkLooks } from '../support/console-browser.ts';
import { openEcforce } from '../support/ecforce-shop.ts';
import type { ShopInLab } from '../support/shop-in-lab.ts';
import { openShopserve } from '../support/shopserve-shop.ts';

/*
 * shopserve and ecforce by the pages alone, against the lab: their orders come in, one stands still and is cleared, they are handed over, and
 * the marketplace hears of it; its own lists say so.
 */

interface Case {
  readonly jobs: readonly JobName[];
  /** What is told beside the number, in the order in which it goes. */
  readonly tell: readonly JobName[];
  open(): Promise<ShopInLab>;
  /** Somebody orders, once as usual and once with a wish in words; gives the numbers. */
  place(shop: ShopInLab): Promise<readonly [string, string]>;
  /** Does the marketplace know that these were shipped? */
  knows(shop: ShopInLab): Promise<readonly boolean[]>;
}

const wish = '不在のときは宅配ボックスへ入れてください';
/** What buyers write stands still until somebody has read it. */
const careful = { switches: { remarks: 'hold' } } as const;
const rowsOf = async (shop: ShopInLab) => (await shop.holdings()).orders as unknown as Record<string, unknown>[];

const cases: Readonly<Record<string, Case>> = {
  shopserve: {
    jobs: ['pull', 'acknowledge', 'capture', 'ship'],
    tell: ['acknowledge', 'capture', 'capture', 'ship'],
    open: () => openShopserve({ b2: true, shop: careful }),
    async place(shop) {
      const made = async (args: Record<string, string>) =>
        ((await shop.change('place-order', args)) as { orderNo: string }).orderNo;
      return [await made({}), await made({ note: wish })];
    },
    knows: async (shop) => (await rowsOf(shop)).map((one) => one.isShipped === true),
  },
  ecforce: {
    jobs: ['pull', 'acknowledge', 'ship', 'complete'],
    tell: ['acknowledge', 'ship', 'complete'],
    open: () => openEcforce({ b2: true, shop: careful, at: '2026-11-16T03:00:00Z' }),
    async place(shop) {
      const made = async (args: Record<string, string>) =>
        ((await shop.change('place-order', { lines: 'EC-SERUM', ...args })) as { number: string }).number;
      return [await made({}), await made({ remark: wish })];
    },
    knows: async (shop) => (await rowsOf(shop)).map((one) => one.state === 'shipped'),
  },
};

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test.each(Object.entries(cases))(
  '%s: in, held, cleared, 連携, told',
  async (_name, { jobs, tell, open, ...one }) => {
    const shop = await open();
    ends.push(shop.close);
    const own = await openBrowser({ contexts: true });
    ends.push(own.close);
    const config = { ...shop.ctx.config, jobs: { [shop.shop]: Object.fromEntries(jobs.map((job) => [job, {}])) } };
    const ctx: Context = { ...shop.ctx, config };
    const operators = await openTestConsole(ctx);
    ends.push(operators.close);
    const [usual, wished] = await one.place(shop);
    shop.minutes(1);
    const states = async () =>
      Object.fromEntries(
        (await ctx.store.shipments({ shop: shop.shop })).map((each) => [each.shipment.orderNumber, each.state]),
      );

    await browse(own, {}, async (page) => {
      const runNow = async (job: JobName) => {
        await page.goto(`${operators.address}jobs`);
        const row = page.locator('tr', { has: page.getByRole('rowheader', { name: jobTitle(job), exact: true }) });
        await row.getByRole('button', { name: '今すぐ実行' }).click();
        await page.locator('.results').waitFor();
        expect([job, await page.locator('.results .result.wrong').allTextContents()]).toEqual([job, []]);
      };
      await runNow('pull');
      expect(await states()).toEqual({ [usual]: 'ready', [wished]: 'held' });

      await page.goto(`${operators.address}orders?state=held`);
      await page.getByRole('link', { name: wished }).click();
      await page.getByText(wish).first().waitFor();
      await page.getByRole('button', { name: '保留を解除する' }).click();
      await page.getByLabel(/確認した内容/).fill('このまま発送してよい');
      await page.getByRole('button', { name: '保留を解除する' }).click();
      await page.getByText(/解除しました/).waitFor();

      await page.goto(`${operators.address}orders?state=ready`);
      await page.getByLabel(/この条件の受注すべて/).check();
      await page.getByRole('button', { name: '連携', exact: true }).click();
      await page.getByRole('button', { name: '連携する' }).click();
      const link = page.getByRole('link', { name: /B2クラウドの編集画面を開く/ }).first();
      const screen = await openScreen((await link.getAttribute('href')) ?? '');
      expect((await screen.print(undefined, false)).numbers.length).toBe(2);
      await page.goto(`${operators.address}link-history`);
      await page.getByRole('button', { name: '番号を確かめる' }).first().click();
      await page.locator('.results').waitFor();

      for (const job of tell) {
        await runNow(job);
        shop.minutes(12);
      }
      // Its own list: every kind that it is told, and none that failed.
      await page.goto(`${operators.address}notices/shop/${shop.shop}`);
      await checkLooks(page);
      const kinds = page.locator('tr[data-row]');
      const titles = await kinds.locator('th').allTextContents();
      for (const job of tell) expect(titles).toEqual(expect.arrayContaining([expect.stringContaining(jobTitle(job))]));
      const failed = await kinds.locator('td[data-label="失敗・指示待ち"]').allTextContents();
      expect(failed).toEqual(titles.map(() => '0'));
      await page.goto(`${operators.address}notices?shop=${shop.shop}&state=told`);
      await page.getByRole('link', { name: usual }).first().waitFor();
    });
    expect(await one.knows(shop)).toEqual([true, true]);
  },
  150_000,
);
