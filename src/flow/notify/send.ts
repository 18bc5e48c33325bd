import type { Notice, Outcome } from '../../connectors/contract.ts';
import { type NoticeKind, noticeKinds, toldByHand } from '../../core/notices.ts';
import type { Reads, StoredNotice } from '../../store/types.ts';
import type { NoticeRun } from './notice-run.ts';
import { recordOutcomes } from './record-outcomes.ts';
import { reserveAfter } from './reserve.ts';

/** Notices that go out in one committed batch: small enough that a crash leaves few doubts. */
const batch = 10;
/** What follows from what was told (完了) is worked out for so many orders at once: a pass may last for hours. */
const followEvery = 200;

/**
 * Sends what was reserved long enough ago. Each batch is committed as `sending` before the first call: after a crash these
 * are doubts, to be looked into, and never simply sent again. Orders cancelled in the meantime are not sent, and said.
 */
export async function sendDue(run: NoticeRun): Promise<void> {
  // In the order of an order's life, so that what one kind waits for goes first.
  for (const kind of noticeKinds) {
    if (run.kinds.includes(kind)) await reserveAfter(run, await sendKind(run, kind));
    if (run.halted) return;
  }
}

/** Gives the orders of which something was told and what follows from it is not worked out yet. */
async function sendKind(run: NoticeRun, kind: NoticeKind): Promise<readonly string[]> {
  const { ctx, shop, link } = run;
  const { connection } = link;
  // Each kind's function takes what its policy made of that kind.
  const tell = connection.tell?.[kind] as ((notices: readonly Notice[]) => Promise<readonly Outcome[]>) | undefined;
  if (!tell) return [];
  const told = new Set<string>();
  let free: StoredNotice[] = [];
  let done = 0;
  for (;;) {
    if (ctx.isStopped?.()) {
      run.halted = true;
      run.items.push({ key: shop.name, kind: 'retry', code: 'stopped-by-person' });
      return [...told];
    }
    // Read anew only when all of them went: thousands may wait, and `claim` looks at each of them again.
    if (free.length === 0) {
      const now = ctx.now().toString();
      const all = await ctx.store.notices({ shop: shop.name, states: ['due'], kinds: [kind] });
      const due = all.filter((one) => earlier(one.notBefore, now));
      free = await withoutWaiting(ctx.store, due);
      if (free.length === 0) {
        run.counts.waiting = (run.counts.waiting ?? 0) + due.length;
        return [...told];
      }
    }
    const bulkFrom = connection.bulkFrom?.[kind] ?? Number.POSITIVE_INFINITY;
    const chosen = free.length >= bulkFrom ? free : free.slice(0, batch);
    free = free.slice(chosen.length);
    const sending = await claim(run, chosen);
    if (sending.length === 0) continue;
    ctx.at('notify:sending');
    let outcomes: readonly Outcome[];
    try {
      outcomes = await tell(sending.map(noticeOf));
    } catch (error) {
      // A connector classifies; what it throws is a bug, and what it did is not known.
      await recordOutcomes(
        run,
        sending,
        sending.map(() => ({ kind: 'unsure', code: 'notice-unclear' })),
      );
      throw error;
    }
    ctx.at('notify:sent');
    for (const order of await recordOutcomes(run, sending, outcomes)) told.add(order);
    done += sending.length;
    ctx.onProgress?.({ what: 'notices', done, total: done + free.length });
    if (run.halted) return [...told];
    if (told.size < followEvery) continue;
    await reserveAfter(run, [...told]);
    told.clear();
  }
}

/** Commits the intent. Only those that are still due: another process, or a cancellation, may have come first. */
async function claim(run: NoticeRun, chosen: readonly StoredNotice[]): Promise<StoredNotice[]> {
  const { ctx, shop } = run;
  const at = ctx.now().toString();
  const { sending, dropped } = await ctx.store.writeShop(shop.name, async (tx) => {
    const now = new Map((await tx.notices({ ids: chosen.map((one) => one.id) })).map((one) => [one.id, one]));
    const still = chosen.filter((one) => now.get(one.id)?.state === 'due').map((one) => now.get(one.id)!);
    const due = await withoutWaiting(tx, still);
    const numbers = [...new Set(due.map((one) => one.orderNumber))];
    const orders = numbers.length === 0 ? [] : await tx.orders({ shop: shop.name, numbers });
    const cancelled = new Set(orders.filter((one) => one.order.cancelled).map((one) => one.order.number));
    // Of an order that is cancelled nothing is told; what would have sent goods or taken money is said.
    const late = due.filter((one) => cancelled.has(one.orderNumber));
    const dropped = late.filter((one) => one.kind === 'ship' || one.kind === 'capture');
    const silent = late.filter((one) => !dropped.includes(one));
    const sending = due
      .filter((one) => !cancelled.has(one.orderNumber))
      .map((one): StoredNotice => ({ ...one, state: 'sending', at }));
    await tx.putNotices([
      ...sending,
      ...silent.map((one): StoredNotice => ({ ...one, state: 'withdrawn', at })),
      ...dropped.map(
        (one): StoredNotice => ({
          ...one,
          state: 'failed',
          code: 'notice-order-cancelled',
          args: { order: one.orderNumber },
          at,
        }),
      ),
    ]);
    return { sending, dropped };
  });
  for (const one of dropped) run.items.push({ key: one.orderNumber, kind: 'fix', code: 'notice-order-cancelled' });
  return sending;
}

/** Those whose turn has come: everything that must be told before them was. */
async function withoutWaiting(reads: Pick<Reads, 'told'>, due: readonly StoredNotice[]): Promise<StoredNotice[]> {
  const abouts = [...new Set(due.flatMap((one) => one.waitsFor.map(({ about }) => about)))];
  const told = new Map((await reads.told(abouts)).map((one) => [`${one.kind} ${one.about}`, one.contentHash]));
  return due.filter((one) =>
    one.waitsFor.every(({ about, kind, contentHash }) => {
      const hash = told.get(`${kind} ${about}`);
      return hash !== undefined && (contentHash === null || hash === contentHash || hash === toldByHand);
    }),
  );
}

/** A stored notice as the connector gets it. */
export function noticeOf({ id, body, parts }: StoredNotice): Notice {
  const partsDone = parts.filter((part) => part.kind === 'done').map((part) => part.key);
  return { ...(body as Omit<Notice, 'id'>), id, ...(partsDone.length > 0 && { partsDone }) };
}

/** Instants as ISO text may differ in their fractions: compared as instants. */
export function earlier(a: string, b: string): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) <= 0;
}
