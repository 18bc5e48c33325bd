import type { NoticeKind } from '../../core/notices.ts';
import { withLeases } from '../leases/index.ts';
import type { Context, RunResult } from '../types.ts';
import { collectResults } from './collect.ts';
import { kindsOf } from './kinds.ts';
import { lookAfter } from './look.ts';
import type { NoticeRun } from './notice-run.ts';
import { reserve } from './reserve.ts';
import { sendDue } from './send.ts';
import { tellFailures } from './tell-failures.ts';

export { requestNotices } from './request.ts';

export interface NotifyRequest {
  /** Kinds to send; left out = all that are not switched off. A kind that another run is at is left to it. */
  readonly kinds?: readonly NoticeKind[];
  /** 全件の見直し: work out every order, not only those of which something happened. */
  readonly all?: boolean;
}

/**
 * One pass of notify 通知 over a shop: doubts are looked into, results are fetched, what became due is reserved, and what
 * was reserved long enough ago is sent. Everything is derived from the store: a lost trigger costs a delay.
 */
export async function notifyShop(
  ctx: Context,
  shopName: string,
  { kinds: asked, all = false }: NotifyRequest = {},
): Promise<RunResult> {
  const link = ctx.link?.(shopName);
  const shop = ctx.config.shops[shopName];
  if (!link || !shop) return { counts: {}, items: [], changed: false };
  const wanted = asked ?? kindsOf(ctx, shopName, link);
  return withLeases(ctx, shopName, wanted.map(leaseOf), async (held) => {
    const kinds = wanted.filter((kind) => held.includes(leaseOf(kind)));
    const run: NoticeRun = { ctx, shop, link, kinds, counts: {}, items: [], halted: false };
    await lookAfter(run);
    if (!run.halted) await collectResults(run);
    await reserve(run, all);
    if (!run.halted) await sendDue(run);
    await tellFailures(run);
    return { counts: run.counts, items: run.items, changed: (run.counts.told ?? 0) > 0 };
  });
}

const leaseOf = (kind: NoticeKind): string => `notices:${kind}`;
