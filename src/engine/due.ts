import { Cron } from 'croner';
import type { When } from '../core/when.ts';

/**
 * Keeps the next time of one job. It is asked with the clock's time again and again; a time that was missed (the computer
 * slept, the clock was turned) counts once, and a clock turned back does not make the job wait for its old time.
 */
export interface Due {
  isDue(now: Temporal.Instant): boolean;
  /** The job was started at this time. */
  started(now: Temporal.Instant): void;
}

export function dueBy(when: When, now: Temporal.Instant): Due {
  if (when.every !== undefined) return byInterval(when.every);
  if (when.cron !== undefined) return byCron(when.cron, now);
  return { isDue: () => false, started: () => {} };
}

function byInterval(every: number): Due {
  let last: number | undefined;
  return {
    isDue: ({ epochMilliseconds: now }) => last === undefined || now - last >= every || now < last,
    started: ({ epochMilliseconds: now }) => {
      last = now;
    },
  };
}

function byCron(line: string, begin: Temporal.Instant): Due {
  const cron = new Cron(line, { timezone: 'Asia/Tokyo', paused: true });
  // The library speaks Date: it is not let out of here.
  const after = (ms: number) => cron.nextRun(new Date(ms))?.getTime() ?? Number.POSITIVE_INFINITY;
  let seen = begin.epochMilliseconds;
  let next = after(seen);
  return {
    isDue({ epochMilliseconds: now }) {
      if (now < seen) next = after(now);
      seen = now;
      return now >= next;
    },
    started({ epochMilliseconds: now }) {
      next = after(now);
    },
  };
}
