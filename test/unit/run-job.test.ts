import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CallFailed } from '../../src/connectors/contract.ts';
import { startJobs } from '../../src/flow/bridge/schedule.ts';
import { type JobWork, type Ran, runJob } from '../../src/flow/jobs/run-job.ts';
import { leaseMs } from '../../src/flow/leases/index.ts';
import type { RunRecord } from '../../src/store/types.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

let space: Workspace;
let now: Temporal.Instant;

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-21T16:00:00Z');
  space = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config) => ({
      ...config,
      mail: { to: ['a@example.com', 'b@example.com'], from: 'b2@example.com', smtp: undefined },
      jobs: { amazon: { pull: { every: 900_000 }, notify: { after: { job: 'pull', changed: true } } } },
    }),
  });
});
afterEach(() => removeWorkspace(space));

const nothing: JobWork = async () => ({ counts: {}, items: [], changed: false });
const runsOf = (): Promise<RunRecord[]> => space.ctx.store.runs();
const recordOf = (ran: Ran): RunRecord => {
  if (ran.kind !== 'ran') throw new Error(`did not run: ${ran.kind}`);
  return ran.run;
};

describe('X2: a run of a job', () => {
  test('is in the history with its counts and what became of each item', async () => {
    const items = [{ key: '250-1', kind: 'fix', code: 'access-denied', args: { operation: 'x', system: 'Amazon' } }];
    const ran = await runJob(space.ctx, 'notify', 'amazon', async () => {
      expect((await runsOf())[0]).toMatchObject({ result: 'running', finishedAt: null });
      now = now.add({ seconds: 3 });
      return { counts: { told: 2 }, items, changed: true };
    });
    expect(ran).toMatchObject({ kind: 'ran', changed: true });
    expect(await runsOf()).toEqual([
      {
        id: recordOf(ran).id,
        job: 'notify',
        shop: 'amazon',
        startedAt: '2026-11-21T16:00:00Z',
        finishedAt: '2026-11-21T16:00:03Z',
        counts: { told: 2 },
        result: 'done',
        items,
      },
    ]);
  });

  test('that throws is recorded as failed, by its code, and nothing is thrown', async () => {
    const ran = await runJob(space.ctx, 'pull', 'amazon', async () => {
      throw new CallFailed({ kind: 'retry', code: 'shop-busy', args: { system: 'Amazon', operation: 'searchOrders' } });
    });
    expect(recordOf(ran)).toMatchObject({ result: 'failed', items: [{ kind: 'retry', code: 'shop-busy' }] });
    expect(await space.ctx.store.mails()).toEqual([]);
    expect((await runJob(space.ctx, 'pull', 'amazon', nothing)).kind).toBe('ran');
  });

  test('a bug is recorded, and the staff get one mail a day and address', async () => {
    const broken: JobWork = async () => {
      throw new TypeError('x is not a function');
    };
    const ran = await runJob(space.ctx, 'pull', 'amazon', broken);
    now = now.add({ minutes: 15 });
    await runJob(space.ctx, 'pull', 'amazon', broken);
    expect(recordOf(ran).items).toEqual([{ key: '', kind: 'bug', code: 'run-broke', args: { name: 'TypeError' } }]);
    const mails = await space.ctx.store.mails();
    expect(mails.map(({ to }) => to).sort()).toEqual(['a@example.com', 'b@example.com']);
    expect(mails[0]!.subject).toContain('異常終了');
  });

  test('a shop that must stand still does so, by schedule and by hand; others run on; a mail says why', async () => {
    const refused: JobWork = async () => {
      throw new CallFailed({ kind: 'halt', code: 'credentials-refused', args: { system: 'Amazon' } });
    };
    await runJob(space.ctx, 'pull', 'amazon', refused);
    let runs = 0;
    const counted: JobWork = async () => {
      runs++;
      return { counts: {}, items: [], changed: false };
    };
    expect(await runJob(space.ctx, 'notify', 'amazon', counted)).toMatchObject({
      kind: 'halted',
      halt: { code: 'credentials-refused' },
    });
    expect(runs).toBe(0);
    await runJob(space.ctx, 'notify', 'sheet', counted);
    expect(runs).toBe(1);
    const [mail] = await space.ctx.store.mails();
    expect(mail?.text).toContain('b2-bridge shops probe --shop amazon');
    await space.ctx.store.write((tx) => tx.clearHalt('amazon'));
    await runJob(space.ctx, 'notify', 'amazon', counted);
    expect(runs).toBe(2);
  });

  test('runs once at a time; other jobs and shops run beside it', async () => {
    const outcomes: string[] = [];
    await runJob(space.ctx, 'pull', 'amazon', async () => {
      for (const [job, shop] of [
        ['pull', 'amazon'],
        ['pull', 'sheet'],
        ['notify', 'amazon'],
      ] as const) {
        outcomes.push((await runJob(space.ctx, job, shop, nothing)).kind);
      }
      return { counts: {}, items: [], changed: false };
    });
    expect(outcomes).toEqual(['busy', 'ran', 'ran']);
    expect((await runJob(space.ctx, 'pull', 'amazon', nothing)).kind).toBe('ran');
  });

  test('a lease that nobody renews runs out by real time, however the business clock is turned', async () => {
    const real = Temporal.Instant.from('2026-11-21T00:00:00Z');
    const later = (ms: number) => () => real.add({ milliseconds: ms });
    const inner: Ran[] = [];
    const outer = await runJob(
      space.ctx,
      'pull',
      'amazon',
      async () => {
        now = now.add({ hours: 24 });
        inner.push(await runJob(space.ctx, 'pull', 'amazon', nothing, later(leaseMs - 1)));
        inner.push(await runJob(space.ctx, 'pull', 'amazon', nothing, later(leaseMs)));
        return { counts: {}, items: [], changed: false };
      },
      later(0),
    );
    expect(inner.map(({ kind }) => kind)).toEqual(['busy', 'ran']);
    // The first was taken for dead, but lived: what it says of itself counts.
    expect((await runsOf()).find(({ id }) => id === recordOf(outer).id)?.result).toBe('done');
  });
});

describe('the schedule', () => {
  test('says at once when orders could not be fetched or a shop stands still, not only when the run itself failed', async () => {
    const stop = new AbortController();
    const refused: JobWork = async (_ctx, shop) => ({
      counts: { halt: 1 },
      items: [{ key: shop, kind: 'halt', code: 'credentials-refused', args: { system: 'Amazon' } }],
      changed: false,
    });
    const garbled: JobWork = async (_ctx, shop) => ({
      counts: { retry: 1 },
      items: [
        { key: shop, kind: 'retry', code: 'shop-garbled', args: { system: 'Amazon', operation: 'searchOrders' } },
      ],
      changed: true,
    });
    const engine = startJobs(space.ctx, {
      signal: stop.signal,
      table: { pull: garbled, notify: refused },
      lookEvery: 0,
    });
    await engine.tick();
    expect(space.told).toHaveLength(2);
    expect(space.told[0]).toContain('受注の取得ができませんでした: Amazon から読めない返事が届きました');
    expect(space.told[1]).toContain('出荷通知ができませんでした');
    stop.abort();
    await engine.stopped;
  });

  test('runs the jobs of bridge.yaml, each after the other, and says what changed', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const work =
      (name: string): JobWork =>
      async (_ctx, shop) => {
        seen.push(`${name} ${shop}`);
        return { counts: { new: 2 }, items: [], changed: true };
      };
    const table = { pull: work('pull'), notify: work('notify') };
    const engine = startJobs(space.ctx, { signal: stop.signal, table, lookEvery: 0 });
    await engine.tick();
    expect(seen).toEqual(['pull amazon', 'notify amazon']);
    now = now.add({ minutes: 15 });
    await engine.tick();
    expect(seen.length).toBe(4);
    expect(space.told[0]).toContain('受注の取得が終わりました（新規 2）');
    expect((await runsOf()).length).toBe(4);
    stop.abort();
    await engine.stopped;
  });
});
