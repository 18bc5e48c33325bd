import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noArrangement } from '../../src/core/arrangement.ts';
import { bundleByRules } from '../../src/flow/decide/index.ts';
import { bundleOrders, undoBundle } from '../../src/flow/desk/bundle.ts';
import { bundleCandidates } from '../../src/flow/desk/bundle-candidates.ts';
import { openShop } from '../../src/flow/desk/open-shop.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import type { StoredShipment } from '../../src/store/types.ts';
import { type AmazonRow, amazonReport } from '../support/amazon-report.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { rulesOf } from '../support/rules.ts';

/* X9: orders travel together by themselves only where a rule says so. */

const auto = rulesOf(`rules:
  - { name: together, title: まとめる, on: yes, when: { quantity: { under: 5 } }, then: { bundle: auto } }
`);
const propose = rulesOf(`rules:
  - { name: maybe, title: 候補, on: yes, when: all, then: { bundle: candidate } }
`);

let desk: Desk;
let ctx: Context;
let told: string[];
let count = 0;
beforeEach(async () => {
  desk = await openDesk();
  told = [];
  ctx = { ...desk.ctx, rules: auto, tell: (line) => told.push(line) };
});
afterEach(() => desk.close());

const take = (rows: readonly AmazonRow[], own = ctx) =>
  intakeFile(own, {
    ...{ name: `b${++count}.txt`, bytes: amazonReport(rows, 'utf-8'), shop: 'amazon', layout: '' },
  });
const at = (no: number, day: number, more: Omit<Partial<AmazonRow>, 'order-id'> = {}) =>
  row(no, no, { 'purchase-date': `2026-11-${day}T03:00:00+00:00`, ...more });
const states = async () =>
  (await ctx.store.shipments({ shop: 'amazon' })).map(
    ({ shipment, state }) =>
      `${shipment.orderNumber.slice(-1)} ${state} ${shipment.bundled.map((one) => one.orderNumber.slice(-1)).join(' ')}`,
  );
const forbidding = (allowed: boolean): Context => ({
  ...ctx,
  link: (() => ({ connector: { name: 'amazon', title: 'Amazon', bundling: { allowed } } })) as never,
});

describe('X9: bundle by a rule', () => {
  test('orders of one recipient go into the oldest order’s parcel before labels are written', async () => {
    await take([
      at(1, 20),
      at(2, 19),
      at(3, 20, { 'recipient-name': '別人 次郎' }),
      at(4, 18, { 'payment-method': 'COD', 'cod-collectible-amount': '1000' }),
    ]);
    expect((await states()).every((one) => one.endsWith('ready '))).toBe(true);
    const { shipments } = await issueShipments(ctx, {});
    expect(shipments).toEqual([`${orderNo(2)}_1`, `${orderNo(3)}_1`, `${orderNo(4)}_1`]);
    expect(await states()).toEqual(['1 cancelled ', '2 issuing 1', '3 issuing ', '4 issuing ']);
    expect(told.join()).toContain(`${orderNo(1)} を ${orderNo(2)} の荷物に入れます`);
    const journal = await ctx.store.journal({ orderNumber: orderNo(1) });
    expect(journal.find((one) => one.what === 'order-bundled')).toMatchObject({ actor: 'rules' });
  });

  test('a later one joins the parcel that carries already; what a person took out stays out', async () => {
    await take([at(1, 19), at(2, 20)]);
    expect(await bundleByRules(ctx)).toBe(1);
    await take([at(3, 20)]);
    expect(await bundleByRules(ctx)).toBe(1);
    expect(await states()).toEqual(['1 ready 2 3', '2 cancelled ', '3 cancelled ']);
    expect((await undoBundle(ctx, orderNo(3))).refused).toEqual([]);
    expect(await bundleByRules(ctx)).toBe(0);
    expect(await states()).toEqual(['1 ready 2', '2 cancelled ', '3 ready ']);
  });

  test('who issues one order has only its own parcel made up; what no rule means is not looked at', async () => {
    const reachable = at(4, 20, { 'recipient-name': '別人 次郎' });
    await take([at(1, 19), at(2, 20), at(3, 19, { 'recipient-name': '別人 次郎' }), reachable]);
    const { shipments: read } = ctx.store;
    let whole = 0;
    const shipments: typeof read = (filter) => {
      if (!filter.numbers && !filter.customerNos && !filter.ids) whole++;
      return read(filter);
    };
    const watched: Context = { ...ctx, store: { ...ctx.store, shipments } };
    expect(await bundleByRules(watched, ['amazon'], ['no-such-order'])).toBe(0);
    expect(await bundleByRules(watched, [])).toBe(0);
    expect(whole).toBe(0);
    const { shipments: issued } = await issueShipments(watched, { orders: [`${orderNo(1)}_1`] });
    expect(issued).toEqual([`${orderNo(1)}_1`]);
    expect(whole).toBe(1);
    expect(await states()).toEqual(['1 issuing 2', '2 cancelled ', '3 ready ', '4 ready ']);
  });

  test('another day, another method or a hold keeps it apart', async () => {
    await take([at(1, 19), at(2, 20, { 'quantity-purchased': '9', 'quantity-to-ship': '9' })]);
    await take([at(3, 20, { 'ship-address-1': '千代田' })]);
    expect(await bundleByRules(ctx)).toBe(0);
  });

  test('what the label of one would say and that of the other would not keeps them apart', async () => {
    await take([at(1, 19), at(2, 20), at(3, 20)]);
    const [, second, third] = await ctx.store.shipments({ shop: 'amazon' });
    const change = (one: typeof second, more: Partial<StoredShipment['shipment']>) =>
      ctx.store.write(async (tx) => {
        const [now] = await tx.shipments({ ids: [one!.shipment.id] });
        await tx.saveShipments([{ ...now!, shipment: { ...now!.shipment, ...more } }]);
      });
    await change(third, { packages: 2 });
    const { orderer } = second!.shipment;
    for (const more of [
      { orderer: { ...orderer, name: '別人 次郎' } },
      { orderer, sender: { ...orderer, name: '贈り主 三郎' } },
      { sender: undefined, shipDate: '2026-11-25' },
      { shipDate: null, note: 'のし' },
      { note: '', handling: ['ワレ物注意', ''] as const },
      { handling: ['', ''] as const, timeSlot: '1416' },
      { timeSlot: '', deliveryDate: '2026-11-30' },
    ]) {
      await change(second, more as Partial<StoredShipment['shipment']>);
      expect(await bundleByRules(ctx)).toBe(0);
    }
    await change(second, { deliveryDate: null });
    expect(await bundleByRules(ctx)).toBe(1);
    expect(await states()).toEqual(['1 ready 2', '2 cancelled ', '3 ready ']);
  });

  test('goods that are not there yet keep nobody back', async () => {
    await take([at(1, 19), at(2, 20)]);
    const [first] = await ctx.store.shipments({ shop: 'amazon' });
    await ctx.store.write((tx) => tx.saveShipments([{ ...first!, state: 'backordered' }]));
    expect(await bundleByRules(ctx)).toBe(0);
    const [again] = await ctx.store.shipments({ shop: 'amazon' });
    await ctx.store.write((tx) => tx.saveShipments([{ ...again!, state: 'ready' }]));
    expect(await bundleByRules(ctx)).toBe(1);
  });

  test('a line drawn later takes older orders out of the parcels of younger ones', async () => {
    await take([at(1, 18), at(2, 20), at(3, 20)]);
    await bundleByRules(ctx);
    expect(await states()).toEqual(['1 ready 2 3', '2 cancelled ', '3 cancelled ']);
    // The carrier is older: what is younger is bundled anew, the rest is only seen.
    await undoBundle(ctx, orderNo(1));
    await ctx.store.write(async (tx) => {
      for (const stored of await tx.orders({ shop: 'amazon' }))
        await tx.saveOrders([{ ...stored, revision: stored.revision + 1, arrangement: noArrangement }]);
    });
    expect((await bundleOrders(ctx, orderNo(2), [orderNo(1), orderNo(3)])).refused).toEqual([]);
    await openShop(ctx, ctx.config.shops.amazon!, '2026-11-20', '花子');
    expect(await states()).toEqual(['1 elsewhere ', '2 ready 3', '3 cancelled ']);
    expect((await issueShipments(ctx, {})).shipments).toEqual([`${orderNo(2)}_1`]);
  });

  test('never where the marketplace forbids it, and that is said', async () => {
    await take([at(1, 19), at(2, 20)]);
    expect(await bundleByRules(forbidding(false))).toBe(0);
    expect(told.join()).toContain('まとめて発送することを認めていない');
    expect(await bundleByRules(forbidding(true))).toBe(1);
  });

  test('a proposal is left to a person, in the list of candidates with what the rule says', async () => {
    ctx = { ...ctx, rules: propose };
    await take([at(1, 19), at(2, 20)]);
    expect(await bundleByRules(ctx)).toBe(0);
    const { rows } = await bundleCandidates(ctx, {}, { limit: 10 });
    expect(rows.map((one) => one.orders.map((order) => order.marked))).toEqual([['candidate', 'candidate']]);
  });
});
