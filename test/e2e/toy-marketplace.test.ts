import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobName } from '../../src/core/jobs.ts';
import type { NoticeKind } from '../../src/core/notices.ts';
import { listNotices } from '../../src/flow/desk/notices.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import type { Context } from '../../src/flow/types.ts';
import { openShopInLab, type ShopInLab } from '../support/shop-in-lab.ts';
import { createToy, toy, toyLayouts } from '../support/toy/index.ts';

/* A fifth marketplace, with every kind of notice, added by nothing but its own folder and the lists: here by this test. */

const shop = 'toyshop';
let place: ShopInLab;
let ctx: Context;
const minutes = (count: number) => place.minutes(count);
const job = (name: JobName) => place.job(name);
const acts = async () => (await place.holdings()).acts as unknown as { order: string; what: NoticeKind }[];
const told = async (what: NoticeKind) => (await acts()).filter((one) => one.what === what).map((one) => one.order);
const print = async () => (await place.print()).map((one) => one.replace(/_\d+$/, ''));

beforeEach(async () => {
  place = await openShopInLab({
    connector: toy,
    api: { key: { env: 'TOY_KEY' }, 'page-size': 5 },
    shop: { name: shop, layouts: { read: ['toy-orders'], issue: 'b2-csv', notify: '' } },
    at: '2026-11-21T00:00:00Z',
    lab: [createToy],
    layouts: toyLayouts,
  });
  ({ ctx } = place);
});
afterEach(() => place.close());

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
    await place.change('set', { order: 'T-00092', what: 'paid' });
    expect(await job('sync')).toMatchObject({ counts: { revised: 1 }, changed: true });
    await job('notify');
    expect(await told('schedule')).toContain('T-00092');
  });

  test('a cancellation before the label takes everything back', async () => {
    await job('pull');
    await place.change('set', { order: 'T-00001', what: 'cancelled' });
    await job('sync');
    expect(await print()).not.toContain('T-00001');
    await job('notify');
    expect((await acts()).filter((one) => one.order === 'T-00001')).toEqual([]);
  });
});

test.each([1, 2, 3])(
  'with a fifth of the calls failing in every way, money is taken once and all ends well (%i)',
  async (random) => {
    await place.stand.control('/reset', { seed: 'small', random });
    await job('pull');
    const shipped = await print();
    for (const kind of ['lost', 'reset', 'server-error', 'too-many', 'garbage', 'maintenance'])
      await place.stand.control('/faults', { system: 'toy', operation: '*', kind, probability: 0.04 });
    for (let pass = 0; pass < 60; pass++) {
      minutes(20);
      await ctx.store.write((tx) => tx.clearHalt(shop));
      await job('notify');
    }
    await place.stand.control('/faults/clear', {});
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
