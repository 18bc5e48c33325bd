import { Cron } from 'croner';
import type { When } from '../core/when.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { JobSettings, Settings } from './schema.ts';
import type { Draft } from './settings.ts';

/** Jobs of a shop with an `api` block, and when they run unless `jobs:` says otherwise. */
export const usualJobs: Readonly<Record<string, When>> = {
  pull: { every: 15 * 60_000 },
  notify: { every: 5 * 60_000, after: { job: 'pull', changed: true } },
  restock: { every: 60 * 60_000, after: { job: 'intake', changed: true } },
};

/** What `after:` may name: the jobs, and files that were taken in. */
export const jobEvents = [...Object.keys(usualJobs), 'intake'];

/** `15m` → ms; 0 when it cannot be read or is outside 1 second to 7 days. */
export function durationInMs(words: string): number {
  const found = /^([1-9][0-9]{0,5})\s*(s|m|h|d)$/.exec(words.trim());
  if (!found) return 0;
  const ms = Number(found[1]) * { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[found[2] as 's' | 'm' | 'h' | 'd'];
  return ms <= 7 * 86_400_000 ? ms : 0;
}

/** A cron line that can be read and has a next time. */
export function isCron(line: string): boolean {
  try {
    return new Cron(line, { timezone: 'Asia/Tokyo', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

type JobBlock = Readonly<Record<string, JobSettings | undefined>>;

/** Jobs of a shop: its own words, else those of the workspace, else the usual ones. Switched off = not there. */
export function jobsOf(shop: JobBlock, workspace: JobBlock): Record<string, When> {
  const entries = Object.entries(usualJobs).flatMap(([name, usual]): [string, When][] => {
    const own = shop[name] ?? workspace[name];
    if (!own) return [[name, usual]];
    return own.enabled ? [[name, whenOf(own)]] : [];
  });
  return Object.fromEntries(entries);
}

function whenOf({ every, cron, after }: JobSettings): When {
  return {
    ...(every !== undefined && { every: durationInMs(every) }),
    ...(cron !== undefined && { cron }),
    ...(after && { after }),
  };
}

/** What one line of `jobs:` demands of another, in the workspace and in each shop. */
export function checkJobs(settings: Settings, complain: Draft['complain']): SettingsComplaint[] {
  const blocks: { path: string[]; block: JobBlock }[] = [{ path: ['jobs'], block: settings.jobs }];
  for (const [name, shop] of Object.entries(settings.shops)) {
    if (shop.jobs) blocks.push({ path: ['shops', name, 'jobs'], block: shop.jobs });
  }
  return blocks.flatMap(({ path, block }) => {
    const found = Object.entries(block).flatMap(([job, own]) =>
      own && !isClear(own) ? [complain([...path, job], 'settings-job-when', { job })] : [],
    );
    const jobs = jobsOf(block, settings.jobs);
    const way = Object.keys(jobs)
      .map((job) => circle(jobs, job))
      .find((one) => one.length > 0);
    if (way) found.push(complain(path, 'settings-job-circle', { way: way.join(' → ') }));
    return found;
  });
}

function isClear({ every, cron, after, enabled }: JobSettings): boolean {
  if (!enabled) return true;
  if (every !== undefined && cron !== undefined) return false;
  return every !== undefined || cron !== undefined || after !== undefined;
}

/** Does `after` lead back to where it began? Then the jobs would set each other off for ever. */
function circle(jobs: Readonly<Record<string, When>>, from: string): string[] {
  const way = [from];
  for (let at = jobs[from]?.after?.job; at !== undefined; at = jobs[at]?.after?.job) {
    if (at === from) return [...way, from];
    if (way.includes(at)) return [];
    way.push(at);
  }
  return [];
}
