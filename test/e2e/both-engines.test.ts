import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bridge, openBridge } from '../../src/app.ts';
import type { Engine } from '../../src/engine/types.ts';
import { afterDocument, lastRunsOf, startBossJobs, startJobs } from '../../src/flow/bridge/index.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { setPause } from '../../src/flow/jobs/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { startCli } from '../support/cli.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';
import { newStorePlace } from '../support/stores.ts';

/*
 * The same days of a shop by either engine: jobs by the clock and after one another, a scheduled export, stock, a pause, a shop that must stand
 * still, and a process that is killed in the middle of telling. What the jobs themselves do has its own tests.
 */

const settings = `jobs:
  pull: { every: 15m }
  notify: { every: 5m }
  issue: { after: { job: pull } }
  restock: { every: 60m }
  sweep: { enabled: false }
  drift: { enabled: false }
exports:
  picking: { title: ピッキング, layout: picking-list, states: [ready, issuing, issued, shipped, closed], cron: "0 10 * * *" }
`;

let place: LabWorkspace;
let env: Readonly<Record<string, string>>;
let bridge: Bridge;
let ctx: Context;
let engine: Engine;
let stop: AbortController;

interface Ledger {
  readonly orders: readonly { orderId: string; status: string; fulfilledBy: string; lines: { sku: string }[] }[];
  readonly confirmations: readonly { orderId: string }[];
  readonly stockChanges: readonly { sku: string }[];
}
const ledger = () => place.holdings<Ledger>();
const change = async (name: string, body: Record<string, unknown> = {}) => {
  const headers = { 'content-type': 'application/json' };
  const url = `${place.lab.control}/systems/amazon/${name}`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
};
const turn = (minutes: number) => place.lab.clock.turn(minutes * 60_000);
const runsOf = async (job: string) => (await ctx.store.runs()).filter((one) => one.job === job);
const written = (start: string) =>
  readdirSync(join(place.root, 'outbox'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.includes(start) && name.endsWith('.csv'),
  );

async function open(kind: 'local' | 'pgboss'): Promise<void> {
  stop = new AbortController();
  const { signal } = stop;
  const now = () => Temporal.Instant.fromEpochMilliseconds(place.lab.clock.now());
  bridge = await openBridge(place.root, { env, now, signal });
  ctx = bridge.context;
  const onBug = (error: unknown) => {
    throw error;
  };
  engine =
    kind === 'local'
      ? startJobs(ctx, { signal, lookEvery: 0, onBug, lastRuns: await lastRunsOf(ctx) })
      : await startBossJobs(ctx, { signal, lookEvery: 0, onBug });
}
async function close(): Promise<void> {
  stop.abort();
  await engine.stopped;
  await bridge.close();
}

/** Numbers come back for all that were given out. */
async function numbersComeBack(): Promise<string[]> {
  const shipments = await ctx.store.shipments({ shop: 'amazon', states: ['issuing'] });
  const rows = shipments.map(({ shipment }, index) => ({
    customerNo: shipment.customerNo,
    number: trackingNumber(index),
  }));
  const documents = await intakeFile(ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
  for (const document of documents) afterDocument(ctx, engine, document);
  return [...new Set(shipments.map(({ shipment }) => shipment.orderNumber))];
}

beforeEach(async () => {
  place = await labWorkspace({ seed: 'small', read: 'amazon-orders-v2026', more: settings, issue: 'manual' });
  // The evening before: the export of ten o'clock is still to come.
  place.lab.clock.freeze();
  const now = Temporal.Instant.fromEpochMilliseconds(place.lab.clock.now()).toZonedDateTimeISO('Asia/Tokyo');
  const evening = now.add({ days: 1 }).with({ hour: 20, minute: 0, second: 0 });
  place.lab.clock.set(evening.epochMilliseconds);
});
afterEach(async () => {
  if (!stop.signal.aborted) await close();
  await place.close();
});

describe.each(['local', 'pgboss'] as const)('The days of a shop (%s)', (kind) => {
  beforeEach(async () => {
    env = { B2_BRIDGE_KEY: Buffer.alloc(32, 7).toString('base64') };
    if (kind === 'pgboss') {
      const { target } = await newStorePlace('postgres');
      if (target.kind === 'postgres') env = { ...env, DATABASE_URL: target.url };
    }
    await open(kind);
  });

  test('orders come in and get their labels, numbers and stock go out, an export is written, a pause and a stop are kept', async () => {
    // The circle: pull by the clock, labels after it.
    await engine.tick();
    expect((await runsOf('pull')).map((one) => one.startedBy)).toEqual(['clock']);
    expect((await runsOf('issue')).map((one) => one.startedBy)).toEqual(['after pull amazon']);
    expect(written('b2-amazon')).toHaveLength(1);

    // Numbers: told once they have rested, each once.
    const numbers = await numbersComeBack();
    expect(numbers.length).toBeGreaterThan(2);
    turn(5);
    await engine.tick();
    expect((await ledger()).confirmations).toEqual([]);
    turn(20);
    await engine.tick();
    turn(5);
    await engine.tick();
    const told = (await ledger()).confirmations.map((one) => one.orderId);
    expect(told.sort()).toEqual(numbers.sort());
    // Nothing new: the pull that went by the clock set off nothing.
    expect(await runsOf('issue')).toHaveLength(1);

    // Stock.
    const { sku } = (await ledger()).orders.find((one) => one.fulfilledBy === 'MERCHANT')!.lines[0]!;
    await ctx.store.write(async (tx) => {
      const at = ctx.now().toString();
      await tx.setStock([{ sku: 'S-1', onHand: 7 }], 'doc', at);
      await tx.setProducts([{ shop: 'amazon', item: sku, option: '', name: '', sku: 'S-1' }], 'doc', at);
    });
    turn(60);
    await engine.tick();
    expect((await ledger()).stockChanges.map((one) => one.sku)).toEqual([sku]);

    // Paused: its times go by; then it goes on.
    const pause = { by: '山田', at: ctx.now().toString(), note: '' };
    await ctx.store.write((tx) => setPause(tx, 'pull', 'amazon', pause, pause.at));
    const pulls = (await runsOf('pull')).length;
    turn(60);
    await engine.tick();
    expect(await runsOf('pull')).toHaveLength(pulls);
    await ctx.store.write((tx) => setPause(tx, 'pull', 'amazon', undefined, ctx.now().toString()));

    // The permission is gone: the shop stands still, whatever the clock says, until somebody says so.
    await change('revoke-token');
    await change('expire-tokens');
    turn(60);
    await engine.tick();
    expect((await ctx.store.halts()).map((one) => one.shop)).toEqual(['amazon']);
    const ofShop = async () => (await ctx.store.runs()).filter((one) => one.shop === 'amazon').length;
    const all = await ofShop();
    turn(60);
    await engine.tick();
    expect(await ofShop()).toBe(all);
    await change('restore-token');
    await ctx.store.write((tx) => tx.clearHalt('amazon'));

    // A buyer's new order comes in, and is written at ten o'clock of the next morning: once.
    await change('place-order');
    turn(60);
    await engine.tick();
    const tomorrow = ctx.now().toZonedDateTimeISO('Asia/Tokyo').add({ days: 1 }).with({ hour: 10, minute: 0 });
    place.lab.clock.set(tomorrow.epochMilliseconds);
    await engine.tick();
    await engine.tick();
    turn(30);
    await engine.tick();
    const exports = await runsOf('export:picking');
    expect(exports.map((one) => [one.result, one.startedBy])).toEqual([['done', 'clock']]);
    expect(written('picking')).toHaveLength(1);
    expect((await runsOf('pull')).length).toBeGreaterThan(pulls);
    expect((await ctx.store.runs()).filter((one) => one.result === 'running')).toEqual([]);
  }, 60_000);

  test('a process that is killed in the middle of telling is followed: each order is told once', async () => {
    await engine.tick();
    const numbers = await numbersComeBack();
    turn(5);
    await engine.tick();
    await close();
    turn(20);
    place.lab.clock.run();
    const start = (more: Record<string, string> = {}) =>
      startCli(['start', '--no-console', '--engine', kind, '-C', place.root], { ...env, ...more });
    const killed = start({ B2_BRIDGE_KILL_AT: 'notify:sent' });
    expect((await killed.ended)[1]).toBe('SIGKILL');
    const before = (await ledger()).confirmations.length;
    expect(before).toBeGreaterThan(0);
    // Whoever follows, by the engine in this process.
    turn(2);
    place.lab.clock.freeze();
    await open(kind);
    for (let pass = 0; pass < 6; pass++) {
      turn(5);
      await engine.tick();
    }
    expect((await ledger()).confirmations.map((one) => one.orderId).sort()).toEqual(numbers.sort());
    expect(await ctx.store.notices({ states: ['due', 'sending', 'unsure', 'failed'] })).toEqual([]);
    const runs = await runsOf('notify');
    expect(runs.flatMap((one) => one.items.map((item) => item.code))).toContain('run-interrupted');
  }, 60_000);
});
