import type { Notice, NoticeKind, Outcome } from '../../connectors/contract.ts';
import type { StoredNotice } from '../../store/types.ts';
import { type NoticeRun, recordOutcomes } from './record-outcomes.ts';

/** Notices that go out in one committed batch: small enough that a crash leaves few doubts. */
const batch = 10;

/**
 * Sends what was reserved long enough ago. Each batch is committed as `sending` before the first call: after a crash these
 * are doubts, to be looked into, and never simply sent again. Orders cancelled in the meantime are not sent, and said.
 */
export async function sendDue(run: NoticeRun): Promise<void> {
  const { ctx, shop, link } = run;
  for (;;) {
    const now = ctx.now().toString();
    const due = (await ctx.store.notices({ shop: shop.name, states: ['due'] })).filter((one) =>
      earlier(one.notBefore, now),
    );
    const kind = due[0]?.kind as NoticeKind | undefined;
    const tell = kind && link.connection.tell?.[kind];
    if (!kind || !tell) return;
    const same = due.filter((one) => one.kind === kind);
    const bulkFrom = link.connection.bulkFrom?.[kind] ?? Number.POSITIVE_INFINITY;
    const chosen = same.length >= bulkFrom ? same : same.slice(0, batch);
    const sending = await claim(run, chosen);
    if (sending.length === 0) continue;
    ctx.at('notify:sending');
    let outcomes: readonly Outcome[];
    try {
      outcomes = await tell(sending.map((one): Notice => ({ ...(one.body as Omit<Notice, 'id'>), id: one.id })));
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
    await recordOutcomes(run, sending, outcomes);
    if (run.halted) return;
  }
}

/** Commits the intent. Only those that are still due: another process, or a cancellation, may have come first. */
async function claim(run: NoticeRun, chosen: readonly StoredNotice[]): Promise<StoredNotice[]> {
  const { ctx, shop } = run;
  const at = ctx.now().toString();
  return ctx.store.write(async (tx) => {
    const now = new Map((await tx.notices({ ids: chosen.map((one) => one.id) })).map((one) => [one.id, one]));
    const due = chosen.filter((one) => now.get(one.id)?.state === 'due');
    const numbers = [...new Set(due.map((one) => one.orderNumber))];
    const orders = numbers.length === 0 ? [] : await tx.orders({ shop: shop.name, numbers });
    const cancelled = new Set(orders.filter((one) => one.order.cancelled).map((one) => one.order.number));
    const dropped = due.filter((one) => cancelled.has(one.orderNumber));
    const sending = due
      .filter((one) => !cancelled.has(one.orderNumber))
      .map((one): StoredNotice => ({ ...one, state: 'sending', at }));
    for (const one of dropped) run.items.push({ key: one.orderNumber, kind: 'fix', code: 'notice-order-cancelled' });
    await tx.putNotices([
      ...sending,
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
    return sending;
  });
}

/** Instants as ISO text may differ in their fractions: compared as instants. */
export function earlier(a: string, b: string): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) <= 0;
}
