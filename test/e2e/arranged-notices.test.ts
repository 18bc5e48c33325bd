import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../mocks/server.ts';
import { type Bridge, openBridge } from '../../src/app.ts';
import { bundleOrders } from '../../src/flow/desk/bundle.ts';
import { confirmShipped, undoConfirm } from '../../src/flow/desk/confirm.ts';
import { copyOrder } from '../../src/flow/desk/copy.ts';
import { splitOrder } from '../../src/flow/desk/split.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';

/* What a person arranged, as Amazon's ledger in the lab sees it (A3, A4, A8). The lab's clock is turned by hand. */

interface LabOrder {
  readonly orderId: string;
  readonly status: string;
  readonly lines: { readonly orderItemId: string; readonly quantity: number }[];
}
interface LabPackage {
  readonly orderId: string;
  readonly packageReferenceId: string;
  readonly trackingNumber: string;
  readonly items: { readonly quantity: number }[];
}

let place: LabWorkspace;
let lab: Lab;
let bridge: Bridge;
let orders: LabOrder[];

const holdings = () =>
  place.holdings<{ orders: LabOrder[]; packages: LabPackage[]; confirmations: { orderId: string }[] }>();
const packagesOf = async (orderId: string) => (await holdings()).packages.filter((one) => one.orderId === orderId);
const take = (name: string, bytes: Uint8Array) =>
  intakeFile(bridge.context, { name, bytes, shop: name.endsWith('.txt') ? 'amazon' : '', layout: '' });

beforeEach(async () => {
  place = await labWorkspace({ seed: { orders: 40 }, read: 'amazon-unshipped-report', issue: 'manual' });
  ({ lab } = place);
  lab.clock.freeze();
  const now = () => Temporal.Instant.fromEpochMilliseconds(lab.clock.now());
  bridge = await openBridge(place.root, { env: {}, now });
  orders = (await holdings()).orders.filter((one) => one.status === 'UNSHIPPED');
});
afterEach(async () => {
  await bridge.close();
  await place.close();
});

/** Drops a report with these orders of the lab, all to one recipient. */
async function drop(...chosen: readonly LabOrder[]): Promise<void> {
  const rows = chosen.flatMap(({ orderId, lines }) =>
    lines.map((line) => ({
      'order-id': orderId,
      'order-item-id': line.orderItemId,
      'quantity-to-ship': String(line.quantity),
      'quantity-purchased': String(line.quantity),
    })),
  );
  const [result] = await take('report.txt', amazonReport(rows));
  expect(result?.orders.new).toBe(chosen.length);
}

/** B2 files written, and a number for every parcel. */
async function print(): Promise<readonly string[]> {
  const { shipments } = await issueShipments(bridge.context, { shop: 'amazon' });
  await take(
    'issued.csv',
    issuedData(shipments.map((customerNo, index) => ({ customerNo, number: trackingNumber(index) }))),
  );
  return shipments;
}

async function notify(): Promise<void> {
  for (const seconds of [0, 301, 60]) {
    lab.clock.turn(seconds * 1000);
    await notifyShop(bridge.context, 'amazon');
  }
}

const one = (more: (order: LabOrder) => boolean) => orders.find(more) ?? expect.fail('the lab has no such order');

test('A3: a split order is told only when every part has its number, each part as a parcel of its own', async () => {
  const order = one(({ lines }) => lines.some((line) => line.quantity > 1));
  const line = order.lines.find(({ quantity }) => quantity > 1)!;
  await drop(order);
  const split = await splitOrder(bridge.context, order.orderId, { lines: [{ no: line.orderItemId, quantity: 1 }] });
  expect(split.refused).toEqual([]);
  const { shipments } = await issueShipments(bridge.context, { shop: 'amazon' });
  expect(shipments).toEqual([`${order.orderId}_1`, `${order.orderId}_2`]);
  await take('first.csv', issuedData([{ customerNo: shipments[0]!, number: trackingNumber(1) }]));
  await notify();
  expect(await packagesOf(order.orderId)).toEqual([]);
  await take('second.csv', issuedData([{ customerNo: shipments[1]!, number: trackingNumber(2) }]));
  await notify();
  const packages = await packagesOf(order.orderId);
  expect(packages.map((parcel) => parcel.trackingNumber).sort()).toEqual([trackingNumber(1), trackingNumber(2)].sort());
  const told = packages.flatMap((parcel) => parcel.items).reduce((sum, item) => sum + item.quantity, 0);
  expect(told).toBe(order.lines.reduce((sum, { quantity }) => sum + quantity, 0));
});

test('A4: an order that travels in another one’s parcel is told with that parcel’s number; a copy and its source never', async () => {
  const [carrier, away, source] = orders as [LabOrder, LabOrder, LabOrder];
  await drop(carrier, away, source);
  expect((await bundleOrders(bridge.context, carrier.orderId, [away.orderId])).refused).toEqual([]);
  const copied = await copyOrder(bridge.context, source.orderId);
  expect(copied.refused).toEqual([]);
  const printed = await print();
  expect(printed).toHaveLength(3); // the bundle is one parcel, source and copy are two
  await notify();
  const number = (await packagesOf(carrier.orderId))[0]?.trackingNumber;
  expect(number).toMatch(/^\d{12}$/);
  expect((await packagesOf(away.orderId)).map((parcel) => parcel.trackingNumber)).toEqual([number]);
  expect(await packagesOf(source.orderId)).toEqual([]);
});

test('A8: confirmation undone and redone is told again, as an edit of the same parcel', async () => {
  const order = orders[0]!;
  await drop(order);
  await print();
  await notify();
  expect(await packagesOf(order.orderId)).toHaveLength(1);
  expect((await undoConfirm(bridge.context, [order.orderId])).refused).toEqual([]);
  await notify();
  expect((await confirmShipped(bridge.context, [order.orderId])).refused).toEqual([]);
  await notify();
  expect(await packagesOf(order.orderId)).toHaveLength(1);
  const { confirmations } = await holdings();
  expect(confirmations.filter((one) => one.orderId === order.orderId)).toHaveLength(2);
});
