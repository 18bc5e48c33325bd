import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Shop } from '../../src/core/shop.ts';
import { startJobs } from '../../src/flow/bridge/schedule.ts';
import { acceptStore } from '../../src/flow/desk/accept-store.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { followUp } from '../../src/flow/issue/after-intake.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { undoIssue } from '../../src/flow/issue/undo-issue.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { filesIn, newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const layouts = { read: [], issue: 'b2-csv', notify: '' };
const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
const of = (name: string, more: Partial<Shop>) =>
  shop({ name, marketplace: 'amazon', layouts, billing, defaultMethod: 'yamato', ...more });

let now: Temporal.Instant;
let place: Workspace;
let ctx: Context;
const stop = new AbortController();

async function open(shops: Record<string, Shop>, more: Partial<Context['config']> = {}) {
  place = await openWorkspace(newRoot(), { now: () => now, config: (config) => ({ ...config, shops, ...more }) });
  ctx = { ...place.ctx, ...standard };
}
const take = (order: string, name = 'amazon', at = '2026-11-26T08:50:00+09:00') =>
  intakeFile(ctx, {
    name: `${order}.txt`,
    bytes: amazonReport([{ 'order-id': order, 'purchase-date': at }]),
    shop: name,
    layout: '',
  });
const written = () => filesIn(join(place.root, 'outbox')).filter((name) => name.endsWith('.csv'));

beforeEach(() => {
  now = Temporal.Instant.from('2026-11-26T00:00:00Z'); // 9:00 in Japan
});
afterEach(() => removeWorkspace(place));

describe('T17: an order waits so many minutes before its label', () => {
  test('it is left out with the reason, goes by itself when it is old enough, and a person may be quicker', async () => {
    await open({ amazon: of('amazon', { issue: 'auto', waitAfterOrder: 30 * 60_000 }) });
    await take('250-0000001-0000001');
    await followUp(ctx, 'amazon', true);
    expect(written()).toEqual([]);
    const report = await issueShipments(ctx, { dryRun: true });
    expect(report.leftOut).toMatchObject([{ code: 'order-too-fresh', sentence: expect.stringContaining('30 分') }]);

    const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0, table: {} });
    now = now.add({ minutes: 19 });
    await engine.tick();
    expect(written()).toEqual([]);
    now = now.add({ minutes: 1 });
    await engine.tick();
    expect(written()).toHaveLength(1);
    now = now.add({ minutes: 5 });
    await engine.tick();
    expect((await ctx.store.runs()).filter((run) => run.job === 'issue')).toHaveLength(1);

    await take('250-0000001-0000002', 'amazon', '2026-11-26T09:24:00+09:00');
    expect((await issueShipments(ctx, { orders: ['250-0000001-0000002'] })).shipments).toHaveLength(1);
  });
});

describe('job issue: 締め時刻', () => {
  test('writes at its times, says when there is nothing, and tells what set it off', async () => {
    await open(
      { amazon: of('amazon', { issue: 'manual' }) },
      { jobs: { amazon: { issue: { cron: '0 10,14 * * *' } } } },
    );
    await take('250-0000002-0000001');
    const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0 });
    await engine.tick();
    expect(written()).toEqual([]);
    now = Temporal.Instant.from('2026-11-26T01:00:00Z');
    await engine.tick();
    expect(written()).toHaveLength(1);
    now = Temporal.Instant.from('2026-11-26T05:00:00Z');
    await engine.tick();
    const runs = (await ctx.store.runs()).filter((run) => run.job === 'issue');
    expect(runs.map(({ counts, startedBy }) => [counts.shipments, startedBy])).toEqual([
      [0, 'clock'],
      [1, 'clock'],
    ]);
    expect(runs[0]?.items.map((item) => item.code)).toEqual(['nothing-to-issue']);
  });

  test('one file for all shops: each parcel once, it can be taken back, and a lost store learns which shop each was of', async () => {
    const issueTogether = { when: { cron: '0 10 * * *' }, shops: ['amazon', 'second'] };
    await open(
      { amazon: of('amazon', { issue: 'manual' }), second: of('second', { issue: 'manual' }) },
      { issueTogether },
    );
    await take('250-0000003-0000001');
    await take('250-0000003-0000002', 'second');
    const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0, table: {} });
    now = Temporal.Instant.from('2026-11-26T01:00:00Z');
    await engine.tick();
    const [file, ...more] = written();
    expect([file, more]).toEqual([expect.stringMatching(/^_all\/b2-all-20261126-100000-01\.csv$/), []]);
    const manifest = JSON.parse(readFileSync(join(place.root, 'outbox', `${file}.manifest.json`), 'utf8'));
    expect(manifest).toMatchObject({ rows: 2, shop: '', shops: ['amazon', 'second'] });
    expect(await acceptStore(ctx, { note: 'x', actor: 'x', folders: [] })).toMatchObject({ named: 2, unknown: 0 });
    const undone = await undoIssue(ctx, { file: file!.slice('_all/'.length), note: '印刷していない' });
    expect(undone.undone).toHaveLength(2);
  });
});
