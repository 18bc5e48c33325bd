import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { allocatePieces, type Claim } from '../../src/core/allocation.ts';
import { bundleOrders } from '../../src/flow/desk/bundle.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { stockFigures } from '../../src/flow/stock/stock-figures.ts';
import { allOrders } from '../support/all-orders.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';

let desk: Desk;
afterEach(() => desk?.close());

const stockSheet = (levels: Readonly<Record<string, number>>) =>
  Buffer.from(
    ['商品コード,在庫数', ...Object.entries(levels).map(([sku, count]) => `${sku},${count}`)].join('\r\n'),
    'utf8',
  );
const ordered = (day: number) => ({ 'purchase-date': `2026-11-${String(day).padStart(2, '0')}T03:00:00+00:00` });
const claim = (id: string, orderedAt: number | null, count: number, sku = 'A'): Claim => ({
  id,
  orderedAt,
  orderNumber: id,
  serial: 1,
  pieces: new Map([[sku, count]]),
});

describe('X8: allocation', () => {
  test('older orders first; one that has to wait keeps nothing back from the others', () => {
    const got = allocatePieces(new Map([['A', 5]]), [claim('late', 3, 3), claim('big', 1, 9), claim('early', 2, 2)]);
    expect([...got].sort()).toEqual(['early', 'late']);
  });

  test('all pieces of a shipment or none; a SKU that no sheet names has none', () => {
    const two: Claim = {
      ...claim('two', 1, 1),
      pieces: new Map([
        ['A', 1],
        ['B', 1],
      ]),
    };
    expect(allocatePieces(new Map([['A', 5]]), [two]).size).toBe(0);
    expect(allocatePieces(new Map(), [claim('one', 1, 1)]).size).toBe(0);
  });

  test('never gives more pieces than there are, and the same whatever order the claims come in', () => {
    const one = fc.record({
      id: fc.uuid(),
      orderedAt: fc.option(fc.integer({ min: 0, max: 3 })),
      count: fc.integer({ min: 1, max: 4 }),
      sku: fc.constantFrom('A', 'B'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), fc.integer({ min: 0, max: 12 }), (raw, onHand) => {
        const claims = raw.map(({ id, orderedAt, count, sku }) => claim(id, orderedAt, count, sku));
        const free = new Map([
          ['A', onHand],
          ['B', 3],
        ]);
        const got = allocatePieces(free, claims);
        for (const sku of ['A', 'B']) {
          const given = claims.filter((c) => got.has(c.id)).reduce((sum, c) => sum + (c.pieces.get(sku) ?? 0), 0);
          expect(given).toBeLessThanOrEqual(free.get(sku)!);
        }
        expect([...allocatePieces(free, claims.toReversed())].sort()).toEqual([...got].sort());
      }),
    );
  });

  test('without the setting nothing waits for stock', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`]);
  });

  test('goods that are not on hand are 入荷待ち, are not issued, and become 出荷待ち when stock arrives', async () => {
    desk = await openDesk({ allocate: true });
    await desk.report([row(1, 11, pieces(2)), row(2, 21, { ...pieces(2), ...ordered(21) })]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 backordered`, `${orderNo(2)}_1 backordered`]);
    const none = await issueShipments(desk.ctx, {});
    expect([none.shipments, none.leftOut.map((one) => one.code)]).toEqual([[], ['not-selected', 'not-selected']]);
    await desk.take('stock.csv', stockSheet({ 'SKU-1': 3 }));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 backordered`]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([`${orderNo(1)}_1`]);
    await desk.take('stock-2.csv', stockSheet({ 'SKU-1': 4 }));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 issuing`, `${orderNo(2)}_1 ready`]);
  });

  test('any order of files ends in the same', async () => {
    const files: ((d: Desk) => Promise<unknown>)[] = [
      (d) => d.report([row(1, 11, { ...pieces(2), ...ordered(18) })]),
      (d) => d.report([row(2, 21, { ...pieces(3), ...ordered(19) }), row(4, 41, { ...pieces(1), ...ordered(17) })]),
      (d) => d.report([row(3, 31, { ...pieces(1), ...ordered(20) })]),
      (d) => d.take('stock.csv', stockSheet({ 'SKU-1': 4 })),
    ];
    const ends = new Set<string>();
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 3, 0, 1],
      [1, 0, 3, 2],
      [3, 0, 2, 1],
    ]) {
      const own = await openDesk({ allocate: true });
      try {
        for (const no of order) await files[no]!(own);
        ends.add(JSON.stringify(await own.states()));
      } finally {
        await own.close();
      }
    }
    const state = (no: number, name: string) => `${orderNo(no)}_1 ${name}`;
    expect([...ends].map((one) => JSON.parse(one))).toEqual([
      [state(1, 'ready'), state(2, 'backordered'), state(3, 'ready'), state(4, 'ready')],
    ]);
  });

  test('pieces that left after the sheet are gone although the sheet still counts them; the next sheet starts anew', async () => {
    desk = await openDesk({ allocate: true });
    await desk.take('stock.csv', stockSheet({ 'SKU-1': 3 }));
    await desk.report([row(1, 11, pieces(2))]);
    await desk.issueAndNumber();
    expect((await stockFigures(desk.ctx.store)).get('SKU-1')).toEqual({ onHand: 3, sent: 2, reserved: 0, free: 1 });
    await desk.report([row(2, 21, pieces(2))]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 shipped`, `${orderNo(2)}_1 backordered`]);
    expect((await stockFigures(desk.ctx.store)).get('SKU-1')).toEqual({ onHand: 3, sent: 2, reserved: 2, free: -1 });
    await desk.take('stock-2.csv', stockSheet({ 'SKU-1': 2 }));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 shipped`, `${orderNo(2)}_1 ready`]);
  });

  test('held orders keep their place; a hold that a person clears is allocated at once', async () => {
    desk = await openDesk({ allocate: true });
    await desk.take('stock.csv', stockSheet({ 'SKU-1': 1 }));
    await desk.report([row(1, 11, { ...ordered(18), 'payments-date': '', 'recipient-name': '𠮷野 二郎' })]);
    await desk.report([row(2, 21, ordered(19))]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 held`, `${orderNo(2)}_1 backordered`]);
    await clearHold(desk.ctx, orderNo(1), '置き換えてよい');
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 backordered`]);
  });

  test('a bundled parcel needs the pieces of all its orders, once', async () => {
    desk = await openDesk({ allocate: true });
    await desk.take('stock.csv', stockSheet({ 'SKU-1': 2 }));
    await desk.report([row(1, 11), row(2, 21), row(3, 31, ordered(21))]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
    expect(await desk.states()).toEqual([
      `${orderNo(1)}_1 ready`,
      `${orderNo(2)}_1 cancelled`,
      `${orderNo(3)}_1 backordered`,
    ]);
    expect((await stockFigures(desk.ctx.store)).get('SKU-1')).toEqual({ onHand: 2, sent: 0, reserved: 3, free: -1 });
  });
});

test('A1: orders are shown as 確認待ち, 入金待ち, 引当待ち, 印刷待ち, 印刷中 and 出荷済み', async () => {
  desk = await openDesk({ allocate: true });
  await desk.take('stock.csv', stockSheet({ 'SKU-1': 9 }));
  const triage = async () => (await allOrders(desk.ctx)).map((one) => one.triage);
  await desk.report([row(1, 11), row(2, 21, { sku: 'SKU-2' }), row(3, 31, { 'recipient-name': '𠮷野 二郎' })]);
  expect(await triage()).toEqual(['印刷待ち', '引当待ち', '確認待ち']);
  await issueShipments(desk.ctx, {});
  expect(await triage()).toEqual(['印刷中', '引当待ち', '確認待ち']);
});
