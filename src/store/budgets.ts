import { drained, fullBucket, reserve } from '../core/rate.ts';
import type { Room } from './room.ts';
import type { Reads, Store, Writes } from './types.ts';

export function budgetReads(room: Room): Pick<Reads, 'budget'> {
  return {
    async budget(key) {
      const row = await room.db.selectFrom('budgets').select(['due', 'seen']).where('key', '=', key).executeTakeFirst();
      return row ?? fullBucket;
    },
  };
}

export function budgetWrites(room: Room): Pick<Writes, 'setBudget'> {
  return {
    async setBudget(key, { due, seen }) {
      await room.db
        .insertInto('budgets')
        .values({ key, due, seen })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ due, seen }))
        .execute();
    },
  };
}

/**
 * Rate budgets in the store: processes that share the database share the limits of the marketplaces, and a restart does not
 * forget what was used up. Each draw is one transaction, of which there is one at a time for each budget. Fits `Budgets` of the connectors.
 */
export function storeBudgets(store: Store, now: () => Temporal.Instant) {
  return {
    async take(key: string, perSecond: number, burst: number): Promise<number> {
      return store.writeBudget(key, async (tx) => {
        const { bucket, wait } = reserve(await tx.budget(key), now().epochMilliseconds, perSecond, burst);
        await tx.setBudget(key, bucket);
        return wait;
      });
    },
    async count(key: string, most: number): Promise<number> {
      return store.writeBudget(key, async (tx) => {
        const used = (await tx.budget(key)).due + 1;
        if (used <= most) await tx.setBudget(key, { due: used, seen: 0 });
        return used;
      });
    },
    async empty(key: string, perSecond: number, burst: number): Promise<void> {
      await store.writeBudget(key, async (tx) => {
        await tx.setBudget(key, drained(await tx.budget(key), now().epochMilliseconds, perSecond, burst));
      });
    },
  };
}
