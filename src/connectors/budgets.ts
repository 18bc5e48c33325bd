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

/**
 * One bucket as a single number (GCRA): `due` is the moment, in ms, at which the bucket would be full again. Gives the
 * next `due` and the wait. One call of the burst is kept back (when there is more than one), because calls that leave us
 * exactly at the limit may arrive a little closer together.
 */
export function reserve(due: number, now: number, perSecond: number, burst: number): { due: number; wait: number } {
  const interval = 1000 / perSecond;
  const held = Math.max(1, burst - 1);
  const next = Math.max(due, now) + interval;
  return { due: next, wait: Math.max(0, next - now - held * interval) };
}

/** `due` of an empty bucket. */
export function drained(due: number, now: number, perSecond: number, burst: number): number {
  return Math.max(due, now + (Math.max(1, burst - 1) * 1000) / perSecond);
}

/** Budgets of one process. */
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
