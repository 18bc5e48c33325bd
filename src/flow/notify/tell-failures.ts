import type { Reads, StoredNotice } from '../../store/types.ts';
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
  // Asked outside first: a pass without news keeps nobody from writing.
  if ((await newFailures(ctx.store, shop.name)).failed.length === 0) return;
  await ctx.store.write(async (tx) => {
    const { mailed, failed } = await newFailures(tx, shop.name);
    if (failed.length === 0) return;
    const at = ctx.now().toString();
    await tx.putMails(failureMails(ctx, shop, failed, undefined, at));
    const last = failed.map((one) => one.at).reduce((a, b) => (isLater(b, a) ? b : a));
    const ids = failed.filter((one) => !isLater(last, one.at)).map((one) => one.id);
    const same = mailed && !isLater(last, mailed.at) ? mailed.ids : [];
    await tx.setCursor(shop.name, job, JSON.stringify({ at: last, ids: [...same, ...ids] } satisfies Mailed), at);
  });
}

/** Notices that were refused, or ask for a person, since the last mail; older ones are not read. */
async function newFailures(
  reads: Pick<Reads, 'cursor' | 'notices'>,
  shop: string,
): Promise<{ mailed: Mailed | undefined; failed: StoredNotice[] }> {
  const text = await reads.cursor(shop, job);
  const mailed = text === '' ? undefined : (JSON.parse(text) as Mailed);
  // Without its fractions and ending the text stands before every instant of that second.
  const since = mailed && Temporal.Instant.from(mailed.at).toString({ smallestUnit: 'second' }).replace('Z', '');
  const found = await reads.notices({ shop, states: ['failed', 'asking'], ...(since && { since }) });
  const isNew = ({ at, id }: StoredNotice) => {
    if (!mailed) return true;
    const order = Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(mailed.at));
    return order > 0 || (order === 0 && !mailed.ids.includes(id));
  };
  return { mailed, failed: found.filter(isNew) };
}

const isLater = (a: string, b: string) =>
  Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) > 0;
