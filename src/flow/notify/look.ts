import type { Notice, NoticeKind } from '../../connectors/contract.ts';
import type { StoredNotice } from '../../store/types.ts';
import { looks, type NoticeRun, recordOutcomes } from './record-outcomes.ts';
import { earlier } from './send.ts';

/** A notice that is `sending` although nobody sends it (the process ended): a doubt after this long. */
const abandoned = { minutes: 1 };

/**
 * Looks into doubts: a lost answer, or a process that ended while it was sending. Found = told. Not found after the looks:
 * told again only where the other side documents that this is an edit; otherwise a person decides.
 */
export async function lookAfter(run: NoticeRun): Promise<void> {
  const { ctx, shop, link } = run;
  const now = ctx.now();
  const text = now.toString();
  const doubts = (await ctx.store.notices({ shop: shop.name, states: ['unsure', 'sending'] })).filter((one) =>
    one.state === 'unsure' ? earlier(one.notBefore, text) : earlier(one.at, now.subtract(abandoned).toString()),
  );
  if (doubts.length === 0) return;
  const { look, repeatable = [] } = link.connection;
  const found = look
    ? await look(doubts.map((one): Notice => ({ ...(one.body as Omit<Notice, 'id'>), id: one.id })))
    : doubts.map(() => undefined);
  const settled: StoredNotice[] = [];
  const again: StoredNotice[] = [];
  const answers = doubts.flatMap((notice, index) => {
    const outcome = found[index];
    if (outcome) {
      settled.push(notice);
      return [outcome];
    }
    again.push(afterLook(notice, text, now, repeatable.includes(notice.kind as NoticeKind)));
    return [];
  });
  await ctx.store.write((tx) => tx.putNotices(again));
  run.counts.looked = doubts.length;
  if (settled.length > 0) await recordOutcomes(run, settled, answers);
}

/** Not found: the next look, then again where that is harmless, then a person. */
function afterLook(notice: StoredNotice, at: string, now: Temporal.Instant, repeatable: boolean): StoredNotice {
  const looked = notice.state === 'unsure' ? notice.attempts + 1 : 1;
  if (repeatable && looked >= 2)
    return { ...notice, state: 'due', attempts: 0, notBefore: at, code: 'notice-not-found', at };
  const wait = looks[looked];
  if (wait === undefined) return { ...notice, state: 'failed', attempts: looked, code: 'notice-not-found', at };
  return { ...notice, state: 'unsure', attempts: looked, notBefore: now.add({ milliseconds: wait }).toString(), at };
}
