import { randomBytes } from 'node:crypto';
import { shopTitle } from '../../config/shop-title.ts';
import { CallFailed } from '../../connectors/contract.ts';
import type { Kind } from '../../core/outcome.ts';
import type { Problem } from '../../core/problem.ts';
import { type SentenceArgs, type SentenceCode, say, sentences } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { japanMinute } from '../../core/time.ts';
import { type Because, startedBy } from '../../core/when.ts';
import type { Halt, RunRecord, Writes } from '../../store/types.ts';
import { giveLease, type Lease, LeaseLost, takeLease, underLeases, whenBack } from '../leases/index.ts';
import { staffMails } from '../mail/index.ts';
import type { Context, RunResult } from '../types.ts';
import { closeInterrupted } from './interrupt-runs.ts';
import { noteKeyEnd } from './key-end.ts';
import { type Pause, pauseOf } from './pause.ts';
import { noteRemarks } from './remarks.ts';
import { watched } from './run-progress.ts';
import { stoppable } from './stop-mark.ts';

export type JobWork = (ctx: Context, shop: string) => Promise<RunResult>;

/** What became of asking for a run. */
export type Ran =
  | { readonly kind: 'ran'; readonly run: RunRecord; readonly changed: boolean; readonly error?: unknown }
  | { readonly kind: 'busy'; readonly holder: Lease }
  | { readonly kind: 'halted'; readonly halt: Halt }
  /** This process stood still for too long, and another one took the run over: nothing of it was committed since. */
  | { readonly kind: 'taken-over' }
  | { readonly kind: 'paused'; readonly pause: Pause };

/**
 * One run of a job over a shop ('' = the workspace), with everything around it: halted shops and paused jobs stand still, one run
 * at a time over all processes, the run in the history from its first moment on, and whatever it throws recorded instead of thrown.
 *
 * @param real real time, for the lease
 * @param because what set it off; a person's runs go on although the job is paused
 */
export async function runJob(
  ctx: Context,
  job: string,
  shop: string,
  work: JobWork,
  real: () => Temporal.Instant = Temporal.Now.instant,
  because?: Because,
): Promise<Ran> {
  const halt = (await ctx.store.halts()).find((one) => one.shop === shop);
  if (halt) return { kind: 'halted', halt };
  const pause = because?.kind === 'person' ? undefined : await pauseOf(ctx.store, job, shop);
  if (pause) return { kind: 'paused', pause };
  const startedAt = ctx.now().toString();
  const id = `${startedAt.replace(/[-:]|\..*|Z/g, '')}-${randomBytes(3).toString('hex')}`;
  const begun: RunRecord = {
    id,
    job,
    shop,
    startedAt,
    finishedAt: null,
    counts: {},
    result: 'running',
    items: because?.kind === 'late' ? [lateItem(shop, because.due)] : [],
    ...(because && { startedBy: startedBy(because) }),
  };
  const taken = await ctx.store.write(async (tx) => {
    const lease = await takeLease(tx, job, shop, id, real());
    if (lease.holder) return lease;
    if (lease.left) await closeInterrupted(tx, lease.left.run, startedAt);
    await tx.putRun(begun);
    return lease;
  });
  if (taken.holder) return { kind: 'busy', holder: taken.holder };
  return underLeases(ctx.store, [{ job, shop, run: id }], real, () => recorded(ctx, begun, work, real));
}

/** Does the work of a run that has begun, and writes down how it ended. */
async function recorded(ctx: Context, begun: RunRecord, work: JobWork, real: () => Temporal.Instant): Promise<Ran> {
  const { shop } = begun;
  const stop = stoppable(ctx, begun);
  const watch = watched(stop.ctx, begun.id);
  try {
    ctx.at('run:begun');
    const { counts, items, changed } = await work(watch.ctx, shop);
    const ending = shop === '' ? [] : await noteKeyEnd(ctx, shop);
    const remarks = shop === '' ? [] : await noteRemarks(ctx, shop);
    const all = [...begun.items, ...items, ...ending, ...remarks];
    const run: RunRecord = { ...begun, counts, items: all, result: 'done', finishedAt: ctx.now().toString() };
    await whenBack(ctx, () => ctx.store.write((tx) => finish(tx, run, real())));
    ctx.onRun?.(run);
    return { kind: 'ran', run, changed };
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: 'taken-over' };
    const failure = classify(error);
    const evidence = error instanceof CallFailed ? error.outcome.evidence : undefined;
    const items = [{ key: '', ...failure, ...(evidence !== undefined && { evidence }) }];
    const run: RunRecord = { ...begun, items, result: 'failed', finishedAt: ctx.now().toString() };
    try {
      await whenBack(ctx, () =>
        ctx.store.write(async (tx) => {
          await finish(tx, run, real());
          await announce(ctx, tx, run, failure);
        }),
      );
    } catch (problem) {
      if (problem instanceof LeaseLost) return { kind: 'taken-over' };
      throw problem;
    }
    ctx.onRun?.(run);
    return { kind: 'ran', run, changed: false, error };
  } finally {
    stop.end();
    watch.end();
  }
}

const lateItem = (shop: string, due: string): RunResult['items'][number] => ({
  key: shop,
  kind: 'done',
  code: 'run-late',
  args: { due: japanMinute(Temporal.Instant.from(due)) },
});

interface Failure {
  readonly kind: Kind;
  readonly code: SentenceCode;
  readonly args: SentenceArgs;
}

async function finish(tx: Writes, run: RunRecord, real: Temporal.Instant): Promise<void> {
  await tx.putRun(run);
  await giveLease(tx, run.job, run.shop, run.id, real);
}

/** A shop that must stand still does so from here on, and somebody is told. */
async function announce(ctx: Context, tx: Writes, run: RunRecord, { kind, code, args }: Failure): Promise<void> {
  const { job, shop, id } = run;
  const at = ctx.now().toString();
  const title = shopTitle(ctx.config, shop);
  const words = { shop: title, name: shop, job: jobTitle(job), run: id, ...say(code, args) };
  if (kind === 'halt' && shop !== '') {
    await tx.putHalt({ shop, code, args, at });
    await tx.putMails(
      staffMails(ctx, `halt ${shop} ${code} ${at}`, mailWord('haltSubject', words), mailWord('haltBody', words)),
    );
  }
  if (kind === 'bug') {
    // Once a day: a job that breaks every five minutes must not fill a mailbox.
    const about = `broke ${shop} ${job} ${code} ${at.slice(0, 10)}`;
    await tx.putMails(staffMails(ctx, about, mailWord('brokeSubject', words), mailWord('brokeBody', words)));
  }
}

function classify(error: unknown): Failure {
  if (error instanceof CallFailed)
    return { kind: error.outcome.kind, code: error.outcome.code, args: error.outcome.args ?? {} };
  const { problem, code, args } = (error ?? {}) as { problem?: Problem; code?: unknown; args?: SentenceArgs };
  if (problem && problem.code in sentences) return { kind: problem.kind, code: problem.code, args: problem.args ?? {} };
  if (typeof code === 'string' && code in sentences) {
    return {
      kind: code === 'database-busy' || code === 'database-failed' ? 'retry' : 'fix',
      code: code as SentenceCode,
      args: args ?? {},
    };
  }
  return { kind: 'bug', code: 'run-broke', args: { name: error instanceof Error ? error.name : typeof error } };
}
