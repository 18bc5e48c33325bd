import { exportJobName } from '../../config/exports.ts';
import type { Context } from '../types.ts';

/**
 * When the jobs that go by `cron` began last, by the history of runs: one look by index for each of them. So that the running bridge can
 * make up for what was missed while it was off.
 */
export async function lastRunsOf(ctx: Context): Promise<(job: string, shop: string) => Temporal.Instant | undefined> {
  const found = new Map<string, Temporal.Instant>();
  for (const { job, shop } of timedJobs(ctx)) {
    const last = await lastRunOf(ctx, job, shop);
    if (last) found.set(`${job}\u0000${shop}`, last);
  }
  return (job, shop) => found.get(`${job}\u0000${shop}`);
}

/** When a job began last, on whatever machine; undefined = never. */
export async function lastRunOf({ store }: Context, job: string, shop: string): Promise<Temporal.Instant | undefined> {
  const [last] = (await store.listRuns({ job, shop }, { limit: 1 })).rows;
  return last && Temporal.Instant.from(last.startedAt);
}

/** Jobs with a `cron` of `bridge.yaml`. */
function timedJobs({ config }: Pick<Context, 'config'>): { readonly job: string; readonly shop: string }[] {
  const ofShops = Object.entries(config.jobs).flatMap(([shop, jobs]) =>
    Object.entries(jobs).flatMap(([job, { cron }]) => (cron === undefined ? [] : [{ job, shop }])),
  );
  const exports = Object.values(config.exports ?? {}).flatMap(({ name, when }) =>
    when.cron === undefined ? [] : [{ job: exportJobName(name), shop: '' }],
  );
  const daily = (['summary', 'probe'] as const).flatMap((job) => (config.reports?.[job] ? [{ job, shop: '' }] : []));
  return [...ofShops, ...exports, ...daily, ...(config.issueTogether ? [{ job: 'issue', shop: '' }] : [])];
}
