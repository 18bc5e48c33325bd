import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/db.ts';
import type { ShipmentChange, Store } from '../../src/store/types.ts';
import { newShipment, sampleShipment, sampleWaybill, storedOrder } from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

/* X8: what the store itself keeps of stock, so that no caller can forget it. */

const at = '2026-11-21T00:00:00Z';

describe.each(storeKinds)('stock of a store on %s', (kind) => {
  let place: StorePlace;
  let store: Store;

  beforeEach(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
  });
  afterEach(async () => {
    await store.close();
    place.remove();
  });

  /** Pieces that shipments need, by the marketplace's code. */
  const needed = async () => {
    const open = await store.openPieces();
    const items = await store.goneItems();
    return Object.fromEntries(items.flatMap(({ no, item }) => (open.has(no) ? [[item, open.get(no)]] : [])));
  };
  const save = (...changes: ShipmentChange[]) => store.write((tx) => tx.saveShipments(changes));
  const line = (sku: string, quantity: number, no = '1') => ({ no, sku, name: '', option: '', quantity });

  test('open shipments reserve their pieces; cancelled, returned and sent ones do not', async () => {
    await store.write((tx) => tx.saveOrders(['A', 'B', 'C', 'D'].map((number) => storedOrder(number))));
    await save(newShipment('A', 1, { state: 'held' }), newShipment('B'), newShipment('C', 1, { state: 'issued' }));
    expect(await needed()).toEqual({ 'SKU-1': 6 });
    await save(newShipment('A', 1, { version: 1, state: 'cancelled' }));
    expect(await needed()).toEqual({ 'SKU-1': 4 });
    await save(newShipment('C', 1, { version: 1, state: 'shipped' }));
    expect(await needed()).toEqual({ 'SKU-1': 2 });
    await save(newShipment('C', 1, { version: 2, state: 'returned' }));
    expect(await needed()).toEqual({ 'SKU-1': 2 });
  });

  test('a split moves pieces to another shipment, a shipment without goods needs none', async () => {
    await save(newShipment('A', 1, { shipment: sampleShipment('A', 1, { lines: [line('X', 3), line('Y', 1, '2')] }) }));
    expect(await needed()).toEqual({ X: 3, Y: 1 });
    await save(
      newShipment('A', 1, { version: 1, shipment: sampleShipment('A', 1, { lines: [line('X', 1)] }) }),
      newShipment('A', 2, { shipment: sampleShipment('A', 2, { lines: [line('X', 2)] }) }),
    );
    expect(await needed()).toEqual({ X: 3 });
    const [kindOfX] = await store.goneItems({ names: ['X'] });
    expect((await store.reserving([kindOfX!.no])).map(({ shipment, quantity }) => [shipment, quantity])).toEqual([
      ['id A 1', 1],
      ['id A 2', 2],
    ]);
  });

  test('the clock names what moved since, and the same once more moves nothing', async () => {
    const since = async (after: number) => ({
      ...(await store.stockChanges(after)),
      items: (await store.goneItems({ changedAfter: after })).map((one) => one.item),
    });
    const start = (await store.stockChanges(0)).clock;
    await store.write((tx) => tx.setStock([{ sku: 'S', onHand: 1 }], 'd', at));
    await save(newShipment('A'));
    const first = await since(start);
    expect(first).toMatchObject({ isMapChanged: false, skus: ['S'], items: ['SKU-1'] });
    // A hold that is cleared moves no goods.
    await save(newShipment('A', 1, { version: 1, state: 'issuing' }));
    expect(await since(first.clock)).toMatchObject({ isMapChanged: false, skus: [], items: [] });
    await store.write((tx) => tx.addWaybills([{ shipment: 'id A 1', waybill: sampleWaybill('1234', 'A_1') }]));
    await save(newShipment('A', 1, { version: 2, state: 'issued' }));
    expect(await since(first.clock)).toMatchObject({ skus: [], items: [] });
    await save(newShipment('A', 1, { version: 3, state: 'shipped' }));
    expect((await since(first.clock)).items).toEqual(['SKU-1']);
    const link = { shop: 'sheet', item: '1', option: '', sku: 'S', name: '湯のみ' };
    await store.write((tx) => tx.setProducts([link], 'd', at));
    const mapped = await since(first.clock);
    expect(mapped.isMapChanged).toBe(true);
    await store.write((tx) => tx.setProducts([{ ...link, name: 'another name' }], 'd2', at));
    expect((await since(mapped.clock)).isMapChanged).toBe(false);
    await store.write((tx) => tx.setProducts([{ ...link, safety: 2 }], 'd2', at));
    expect((await since(mapped.clock)).isMapChanged).toBe(true);
    expect(await store.products('sheet')).toEqual([{ ...link, safety: 2 }]);
  });

  test('a level knows who wrote it, and why; the next document takes its place', async () => {
    await store.write((tx) => tx.setStock([{ sku: 'S', onHand: 4 }], '', at, { actor: '佐藤', note: '棚卸し' }));
    const list = async () => (await store.listStock({}, { limit: 10 })).rows.map(({ key: _, ...row }) => row);
    expect(await list()).toEqual([{ sku: 'S', onHand: 4, at, document: '', actor: '佐藤', note: '棚卸し' }]);
    await store.write((tx) => tx.setStock([{ sku: 'S', onHand: 5 }], 'doc', at));
    expect(await list()).toEqual([{ sku: 'S', onHand: 5, at, document: 'doc', actor: '', note: '' }]);
  });

  test('levels come by SKU, a page at a time', async () => {
    await store.write((tx) =>
      tx.setStock(
        ['B-2', 'A-1', 'B-1'].map((sku) => ({ sku, onHand: 1 })),
        'd',
        at,
      ),
    );
    const page = await store.listStock({}, { limit: 2 });
    expect(page.rows.map((one) => one.sku)).toEqual(['A-1', 'B-1']);
    const rest = await store.listStock({}, { limit: 2, after: page.next! });
    expect([rest.rows.map((one) => one.sku), rest.next]).toEqual([['B-2'], null]);
    expect((await store.listStock({ sku: 'B-' }, { limit: 9 })).rows.map((one) => one.sku)).toEqual(['B-1', 'B-2']);
  });

  test('what a marketplace was told is kept per item, and what failed is found', async () => {
    const told = { item: 'I', option: '', said: '3', state: 'told' as const, code: 'stock-told', at };
    await store.write((tx) => tx.setToldStock('sheet', [told, { ...told, option: 'x', state: 'failed' }]));
    await store.write((tx) => tx.setToldStock('other', [told]));
    expect(await store.toldStock('sheet')).toEqual([told, { ...told, option: 'x', state: 'failed' }]);
    expect(await store.toldStock('sheet', { state: 'failed' })).toEqual([{ ...told, option: 'x', state: 'failed' }]);
    await store.write((tx) => tx.setToldStock('sheet', [{ ...told, said: '4' }]));
    expect((await store.toldStock('sheet', { items: ['I'] }))[0]).toEqual({ ...told, said: '4' });
  });

  test('a set is what it was told last, as a whole', async () => {
    const part = (name: string, quantity: number) => ({ sku: 'SET', part: name, quantity });
    await store.write((tx) => tx.setSets([part('A', 1), part('B', 2)], 'd', at));
    await store.write((tx) => tx.setSets([part('C', 1)], 'd', at));
    expect(await store.setParts()).toEqual([part('C', 1)]);
  });
});
