import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJsonLog } from '../../src/cli/json-log.ts';
import { collectMetrics, type HealthEndpoint, startHealthEndpoint } from '../../src/flow/health/index.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import type { Context } from '../../src/flow/types.ts';
import { newShipment, sampleHold, storedOrder } from '../support/store-samples.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

let place: Workspace;
let ctx: Context;
let endpoint: HealthEndpoint;
let now = Temporal.Instant.from('2026-11-26T00:00:00Z');

beforeEach(async () => {
  place = await openWorkspace(newRoot(), { now: () => now });
  const metrics = await collectMetrics(place.ctx);
  ctx = { ...place.ctx, onRun: metrics.ran };
  endpoint = await startHealthEndpoint(ctx, 0, metrics);
});
afterEach(async () => {
  await endpoint.close();
  await removeWorkspace(place);
});

const get = async (path: string) => {
  const answer = await fetch(endpoint.base + path);
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text() };
};

test('/health says that all is well, which shop stands still, and that the store does not answer', async () => {
  expect(JSON.parse((await get('/health')).body)).toMatchObject({ status: 'ok', store: true, halted: [] });
  await ctx.store.write((tx) => tx.putHalt({ shop: 'amazon', code: 'access-denied', args: {}, at: now.toString() }));
  const halted = await get('/health');
  expect([halted.status, JSON.parse(halted.body)]).toMatchObject([200, { status: 'degraded', halted: ['amazon'] }]);
  await ctx.store.close();
  const gone = await get('/health');
  expect([gone.status, JSON.parse(gone.body).status]).toEqual([503, 'failing']);
});

test('/metrics counts runs, what became of their items, and what is open; no order and no person stands in it', async () => {
  await ctx.store.write(async (tx) => {
    await tx.saveOrders([storedOrder('SECRET-1')]);
    await tx.saveShipments([newShipment('SECRET-1', 1, { state: 'held', holds: [sampleHold] })]);
  });
  await runJob(ctx, 'pull', 'amazon', async () => {
    now = now.add({ seconds: 3 });
    return { counts: { new: 1 }, items: [{ key: 'SECRET-1', kind: 'fix', code: 'access-denied' }], changed: true };
  });
  const { status, type, body } = await get('/metrics');
  expect([status, type]).toEqual([200, expect.stringContaining('text/plain')]);
  expect(body).toContain('b2_bridge_runs_total{job="pull",shop="amazon",result="done"} 1');
  expect(body).toContain('b2_bridge_run_items_total{job="pull",kind="fix"} 1');
  expect(body).toContain('b2_bridge_run_seconds_sum{job="pull"} 3');
  expect(body).toContain('b2_bridge_shipments{state="held"} 1');
  expect(body).toMatch(/b2_bridge_holds\{reason="[a-z-]+"\} 1/);
  expect(body).toContain('process_resident_memory_bytes');
  expect(body).not.toMatch(/SECRET|試験野|花子/);
});

test('nothing else answers, and no page elsewhere that takes our address for its own', async () => {
  expect((await get('/')).status).toBe(404);
  expect((await fetch(`${endpoint.base}/health`, { method: 'POST' })).status).toBe(404);
  const status = await new Promise<number>((resolve, reject) => {
    const call = request(`${endpoint.base}/health`, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    call.on('error', reject).end();
  });
  expect(status).toBe(404);
});

test('JSON lines hold codes and counts, not names, numbers or texts', async () => {
  const lines: string[] = [];
  const log = await openJsonLog('shop', { write: (line) => lines.push(line) });
  log.ran({
    id: 'r',
    job: 'pull',
    shop: 'amazon',
    startedAt: '2026-11-26T00:00:00Z',
    finishedAt: '2026-11-26T00:00:02Z',
    counts: { new: 2 },
    result: 'done',
    items: [{ key: 'SECRET-1', kind: 'fix', code: 'access-denied', args: { name: '花子' } }],
    startedBy: 'person 山田',
  });
  log.broke(new Error('SECRET 花子'));
  const [run, bug] = lines.map((line) => JSON.parse(line));
  expect(run).toMatchObject({
    level: 40,
    event: 'run',
    job: 'pull',
    seconds: 2,
    by: 'person',
    codes: { 'access-denied': 1 },
  });
  expect(bug).toMatchObject({ level: 50, event: 'bug', error: 'Error' });
  expect(bug.at.length).toBeGreaterThan(0);
  expect(lines.join()).not.toMatch(/SECRET|花子|山田/);
});
