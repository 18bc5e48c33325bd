import { onceOnly } from '../../core/notices.ts';
import type { StoredNotice } from '../../store/types.ts';
import type { NoticeRun } from './notice-run.ts';
import { looks, recordOutcomes, unchanged } from './record-outcomes.ts';
import { earlier, noticeOf } from './send.ts';

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
  const doubts = (await ctx.store.notices({ shop: shop.name, states: ['unsure', 'sending'], kinds: run.kinds })).filter(
    (one) =>
      one.state === 'unsure' ? earlier(one.notBefore, text) : earlier(one.at, now.subtract(abandoned).toString()),
  );
  if (doubts.length === 0) return;
  const { look, repeatable = [] } = link.connection;
  const found = look ? await look(doubts.map(noticeOf)) : doubts.map(() => undefined);
  const settled: StoredNotice[] = [];
  const again: StoredNotice[] = [];
  const answers = doubts.flatMap((notice, index) => {
    const outcome = found[index];
    if (outcome) {
      settled.push(notice);
      return [outcome];
    }
    const isRepeatable = repeatable.includes(notice.kind) && !onceOnly.includes(notice.kind);
    again.push(afterLook(notice, text, now, isRepeatable));
    return [];
  });
  await ctx.store.writeShop(shop.name, async (tx) => {
    const same = await unchanged(tx, doubts);
    await tx.putNotices(again.filter((one) => same.has(one.id)));
  });
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
