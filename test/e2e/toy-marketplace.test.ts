import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LabAddress } from '../../src/config/endpoints.ts';
import { memoryBudgets, memoryKept } from '../../src/connectors/budgets.ts';
import type { JobName } from '../../src/core/jobs.ts';
import type { NoticeKind } from '../../src/core/notices.ts';
import { shopJobs } from '../../src/flow/bridge/job-list.ts';
import { listNotices } from '../../src/flow/desk/notices.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { openLinks } from '../../src/links.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { standardLayouts } from '../support/market.ts';
import { type Stand, startStand } from '../support/stand.ts';
import { createToy, toy, toyLayouts } from '../support/toy/index.ts';
import { newRoot, openWorkspace, type Workspace } from '../support/workspace.ts';

/* A fifth marketplace, with every kind of notice, added by nothing but its own folder and the lists: here by this test. */

const shop = 'toyshop';
let stand: Stand;
let workspace: Workspace;
let ctx: Context;
const minutes = (count: number) => stand.turn(count * 60_000);
const job = (name: JobName) => shopJobs[name](ctx, shop);
const acts = async () => (await stand.holdings('toy')).acts as unknown as { order: string; what: NoticeKind }[];
const told = async (what: NoticeKind) => (await acts()).filter((one) => one.what === what).map((one) => one.order);

beforeEach(async () => {
  stand = await startStand('small', '2026-11-21T00:00:00Z', [createToy]);
  const settings = toy.settings.parse({ key: { env: 'TOY_KEY' }, 'page-size': 5 });
  workspace = await openWorkspace(newRoot(), {
    now: stand.now,
    config: (config) => ({
      ...config,
      mail: { to: ['desk@example.jp'], from: 'bridge@example.jp', smtp: undefined },
      shops: {
        [shop]: {
          ...config.shops.amazon!,
          name: shop,
          marketplace: 'toy',
          defaultMethod: 'yamato',
          layouts: { read: ['toy-orders'], issue: 'b2-csv', notify: '' },
        },
      },
      apis: { [shop]: { settings, live: false } },
    }),
  });
  const standard = standardLayouts();
  const link = openLinks({
    config: workspace.ctx.config,
    connectors: { toy },
    now: stand.now,
    sleep: async (ms) => stand.turn(ms),
    budgets: memoryBudgets(stand.now),
    kept: () => memoryKept(),
    lab: stand.lab as unknown as LabAddress,
    secret: () => '',
  });
  const layouts = { ...standard.layouts, read: new Map([...standard.layouts.read, ...toyLayouts]) };
  ctx = { ...workspace.ctx, ...standard, layouts, link };
});
afterEach(async () => {
  await workspace.close();
  await stand.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

/** Everything that is ready is printed, and the numbers come back. */
async function print(): Promise<string[]> {
  const { shipments } = await issueShipments(ctx, { shop });
  const rows = shipments.map((customerNo, index) => ({ customerNo, number: trackingNumber(index) }));
  await intakeFile(ctx, { name: `issued-${stand.now()}.csv`, bytes: issuedData(rows), shop: '', layout: '' });
  return shipments.map((one) => one.replace(/_\d+$/, ''));
}
const open = async () =>
  (await ctx.store.shipments({ shop })).filter((one) => one.state === 'shipped' || one.state === 'issued').length;

describe('a day of its shop', () => {
  test('orders come in, and each job tells its kind; nothing is told twice', async () => {
    expect(await job('pull')).toMatchObject({ counts: { new: 13 }, changed: true });
    await job('acknowledge');
    expect((await told('acknowledge')).length).toBe(13);
    await job('schedule');
    // The unpaid order is held: no day is planned for it.
    expect((await told('schedule')).length).toBe(12);
    const shipped = await print();
    expect(shipped.length).toBe(12);
    await job('ship');
    // Those that are paid by card wait for their money.
    expect((await told('ship')).length).toBe(6);
    await job('capture');
    minutes(5);
    await job('capture');
    await job('ship');
    expect((await told('ship')).length).toBe(6);
    minutes(10);
    await job('capture');
    await job('ship');
    expect((await told('ship')).toSorted()).toEqual(shipped.toSorted());
    expect((await told('capture')).length).toBe(6);
    expect(await open()).toBe(12);
    await job('complete');
    expect(await open()).toBe(0);
    expect((await showOrder(ctx, shipped[0]!))[0]?.linkState).toBe('returned');
    minutes(600);
    await job('notify');
    expect(new Set((await acts()).map((one) => `${one.order} ${one.what}`)).size).toBe((await acts()).length);
  });

  test('sync brings a payment, and the order goes on', async () => {
    await job('pull');
    expect((await told('schedule')).length).toBe(0);
    await stand.control('/systems/toy/set', { order: 'T-00092', what: 'paid' });
    expect(await job('sync')).toMatchObject({ counts: { revised: 1 }, changed: true });
    await job('notify');
    expect(await told('schedule')).toContain('T-00092');
  });

  test('a cancellation before the label takes everything back', async () => {
    await job('pull');
    await stand.control('/systems/toy/set', { order: 'T-00001', what: 'cancelled' });
    await job('sync');
    expect(await print()).not.toContain('T-00001');
    await job('notify');
    expect((await acts()).filter((one) => one.order === 'T-00001')).toEqual([]);
  });
});

test.each([1, 2, 3])(
  'with a fifth of the calls failing in every way, money is taken once and all ends well (%i)',
  async (random) => {
    await stand.control('/reset', { seed: 'small', random });
    await job('pull');
    const shipped = await print();
    for (const kind of ['lost', 'reset', 'server-error', 'too-many', 'garbage', 'maintenance'])
      await stand.control('/faults', { system: 'toy', operation: '*', kind, probability: 0.04 });
    for (let pass = 0; pass < 60; pass++) {
      minutes(20);
      await ctx.store.write((tx) => tx.clearHalt(shop));
      await job('notify');
    }
    await stand.control('/faults/clear', {});
    for (let pass = 0; pass < 6; pass++) {
      minutes(60);
      await job('notify');
    }
    const captured = await told('capture');
    expect(captured.length).toBeGreaterThan(3);
    expect(new Set(captured).size).toBe(captured.length);
    // What looks could not settle waits for a person; everything else is done.
    const left = new Set((await listNotices(ctx, { shop })).map((one) => one.number));
    for (const order of shipped) if (!left.has(order)) expect(await told('complete')).toContain(order);
    expect(left.size).toBeLessThan(4);
  },
  120_000,
);

test('nothing of it stands outside its folder', () => {
  const files = ['src', 'mocks', 'layouts'].flatMap((top) =>
    readdirSync(join(import.meta.dirname, '../..', top), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((one) => one.isFile() && /\.(ts|ya?ml)$/.test(one.name))
      .map((one) => join(one.parentPath, one.name)),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => /\btoy\b|\bToy[A-Z]|試験モール/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
