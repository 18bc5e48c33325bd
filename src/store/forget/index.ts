import { orderReads } from '../orders.ts';
import type { Room } from '../room.ts';
import type { Forgets, Forgotten, OldFile, StoredOrder } from '../types.ts';
import { emptyDocuments, type OldDocument, oldDocuments } from './documents.ts';
import { countOver, dropSome } from './histories.ts';
import { documentsOf, emptyOrders, type OldOrder, type OldPlace, oldOrders } from './orders.ts';
import { noteRemoved, oldFiles } from './outbox.ts';

/** Numbers of kept orders that are named; all are counted. */
const named = 20;

/**
 * Forgetting on an opened store. Each walk goes by age over what is old and still there, a small transaction per page, so that
 * others get their turn; what was forgotten once is not met again.
 *
 * @param inTurn one transaction of the only writer
 * @param reading outside transactions, for trials
 */
export function forgets(
  inTurn: <T>(work: (room: Room) => Promise<T>) => Promise<T>,
  reading: Room,
  settle: () => Promise<void>,
): Forgets {
  const page = <T>(dryRun: boolean | undefined, work: (room: Room) => Promise<T>): Promise<T> =>
    dryRun ? work(reading) : inTurn(work);
  return {
    async orders({ before, now, dryRun }, isFinished) {
      const kept: { shop: string; number: string }[] = [];
      const documents = new Set<string>();
      const result = { forgotten: 0, kept: 0 };
      for (let after: OldPlace | undefined, isFirst = true; isFirst || after; isFirst = false) {
        const walked = await page(dryRun, async (room) => {
          const { orders, next } = await oldOrders(room, before, after);
          const { done, open } = await sort(room, orders, isFinished);
          if (!dryRun) await emptyOrders(room, done, now);
          return { done, open, next, inUse: await documentsOf(room, open) };
        });
        result.forgotten += walked.done.length;
        result.kept += walked.open.length;
        for (const { shop, number } of walked.open) if (kept.length < named) kept.push({ shop, number });
        for (const hash of walked.inUse) documents.add(hash);
        after = walked.next;
      }
      return { ...result, named: kept, documents };
    },
    async documents({ before, now, dryRun }, inUse) {
      const result = { forgotten: 0, kept: 0 };
      for (let after: OldDocument | undefined, isFirst = true; isFirst || after; isFirst = false) {
        const walked = await page(dryRun, async (room) => {
          const { documents, next } = await oldDocuments(room, before, after);
          const free = documents.filter((one) => !inUse.has(one.hash));
          if (!dryRun) await emptyDocuments(room, free, now);
          return { free: free.length, kept: documents.length - free.length, next };
        });
        result.forgotten += walked.free;
        result.kept += walked.kept;
        after = walked.next;
      }
      return result;
    },
    async files({ before, now, dryRun }, remove) {
      const result = { forgotten: 0, kept: 0 };
      for (let after: OldFile | undefined, isFirst = true; isFirst || after; isFirst = false) {
        const { files, next } = await oldFiles(reading, before, after);
        const removed: string[] = [];
        for (const file of files) if (await remove(file)) removed.push(file.id);
        if (!dryRun) await inTurn((room) => noteRemoved(room, removed, now));
        result.forgotten += removed.length;
        result.kept += files.length - removed.length;
        after = next;
      }
      return result;
    },
    async history(table, { before, dryRun }): Promise<Forgotten> {
      if (dryRun) return { forgotten: await countOver(reading, table, before), kept: 0 };
      let forgotten = 0;
      for (let some = -1; some !== 0; forgotten += some) some = await inTurn((room) => dropSome(room, table, before));
      return { forgotten, kept: 0 };
    },
    settle,
  };
}

/** Orders whose goods have gone, but of which something was not told: the caller knows whether it ever will be. */
async function sort(
  room: Room,
  orders: readonly OldOrder[],
  isFinished: (stored: StoredOrder) => boolean,
): Promise<{ readonly done: OldOrder[]; readonly open: OldOrder[] }> {
  const done: OldOrder[] = [];
  const open: OldOrder[] = [];
  for (const one of orders) {
    const isDone = one.state === 'finished' || (one.state === 'shipped' && (await isGone(room, one, isFinished)));
    (isDone ? done : open).push(one);
  }
  return { done, open };
}

async function isGone(room: Room, { shop, number }: OldOrder, isFinished: (stored: StoredOrder) => boolean) {
  const [stored] = await orderReads(room).orders({ shop, numbers: [number] });
  return stored !== undefined && isFinished(stored);
}
