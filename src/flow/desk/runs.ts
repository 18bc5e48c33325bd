import { shopTitle } from '../../config/shop-title.ts';
import { noticeKinds } from '../../core/notices.ts';
import type { ProgressStep } from '../../core/progress.ts';
import { jobTitle, kindTitle, resultTitle, startedTitle } from '../../core/sentences/jobs.ts';
import type { Keyed, ListPage, PageRequest, RunRecord, RunRow } from '../../store/types.ts';
import { askToStop, countWords, progressOf, sayItem } from '../jobs/index.ts';
import type { Context } from '../types.ts';
import { type Retried, retryNotices } from './notices.ts';

/** A run in people's words. */
export interface RunView {
  readonly id: string;
  readonly shop: string;
  readonly title: string;
  readonly job: string;
  readonly startedAt: string;
  readonly startedBy: string;
  /** Seconds; of a running one until now. */
  readonly took: number;
  readonly result: RunRecord['result'];
  readonly resultWords: string;
  readonly counts: string;
  /** How far it is, while it runs in this process. */
  readonly step: ProgressStep | undefined;
}

export interface RunItemView {
  readonly key: string;
  readonly kind: string;
  readonly kindWords: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly evidence: string;
}

export async function listRunViews(
  ctx: Context,
  filter: { readonly shop?: string | undefined },
  page: PageRequest,
): Promise<ListPage<RunView & Keyed>> {
  const { rows, next } = await ctx.store.listRuns(filter, page);
  return { rows: rows.map((one) => ({ ...viewRun(ctx, one), key: one.key })), next };
}

/** A run without its items: cheap enough to look again and again. */
export async function lookAtRun(ctx: Context, id: string): Promise<RunView | undefined> {
  const [run] = (await ctx.store.listRuns({ id }, { limit: 1 })).rows;
  return run?.id === id ? viewRun(ctx, run) : undefined;
}

/** A run with what became of each of its items, those that did not get on first; undefined = there is none of this number. */
export async function showRun(
  ctx: Context,
  id: string,
): Promise<(RunView & { readonly items: readonly RunItemView[]; readonly mayRetry: boolean }) | undefined> {
  const run = await ctx.store.run(id);
  if (!run) return undefined;
  const sorted = run.items.toSorted((a, b) => Number(isFailed(b)) - Number(isFailed(a)));
  const items = sorted.map(({ key, kind, code, args, evidence = '' }) => ({
    key,
    kind,
    kindWords: kindTitle(kind),
    ...sayItem(code, args),
    evidence,
  }));
  return { ...viewRun(ctx, run), items, mayRetry: isOfNotices(run) && failedKeys(run).length > 0 };
}

function viewRun(ctx: Context, run: RunRow): RunView {
  const { id, shop, job, startedAt, finishedAt, result, startedBy } = run;
  const end = finishedAt === null ? ctx.now() : Temporal.Instant.from(finishedAt);
  const took = Math.max(0, end.since(Temporal.Instant.from(startedAt)).total('seconds'));
  return {
    id,
    shop,
    title: shopTitle(ctx.config, shop),
    job: jobTitle(job),
    startedAt,
    startedBy: startedTitle(startedBy),
    took,
    result,
    resultWords: resultTitle(result),
    counts: countWords(run),
    step: result === 'running' ? progressOf(id) : undefined,
  };
}

/** Jobs that tell marketplaces: what failed in them are notices. */
const isOfNotices = ({ job }: Pick<RunRecord, 'job'>): boolean =>
  job === 'notify' || (noticeKinds as readonly string[]).includes(job);

const isFailed = ({ kind }: { readonly kind: string }): boolean => kind !== 'done' && kind !== 'pending';

/** Of notices that went in parts the key is the order's number and the part. */
const failedKeys = ({ items }: Pick<RunRecord, 'items'>): string[] => [
  ...new Set(items.flatMap((item) => (isFailed(item) ? [item.key.split(' ')[0] ?? ''] : []))),
];

/** Sends again what failed in one run, as far as it still waits for a person. */
export async function retryRun(ctx: Context, id: string, actor: string): Promise<Retried> {
  const run = await ctx.store.run(id);
  const keys = run && isOfNotices(run) ? failedKeys(run) : [];
  if (!run || keys.length === 0) return { retried: [], leftOut: [] };
  return retryNotices(ctx, { shop: run.shop, orderNumbers: keys }, { actor });
}

/** Asks a run to stop after the step that it is at. false = it is over. */
export async function stopRun(ctx: Context, id: string, actor: string): Promise<boolean> {
  const [run] = (await ctx.store.listRuns({ id }, { limit: 1 })).rows;
  if (!run || run.id !== id || run.result !== 'running') return false;
  const at = ctx.now().toString();
  await ctx.store.write(async (tx) => {
    await askToStop(tx, run, at);
    const entry = { at, actor, what: 'job-stop-asked', shop: run.shop, orderNumber: '', shipment: '' };
    await tx.addJournal([{ ...entry, details: { job: run.job, run: run.id } }]);
  });
  return true;
}
