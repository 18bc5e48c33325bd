import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aboutOrder } from '../../src/core/notices.ts';
import { openStore } from '../../src/store/db.ts';
import type { ShipmentChange, Store, StoredNotice, Writes } from '../../src/store/types.ts';
import { newShipment, sampleShipment, sampleWaybill, storedOrder } from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

const notice = (orderNumber: string): StoredNotice => ({
  id: `n ${orderNumber}`,
  shop: 'sheet',
  orderNumber,
  about: `id ${orderNumber} 1`,
  kind: 'ship',
  state: 'due',
  contentHash: 'h',
  body: {},
  reservedAt: '2026-11-21T00:00:00Z',
  notBefore: '2026-11-21T00:00:00Z',
  attempts: 0,
  handle: null,
  code: '',
  args: {},
  waitsFor: [],
  parts: [],
  byHand: false,
  at: '2026-11-21T00:00:00Z',
});

describe.each(storeKinds)('marks of a store on %s', (kind) => {
  let place: StorePlace;
  let store: Store;
  const today = '2026-11-21';
  const filter = { shop: 'sheet', today };

  beforeEach(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
    await store.write(async (tx) => {
      await tx.saveOrders([
        ...['A', 'B', 'C'].map((number) => storedOrder(number)),
        storedOrder('A', { shop: 'qoo10' }),
      ]);
      await tx.saveShipments([
        newShipment('A', 1, { state: 'issuing' }),
        // B's goods travel in A's parcel.
        newShipment('B', 1, {
          shipment: sampleShipment('B', 1, { bundledInto: 'id A 1' }),
          state: 'cancelled',
        }),
        newShipment('C', 1),
      ]);
    });
    await settleAll();
  });

  afterEach(async () => {
    await store.close();
    place.remove();
  });

  const marked = async () => (await store.unsettledOrders(filter, { limit: 50 })).rows.map((one) => one.number);

  async function settleAll(lookOn?: string): Promise<void> {
    const { rows } = await store.unsettledOrders(filter, { limit: 50 });
    await store.write((tx) => tx.settleOrders(rows.map((one) => ({ ...one, lookOn }))));
    expect(await marked()).toEqual([]);
  }

  const move = (number: string, change: Partial<ShipmentChange>) => (tx: Writes) =>
    tx.saveShipments([newShipment(number, 1, { version: 1, ...change })]);

  test('are set when an order comes, and only in its own shop', async () => {
    await store.write((tx) => tx.saveOrders([storedOrder('new'), storedOrder('new', { shop: 'qoo10' })]));
    expect(await marked()).toEqual(['new']);
    const other = await store.unsettledOrders({ shop: 'qoo10', today }, { limit: 50 });
    expect(other.rows.map((one) => one.number)).toEqual(['A', 'new']);
  });

  test.each<[string, (tx: Writes) => Promise<unknown>, string[]]>([
    ['a revision', (tx) => tx.saveOrders([storedOrder('C', { revision: 2 })]), ['C']],
    ['a move', move('C', { state: 'held' }), ['C']],
    ['a move of the parcel that carries the goods', move('A', { state: 'issued' }), ['A', 'B']],
    [
      'a number of the parcel that carries the goods',
      (tx) => tx.addWaybills([{ shipment: 'id A 1', waybill: sampleWaybill('100000000001', 'A_1') }]),
      ['A', 'B'],
    ],
    [
      'goods that leave a parcel',
      move('B', { shipment: sampleShipment('B', 1, { bundledInto: '' }), state: 'ready' }),
      ['B'],
    ],
    ['a notice that moved on', (tx) => tx.putNotices([notice('C')]), ['C']],
    [
      'what was told of a shipment',
      (tx) => tx.setTold([{ about: 'id C 1', kind: 'ship', contentHash: 'x', at: today }]),
      ['C'],
    ],
    [
      'what was told of an order',
      (tx) => tx.setTold([{ about: aboutOrder('sheet', 'C'), kind: 'acknowledge', contentHash: 'x', at: today }]),
      ['C'],
    ],
    [
      'what is forgotten to have been told',
      (tx) => tx.dropTold([{ about: aboutOrder('sheet', 'C'), kind: 'ship' }]),
      ['C'],
    ],
    ['nothing but the history', (tx) => tx.setCursor('sheet', 'x', 'y', today), []],
  ])('are set by %s', async (_, work, numbers) => {
    await store.write(work);
    expect(await marked()).toEqual(numbers);
  });

  test('a transaction that fails leaves none behind', async () => {
    const failing = store.write(async (tx) => {
      await move('C', { state: 'held' })(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await marked()).toEqual([]);
  });

  test('one that is set while the order is worked out is not lost', async () => {
    await store.write(move('C', { state: 'held' }));
    const { rows } = await store.unsettledOrders(filter, { limit: 50 });
    await store.write(move('C', { state: 'ready', version: 2 }));
    await store.write((tx) => tx.settleOrders(rows));
    expect(await marked()).toEqual(['C']);
    await settleAll();
  });

  test('an order is unsettled by itself on the day that was named, until it is worked out again', async () => {
    await store.write(move('C', { state: 'held' }));
    const { rows } = await store.unsettledOrders(filter, { limit: 50 });
    await store.write((tx) => tx.settleOrders(rows.map((one) => ({ ...one, lookOn: '2026-11-25' }))));
    expect(await marked()).toEqual([]);
    const later = { shop: 'sheet', today: '2026-11-25' };
    const due = (await store.unsettledOrders(later, { limit: 50 })).rows;
    expect(due.map((one) => one.number)).toEqual(['C']);
    expect((await store.listMarks(later, { limit: 50 })).rows.find((one) => one.number === 'C')?.isSettled).toBe(false);
    await store.write((tx) => tx.settleOrders(due));
    expect((await store.unsettledOrders(later, { limit: 50 })).rows).toEqual([]);
  });

  test('are read in pages, in the order in which the orders came', async () => {
    const numbers = Array.from({ length: 25 }, (_, index) => `p-${24 - index}`);
    await store.write((tx) => tx.saveOrders(numbers.map((number) => storedOrder(number))));
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const { rows, next } = await store.unsettledOrders(filter, { limit: 10, after });
      seen.push(...rows.map((one) => one.number));
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual(numbers);
    const all = await store.listMarks(filter, { limit: 100 });
    expect(
      all.rows
        .filter((one) => one.isSettled)
        .map((one) => one.number)
        .sort(),
    ).toEqual(['A', 'B', 'C']);
  });

  test('forgetting an order sets none, and it is no longer looked at', async () => {
    await store.write(move('C', { state: 'cancelled' }));
    await settleAll();
    const old = { before: '2026-11-21T00:00:00Z', now: '2026-11-21T00:00:00Z' };
    expect((await store.forget.orders(old, () => false)).forgotten).toBeGreaterThan(0);
    expect(await marked()).toEqual([]);
    expect((await store.listMarks(filter, { limit: 50 })).rows.map((one) => one.number)).not.toContain('C');
  });

  test('forms are found by the orders that stand in them', async () => {
    await store.write(async (tx) => {
      await tx.linkForm('form-1', 'sheet', ['A', 'B', 'A']);
      await tx.linkForm('form-2', 'sheet', ['B']);
      await tx.linkForm('form-3', 'qoo10', ['B']);
      await tx.linkForm('form-1', 'sheet', ['A']);
    });
    expect(await store.formsOf('sheet', ['B', 'C'])).toEqual(['form-1', 'form-2']);
    expect(await store.formsOf('sheet', [])).toEqual([]);
  });
});

describe.each(storeKinds)('goods that left the house, on %s', (kind) => {
  let place: StorePlace;
  let store: Store;

  beforeEach(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
    await store.write(async (tx) => {
      await tx.saveOrders(['A', 'B'].map((number) => storedOrder(number)));
      const line = { no: '1', sku: 'S', name: '', option: 'red', quantity: 2 };
      const lines = [line, { ...line, no: '2', quantity: 1 }, { ...line, no: '3', sku: '' }];
      const bundled = [{ orderNumber: 'X', lines: [{ ...line, sku: 'T', option: '' }] }];
      await tx.saveShipments([
        newShipment('A', 1, { shipment: sampleShipment('A', 1, { lines, bundled }), state: 'issued' }),
        newShipment('B', 1, { shipment: sampleShipment('B', 1, { lines: [line] }), state: 'issued' }),
      ]);
    });
  });

  afterEach(async () => {
    await store.close();
    place.remove();
  });

  const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, '0')}:00:00Z`;
  const number = (shipment: string, no: string, hour: number) =>
    store.write((tx) => tx.addWaybills([{ shipment, waybill: { ...sampleWaybill(no, 'x'), at: at(hour) } }]));
  const move = (order: string, ...states: ShipmentChange['state'][]) =>
    store.write(async (tx) => {
      for (const state of states) {
        const [one] = await tx.shipments({ numbers: [order] });
        await tx.saveShipments([{ ...one!, state }]);
      }
    });
  /** `item option pieces` of what left after an hour. */
  const left = async (hour: number) => {
    const items = await store.goneItems();
    const after = Temporal.Instant.from(at(hour)).epochMilliseconds;
    const pieces = await store.gonePieces(items.map(({ no }) => ({ no, after })));
    const red = (await store.goneOptions(['red'])).get('red') ?? [];
    return items.map(
      ({ no, item, option }) => `${item} ${red.includes(option) ? 'red' : option} ${pieces.get(no) ?? 0}`,
    );
  };

  test('count from the moment of their number, by kind, with those of other orders in the parcel', async () => {
    await number('id A 1', '100000000001', 9);
    await number('id B 1', '100000000002', 11);
    // What is open stands in the list of things as well, with nothing that left.
    expect(await left(0)).toEqual(['S red 0', 'T  0']);
    await move('A', 'shipped');
    await move('B', 'shipped', 'closed');
    expect(await left(8)).toEqual(['S red 5', 'T  2']);
    expect(await left(9)).toEqual(['S red 2', 'T  0']);
    expect(await left(11)).toEqual(['S red 0', 'T  0']);
    const [first] = await store.goneItems();
    // A customer's own words may stand in an option: nothing of them stays readable.
    expect([
      first?.item,
      (await store.goneOptions(['red'])).get('red')?.includes(first?.option ?? ''),
      first?.option,
    ]).toEqual(['S', true, expect.not.stringContaining('red')]);
    expect(first?.lastAt).toBe(Temporal.Instant.from(at(11)).epochMilliseconds);
  });

  test('that did not leave after all, or came back, count no more', async () => {
    await number('id A 1', '100000000001', 9);
    await move('A', 'shipped', 'issued');
    expect(await left(0)).toEqual(['S red 0', 'T  0']);
    await move('A', 'shipped', 'closed', 'returned');
    expect(await left(0)).toEqual(['S red 0', 'T  0']);
  });

  test('count anew from a later number of their parcel', async () => {
    await number('id A 1', '100000000001', 9);
    await move('A', 'shipped');
    await number('id A 1', '100000000003', 12);
    expect(await left(10)).toEqual(['S red 3', 'T  2']);
    expect(await left(12)).toEqual(['S red 0', 'T  0']);
    expect(await left(0)).toEqual(['S red 3', 'T  2']);
  });

  test('without a number count when it comes', async () => {
    await move('A', 'shipped');
    expect(await left(0)).toEqual(['S red 0', 'T  0']);
    await number('id A 1', '100000000001', 9);
    expect(await left(0)).toEqual(['S red 3', 'T  2']);
  });
});
