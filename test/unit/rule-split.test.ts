import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GoodsAttributes } from '../../src/core/goods.ts';
import { contradictions } from '../../src/core/rules/set.ts';
import { bundleOrders } from '../../src/flow/desk/bundle.ts';
import { splitOrder, undoSplit } from '../../src/flow/desk/split.ts';
import { tryRules } from '../../src/flow/desk/try-rules.ts';
import { intakeFile, redecideForRules } from '../../src/flow/intake/index.ts';
import { undoIssue } from '../../src/flow/issue/index.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import { type AmazonRow, amazonReport } from '../support/amazon-report.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { rulesOf } from '../support/rules.ts';

/* X9: a rule splits an order by itself; what comes out is an order that a person could have split. */

const goods: GoodsAttributes[] = [
  { sku: 'TEA', cool: 'normal', preorderDay: '' },
  { sku: 'ICE', cool: 'frozen', preorderDay: '' },
  { sku: 'HAM', cool: 'chilled', preorderDay: '' },
  { sku: 'NEW', cool: 'normal', preorderDay: '2026-12-05' },
];
const byTemperature = rulesOf(`rules:
  - { name: apart, title: 温度帯で分ける, on: yes, when: all, then: { split: temperature } }
  - { name: frozen, title: 冷凍, on: yes, when: { goods-cool: { only: frozen } }, then: { cool: frozen } }
  - { name: chilled, title: 冷蔵, on: yes, when: { goods-cool: { only: chilled } }, then: { cool: chilled } }
`);

let desk: Desk;
let ctx: Context;
let count = 0;
beforeEach(async () => {
  desk = await openDesk();
  await desk.ctx.store.write((tx) => tx.setGoods(goods, '', '2026-11-21T00:00:00Z'));
  ctx = { ...desk.ctx, rules: byTemperature };
});
afterEach(() => desk.close());

const take = async (rows: readonly AmazonRow[], own = ctx) => {
  const [document] = await intakeFile(own, {
    ...{ name: `r${++count}.txt`, bytes: amazonReport(rows, 'utf-8'), shop: 'amazon', layout: '' },
  });
  expect(document?.refused).toBe(false);
};
const of = (no: number, ...skus: string[]) => skus.map((sku, at) => row(no, Number(`${no}${at + 1}`), { sku }));
const parcels = async (no = 1) =>
  (await ctx.store.shipments({ numbers: [orderNo(no)] }))
    .filter((one) => one.state !== 'cancelled')
    .map(({ shipment, state }) =>
      [
        shipment.customerNo.replace(orderNo(no), ''),
        state,
        shipment.cool,
        ...shipment.lines.map((line) => line.sku),
      ].join(' '),
    );
const codes = async (customerNo: string) =>
  (await ctx.store.shipments({ customerNos: [customerNo] })).flatMap((one) =>
    one.holds.filter((each) => each.cleared === null).map((each) => each.code),
  );
const arrangement = async (no = 1) => (await ctx.store.orders({ numbers: [orderNo(no)] }))[0]?.arrangement;

describe('X9: split by a rule', () => {
  test('at the intake: a parcel for each temperature, each with its own cool class, told who did it', async () => {
    await take(of(1, 'TEA', 'ICE', 'HAM', 'TEA'));
    expect(await parcels()).toEqual(['_1 ready normal TEA TEA', '_2 ready frozen ICE', '_3 ready chilled HAM']);
    expect(await arrangement()).toMatchObject({ splitBy: 'apart', parts: [{ number: 2 }, { number: 3 }] });
    const journal = await ctx.store.journal({ orderNumber: orderNo(1) });
    expect(journal.find((one) => one.what === 'order-split')).toMatchObject({
      ...{ actor: 'rules', details: { parts: 2, rule: '温度帯で分ける' } },
    });
    // All of one kind stay together.
    await take(of(2, 'ICE', 'ICE'));
    expect(await parcels(2)).toEqual(['_1 ready frozen ICE ICE']);
    expect(Object.keys(await desk.issueAndNumber())).toHaveLength(4);
  });

  test('the same file again changes nothing; other goods are split anew while no label is out', async () => {
    await take(of(1, 'TEA', 'ICE'));
    const before = await ctx.store.shipments({ numbers: [orderNo(1)] });
    await take(of(1, 'TEA', 'ICE'));
    expect(await ctx.store.shipments({ numbers: [orderNo(1)] })).toEqual(before);
    await redecideForRules(ctx);
    await take([...of(1, 'TEA', 'ICE'), row(1, 13, { sku: 'HAM' })]);
    expect((await parcels()).map((one) => one.split(' ').slice(2).join(' '))).toEqual([
      'normal TEA',
      'frozen ICE',
      'chilled HAM',
    ]);
  });

  test('a rule that is switched off before the label puts it back together, after it nothing changes', async () => {
    await take(of(1, 'TEA', 'ICE'));
    await redecideForRules(ctx);
    const none: Context = { ...desk.ctx };
    await redecideForRules(none);
    expect(await parcels()).toEqual(['_1 ready normal TEA ICE']);
    await redecideForRules(ctx);
    expect(await parcels()).toHaveLength(2);
    await issueShipments(ctx, { orders: [`${orderNo(1)}_2`] });
    await redecideForRules(none);
    expect(await parcels()).toEqual(['_1 ready normal TEA', '_2 issuing frozen ICE']);
    await issueShipments(none, {});
    expect((await parcels()).map((one) => one.split(' ')[1])).toEqual(['issuing', 'issuing']);
  });

  test('a person is stronger: put back together it stays whole and waits, split by hand it stays so', async () => {
    await take(of(1, 'TEA', 'ICE', 'HAM'));
    await undoSplit(ctx, orderNo(1));
    expect(await parcels()).toEqual(['_1 held normal TEA ICE HAM']);
    await redecideForRules({ ...ctx, rules: undefined as never });
    await splitOrder(ctx, orderNo(1), { lines: [{ no: '12', quantity: 1 }] });
    // The rest is still mixed: the rule says so, and a person goes on.
    expect((await parcels()).map((one) => one.split(' ').slice(1).join(' '))).toEqual([
      'held normal TEA HAM',
      'ready frozen ICE',
    ]);
    expect((await arrangement())?.splitBy).toBeUndefined();
  });

  test('pre-orders go apart, each with its own day', async () => {
    ctx = {
      ...ctx,
      rules: rulesOf(`rules:
  - { name: days, title: 予約, on: yes, when: all, then: { split: preorder } }
  - { name: day, title: 発売日に出す, on: yes, when: { goods-preorder: all }, then: { ship-date: preorder-day } }
`),
    };
    await take(of(1, 'TEA', 'NEW'));
    const shipments = await ctx.store.shipments({ numbers: [orderNo(1)] });
    expect(shipments.map((one) => one.shipment.shipDate)).toEqual([null, '2026-12-05']);
  });

  test('rules that take goods apart by different things do not contradict each other: each parcel is alike in both', async () => {
    const both = rulesOf(`rules:
  - { name: apart, title: 温度帯で分ける, on: yes, when: all, then: { split: temperature } }
  - { name: days, title: 予約, on: yes, when: all, then: { split: preorder } }
`);
    ctx = { ...ctx, rules: both };
    await take(of(1, 'TEA', 'ICE', 'NEW'));
    expect((await parcels()).map((one) => one.split(' ').at(-1))).toEqual(['TEA', 'ICE', 'NEW']);
    // The first rule has nothing to part here.
    await take(of(2, 'TEA', 'NEW'));
    expect((await parcels(2)).map((one) => one.split(' ').at(-1))).toEqual(['TEA', 'NEW']);
    expect(await arrangement(2)).toMatchObject({ splitBy: 'days' });
    expect(contradictions(both)).toEqual([]);
    // What only one of them does not know keeps all of it back.
    await take(of(3, 'TEA', 'ICE', 'NOBODY'));
    expect((await parcels(3)).map((one) => one.split(' ')[1])).toEqual(['held']);
  });

  test('one label is out: goods that come later wait with the rest for a person, cancelled ones take nothing along', async () => {
    await take(of(1, 'TEA', 'ICE'));
    await issueShipments(ctx, { orders: [`${orderNo(1)}_2`] });
    await take([...of(1, 'TEA', 'ICE'), row(1, 13, { sku: 'HAM' })]);
    expect(await parcels()).toEqual(['_1 held normal TEA HAM', '_2 issuing frozen ICE']);
    expect(await codes(`${orderNo(1)}_1`)).toContain('rule-split');
    await take([row(1, 11, { sku: 'TEA' }), row(1, 12, { sku: 'ICE', 'quantity-to-ship': '0' })]);
    expect(await parcels()).toEqual(['_1 held normal TEA', '_2 issuing frozen ICE']);
    expect(await codes(`${orderNo(1)}_2`)).toContain('cancelled-after-issue');
  });

  test('a line that is cancelled before any label: the rest is parted anew', async () => {
    await take(of(1, 'TEA', 'ICE', 'HAM'));
    await take([...of(1, 'TEA'), row(1, 12, { sku: 'ICE', 'quantity-to-ship': '0' }), row(1, 13, { sku: 'HAM' })]);
    expect(await parcels()).toEqual(['_1 held normal TEA', '_2 held chilled HAM']);
    expect(await codes(`${orderNo(1)}_1`)).toEqual(['content-changed']);
  });

  test('its B2 file is taken back: the parcels stay apart, keep their numbers and are issued again', async () => {
    await take(of(1, 'TEA', 'ICE'));
    const { files } = await issueShipments(ctx, {});
    await undoIssue(ctx, { file: basename(files[0]!), note: '印刷前', actor: '佐藤' });
    expect(await parcels()).toEqual(['_1 ready normal TEA', '_2 ready frozen ICE']);
    await redecideForRules({ ...desk.ctx });
    expect(await parcels()).toEqual(['_1 ready normal TEA ICE']);
    await redecideForRules(ctx);
    expect(await parcels()).toEqual(['_1 ready normal TEA', '_2 ready frozen ICE']);
    desk.wait({ minutes: 1 });
    expect((await issueShipments(ctx, {})).shipments).toEqual([`${orderNo(1)}_1`, `${orderNo(1)}_2`]);
  });

  test('a parcel that carries another order is not split by a rule: it waits', async () => {
    await take([...of(1, 'TEA'), ...of(2, 'TEA')]);
    await bundleOrders(ctx, orderNo(1), [orderNo(2)]);
    await take(of(1, 'TEA', 'ICE'));
    expect(await parcels()).toEqual(['_1 held normal TEA ICE']);
    expect(await codes(`${orderNo(1)}_1`)).toContain('rule-split');
    expect(await parcels(2)).toEqual([]);
  });

  test.each([
    ['collects money', { 'payment-method': 'COD', 'cod-collectible-amount': '1000' }, {}],
    ['holds a set whose notice would be refused', {}, { setSkus: ['ICE'] }],
  ])('an order that %s waits for a person', async (_, more, shop) => {
    Object.assign(ctx.config.shops.amazon!, shop);
    await take(of(1, 'TEA', 'ICE').map((one) => ({ ...one, ...more })));
    expect(await parcels()).toHaveLength(1);
    const [one] = await ctx.store.shipments({ numbers: [orderNo(1)] });
    expect(one?.state).toBe('held');
    expect(one?.holds.map((hold) => hold.code)).toContain('rule-split');
  });

  test('goods of which nobody knows it keep the whole order back', async () => {
    await take(of(1, 'TEA', 'NOBODY'));
    expect((await parcels()).map((one) => one.split(' ')[1])).toEqual(['held']);
  });

  test('tried before it is switched on: the parcel that would come is in the table', async () => {
    const off = { ...ctx.rules!, rules: ctx.rules!.rules.map((one) => ({ ...one, on: false })) };
    await take(of(1, 'TEA', 'ICE'), { ...ctx, rules: off });
    const tried = await tryRules({ ...ctx, rules: off }, { shop: '', rules: [], orders: { days: 7 } });
    expect(tried.changes.filter((one) => one.field === 'parcel')).toHaveLength(1);
    expect(await parcels()).toEqual(['_1 ready normal TEA ICE']);
  });
});
