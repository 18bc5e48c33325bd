import type { Context, RunResult } from '../types.ts';
import { takePages } from './take-pages.ts';

/** So far back, hours: longer than a marketplace was ever seen to hide an order after its time of change. */
const lookBack = 72;

/**
 * 取りこぼしの確認: searches the last days once more, by every time that the marketplace can be searched by, and takes in what no pull
 * ever gave (an order that became visible long after its time of change). Such orders are named. What is known leaves nothing behind.
 */
export async function sweepShop(ctx: Context, shopName: string): Promise<RunResult> {
  const pages = takePages(ctx, shopName, { onlyNews: true });
  const connection = ctx.link?.(shopName)?.connection;
  // Before the first pull has come to its end everything is new, and what was shipped already must stay out.
  if (!connection?.pullOrders || (await ctx.store.cursor(shopName, 'pull')) === '') return pages.result();
  const now = ctx.now();
  const from = now.subtract({ hours: lookBack }).toString();
  for (const by of connection.rangeBy ?? []) {
    const window = { cursor: '', from, to: now.toString(), by };
    if (await pages.search(connection.pullOrders(window))) break;
  }
  const found = new Set(pages.found);
  if (found.size > 0) pages.counts.found = found.size;
  for (const number of found) pages.items.push({ key: number, kind: 'done', code: 'found-by-sweep' });
  return pages.result();
}
