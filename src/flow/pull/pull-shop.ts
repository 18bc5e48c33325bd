import type { Page } from '../../connectors/contract.ts';
import type { Context, RunResult } from '../types.ts';
import { sayOutage } from './after-outage.ts';
import { readOrdersWithoutPermission } from './orders-without-permission.ts';
import { awayFor, notePull } from './pull-trouble.ts';
import { sweepShop } from './sweep-shop.ts';
import { takePages } from './take-pages.ts';

/** First run: so far back (hours). Differential runs go on from the cursor with the connector's own overlap. */
const firstLookBack = 7 * 24;

/**
 * 取得: fetches a shop's orders page by page, oldest first. Each page is stored as it came and taken in like a dropped file;
 * the cursor moves in the same transaction, so a kill loses no page and skips none.
 */
export async function pullShop(ctx: Context, shopName: string): Promise<RunResult> {
  const pages = takePages(ctx, shopName);
  const connection = ctx.link?.(shopName)?.connection;
  const pull = connection?.pullOrders;
  if (!pull) return pages.result();
  const away = await awayFor(ctx, shopName);
  const cursor = await ctx.store.cursor(shopName, 'pull');
  const from = cursor === '' ? await beginning(ctx, shopName) : '';
  const advance = (page: Page) => ({ shop: shopName, job: 'pull', cursor: page.cursor });
  const failed =
    (await pages.search(pull({ cursor, from }), advance)) ??
    (await readOrdersWithoutPermission(ctx, shopName, (found) => pages.search(found)));
  // As long as the marketplace does not answer, that is what is said.
  if (away > 0 && !failed) pages.items.unshift(...sayOutage(ctx, shopName, connection, away));
  const isBack = await notePull(ctx, shopName, failed);
  // What the marketplace hid while it, or we, were away may never come by a differential pull.
  if (isBack && ctx.config.jobs[shopName]?.sweep) return joined(await pages.result(), await sweepShop(ctx, shopName));
  return pages.result();
}

/** Two results of one run as one. */
function joined(one: RunResult, other: RunResult): RunResult {
  const counts: Record<string, number> = { ...one.counts };
  for (const [name, count] of Object.entries(other.counts)) counts[name] = (counts[name] ?? 0) + count;
  return { counts, items: [...one.items, ...other.items], changed: one.changed || other.changed };
}

/**
 * Where a shop's first pull begins. Kept from the first try on: as long as no page came (nothing sold, wrong key) the window
 * must not move on and leave orders behind.
 */
async function beginning(ctx: Context, shop: string): Promise<string> {
  const kept = await ctx.store.cursor(shop, 'pull:from');
  if (kept !== '') return kept;
  const now = ctx.now();
  const from = now.subtract({ hours: firstLookBack }).toString();
  await ctx.store.write((tx) => tx.setCursor(shop, 'pull:from', from, now.toString()));
  return from;
}
