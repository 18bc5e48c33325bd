import { afterEach, beforeEach, expect, test } from 'vitest';
import { fencedStore, LeaseLost, underLeases } from '../../src/flow/leases/index.ts';
import { openStore } from '../../src/store/db.ts';
import { prepareOrder } from '../../src/store/prepare-order.ts';
import { StoreRefused } from '../../src/store/refused.ts';
import { type Aside, ForbiddenMove, StaleWrite, type Store } from '../../src/store/types.ts';
import { journalEntry, newShipment, sampleHold, secrets, storedOrder } from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, testKey } from '../support/stores.ts';

/* Transactions on a thread of their own: what the caller sees is what a transaction on this thread shows (store.test.ts). */

let place: StorePlace;
let store: Store;
let aside: Aside;

beforeEach(async () => {
  place = await newStorePlace('sqlite');
  store = await openStore(place.target, testKey);
  aside = store.aside()!;
});
afterEach(async () => {
  await aside.end();
  await store.close();
  place.remove();
});

const page = { limit: 500 };

test('what is saved there is what is saved here', async () => {
  const numbers = Array.from({ length: 230 }, (_, index) => `N-${String(index).padStart(3, '0')}`);
  const orders = (shop: string) => numbers.map((number) => storedOrder(number, { shop }));
  const shipments = (shop: string) =>
    numbers.map((number, index) => {
      const one = newShipment(number, 1, index === 3 ? { state: 'held', holds: [sampleHold] } : {});
      const { shipment } = one;
      return {
        ...one,
        shipment: { ...shipment, shop, id: `${shop} ${shipment.id}`, customerNo: `${shop}-${shipment.customerNo}` },
      };
    });
  const journal = (shop: string) => [journalEntry('order-new', { shop, orderNumber: 'N-003' })];
  await store.write(async (tx) => {
    await tx.saveOrders(orders('shop-a'));
    await tx.saveShipments(shipments('shop-a'));
    await tx.addJournal(journal('shop-a'));
  });
  await store.write(async (tx) => {
    await tx.saveDecided({
      orders: orders('shop-b').map(prepareOrder),
      shipments: shipments('shop-b'),
      journal: journal('shop-b'),
    });
    expect(await store.orders({ shop: 'shop-b' }), 'nobody sees what is not committed').toEqual([]);
    expect((await tx.orders({ shop: 'shop-b' })).length).toBe(230);
  }, aside);

  const told = async (shop: string) =>
    JSON.parse(
      JSON.stringify({
        orders: await store.orders({ shop }),
        shipments: await store.shipments({ shop }),
        journal: await store.journal({ shop }),
        listed: (await store.listOrders({ shop }, page)).rows.map(({ key: _, ...row }) => row),
        found: (await store.listOrders({ shop, search: secrets.phone }, page)).rows.length,
        holds: (await store.listHolds({ shop }, page)).rows.map(({ key: _, ...row }) => row),
        unsettled: (await store.unsettledOrders({ shop, today: '2026-11-21' }, page)).rows.map((one) => one.number),
        pieces: (await store.goneItems()).filter((one) => one.shop === shop).length,
      }).replaceAll(shop, 'X'),
    );
  const there = await told('shop-b');
  expect(there.orders.length + there.shipments.length + there.unsettled.length).toBe(690);
  expect(there.journal.length).toBe(1);
  expect(there.holds.length).toBe(1);
  expect(there).toEqual(await told('shop-a'));
});

test('a step that fails undoes all, with its own kind of error, whether it is awaited or not', async () => {
  const order = storedOrder('A');
  await store.write((tx) => tx.saveOrders([order]));
  const twice = (tx: Parameters<Parameters<Store['write']>[0]>[0]) => tx.saveOrders([storedOrder('B'), order]);
  await expect(store.write(twice, aside)).rejects.toThrow(StaleWrite);
  const swallowed = store.write(async (tx) => {
    twice(tx).catch(() => {});
    await tx.saveOrders([storedOrder('C')]).catch(() => {});
  }, aside);
  await expect(swallowed).rejects.toThrow(StaleWrite);
  await store.write((tx) => tx.saveShipments([newShipment('A', 1, { state: 'ready' })]), aside);
  const moved = { ...newShipment('A', 1, { state: 'closed' }), version: 1 };
  await expect(store.write((tx) => tx.saveShipments([moved]), aside)).rejects.toThrow(ForbiddenMove);
  expect((await store.orders({})).map((one) => one.order.number)).toEqual(['A']);
});

test('what is thrown between the steps undoes all, and the next transaction works', async () => {
  const failing = store.write(async (tx) => {
    await tx.saveOrders([storedOrder('A')]);
    throw new RangeError('in between');
  }, aside);
  await expect(failing).rejects.toThrow(RangeError);
  await store.write((tx) => tx.saveOrders([storedOrder('B')]), aside);
  await aside.end();
  await store.write((tx) => tx.saveOrders([storedOrder('C')]));
  expect((await store.orders({})).map((one) => one.order.number)).toEqual(['B', 'C']);
});

test('a store that refuses writes refuses them there too', async () => {
  store.refuseWrites(new StoreRefused('database-moved', { file: 'x' }));
  await expect(store.write((tx) => tx.saveOrders([storedOrder('A')]), aside)).rejects.toThrow(StoreRefused);
});

test('who lost the lease commits nothing there either', async () => {
  const fenced = fencedStore(store);
  const at = () => Temporal.Instant.from('2026-11-26T00:00:00Z');
  const held = [{ job: 'pull', shop: 'x', run: 'mine' }];
  const save = () => fenced.write((tx) => tx.saveOrders([storedOrder('A')]), aside);
  await expect(underLeases(fenced, held, at, save)).rejects.toThrow(LeaseLost);
  expect(await store.orders({})).toEqual([]);
});

test('a database server works beside this process anyhow', async () => {
  const server = await newStorePlace('postgres');
  const other = await openStore(server.target, testKey);
  expect(other.aside()).toBeUndefined();
  await other.close();
});
