import { type Bucket, drained, fullBucket, reserve } from '../core/rate.ts';
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
  const buckets = new Map<string, Bucket>();
  const used = new Map<string, number>();
  return {
    async take(key, perSecond, burst) {
      const { bucket, wait } = reserve(buckets.get(key) ?? fullBucket, now().epochMilliseconds, perSecond, burst);
      buckets.set(key, bucket);
      return wait;
    },
    async count(key, most) {
      const calls = (used.get(key) ?? 0) + 1;
      if (calls <= most) used.set(key, calls);
      return calls;
    },
    async empty(key, perSecond, burst) {
      buckets.set(key, drained(buckets.get(key) ?? fullBucket, now().epochMilliseconds, perSecond, burst));
    },
  };
}
