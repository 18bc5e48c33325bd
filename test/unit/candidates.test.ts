import { afterEach, describe, expect, test } from 'vitest';
import { partsBy } from '../../src/core/split-parts.ts';
import { bundleOrders } from '../../src/flow/desk/bundle.ts';
import { bundleCandidates } from '../../src/flow/desk/bundle-candidates.ts';
import { splitOrderBy } from '../../src/flow/desk/split-by.ts';
import type { Context } from '../../src/flow/types.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';
import { market } from '../support/market.ts';

let desk: Desk;
afterEach(() => desk?.close());

const candidates = async (ctx: Context = desk.ctx, limit = 100, after?: string) => {
  const { rows, next } = await bundleCandidates(ctx, {}, { limit, after });
  return { groups: rows.map((one) => one.orders.map((order) => order.number)), rows, next };
};

describe('T5: bundle candidates', () => {
  test('one recipient however it is spelled, same method and day; nobody else', async () => {
    desk = await openDesk();
    await desk.report([
      row(1, 11, { 'recipient-name': '山田 太郎' }),
      row(2, 21, { 'recipient-name': '山田　太郎' }),
      row(3, 31, { 'recipient-name': '別の人' }),
    ]);
    expect((await candidates()).groups).toEqual([[orderNo(1), orderNo(2)]]);
  });

  test('what is held is said; what is printed, bundled or collects money is not listed', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    await desk.issueAndNumber();
    await desk.report([row(3, 31), row(4, 41, { 'payments-date': '' }), row(5, 51)]);
    const { rows } = await candidates();
    expect(rows.map((one) => one.orders.map(({ number, held }) => [number, held]))).toEqual([
      [
        [orderNo(3), false],
        [orderNo(4), expect.any(Boolean)],
        [orderNo(5), false],
      ],
    ]);
    await bundleOrders(desk.ctx, orderNo(3), [orderNo(5)]);
    expect((await candidates()).groups).toEqual([[orderNo(3), orderNo(4)]]);
  });

  test('come a page at a time, the groups of the first orders first', async () => {
    desk = await openDesk();
    const to = (no: number, name: string) => row(no, no * 10 + 1, { 'recipient-name': name });
    await desk.report([to(1, '甲野'), to(2, '乙野'), to(3, '甲野'), to(4, '乙野')]);
    const first = await candidates(desk.ctx, 1);
    const second = await candidates(desk.ctx, 1, first.next!);
    expect([first.groups, second.groups, second.next]).toEqual([
      [[orderNo(1), orderNo(3)]],
      [[orderNo(2), orderNo(4)]],
      null,
    ]);
  });

  test('a marketplace that forbids it is named in the list and when somebody does it all the same', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    expect((await candidates()).rows.map((one) => one.marketplace)).toEqual(['unknown']);
    const mall = market();
    const link = (allowed: boolean) => () => ({
      connector: { ...mall.connector, bundling: { allowed, source: 'test' } },
      connection: mall.connection,
      settings: {},
    });
    expect((await candidates({ ...desk.ctx, link: link(true) })).rows[0]!.marketplace).toBe('allowed');
    const forbidding = { ...desk.ctx, link: link(false) };
    expect((await candidates(forbidding)).rows[0]!.marketplace).toBe('forbidden');
    const { notes } = await bundleOrders(forbidding, orderNo(1), [orderNo(2)]);
    expect(notes.map((one) => one.code)).toEqual(['bundle-forbidden']);
  });
});

describe('X9: split by what the goods are', () => {
  const lines = ['A', 'B', 'C', 'D'].map((sku, index) => ({ no: `${index + 1}`, sku, quantity: index + 1 }));

  test('goods of another temperature make a part each; what the first line is of stays', () => {
    const cool = { A: 'normal', B: 'frozen', C: 'normal', D: 'chilled' } as const;
    const { parts } = partsBy('temperature', lines, (sku) => ({ sku, cool: cool[sku as keyof typeof cool] }));
    expect(parts).toEqual([
      { number: 2, lines: [{ no: '2', quantity: 2 }] },
      { number: 3, lines: [{ no: '4', quantity: 4 }] },
    ]);
  });

  test('pre-orders go by their day of sale; goods that are all alike are not split', () => {
    const day = (sku: string) => ({ sku, preorderDay: sku === 'C' ? '2026-12-24' : '' });
    expect(partsBy('preorder', lines, day, 3).parts).toEqual([{ number: 4, lines: [{ no: '3', quantity: 3 }] }]);
    expect(partsBy('preorder', lines, (sku) => ({ sku, preorderDay: '' })).parts).toEqual([]);
  });

  test('goods of which nobody knows it: nothing is split, and they are named', () => {
    const known = (sku: string) => (sku === 'B' ? undefined : { sku, cool: 'normal' as const });
    expect(partsBy('temperature', lines, known)).toEqual({ unknown: ['B'] });
  });

  test('an order is split by the 商品属性表, its numbers follow, and refusals say why', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, { ...pieces(1), sku: 'ICE' }), row(1, 12, { ...pieces(2), sku: 'TEA' })]);
    const split = () => splitOrderBy(desk.ctx, orderNo(1), 'temperature');
    expect((await split()).refused.map(({ code, sentence }) => [code, sentence.includes('ICE')])).toEqual([
      ['split-goods-unknown', true],
    ]);
    const goods = (tea: 'normal' | 'frozen') => [
      { sku: 'ICE', cool: 'frozen' as const },
      { sku: 'TEA', cool: tea },
    ];
    const at = desk.ctx.now().toString();
    await desk.ctx.store.write((tx) => tx.setGoods(goods('frozen'), 'd', at));
    expect((await split()).refused.map((one) => one.code)).toEqual(['split-all-alike']);
    await desk.ctx.store.write((tx) => tx.setGoods(goods('normal'), 'd', at));
    expect((await split()).refused).toEqual([]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(1)}_2 ready`]);
    const parcels = await desk.ctx.store.shipments({ numbers: [orderNo(1)] });
    expect(parcels.map(({ shipment }) => shipment.lines.map((one) => `${one.sku}×${one.quantity}`))).toEqual([
      ['ICE×1'],
      ['TEA×2'],
    ]);
  });
});
