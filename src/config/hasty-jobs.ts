import { Cron } from 'croner';
import type { When } from '../core/when.ts';
import type { UsualJobs } from './jobs.ts';
import type { Config } from './types.ts';

/** A job that is asked to run more often than is good for a marketplace's limits. */
export interface HastyJob {
  readonly shop: string;
  readonly job: string;
  /** The least time between two runs, minutes, rounded up. */
  readonly minutes: number;
}

/** So often, or more often, is hasty (ms): the manuals advise against five minutes where calls are counted by the day (trust A). */
const hasty = 5 * 60_000;

/**
 * Jobs that `bridge.yaml` lets run every five minutes or more often, and more often than their connector would by itself.
 *
 * @param usual the jobs of each marketplace, with their usual schedules
 */
export function hastyJobs(config: Config, usual: ReadonlyMap<string, { readonly jobs: UsualJobs }>): HastyJob[] {
  return Object.entries(config.jobs).flatMap(([shop, jobs]) => {
    const own = usual.get(config.shops[shop]?.marketplace ?? '')?.jobs ?? {};
    return Object.entries(jobs).flatMap(([job, when]) => {
      const gap = gapOf(when);
      if (gap > hasty || gap >= gapOf(own[job] ?? {})) return [];
      return [{ shop, job, minutes: Math.ceil(gap / 60_000) }];
    });
  });
}

/** Least ms between two runs by the clock; infinite without a clock. */
function gapOf({ every, cron }: When): number {
  if (every !== undefined) return every;
  if (cron === undefined) return Number.POSITIVE_INFINITY;
  const runs = new Cron(cron, { timezone: 'Asia/Tokyo', paused: true }).nextRuns(30);
  const gaps = runs.slice(1).map((run, index) => run.getTime() - runs[index]!.getTime());
  return Math.min(Number.POSITIVE_INFINITY, ...gaps);
}
