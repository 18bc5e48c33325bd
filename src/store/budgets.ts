import { drained, reserve } from '../core/rate.ts';
import type { Room } from './room.ts';
import type { Reads, Store, Writes } from './types.ts';

export function budgetReads(room: Room): Pick<Reads, 'budgetDue'> {
  return {
    async budgetDue(key) {
      const row = await room.db.selectFrom('budgets').select('due').where('key', '=', key).executeTakeFirst();
      return row?.due ?? 0;
    },
  };
}

export function budgetWrites(room: Room): Pick<Writes, 'setBudgetDue'> {
  return {
    async setBudgetDue(key, due) {
      await room.db
        .insertInto('budgets')
        .values({ key, due })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ due }))
        .execute();
    },
  };
}

/**
 * Rate budgets in the store: processes that share the database share the limits of the marketplaces, and a restart does not
 * forget what was used up. Each draw is one transaction, of which there is one at a time. Fits `Budgets` of the connectors.
 */
export function storeBudgets(store: Store, now: () => Temporal.Instant) {
  return {
    async take(key: string, perSecond: number, burst: number): Promise<number> {
      return store.write(async (tx) => {
        const { due, wait } = reserve(await tx.budgetDue(key), now().epochMilliseconds, perSecond, burst);
        await tx.setBudgetDue(key, due);
        return wait;
      });
    },
    async count(key: string, most: number): Promise<number> {
      return store.write(async (tx) => {
        const used = (await tx.budgetDue(key)) + 1;
        if (used <= most) await tx.setBudgetDue(key, used);
        return used;
      });
    },
    async empty(key: string, perSecond: number, burst: number): Promise<void> {
      await store.write(async (tx) => {
        await tx.setBudgetDue(key, drained(await tx.budgetDue(key), now().epochMilliseconds, perSecond, burst));
      });
    },
  };
}
