import { isOpenAt } from '../core/open-hours.ts';
import type { Because, When } from '../core/when.ts';
import { dueBy } from './due.ts';

/** How often an engine without memory asks, ms. */
export const beat = 60_000;

/**
 * Whether a job is due that began last at `last`: the answer of an engine without memory, of which any machine may be asked, once a
 * minute. A `cron` of a job that never ran counts from the beat before.
 */
export function dueSince(when: When, now: Temporal.Instant, last: Temporal.Instant | undefined): Because | undefined {
  if (when.every === undefined) return dueBy(when, now, last ?? now.subtract({ milliseconds: beat })).isDue(now);
  const past = last && now.epochMilliseconds - last.epochMilliseconds;
  // Half a beat early rather than a whole one late.
  const isTime = past === undefined || past < 0 || past >= when.every - beat / 2;
  return isTime && isOpenAt(when.open, now.epochMilliseconds) ? { kind: 'clock' } : undefined;
}
