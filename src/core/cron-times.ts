import { Cron } from 'croner';
import { isOpenAt } from './open-hours.ts';
import type { When } from './when.ts';

/** So many times of a cron line are looked at for one that is open: more than a year of hourly ones. */
const patience = 10_000;

/**
 * The next times of a `cron` line, those only that are open; ms since 1970, infinite = never again.
 *
 * @returns asks for the first time after a moment
 */
export function cronTimes({ cron: line, open }: When): (after: number) => number {
  if (line === undefined) return () => Number.POSITIVE_INFINITY;
  const cron = new Cron(line, { timezone: 'Asia/Tokyo', paused: true });
  return (after) => {
    // The library speaks Date: it is not let out of here.
    let at = cron.nextRun(new Date(after))?.getTime();
    for (let tries = 0; at !== undefined && tries < patience; tries++) {
      if (isOpenAt(open, at)) return at;
      at = cron.nextRun(new Date(at))?.getTime();
    }
    return Number.POSITIVE_INFINITY;
  };
}
