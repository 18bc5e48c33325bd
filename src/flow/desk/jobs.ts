import { exportJobName } from '../../config/exports.ts';
import { cronTimes } from '../../core/cron-times.ts';
import type { When } from '../../core/when.ts';
import type { RunRow } from '../../store/types.ts';
import { askToStop, type Pause, pauses, setPause } from '../jobs/index.ts';
import type { Context } from '../types.ts';

/** `jobs list --json` */
export interface JobView {
  readonly job: string;
  /** '' = a job of the workspace. */
  readonly shop: string;
  /** `off`: `enabled: false`; `halted`: its shop stands still. */
  readonly state: 'on' | 'by-hand' | 'paused' | 'halted' | 'off';
  readonly when: When;
  /** Its next times by the clock, ISO instants; empty when it goes by an event or by hand, or does not run now. */
  readonly next: readonly string[];
  readonly last: RunRow | null;
  readonly pause: Pause | null;
}

/** So many next times are told. */
const ahead = 3;

/** Every job, of one shop or of all, with what becomes of it. Costs one look by index for each. */
export async function listJobs(ctx: Context, shop?: string): Promise<JobView[]> {
  const { config, store } = ctx;
  const paused = new Map((await pauses(store)).map((one) => [`${one.shop} ${one.job}`, one]));
  const halted = new Set((await store.halts()).map((one) => one.shop));
  const views: JobView[] = [];
  for (const { job, shop: own, when, isOff } of jobsOf(config)) {
    if (shop !== undefined && own !== shop) continue;
    const [last = null] = (await store.listRuns({ job, shop: own }, { limit: 1 })).rows;
    const pause = paused.get(`${own} ${job}`) ?? null;
    const isTimed = when.every !== undefined || when.cron !== undefined || when.after !== undefined;
    const state = isOff ? 'off' : pause ? 'paused' : halted.has(own) ? 'halted' : isTimed ? 'on' : 'by-hand';
    const next = state === 'on' ? nextTimes(when, ctx.now(), last?.startedAt) : [];
    views.push({ job, shop: own, state, when, next, last, pause });
  }
  return views;
}

interface JobOfSettings {
  readonly job: string;
  readonly shop: string;
  readonly when: When;
  readonly isOff?: boolean;
}

/** Jobs of `bridge.yaml`: of the workspace first, then by shop. */
function jobsOf(config: Context['config']): JobOfSettings[] {
  const exports = Object.values(config.exports ?? {}).map(({ name, when }) => ({
    job: exportJobName(name),
    shop: '',
    when,
  }));
  const daily = (['summary', 'probe'] as const).flatMap((job) => {
    const when = config.reports?.[job];
    return when && (job === 'summary' ? config.mail : Object.keys(config.apis).length > 0)
      ? [{ job, shop: '', when }]
      : [];
  });
  const together = config.issueTogether ? [{ job: 'issue', shop: '', when: config.issueTogether.when }] : [];
  const ofShops = Object.keys(config.shops).flatMap((shop): JobOfSettings[] => [
    ...Object.entries(config.jobs[shop] ?? {}).map(([job, when]) => ({ job, shop, when })),
    ...(config.jobsOff?.[shop] ?? []).map((job) => ({ job, shop, when: {}, isOff: true })),
  ]);
  return [...together, ...daily, ...exports, ...ofShops];
}

/** Of `every` as the running bridge counts: from the last start, and at once when that is longer ago. */
function nextTimes(when: When, now: Temporal.Instant, last: string | undefined): string[] {
  const times: number[] = [];
  const { every } = when;
  if (every !== undefined) {
    const first = last === undefined ? now.epochMilliseconds : Temporal.Instant.from(last).epochMilliseconds + every;
    for (let no = 0; no < ahead; no++) times.push(Math.max(first, now.epochMilliseconds) + no * every);
  } else if (when.cron !== undefined) {
    const after = cronTimes(when);
    for (let at = after(now.epochMilliseconds); times.length < ahead && Number.isFinite(at); at = after(at))
      times.push(at);
  }
  return times.map((at) => Temporal.Instant.fromEpochMilliseconds(at).toString());
}

export interface PauseRequest {
  readonly job: string;
  /** undefined = of every shop that has such a job, and of the workspace. */
  readonly shop: string | undefined;
  readonly actor: string;
  readonly note: string;
}

/**
 * Lets jobs stand still, or go on. It is kept in the store: a restart changes nothing, and a bridge that runs sees it at the next time. A
 * run that is under way goes on (`stopRun` ends it).
 *
 * @returns the jobs that it is true of now, and which of them it was true of before
 */
export async function pauseJobs(
  ctx: Context,
  { job, shop, actor, note }: PauseRequest,
  isPaused: boolean,
): Promise<readonly { readonly shop: string; readonly changed: boolean }[]> {
  const meant = (await listJobs(ctx, shop)).filter((view) => view.job === job && view.state !== 'off');
  const at = ctx.now().toString();
  const changing = meant.filter((view) => (view.pause !== null) !== isPaused);
  if (changing.length > 0)
    await ctx.store.write(async (tx) => {
      for (const one of changing) await setPause(tx, job, one.shop, isPaused ? { by: actor, at, note } : undefined, at);
      await tx.addJournal(
        changing.map((one) => ({
          at,
          actor,
          what: isPaused ? 'job-paused' : 'job-resumed',
          shop: one.shop,
          orderNumber: '',
          shipment: '',
          details: { job },
          ...(note !== '' && { note }),
        })),
      );
    });
  return meant.map((one) => ({ shop: one.shop, changed: changing.includes(one) }));
}

/** Asks the running runs of a job to stop after the step that they are at. Gives them; nothing runs = empty. */
export async function stopRuns(
  ctx: Context,
  { job, shop, actor }: Pick<PauseRequest, 'job' | 'shop' | 'actor'>,
): Promise<readonly RunRow[]> {
  const running = (await listJobs(ctx, shop)).flatMap(({ job: own, last }) =>
    own === job && last?.result === 'running' ? [last] : [],
  );
  const at = ctx.now().toString();
  if (running.length > 0)
    await ctx.store.write(async (tx) => {
      for (const run of running) await askToStop(tx, run, at);
      await tx.addJournal(
        running.map((run) => ({
          at,
          actor,
          what: 'job-stop-asked',
          shop: run.shop,
          orderNumber: '',
          shipment: '',
          details: { job, run: run.id },
        })),
      );
    });
  return running;
}
