import { say } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import { type Ran, runJob, sayItem } from '../jobs/index.ts';
import { checkBefore } from '../standing/index.ts';
import type { Context } from '../types.ts';
import { issueTogetherJob, workOf } from '../work/index.ts';
import { listJobs } from './jobs.ts';

/** A sentence with what to do. */
interface Said {
  readonly sentence: string;
  readonly remedy: string;
}

export type RunNow =
  | { readonly kind: 'refused'; readonly said: Said }
  /** It runs. `ran` ends with it, and never rejects for what went wrong inside: that is in the run. */
  | { readonly kind: 'begun'; readonly ran: Promise<Ran> };

/**
 * Runs a job of the settings once, at once, as `run JOB --shop SHOP` does; also one that is paused.
 *
 * @param shop '' = a job of the workspace
 * @throws StoreRefused when the store does not fit what stands outside, before a job that writes labels
 */
export async function runNow(
  ctx: Context,
  { job, shop, actor }: { readonly job: string; readonly shop: string; readonly actor: string },
): Promise<RunNow> {
  const view = (await listJobs(ctx, shop)).find((one) => one.job === job);
  const work = job === 'issue' && shop === '' ? issueTogetherJob : workOf(ctx, job);
  if (!view || view.state === 'off' || !work) return { kind: 'refused', said: say('command-no-such-job', { job }) };
  if (job === 'issue' || job.startsWith('export:')) await checkBefore(ctx, 'command');
  return { kind: 'begun', ran: runJob(ctx, job, shop, work, undefined, { kind: 'person', name: actor }) };
}

/**
 * Why nothing ran.
 *
 * @param words.shop what people call it; `name` its name in the settings
 * @param words.time how an ISO instant is shown
 */
export function whyNotRan(
  ran: Exclude<Ran, { readonly kind: 'ran' }>,
  { job, shop, name, time }: { job: string; shop: string; name: string; time: (at: string) => string },
): Said & { readonly result: 'busy' | 'taken-over' | 'halted' } {
  switch (ran.kind) {
    case 'busy':
      return { result: 'busy', ...say('run-busy', { shop, job: jobTitle(job), holder: `PID ${ran.holder.pid}` }) };
    case 'taken-over':
      return { result: 'taken-over', ...say('lease-lost') };
    case 'halted': {
      const { code, args, at } = ran.halt;
      const { sentence: reason, remedy } = sayItem(code, args);
      return { result: 'halted', ...say('shop-halted', { shop: name, at: time(at), reason, remedy }) };
    }
    case 'paused':
      throw new Error('a run by hand is never paused');
  }
}
