import type { Outcome } from '../../connectors/contract.ts';
import { isAboutOrder } from '../../core/notices.ts';
import type { JournalEntry, NoticePart, Reads, StoredNotice, ToldNotice } from '../../store/types.ts';
import { isSaidAlready, runItem, wasNoTry } from '../jobs/index.ts';
import { whenBack } from '../leases/index.ts';
import { doubtMails, failureMails } from '../mail/index.ts';
import type { RunResult } from '../types.ts';
import type { NoticeRun } from './notice-run.ts';

/** Tries of one notice before a person is asked. */
const maxAttempts = 8;
/** First wait after a refused call, ms; doubles with each try, at most an hour, plus up to a quarter of jitter. */
const firstWait = 30_000;
/** When to look after a doubt: 1, 3, 10 and 30 minutes. */
export const looks = [1, 3, 10, 30].map((minutes) => minutes * 60_000);

/** Notices that are written down in one transaction. */
const atOnce = 200;

/**
 * Writes down what the other side did with each notice: told, to be tried again, refused (a mail goes out), not known (looked into
 * later, never simply sent again), or a shop that must stand still. Gives the orders of which something was told.
 */
export async function recordOutcomes(
  run: NoticeRun,
  notices: readonly StoredNotice[],
  outcomes: readonly Outcome[],
): Promise<string[]> {
  const told: string[] = [];
  for (let from = 0; from < notices.length; from += atOnce)
    told.push(...(await recordSome(run, notices.slice(from, from + atOnce), outcomes.slice(from, from + atOnce))));
  return told;
}

async function recordSome(
  run: NoticeRun,
  notices: readonly StoredNotice[],
  outcomes: readonly Outcome[],
): Promise<string[]> {
  const { ctx, shop } = run;
  const now = ctx.now();
  const at = now.toString();
  const changed = notices.map((notice, index): StoredNotice => {
    const outcome = outcomes[index] ?? { kind: 'unsure', code: 'outcome-missing' };
    run.counts[outcome.kind] = (run.counts[outcome.kind] ?? 0) + 1;
    if (!isSaidAlready(run.items, outcome)) run.items.push(...itemsOf(notice.orderNumber, outcome));
    const parts = withParts(notice.parts, outcome.parts);
    const base = { ...notice, code: outcome.code, args: outcome.args ?? {}, parts, at };
    const later = (ms: number) => now.add({ milliseconds: Math.round(ms) }).toString();
    switch (outcome.kind) {
      case 'done':
        return { ...base, state: 'told' };
      case 'pending':
        return {
          ...base,
          state: 'pending',
          handle: outcome.handle ?? notice.handle,
          notBefore: later(60_000),
          attempts: 0,
        };
      case 'retry':
        // The run of calls was broken off before this one, or the shop is closed: it was no try.
        if (wasNoTry(outcome)) return { ...base, state: 'due', notBefore: later(firstWait) };
        return notice.attempts + 1 >= maxAttempts
          ? { ...base, state: 'failed' }
          : {
              ...base,
              state: 'due',
              attempts: notice.attempts + 1,
              // A delay of the server is the least: half a second, eight times, would park a notice within a short storm.
              notBefore: later(Math.max(outcome.afterMs ?? 0, backoff(notice))),
            };
      case 'unsure':
        return { ...base, state: 'unsure', attempts: 0, notBefore: later(looks[0]!) };
      case 'halt':
        return { ...base, state: 'due', notBefore: later(60_000) };
      default:
        return { ...base, state: 'failed' };
    }
  });
  const told = changed.filter((one) => one.state === 'told');
  run.counts.told = (run.counts.told ?? 0) + told.length;
  const halt = outcomes.find((one) => one.kind === 'halt');
  if (halt || outcomes.some((one) => wasNoTry(one))) run.halted = true;
  // What the other side answered is known only here.
  await whenBack(ctx, () =>
    ctx.store.writeShop(shop.name, async (tx) => {
      const same = await unchanged(tx, notices);
      const news = changed.filter((one) => same.has(one.id) || one.state === 'told');
      await tx.putNotices(news);
      await tx.addJournal(news.map((notice) => entry(notice, at)));
      // Remembered by content. It marks the order: should the process end here, the next pass works out what follows.
      await tx.setTold(told.map(({ about, kind, contentHash }): ToldNotice => ({ about, kind, contentHash, at })));
      if (halt) await tx.putHalt({ shop: shop.name, code: halt.code, args: halt.args ?? {}, at });
      await tx.putMails([...failureMails(ctx, shop, [], halt, at), ...doubtMails(ctx, shop, news, now)]);
    }),
  );
  return [...new Set(told.map((one) => one.orderNumber))];
}

/** Deterministic jitter from the id, so that many notices do not come back at the same moment. */
function backoff(notice: StoredNotice): number {
  const wait = Math.min(3_600_000, firstWait * 2 ** notice.attempts);
  return wait * (1 + Number.parseInt(notice.id.slice(0, 2), 16) / 1024);
}

function entry({ shop, orderNumber, about, kind, state, code, id }: StoredNotice, at: string): JournalEntry {
  const shipment = isAboutOrder(about) ? '' : about;
  const details = { notice: id, code, ...(kind !== 'ship' && { kind }) };
  return { at, actor: 'notify', what: `notice-${state}`, shop, orderNumber, shipment, details };
}

/** Ids of those that nobody else changed since they were read. */
export async function unchanged(
  tx: Pick<Reads, 'notices'>,
  notices: readonly StoredNotice[],
): Promise<ReadonlySet<string>> {
  const now = new Map((await tx.notices({ ids: notices.map((one) => one.id) })).map((one) => [one.id, one]));
  const same = notices.filter((one) => {
    const stored = now.get(one.id);
    return stored?.state === one.state && stored.at === one.at;
  });
  return new Set(same.map((one) => one.id));
}

/** What became of each part stands for itself in the history; of one that went as a whole, the whole. */
function itemsOf(order: string, outcome: Outcome): RunResult['items'][number][] {
  if (!outcome.parts || outcome.parts.length === 0) return [runItem(order, outcome)];
  return outcome.parts.map((part) => runItem(`${order} ${part.key}`, part));
}

/** What is known of the parts of a notice after one more try. */
function withParts(before: readonly NoticePart[], now: Outcome['parts']): readonly NoticePart[] {
  if (!now) return before;
  return [...new Map([...before, ...now].map((part) => [part.key, part])).values()];
}
