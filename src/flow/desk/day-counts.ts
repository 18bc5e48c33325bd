import { addDays, japanDay } from '../../core/time.ts';
import type { Context } from '../types.ts';

export interface DayCount {
  /** Japan's day. */
  readonly day: string;
  readonly orders: number;
  readonly labels: number;
  readonly told: number;
}

interface Kept {
  readonly at: number;
  readonly count: DayCount;
}

/** Days that are over hardly change: they are counted again after so many ms. */
const keptFor = 10 * 60_000;

/**
 * What the last days brought, the oldest first. Days that are over are kept for ten minutes: a page that refreshes itself counts today
 * only.
 *
 * @param clock real time, ms
 */
export function dayCounter(ctx: Context, clock: () => number) {
  const kept = new Map<string, Kept>();
  const countDay = async (day: string): Promise<DayCount> => {
    const next = addDays(day, 1);
    const [orders, labels, told] = await Promise.all([
      ctx.store.countOn('orders', day, next),
      ctx.store.countOn('labels', day, next),
      ctx.store.countOn('told', day, next),
    ]);
    return { day, orders, labels, told };
  };
  return async (days: number): Promise<DayCount[]> => {
    const today = japanDay(ctx.now());
    const counts: DayCount[] = [];
    for (let back = days - 1; back >= 0; back--) {
      const day = addDays(today, -back);
      const known = kept.get(day);
      if (back > 0 && known && known.at > clock() - keptFor) {
        counts.push(known.count);
        continue;
      }
      const count = await countDay(day);
      counts.push(count);
      if (back > 0) kept.set(day, { at: clock(), count });
    }
    for (const day of kept.keys()) if (day < (counts[0]?.day ?? '')) kept.delete(day);
    return counts;
  };
}
