import { drained, reserve } from '../core/rate.ts';

/**
 * Rate budgets: a token bucket per key that is drawn *ahead*. `take` reserves one call and answers how long to wait before
 * making it, so that the other side's limit is never hit; whoever shares the budgets shares the limit.
 */
export interface Budgets {
  /** Milliseconds to wait before the call that was just reserved. `perSecond` > 0, `burst` ≥ 1. */
  take(key: string, perSecond: number, burst: number): Promise<number>;
  /** The other side said that the bucket is empty (429): nothing is free now, whatever was counted. */
  empty(key: string, perSecond: number, burst: number): Promise<void>;
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
    async empty(key, perSecond, burst) {
      due.set(key, drained(due.get(key) ?? 0, now().epochMilliseconds, perSecond, burst));
    },
  };
}
