import type { StoredNotice } from '../../store/types.ts';
import { failureMails } from '../mail/index.ts';
import type { NoticeRun } from './notice-run.ts';

const job = 'notify:failures';

/** Up to where staff were told: the last instant, and which notices of that very instant. */
interface Mailed {
  readonly at: string;
  readonly ids: readonly string[];
}

/**
 * One mail for all notices that were refused, or given up on, since the last mail (A7). Derived from the store, so that a
 * pass that ends early only delays it.
 */
export async function tellFailures({ ctx, shop }: NoticeRun): Promise<void> {
  await ctx.store.write(async (tx) => {
    const text = await tx.cursor(shop.name, job);
    const mailed = text === '' ? undefined : (JSON.parse(text) as Mailed);
    const isNew = ({ at, id }: StoredNotice) => {
      if (!mailed) return true;
      const order = Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(mailed.at));
      return order > 0 || (order === 0 && !mailed.ids.includes(id));
    };
    const failed = (await tx.notices({ shop: shop.name, states: ['failed', 'asking'] })).filter(isNew);
    if (failed.length === 0) return;
    const at = ctx.now().toString();
    await tx.putMails(failureMails(ctx, shop, failed, undefined, at));
    const last = failed.map((one) => one.at).reduce((a, b) => (isLater(b, a) ? b : a));
    const ids = failed.filter((one) => !isLater(last, one.at)).map((one) => one.id);
    const same = mailed && !isLater(last, mailed.at) ? mailed.ids : [];
    await tx.setCursor(shop.name, job, JSON.stringify({ at: last, ids: [...same, ...ids] } satisfies Mailed), at);
  });
}

const isLater = (a: string, b: string) =>
  Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) > 0;
