import { expect, test } from 'vitest';
import { type Decided, pager } from '../../src/flow/intake/save-in-pages.ts';
import type { JournalEntry, ShipmentChange, StoredOrder } from '../../src/store/types.ts';
import { journalEntry, newShipment, storedOrder } from '../support/store-samples.ts';

test('every order is saved once, and of the shipments only those with news stay in memory', async () => {
  const plan = {
    orders: [] as StoredOrder[],
    shipments: [] as ShipmentChange[],
    journal: [] as JournalEntry[],
  };
  const saved: Decided[] = [];
  const accept = (changes: readonly ShipmentChange[]) =>
    changes.map((one) => (one.shipment.orderNumber === 'N-300' ? { ...one, state: 'issuing' as const } : one));
  const pages = pager(
    plan,
    async (page) => void saved.push(page),
    accept,
    ({ state }) => state !== 'ready',
  );
  const numbers = Array.from({ length: 450 }, (_, index) => `N-${index}`);
  for (const number of numbers) {
    plan.orders.push(storedOrder(number));
    plan.shipments.push(newShipment(number, 1, { state: number === 'N-7' ? 'held' : 'ready' }));
    plan.journal.push(journalEntry('order-new', { orderNumber: number }));
    await pages.whenFull();
    expect(plan.shipments.length + plan.journal.length, 'what waits to be saved').toBeLessThan(400);
  }
  const told = await pages.end();
  expect(saved.map((page) => page.orders.length)).toEqual([200, 200, 50]);
  expect(saved.flatMap((page) => page.orders.map((one) => one.order.number))).toEqual(numbers);
  expect(saved.flatMap((page) => page.shipments.map((one) => one.shipment.orderNumber))).toEqual(numbers);
  expect(saved.flatMap((page) => page.journal.map((one) => one.orderNumber))).toEqual(numbers);
  expect(
    saved.flatMap((page) => page.shipments.map((one) => one.state)).filter((one) => one === 'issuing'),
  ).toHaveLength(1);
  expect(told.map((one) => [one.shipment.orderNumber, one.state])).toEqual([
    ['N-7', 'held'],
    ['N-300', 'issuing'],
  ]);
  expect(plan.orders.length, 'the report counts them').toBe(450);
});
