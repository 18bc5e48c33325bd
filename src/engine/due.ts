import { cronTimes } from '../core/cron-times.ts';
import { isOpenAt } from '../core/open-hours.ts';
import { type Because, usualCatchUp, type When } from '../core/when.ts';

/**
 * Keeps the next time of one job. It is asked with the clock's time again and again; times that were missed (the computer
 * slept or was off, the clock was turned) count once, and a clock turned back does not make the job wait for its old time.
 */
export interface Due {
  /** undefined = not due. */
  isDue(now: Temporal.Instant): Because | undefined;
  /** The job was started at this time. */
  started(now: Temporal.Instant): void;
}

/** A time of `cron` that is met later than this is one that was missed, ms. */
const onTime = 5 * 60_000;

/** @param lastRun when the job began last, before this process */
export function dueBy(when: When, now: Temporal.Instant, lastRun?: Temporal.Instant): Due {
  if (when.every !== undefined) return byInterval(when, when.every);
  if (when.cron !== undefined) return byCron(when, now.epochMilliseconds, lastRun?.epochMilliseconds);
  return { isDue: () => undefined, started: () => {} };
}

function byInterval({ open }: When, every: number): Due {
  let last: number | undefined;
  return {
    isDue({ epochMilliseconds: now }) {
      const isTime = last === undefined || now - last >= every || now < last;
      return isTime && isOpenAt(open, now) ? { kind: 'clock' } : undefined;
    },
    started({ epochMilliseconds: now }) {
      last = now;
    },
  };
}

function byCron(when: When, begin: number, lastRun: number | undefined): Due {
  const after = cronTimes(when);
  const catchUp = Math.max(onTime, when.catchUp ?? usualCatchUp);
  let seen = begin;
  let next = after(lastRun !== undefined && lastRun < begin ? Math.max(lastRun, begin - catchUp) : begin);
  return {
    isDue({ epochMilliseconds: now }) {
      if (now < seen) next = after(now);
      seen = now;
      if (now - next > catchUp) next = after(now - catchUp);
      if (now < next || !isOpenAt(when.open, now)) return undefined;
      if (now - next <= onTime) return { kind: 'clock' };
      return { kind: 'late', due: Temporal.Instant.fromEpochMilliseconds(next).toString() };
    },
    started({ epochMilliseconds: now }) {
      next = after(now);
    },
  };
}
