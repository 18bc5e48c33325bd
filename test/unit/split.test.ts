import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { confirmShipped, undoConfirm } from '../../src/flow/desk/confirm.ts';
import { splitOrder, undoSplit } from '../../src/flow/desk/split.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { writeNotices } from '../../src/flow/notify/write-notice-files.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const goods = async (customerNo: string) => {
  const [one] = await desk.ctx.store.shipments({ customerNos: [customerNo] });
  return one?.shipment.lines.map((line) => `${line.no}:${line.quantity}`);
};
const refusals = (result: { refused: readonly { code: string }[] }) => result.refused.map((one) => one.code);

describe('X9: split', () => {
  test('takes pieces into a parcel of its own with the next serial; nothing is lost and nothing doubled', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, pieces(3)), row(1, 12)]);
    const result = await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 2 }] });
    expect(result.refused).toEqual([]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(1)}_2 ready`]);
    expect(await goods(`${orderNo(1)}_1`)).toEqual(['11:1', '12:1']);
    expect(await goods(`${orderNo(1)}_2`)).toEqual(['11:2']);
    const { shipments } = await issueShipments(desk.ctx, {});
    expect(shipments).toEqual([`${orderNo(1)}_1`, `${orderNo(1)}_2`]);
  });

  test('the same file again changes nothing of it; a revision keeps it', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, pieces(3))]);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 2 }] });
    await desk.report([row(1, 11, { ...pieces(3), sku: 'SKU-1', 'ship-service-level': 'Expedited' })]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(1)}_2 ready`]);
    expect(await goods(`${orderNo(1)}_2`)).toEqual(['11:2']);
  });

  test('an order that has become smaller than its parts is held, and can be put back', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, pieces(3))]);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 2 }] });
    await desk.report([row(1, 11, pieces(1))]);
    const held = await desk.ctx.store.shipments({ states: ['held'] });
    expect(held.map((one) => one.shipment.customerNo)).toEqual([`${orderNo(1)}_2`]);
    expect(held[0]?.holds.map((hold) => hold.code)).toContain('split-does-not-fit');
    expect(refusals(await undoSplit(desk.ctx, orderNo(1)))).toEqual([]);
    expect(await goods(`${orderNo(1)}_1`)).toEqual(['11:1']);
  });

  test('undone, everything is in one parcel again, and it can be split again under the same numbers', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, pieces(3))]);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 1 }] });
    await undoSplit(desk.ctx, orderNo(1));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(1)}_2 cancelled`]);
    expect(await goods(`${orderNo(1)}_1`)).toEqual(['11:3']);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 2 }] });
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(1)}_2 ready`]);
  });

  test('by destination: each kind of goods in its own parcel', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(1, 12), row(1, 13)]);
    await splitOrder(desk.ctx, orderNo(1), { destination: '' });
    expect(await Promise.all([1, 2, 3].map((no) => goods(`${orderNo(1)}_${no}`)))).toEqual([
      ['11:1'],
      ['12:1'],
      ['13:1'],
    ]);
  });

  test('what cannot be is refused in words, and nothing changes', async () => {
    desk = await openDesk();
    await desk.report([
      row(1, 11, pieces(2)),
      row(2, 21, { 'payment-method': 'COD', 'cod-collectible-amount': '3300' }),
    ]);
    const split = (no: number, line: string, quantity: number) =>
      splitOrder(desk.ctx, orderNo(no), { lines: [{ no: line, quantity }] });
    expect(refusals(await split(9, '11', 1))).toEqual(['arrange-no-order']);
    expect(refusals(await split(1, '99', 1))).toEqual(['split-unknown-line']);
    expect(refusals(await split(1, '11', 3))).toEqual(['split-quantity-too-large']);
    expect(refusals(await split(1, '11', 2))).toEqual(['split-nothing-left']);
    expect(refusals(await split(2, '21', 1))).toEqual(['split-collects']);
    expect(refusals(await splitOrder(desk.ctx, orderNo(1), { destination: '' }))).toEqual(['split-one-line-only']);
    expect(refusals(await undoSplit(desk.ctx, orderNo(1)))).toEqual(['split-not-split']);
    await issueShipments(desk.ctx, {});
    expect(refusals(await split(1, '11', 1))).toEqual(['arrange-already-issuing']);
    const [order] = await desk.ctx.store.orders({ numbers: [orderNo(1)] });
    expect(order?.revision).toBe(1);
  });

  test('a split that is printed in part cannot be undone; what is left can be split further', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, pieces(3))]);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 1 }] });
    await issueShipments(desk.ctx, { orders: [`${orderNo(1)}_2`] });
    expect(refusals(await undoSplit(desk.ctx, orderNo(1)))).toEqual(['arrange-already-issuing']);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 1 }] });
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(1)}_2 issuing`, `${orderNo(1)}_3 ready`]);
    expect(await Promise.all([1, 2, 3].map((no) => goods(`${orderNo(1)}_${no}`)))).toEqual([
      ['11:1'],
      ['11:1'],
      ['11:1'],
    ]);
  });
});

describe('A3: the notice of a split order', () => {
  test('waits until every part is confirmed and has its number, then tells each part with its own number and lines', async () => {
    desk = await openDesk({ shippedWhen: 'confirmed' });
    await desk.report([row(1, 11, pieces(3))]);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 1 }] });
    const numbers = await desk.issueAndNumber();
    await confirmShipped(desk.ctx, [`${orderNo(1)}_1`]);
    const waiting = await writeNotices(desk.ctx);
    expect(waiting.shipments).toEqual([]);
    expect(waiting.leftOut[0]).toMatchObject({ number: orderNo(1), code: 'not-told-split-waiting' });
    expect(waiting.leftOut[0]?.sentence).toContain(`${orderNo(1)}_2`);
    await confirmShipped(desk.ctx, [`${orderNo(1)}_2`]);
    const { files, shipments } = await writeNotices(desk.ctx);
    expect(shipments).toEqual([`${orderNo(1)}_1`, `${orderNo(1)}_2`]);
    const text = readFileSync(files[0]!, 'latin1');
    for (const number of Object.values(numbers)) expect(text).toContain(number);
  });

  test('with a set product: done and said at the split, and never told by the machine', async () => {
    desk = await openDesk({ setSkus: ['SET-1'] });
    await desk.report([row(1, 11, { ...pieces(2), sku: 'SET-1' })]);
    const { notes } = await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 1 }] });
    expect(notes.map((one) => one.code)).toEqual(['split-holds-set']);
    await desk.issueAndNumber();
    const { shipments, leftOut } = await writeNotices(desk.ctx);
    expect(shipments).toEqual([]);
    expect(leftOut.map((one) => one.code)).toEqual(['not-told-split-set']);
  });
});

describe('A8, X9: confirmation', () => {
  test('undone and redone, the notice is told again; without that it is told once', async () => {
    desk = await openDesk({ shippedWhen: 'confirmed' });
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
    await confirmShipped(desk.ctx, [orderNo(1)]);
    expect((await writeNotices(desk.ctx)).shipments).toEqual([`${orderNo(1)}_1`]);
    expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 closed`]);
    await undoConfirm(desk.ctx, [orderNo(1)]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 issued`]);
    expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
    desk.wait({ hours: 72 });
    await confirmShipped(desk.ctx, [orderNo(1)]);
    const { files, shipments } = await writeNotices(desk.ctx);
    expect(shipments).toEqual([`${orderNo(1)}_1`]);
    // A5: the ship date is the day of the confirmation, not that of the label.
    expect(readFileSync(files[0]!, 'latin1')).toContain('2026-11-24');
  });

  test('the good ones go on, the others are refused with the reason; all is in the history', async () => {
    desk = await openDesk({ shippedWhen: 'confirmed' });
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    await desk.report([row(2, 21)]);
    const result = await confirmShipped(desk.ctx, [orderNo(1), orderNo(2), orderNo(3)], { actor: '倉庫' });
    expect(refusals(result)).toEqual(['arrange-no-order', 'confirm-not-issued']);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 shipped`, `${orderNo(2)}_1 ready`]);
    expect(refusals(await undoConfirm(desk.ctx, [orderNo(2)]))).toEqual(['unconfirm-not-shipped']);
    const journal = await desk.ctx.store.journal({ orderNumber: orderNo(1), shop: 'amazon' });
    expect(journal.filter((one) => one.orderNumber === orderNo(1)).at(-1)).toMatchObject({
      what: 'shipment-confirmed',
      actor: '倉庫',
      details: { from: 'issued', to: 'shipped' },
    });
  });

  test('A2: a method that needs no number is confirmed without label and number', async () => {
    desk = await openDesk({ defaultMethod: '定形外郵便' });
    await desk.report([row(1, 11, { 'ship-service-level': 'Standard' })]);
    const [before] = await desk.ctx.store.shipments({});
    expect(before?.holds.map((hold) => hold.code)).toEqual(['not-a-yamato-method']);
    expect(refusals(await confirmShipped(desk.ctx, [orderNo(1)]))).toEqual([]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 shipped`]);
  });

  test('goods whose order was cancelled after printing are not confirmed before somebody looked', async () => {
    desk = await openDesk({ shippedWhen: 'confirmed' });
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    const [stored] = await desk.ctx.store.shipments({});
    await desk.ctx.store.write((tx) =>
      tx.saveShipments([
        {
          ...stored!,
          holds: [
            {
              code: 'cancelled-after-issue',
              origin: 'history',
              clearedBy: 'operator',
              fingerprint: 'x',
              cleared: null,
            },
          ],
        },
      ]),
    );
    expect(refusals(await confirmShipped(desk.ctx, [orderNo(1)]))).toEqual(['confirm-held']);
  });
});
