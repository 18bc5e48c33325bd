import { exportJobName } from '../../config/exports.ts';
import { shopTitle } from '../../config/shop-title.ts';
import { say } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import { japanMinute } from '../../core/time.ts';
import type { Because } from '../../core/when.ts';
import { startEngine } from '../../engine/local.ts';
import type { Engine, Job } from '../../engine/types.ts';
import type { RunRecord } from '../../store/types.ts';
import { isWorkForB2 } from '../b2/index.ts';
import { mailSilence, mailSummary, probeAll } from '../daily/index.ts';
import { dropSeen, runExport } from '../export/index.ts';
import { isFreshDue } from '../issue/index.ts';
import { countWords, type JobWork, type Ran, runJob, sayItem } from '../jobs/index.ts';
import { isAway, sayAway } from '../leases/index.ts';
import { mailDamage } from '../mail/index.ts';
import { isPurgeDue, purgeJob } from '../retention/index.ts';
import { checkWhole } from '../standing/index.ts';
import type { Context, IntakeDocument } from '../types.ts';
import { b2Job, issueTogetherJob, mailJob, recheckJob, shopJobs } from '../work/index.ts';
import { deliverJob } from './deliver-job.ts';

/** How often mails that are due are looked for, and what was handed over to B2 Cloud. */
const mailEvery = 60_000;
/** How often it is looked whether the night has come in which old things are forgotten. */
const purgeLookEvery = 10 * 60_000;
/** Shops without new orders are looked for so often: it may be said so much later. */
const silenceEvery = 30 * 60_000;
/** Orders that waited to be old enough are looked for so often. */
const freshLookEvery = 60_000;
/** At night, in Japan's time: the look at all orders takes a while. */
const recheckAt = '20 3 * * *';
/** Each page of the database is looked at, on a thread of its own. */
const checkAt = '50 3 * * *';

export interface ScheduleOptions {
  readonly signal: AbortSignal;
  /** Instead of the real jobs (tests). */
  readonly table?: Readonly<Record<string, JobWork>>;
  /** See `EngineOptions`. */
  readonly lookEvery?: number;
  /** When each job began last (`lastRunsOf`): times that were missed while no bridge ran are made up for. */
  readonly lastRuns?: (job: string, shop: string) => Temporal.Instant | undefined;
  /** Bugs, for the terminal. */
  readonly onBug?: (error: unknown) => void;
  /** Around each run of a job: what the process saves while it is idle may cost those runs time. */
  readonly hurry?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The jobs of all shops with an `api` block, as `bridge.yaml` wants them, and those of the workspace. */
export function jobsOf(ctx: Context, options: Omit<ScheduleOptions, 'signal'>): Job[] {
  const table = options.table ?? (shopJobs as Readonly<Record<string, JobWork>>);
  const { onBug = () => {}, hurry = (work) => work() } = options;
  const job = (name: string, shop: string, when: Job['when'], work: JobWork): Job => ({
    name,
    shop,
    when,
    lastRun: options.lastRuns?.(name, shop),
    async run(because) {
      const ran = await hurry(() => runJob(ctx, name, shop, work, undefined, because));
      tellLate(ctx, name, shop, because, ran);
      tellRun(ctx, ran);
      if (ran.kind === 'busy') return { changed: false, busy: true };
      if (ran.kind !== 'ran') return { changed: false };
      if (ran.run.items.some((item) => item.code === 'run-broke')) onBug(ran.error);
      return { changed: ran.changed };
    },
  });
  const jobs = Object.entries(ctx.config.jobs).flatMap(([shop, own]) =>
    Object.entries(own).flatMap(([name, when]) => (table[name] ? [job(name, shop, when, table[name])] : [])),
  );
  const { issueTogether } = ctx.config;
  if (issueTogether) jobs.push(job('issue', '', issueTogether.when, issueTogetherJob));
  for (const { name, when } of Object.values(ctx.config.exports ?? {}))
    jobs.push(job(exportJobName(name), '', when, (own) => runExport(own, name)));
  jobs.push(deliverJob(ctx));
  const { summary, probe } = ctx.config.reports ?? {};
  if (summary && ctx.config.mail) jobs.push(job('summary', '', summary, mailSummary));
  if (probe && Object.keys(ctx.config.apis).length > 0) jobs.push(job('probe', '', probe, probeAll));
  if (Object.values(ctx.config.shops).some((shop) => shop.silence))
    jobs.push(job('silence', '', { every: silenceEvery }, mailSilence));
  for (const { name, issue, waitAfterOrder } of Object.values(ctx.config.shops)) {
    if (issue !== 'auto' || !waitAfterOrder || ctx.config.jobs[name]?.issue) continue;
    jobs.push(onlyIf(() => isFreshDue(ctx, name), job('issue', name, { every: freshLookEvery }, shopJobs.issue)));
  }
  if (ctx.smtp) jobs.push(unlessIdle(ctx, job('mail', '', { every: mailEvery }, mailJob)));
  if (ctx.carrier?.()) jobs.push(onlyIf(() => isWorkForB2(ctx), job('b2', '', { every: mailEvery }, b2Job)));
  jobs.push(onlyIf(() => isPurgeDue(ctx), job('purge', '', { every: purgeLookEvery }, purgeJob)));
  jobs.push({
    name: 'check',
    shop: '',
    when: { cron: checkAt },
    async run() {
      // Said by itself; a damaged store writes nothing any more, so it has no history to stand in.
      await dropSeen(ctx).catch(() => {});
      await checkWhole(ctx, (why) => mailDamage(ctx, why)).catch(() => {});
      return { changed: false };
    },
  });
  if (!options.table) jobs.push(job('recheck', '', { cron: recheckAt }, recheckJob));
  return jobs;
}

/** Runs the jobs in this process. */
export function startJobs(ctx: Context, options: ScheduleOptions): Engine {
  const { signal, lookEvery, onBug = () => {} } = options;
  return startEngine(jobsOf(ctx, options), {
    now: ctx.now,
    signal,
    onError: (_job, error) => (isAway(error) ? sayAway(ctx, error) : onBug(error)),
    isPassing: isAway,
    ...(lookEvery !== undefined && { lookEvery }),
  });
}

/** Tells the engine that a document was taken in: orders of its shop, or stock, which is every shop's. */
export function afterDocument(ctx: Context, engine: Engine, document: IntakeDocument): void {
  if (document.refused) return;
  const { orders, registered, seenBefore } = document;
  const changed =
    !seenBefore && (orders.new + orders.revised > 0 || Object.values(registered).some((count) => count > 0));
  const shops = orders.new + orders.revised > 0 ? [document.shop] : Object.keys(ctx.config.jobs);
  for (const shop of shops) engine.happened('intake', shop, changed);
}

/** Looking for mails once a minute is not worth a line in the history. */
function unlessIdle(ctx: Context, job: Job): Job {
  const run: Job['run'] = async (because) => {
    const now = ctx.now().epochMilliseconds;
    const due = await ctx.store.mails({ states: ['due'] });
    const isDue = due.some(({ notBefore }) => Temporal.Instant.from(notBefore).epochMilliseconds <= now);
    return isDue ? job.run(because) : { changed: false };
  };
  return { ...job, run };
}

function onlyIf(isDue: () => Promise<boolean>, job: Job): Job {
  return { ...job, run: async (because) => ((await isDue()) ? job.run(because) : { changed: false }) };
}

/** A time that was missed is said aloud when it is made up for. */
function tellLate(ctx: Context, job: string, shop: string, because: Because, { kind }: Ran): void {
  if (because.kind !== 'late' || kind !== 'ran') return;
  const words = { shop: shopTitle(ctx.config, shop), job: jobTitle(job) };
  const { sentence } = say('job-late', { ...words, due: japanMinute(Temporal.Instant.from(because.due)) });
  ctx.tell(sentence);
}

/** Says what an operator wants to know: what changed and what went wrong. A run without work is not worth a line. */
function tellRun(ctx: Context, ran: Ran): void {
  if (ran.kind === 'taken-over') {
    const { sentence, remedy } = say('lease-lost');
    ctx.tell(`${sentence} ${remedy}`);
  }
  if (ran.kind !== 'ran') return;
  const { run, changed } = ran;
  const words = { shop: shopTitle(ctx.config, run.shop), job: jobTitle(run.job), run: run.id };
  const stopped = stoppedBy(run);
  if (stopped) {
    const { code, args } = stopped;
    const why = sayItem(code, args);
    const { sentence, remedy } = say('run-failed', { ...words, reason: why.sentence, remedy: why.remedy });
    ctx.tell(`${sentence} ${remedy}`);
  } else if (changed) {
    const { sentence, remedy } = say('run-done', { ...words, counts: countWords(run) });
    ctx.tell(`${sentence} ${remedy}`);
  }
}

/** Jobs that read orders. */
const readings: readonly string[] = ['pull', 'sync', 'sweep'];

/** What kept a whole run from its work: the run itself, a shop that must stand still, or orders that could not be fetched. */
function stoppedBy({ job, shop, result, items }: RunRecord): RunRecord['items'][number] | undefined {
  if (result === 'failed') return items[0] ?? { key: '', kind: 'bug', code: 'run-broke' };
  return items.find(({ key, kind }) => kind === 'halt' || (readings.includes(job) && key === shop && kind !== 'done'));
}
