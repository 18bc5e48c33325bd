import type { Context, RunResult } from '../types.ts';
import { readOrdersWithoutPermission } from './orders-without-permission.ts';
import { notePull } from './pull-trouble.ts';
import { takePages } from './take-pages.ts';

/** First run: so far back (hours). Differential runs go on from the cursor with the connector's own overlap. */
const firstLookBack = 7 * 24;

export interface PullRange {
  /** ISO instants; given = a range by hand, the cursor stays where it is. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * 取得: fetches a shop's orders page by page, oldest first. Each page is stored as it came and taken in like a dropped file;
 * the cursor moves in the same transaction, so a kill loses no page and skips none.
 */
export async function pullShop(ctx: Context, shopName: string, range: PullRange = {}): Promise<RunResult> {
  const pages = takePages(ctx, shopName);
  const pull = ctx.link?.(shopName)?.connection.pullOrders;
  if (!pull) return pages.result();
  const byHand = range.from !== undefined;
  const cursor = byHand ? '' : await ctx.store.cursor(shopName, 'pull');
  const from = range.from ?? (cursor === '' ? await beginning(ctx, shopName) : '');
  const failed = await pages.attempt(async () => {
    for await (const page of pull({ cursor, from, ...(range.to && { to: range.to }) })) {
      await pages.take(page, byHand ? undefined : { shop: shopName, job: 'pull', cursor: page.cursor });
    }
    if (!byHand) await readOrdersWithoutPermission(ctx, shopName, pages.take);
  });
  await notePull(ctx, shopName, failed);
  return pages.result();
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
