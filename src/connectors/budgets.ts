import { drained, reserve } from '../core/rate.ts';
import type { Kept } from './contract.ts';

/**
 * Rate budgets: a token bucket per key that is drawn *ahead*. `take` reserves one call and answers how long to wait before
 * making it, so that the other side's limit is never hit; whoever shares the budgets shares the limit.
 */
export interface Budgets {
  /** Milliseconds to wait before the call that was just reserved. `perSecond` > 0, `burst` ≥ 1. */
  take(key: string, perSecond: number, burst: number): Promise<number>;
  /** Counts one call of a quota unless there were `most` already; the calls under this key with this one, more than `most` = not counted. */
  count(key: string, most: number): Promise<number>;
  /** The other side said that the bucket is empty (429): nothing is free now, whatever was counted. */
  empty(key: string, perSecond: number, burst: number): Promise<void>;
}

/** What a connection keeps in one process. `storeKept` of the store keeps it between processes. */
export function memoryKept(): Kept {
  const kept = new Map<string, string>();
  return {
    read: async (name) => kept.get(name) ?? '',
    async write(name, text) {
      kept.set(name, text);
    },
  };
}

/** Budgets of one process. `storeBudgets` of the store shares them between processes. */
export function memoryBudgets(now: () => Temporal.Instant): Budgets {
  const due = new Map<string, number>();
  return {
    async take(key, perSecond, burst) {
      const reserved = reserve(due.get(key) ?? 0, now().epochMilliseconds, perSecond, burst);
      due.set(key, reserved.due);
      return reserved.wait;
    },
    async count(key, most) {
      const used = (due.get(key) ?? 0) + 1;
      if (used <= most) due.set(key, used);
      return used;
    },
    async empty(key, perSecond, burst) {
      due.set(key, drained(due.get(key) ?? 0, now().epochMilliseconds, perSecond, burst));
    },
  };
}
