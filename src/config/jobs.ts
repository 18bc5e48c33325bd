import type { When } from '../core/when.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import type { JobSettings, Settings } from './schema.ts';
import { durationInMs, usualJobs } from './usual-jobs.ts';

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
