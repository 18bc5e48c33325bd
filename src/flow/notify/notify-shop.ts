import type { StoredNotice } from '../../store/types.ts';
import type { Context, RunResult } from '../types.ts';
import { collectResults } from './collect.ts';
import { lookAfter } from './look.ts';
import type { NoticeRun } from './record-outcomes.ts';
import { reserve } from './reserve.ts';
import { sendDue } from './send.ts';
import { tellFailures } from './tell-failures.ts';

export { requestNotices } from './request.ts';

/**
 * One pass of notify 通知 over a shop: doubts are looked into, results are fetched, what became due is reserved, and what
 * was reserved long enough ago is sent. Everything is derived from the store: a lost trigger costs a delay.
 */
export async function notifyShop(ctx: Context, shopName: string): Promise<RunResult> {
  const link = ctx.link?.(shopName);
  const shop = ctx.config.shops[shopName];
  if (!link || !shop) return { counts: {}, items: [], changed: false };
  const run: NoticeRun = { ctx, shop, link, counts: {}, items: [], halted: false };
  await lookAfter(run);
  if (!run.halted) await collectResults(run);
  await reserve(run);
  if (!run.halted) await sendDue(run);
  await tellFailures(run);
  return { counts: run.counts, items: run.items, changed: (run.counts.told ?? 0) > 0 };
}

/** Notices of a shop as operators see them (連携履歴), newest last. */
export function noticesOf(ctx: Context, shop: string, orderNumbers?: readonly string[]): Promise<StoredNotice[]> {
  return ctx.store.notices({ shop, ...(orderNumbers && { orderNumbers }) });
}
