import { shopTitle } from '../../config/shop-title.ts';
import { say } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { Engine } from '../../engine/types.ts';
import { isAway, sayAway } from '../leases/index.ts';
import { staffMails } from '../mail/index.ts';
import type { Context } from '../types.ts';
import { lastRunOf } from './last-runs.ts';
import { jobsOf, type ScheduleOptions } from './schedule.ts';

export interface BossJobsOptions extends Omit<ScheduleOptions, 'lastRuns'> {
  /** How many jobs this process does side by side. */
  readonly concurrency?: number;
}

/**
 * Runs the jobs together with the other machines on the same PostgreSQL (`startBossEngine`). The store must be one.
 * Throws errors of the database when it cannot be reached at the start.
 */
export async function startBossJobs(ctx: Context, options: BossJobsOptions): Promise<Engine> {
  const { database } = ctx.config;
  if (database.kind !== 'postgres') throw new Error('jobs of several machines need PostgreSQL');
  const { startBossEngine } = await import('../../engine/pgboss.ts');
  const { signal, lookEvery, onBug = () => {}, concurrency } = options;
  return startBossEngine(jobsOf(ctx, options), {
    url: database.url,
    now: ctx.now,
    signal,
    onError: (_job, error) => (isAway(error) ? sayAway(ctx, error) : onBug(error)),
    lastRun: (job, shop) => lastRunOf(ctx, job, shop),
    onDead: (job, shop) => mailDead(ctx, job, shop),
    onTrouble: onceInAWhile(() => {
      const { sentence, remedy } = say('queue-trouble');
      ctx.tell(`${sentence}${remedy}`);
    }),
    // A seam for tests of killed workers.
    heartbeat: Number(process.env.B2_BRIDGE_HEARTBEAT) || 30,
    ...(lookEvery !== undefined && { lookEvery }),
    ...(concurrency !== undefined && { concurrency }),
  });
}

/** A job whose process died again and again: one mail a day and job. */
async function mailDead(ctx: Context, job: string, shop: string): Promise<void> {
  const at = ctx.now().toString();
  const words = { shop: shopTitle(ctx.config, shop), job: jobTitle(job) };
  const mails = staffMails(
    ctx,
    `dead ${shop} ${job} ${at.slice(0, 10)}`,
    mailWord('deadSubject', words),
    mailWord('deadBody', words),
  );
  await ctx.store.write((tx) => tx.putMails(mails));
}

/** A database that is away fails every few seconds: one line a minute is enough. */
function onceInAWhile(say: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - last < 60_000) return;
    last = performance.now();
    say();
  };
}
