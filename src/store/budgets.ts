import { type Bucket, drained, fullBucket, reserve } from '../core/rate.ts';
import type { Room } from './room.ts';
import type { BudgetChange, Reads, Store } from './types.ts';

export function budgetReads(room: Room): Pick<Reads, 'budget'> {
  return {
    async budget(key) {
      const row = await room.db.selectFrom('budgets').select(['due', 'seen']).where('key', '=', key).executeTakeFirst();
      return row ?? fullBucket;
    },
  };
}

/** Budgets that a process remembers. */
const mostKnown = 10_000;

/** Reads it, works the change out and writes it, in a transaction that no other change of this budget is beside. */
export async function changeLocked<T>(
  room: Room,
  key: string,
  change: (bucket: Bucket) => BudgetChange<T>,
): Promise<BudgetChange<T>> {
  const query = room.db.selectFrom('budgets').select(['due', 'seen']).where('key', '=', key);
  // Who wrote it last goes without that lock (`budgetMemory`), and waits for the row instead.
  const row = await (room.difference.rowLock ? query.forUpdate() : query).executeTakeFirst();
  const changed = change(row ?? fullBucket);
  if (changed.bucket) {
    const { due, seen } = changed.bucket;
    await room.db
      .insertInto('budgets')
      .values({ key, due, seen })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ due, seen }))
      .execute();
  }
  return changed;
}

/**
 * The budgets as this process left them. Who is the only one to draw from a budget, as the lease of a shop's job makes it nearly always, writes
 * the next state in one statement, on the condition that it still stands as it was left; only otherwise a transaction is needed.
 */
export function budgetMemory() {
  const left = new Map<string, Bucket>();
  return {
    /** Writes the change; undefined: somebody else was there, or this process does not know how it stands. */
    async swap<T>(
      db: Room['db'],
      key: string,
      change: (bucket: Bucket) => BudgetChange<T>,
    ): Promise<{ result: T } | undefined> {
      const known = left.get(key);
      if (!known) return undefined;
      // Not known any more until it is certain what became of it.
      left.delete(key);
      const { bucket, result } = change(known);
      if (!bucket) return undefined;
      const { numUpdatedRows } = await db
        .updateTable('budgets')
        .set({ due: bucket.due, seen: bucket.seen })
        .where('key', '=', key)
        .where('due', '=', known.due)
        .where('seen', '=', known.seen)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return undefined;
      left.set(key, bucket);
      return { result };
    },
    /** It stands like this now. */
    note(key: string, bucket: Bucket | undefined): void {
      if (bucket) left.set(key, bucket);
      else left.delete(key);
      // Days of quotas, sellers that are gone: what is forgotten is only read again.
      if (left.size > mostKnown) left.clear();
    },
  };
}

/**
 * Rate budgets in the store: processes that share the database share the limits of the marketplaces, and a restart does not
 * forget what was used up. Each draw is a change of its own, of which there is one at a time for each budget. Fits `Budgets` of the connectors.
 */
export function storeBudgets(store: Pick<Store, 'changeBudget'>, now: () => Temporal.Instant) {
  return {
    take: (key: string, perSecond: number, burst: number): Promise<number> =>
      store.changeBudget(key, (known) => {
        const { bucket, wait } = reserve(known, now().epochMilliseconds, perSecond, burst);
        return { bucket, result: wait };
      }),
    count: (key: string, most: number): Promise<number> =>
      store.changeBudget(key, ({ due }) => {
        const used = due + 1;
        return { ...(used <= most && { bucket: { due: used, seen: 0 } }), result: used };
      }),
    empty: (key: string, perSecond: number, burst: number): Promise<void> =>
      store.changeBudget(key, (known) => ({
        bucket: drained(known, now().epochMilliseconds, perSecond, burst),
        result: undefined,
      })),
  };
}
