import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startJobs } from '../../src/flow/bridge/schedule.ts';
import { listJobs, pauseJobs, stopRuns } from '../../src/flow/desk/jobs.ts';
import { stopReport } from '../../src/flow/desk/stop-report.ts';
import { type JobWork, runJob } from '../../src/flow/jobs/run-job.ts';
import { sendDue } from '../../src/flow/notify/send.ts';
import type { StoredNotice } from '../../src/store/types.ts';
import { sampleNotice } from '../support/store-samples.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

let space: Workspace;
let now: Temporal.Instant;
const stop = new AbortController();
const nothing: JobWork = async () => ({ counts: {}, items: [], changed: false });

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-26T00:30:00Z'); // 9:30 in Japan
  space = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config) => ({
      ...config,
      jobs: {
        amazon: { pull: { every: 900_000 }, issue: { cron: '0 10,14 * * *' } },
        sheet: { issue: { cron: '0 12 * * *' } },
      },
      jobsOff: { amazon: ['restock'] },
    }),
  });
});
afterEach(() => removeWorkspace(space));

const short = (at: string) => at.slice(5, 16);

describe('T15: the list of jobs', () => {
  test('names each with its state, its next times, and its last run', async () => {
    await runJob(space.ctx, 'pull', 'amazon', nothing, undefined, { kind: 'after', job: 'intake', shop: 'amazon' });
    now = now.add({ minutes: 5 });
    const views = await listJobs(space.ctx);
    expect(views.map(({ shop, job, state, next }) => [shop, job, state, next.map(short)])).toEqual([
      ['amazon', 'pull', 'on', ['11-26T00:45', '11-26T01:00', '11-26T01:15']],
      ['amazon', 'issue', 'on', ['11-26T01:00', '11-26T05:00', '11-27T01:00']],
      ['amazon', 'restock', 'off', []],
      ['sheet', 'issue', 'on', ['11-26T03:00', '11-27T03:00', '11-28T03:00']],
    ]);
    expect(views[0]?.last).toMatchObject({ result: 'done', startedBy: 'after intake amazon' });
    expect(await listJobs(space.ctx, 'sheet')).toHaveLength(1);
  });
});

describe('a paused job', () => {
  const table = { pull: nothing, issue: nothing };
  const ran = async () => (await space.ctx.store.runs()).map((run) => `${run.shop} ${run.job}`).sort();

  test('stands still for the running bridge and after a restart, until it is resumed; both are journaled', async () => {
    const engine = startJobs(space.ctx, { signal: stop.signal, lookEvery: 0, table });
    const request = { job: 'issue', shop: 'amazon', actor: '山田', note: '棚卸し' };
    expect(await pauseJobs(space.ctx, request, true)).toEqual([{ shop: 'amazon', changed: true }]);
    expect(await pauseJobs(space.ctx, request, true)).toEqual([{ shop: 'amazon', changed: false }]);
    now = Temporal.Instant.from('2026-11-26T03:00:00Z');
    await engine.tick();
    expect(await ran()).toEqual(['amazon pull', 'sheet issue']);
    const [view] = (await listJobs(space.ctx, 'amazon')).filter((one) => one.job === 'issue');
    expect(view).toMatchObject({ state: 'paused', next: [], pause: { by: '山田', note: '棚卸し' } });
    await startJobs(space.ctx, { signal: stop.signal, lookEvery: 0, table }).tick();
    now = now.add({ hours: 2 });
    await engine.tick();
    expect((await ran()).filter((one) => one === 'amazon issue')).toEqual([]);
    await pauseJobs(space.ctx, { ...request, shop: undefined }, false);
    now = now.add({ hours: 20 });
    await engine.tick();
    expect((await ran()).filter((one) => one === 'amazon issue')).toEqual(['amazon issue']);
    const journal = await space.ctx.store.journal({ shop: 'amazon' });
    expect(journal.map(({ what, actor, note }) => [what, actor, note])).toEqual([
      ['job-paused', '山田', '棚卸し'],
      ['job-resumed', '山田', '棚卸し'],
    ]);
  });

  test('may be run by a person; a job that is not there is paused nowhere', async () => {
    await pauseJobs(space.ctx, { job: 'pull', shop: undefined, actor: 'x', note: '' }, true);
    expect((await runJob(space.ctx, 'pull', 'amazon', nothing)).kind).toBe('paused');
    expect((await runJob(space.ctx, 'pull', 'amazon', nothing, undefined, { kind: 'person', name: 'x' })).kind).toBe(
      'ran',
    );
    expect(await pauseJobs(space.ctx, { job: 'pul', shop: undefined, actor: 'x', note: '' }, true)).toEqual([]);
  });
});

describe('D13: a stop', () => {
  const notice = (no: number): StoredNotice =>
    sampleNotice({
      id: `n-${String(no).padStart(3, '0')}`,
      shop: 'amazon',
      orderNumber: `250-${no}`,
      about: `s-${no}`,
      state: 'due',
      waitsFor: [],
      parts: [],
      reservedAt: now.toString(),
      notBefore: now.toString(),
    });

  test('of a running job: the batch in hand ends, the rest is not sent, and the list says which is which', async () => {
    const all = Array.from({ length: 25 }, (_, no) => notice(no));
    await space.ctx.store.write((tx) => tx.putNotices(all));
    now = now.add({ minutes: 10 });
    const sent: string[] = [];
    const work: JobWork = async (ctx, shop) => {
      const tell = async (notices: readonly { readonly id: string }[]) => {
        sent.push(...notices.map((one) => one.id));
        await stopRuns(space.ctx, { job: 'pull', shop: 'amazon', actor: '山田' });
        while (!ctx.isStopped?.()) await new Promise((resolve) => setTimeout(resolve, 20));
        return notices.map(() => ({ kind: 'done' as const, code: 'mail-sent' as const }));
      };
      const link = { connector: {} as never, settings: {}, connection: { tell: { ship: tell } } as never };
      const run = {
        ctx,
        shop: ctx.config.shops[shop]!,
        link,
        kinds: ['ship' as const],
        counts: {},
        items: [],
        halted: false,
      };
      await sendDue(run as never);
      return { counts: run.counts, items: run.items, changed: true };
    };
    const ran = await runJob(space.ctx, 'pull', 'amazon', work);
    expect(sent).toHaveLength(10);
    const items = ran.kind === 'ran' ? ran.run.items : [];
    expect(items.at(-1)).toMatchObject({ kind: 'retry', code: 'stopped-by-person' });
    const report = await stopReport(space.ctx.store, now.toString(), 'amazon');
    expect([report.sent.count, report.waiting.count, report.doubt.count]).toEqual([10, 15, 0]);
    expect(report.sent.lines[0]).toMatchObject({ shop: 'amazon', what: 'ship' });
    expect(await stopRuns(space.ctx, { job: 'pull', shop: undefined, actor: 'x' })).toEqual([]);
  });
});
