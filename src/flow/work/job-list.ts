import { isJobName, type JobName } from '../../core/jobs.ts';
import { lookAfterHandOvers } from '../b2/index.ts';
import { mailSilence, mailSummary, probeAll } from '../daily/index.ts';
import { runExport } from '../export/index.ts';
import { issueShop, issueTogether } from '../issue/index.ts';
import type { JobWork } from '../jobs/index.ts';
import { sendMails } from '../mail/index.ts';
import { notifyShop, recheckShops, toldBy } from '../notify/index.ts';
import { pullShop, sweepShop, syncShop } from '../pull/index.ts';
import { driftShop, restockShop } from '../stock/index.ts';
import type { Context } from '../types.ts';

/**
 * What each job of a shop does. Every one derives its work from the store; which of them a shop has says its connector, and when
 * they run `bridge.yaml`.
 */
export const shopJobs = {
  pull: (ctx, shop) => pullShop(ctx, shop),
  sweep: sweepShop,
  sync: syncShop,
  acknowledge: (ctx, shop) => notifyShop(ctx, shop, { kinds: ['acknowledge'] }),
  schedule: (ctx, shop) => notifyShop(ctx, shop, { kinds: ['schedule'] }),
  capture: (ctx, shop) => notifyShop(ctx, shop, { kinds: ['capture'] }),
  ship: (ctx, shop) => notifyShop(ctx, shop, { kinds: ['ship'] }),
  complete: (ctx, shop) => notifyShop(ctx, shop, { kinds: ['complete'] }),
  notify: (ctx, shop) => notifyShop(ctx, shop),
  restock: restockShop,
  issue: issueShop,
  drift: driftShop,
} as const satisfies Record<JobName, JobWork>;

/** Jobs of each day. */
const dailyJobs: Readonly<Record<string, JobWork>> = { summary: mailSummary, probe: probeAll, silence: mailSilence };

/** What a job of `bridge.yaml` does, by its name; undefined = there is no such job. */
export function workOf({ config }: Pick<Context, 'config'>, job: string): JobWork | undefined {
  const name = /^export:(.*)$/.exec(job)?.[1];
  if (name !== undefined) return config.exports?.[name] ? (ctx) => runExport(ctx, name) : undefined;
  return isJobName(job) ? shopJobs[job] : dailyJobs[job];
}

/** Job `issue` with one file for all shops. */
export const issueTogetherJob: JobWork = (ctx) => issueTogether(ctx);

/** Jobs of the workspace. */
export const mailJob: JobWork = (ctx) => sendMails(ctx);

/** `run notify --all`: one pass of a shop that works out all its orders. */
export const notifyAllJob: JobWork = (ctx, shop) =>
  toldBy(ctx, shop) === 'api' ? notifyShop(ctx, shop, { all: true }) : recheckShops(ctx, shop);

/** 全件の見直し: every night all orders are worked out once more, so that a mark that was lost costs a day at most. */
export const recheckJob: JobWork = (ctx) => recheckShops(ctx);

/** Goes on with what was handed over to B2 Cloud. */
export const b2Job: JobWork = (ctx) => lookAfterHandOvers(ctx);
