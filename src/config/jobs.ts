import { nearest } from '../core/near.ts';
import type { When } from '../core/when.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import { type Calendar, whenOf, wrongWhen } from './job-when.ts';
import type { JobSettings, Settings } from './schema.ts';
import { calendarOf } from './shop-calendar.ts';
import type { Path } from './yaml-places.ts';

/** Jobs of a shop with an `api` block, and when they run unless `jobs:` says otherwise: its connector's. */
export type UsualJobs = Readonly<Record<string, When>>;

/** Files that were taken in: what `after:` may name besides the jobs. */
const intake = 'intake';

type JobBlock = Readonly<Record<string, JobSettings | undefined>>;

/** Jobs of a shop: its own words, else those of the workspace, else the usual ones. Switched off = not there. */
export function jobsOf(
  shop: JobBlock,
  workspace: JobBlock,
  usual: UsualJobs,
  calendar: Calendar,
): Record<string, When> {
  const entries = Object.entries(usual).flatMap(([name, when]): [string, When][] => {
    const own = shop[name] ?? workspace[name];
    if (!own) return [[name, when]];
    return own.enabled ? [[name, whenOf(own, calendar)]] : [];
  });
  return Object.fromEntries(entries);
}

/** Jobs that a shop, or else the workspace, has switched off. */
export function jobsOffOf(shop: JobBlock, workspace: JobBlock): string[] {
  const names = new Set([...Object.keys(shop), ...Object.keys(workspace)]);
  return [...names].filter((name) => (shop[name] ?? workspace[name])?.enabled === false);
}

/** The usual jobs by marketplace; `undefined` = nobody knows which jobs there are. */
export type JobsByMarketplace = ReadonlyMap<string, UsualJobs> | undefined;

/** The jobs that a shop may have: those of its marketplace, and `issue` where it is written. */
export function usualJobsOf(settings: Settings, shop: string, marketplaces: JobsByMarketplace): UsualJobs {
  const own = settings.shops[shop];
  const ofMarketplace = own?.api ? (marketplaces?.get(own.marketplace ?? shop) ?? {}) : {};
  const hasIssue = own?.jobs?.issue ?? (settings.jobs.issue?.files === 'one' ? undefined : settings.jobs.issue);
  return { ...ofMarketplace, ...(hasIssue && { issue: {} }) };
}

/** What one line of `jobs:` demands of another, in the workspace and in each shop. */
export function checkJobs(
  settings: Settings,
  complain: Draft['complain'],
  marketplaces: JobsByMarketplace,
): SettingsComplaint[] {
  const found = checkLines(settings.jobs, ['jobs'], complain);
  const said = new Set<string>();
  for (const [name, shop] of Object.entries(settings.shops)) {
    const path = ['shops', name, 'jobs'];
    found.push(...checkLines(shop.jobs ?? {}, path, complain));
    const usual = usualJobsOf(settings, name, marketplaces);
    const calendar = calendarOf(settings, name);
    const jobs = jobsOf(shop.jobs ?? {}, settings.jobs, usual, calendar);
    for (const job of Object.keys(jobs)) {
      const own = shop.jobs?.[job];
      const written = own ?? settings.jobs[job];
      for (const { key, code, args } of written ? wrongWhen(written, calendar, name) : []) {
        const at = [...(own ? path : ['jobs']), job, key];
        if (said.has(at.join(' '))) continue;
        said.add(at.join(' '));
        found.push(complain(at, code, args));
      }
    }
  }
  return found;
}

/**
 * That there are such jobs: those of any marketplace for the workspace, those of its own marketplace for a shop. Works on the raw
 * value, so that it is said together with the rest.
 */
export function checkJobNames(
  raw: Readonly<Record<string, unknown>>,
  complain: Draft['complain'],
  marketplaces: JobsByMarketplace,
): SettingsComplaint[] {
  if (!marketplaces) return [];
  const all = [...new Set([...[...marketplaces.values()].flatMap((usual) => Object.keys(usual)), 'issue'])];
  const found = checkNames(raw.jobs, ['jobs'], all, complain);
  for (const [name, shop] of Object.entries(asRecord(raw.shops))) {
    const { marketplace = name, jobs } = asRecord(shop);
    const usual = Object.keys(marketplaces.get(String(marketplace)) ?? {});
    found.push(...checkNames(jobs, ['shops', name, 'jobs'], [...usual, 'issue'], complain));
  }
  return found;
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function checkLines(block: JobBlock, path: Path, complain: Draft['complain']): SettingsComplaint[] {
  return Object.entries(block).flatMap(([job, own]) => [
    ...(own && !isClear(own) ? [complain([...path, job], 'settings-job-when', { job })] : []),
    ...(own?.files && (job !== 'issue' || (own.files === 'one' && path.length > 1))
      ? [complain([...path, job, 'files'], 'settings-files-only-issue')]
      : []),
  ]);
}

function checkNames(
  block: unknown,
  path: Path,
  known: readonly string[],
  complain: Draft['complain'],
): SettingsComplaint[] {
  const events = [...known, intake];
  const found: SettingsComplaint[] = [];
  for (const [job, own] of Object.entries(asRecord(block))) {
    if (!known.includes(job)) {
      const near = nearest(job, known);
      const args = { key: job, known: known.join(' ') };
      found.push(
        near
          ? complain([...path, job], 'settings-unknown-key-near', { ...args, near })
          : complain([...path, job], 'settings-unknown-key', args),
      );
    }
    const after = asRecord(asRecord(own).after).job;
    if (typeof after === 'string' && !events.includes(after)) {
      const at = [...path, job, 'after', 'job'];
      found.push(complain(at, 'settings-unknown-job', { key: 'job', known: events.join(' ') }));
    }
  }
  return found;
}

function isClear({ every, cron, after, enabled }: JobSettings): boolean {
  if (!enabled) return true;
  if (every !== undefined && cron !== undefined) return false;
  return every !== undefined || cron !== undefined || after !== undefined;
}
