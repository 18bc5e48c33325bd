import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/db.ts';
import type { ConsoleUser, Store } from '../../src/store/types.ts';
import {
  newShipment,
  sampleHold,
  sampleNotice,
  sampleOrder,
  sampleWaybill,
  storedOrder,
} from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

const user = (name: string, more: Partial<ConsoleUser> = {}): ConsoleUser => ({
  name,
  role: 'work',
  password: 'scrypt$…',
  createdAt: '2026-11-21T00:00:00Z',
  failures: 0,
  lockedUntil: '',
  ...more,
});

const order = (number: string, orderedAt: string) => storedOrder(number, { order: sampleOrder(number, { orderedAt }) });

describe.each(storeKinds)('what the console asks a store on %s', (kind) => {
  let place: StorePlace;
  let store: Store;

  beforeAll(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
    await store.write(async (tx) => {
      // Midnight in Japan lies between the second and the third.
      await tx.saveOrders([
        order('A-1', '2026-11-20T00:00:00Z'),
        order('A-2', '2026-11-20T14:59:59Z'),
        order('A-3', '2026-11-20T15:00:00Z'),
      ]);
      await tx.saveShipments([
        newShipment('A-1', 1, { state: 'held', holds: [sampleHold, { ...sampleHold, code: 'unpaid' }] }),
        newShipment('A-2', 1, { state: 'held', holds: [{ ...sampleHold, code: 'unpaid' }] }),
        newShipment('A-3', 1, { state: 'ready' }),
      ]);
      const waybill = (number: string, at: string) => ({ ...sampleWaybill(number, 'A-3_1'), at });
      await tx.addWaybills([
        { shipment: 'id A-3 1', waybill: waybill('900000000001', '2026-11-20T14:59:59.9Z') },
        { shipment: 'id A-3 1', waybill: waybill('900000000002', '2026-11-20T15:00:00.5Z') },
      ]);
      await tx.setTold([
        { about: 'id A-3 1', kind: 'ship', contentHash: 'x', at: '2026-11-20T15:00:00Z' },
        { about: 'id A-2 1', kind: 'acknowledge', contentHash: 'x', at: '2026-11-20T15:00:00Z' },
      ]);
      await tx.putNotices([sampleNotice({ id: 'n1', state: 'failed' }), sampleNotice({ id: 'n2', state: 'due' })]);
    });
  });
  afterAll(async () => {
    await store.close();
    place.remove();
  });

  test('holds are counted by reason, and counting ends where it is told to', async () => {
    expect(Object.fromEntries(await store.countHolds(10))).toEqual({ [sampleHold.code]: 1, unpaid: 2 });
    expect((await store.countHolds(1)).get('unpaid')).toBe(1);
  });

  test('shipments, notices and orders of a filter are counted', async () => {
    expect(Object.fromEntries(await store.countShipments(['held', 'ready', 'issued'], 10))).toEqual({
      held: 2,
      ready: 1,
      issued: 0,
    });
    expect(Object.fromEntries(await store.countNotices(['failed', 'asking'], 10))).toEqual({ failed: 1, asking: 0 });
    expect(await store.countOrdersOf({}, 10)).toBe(3);
    expect(await store.countOrdersOf({}, 2)).toBe(2);
    expect(await store.countOrdersOf({ states: ['held', 'ready'] }, 10)).toBe(3);
    expect(await store.countOrdersOf({ holds: ['unpaid'], from: '2026-11-21' }, 10)).toBe(0);
  });

  test('a day is a day of Japan, to the fraction of a second', async () => {
    const on = (what: 'orders' | 'labels' | 'told') => store.countOn(what, '2026-11-21', '2026-11-22');
    expect([await on('orders'), await on('labels'), await on('told')]).toEqual([1, 1, 1]);
    expect(await store.countOn('orders', '2026-11-20', '2026-11-21')).toBe(2);
    expect(await store.countOn('labels', '2026-11-20', '2026-11-21')).toBe(1);
  });

  test('users are kept by name, changed as a whole, and take their sessions with them', async () => {
    await store.write(async (tx) => {
      await tx.putConsoleUser(user('山田'));
      await tx.putConsoleUser(user('佐藤', { role: 'view' }));
      await tx.putConsoleUser(user('山田', { role: 'manage', failures: 2, lockedUntil: '2026-11-21T01:00:00Z' }));
      for (const [id, name] of [
        ['s1', '山田'],
        ['s2', '佐藤'],
      ] as const)
        await tx.putConsoleSession({
          id,
          user: name,
          createdAt: '2026-11-21T00:00:00Z',
          seenAt: '2026-11-21T00:00:00Z',
        });
    });
    expect(await store.consoleUser('山田')).toMatchObject({ role: 'manage', failures: 2 });
    expect((await store.consoleUsers()).map((one) => one.name).sort()).toEqual(['佐藤', '山田'].sort());
    const view = { id: 'v1', user: '山田', at: '2026-11-21T00:00:00Z', name: '急ぎ', query: 'search=佐藤' };
    await store.write(async (tx) => {
      await tx.putConsoleView(view);
      await tx.putConsoleView({ ...view, id: 'v2', user: '', name: '保留' });
      await tx.putConsoleView({ ...view, query: 'state=held' });
    });
    expect(await store.consoleViews('山田')).toEqual([{ ...view, query: 'state=held' }]);
    await store.write((tx) => tx.dropConsoleUser('山田'));
    expect(await store.consoleViews('山田')).toEqual([]);
    expect(await store.consoleViews('')).toHaveLength(1);
    await store.write((tx) => tx.dropConsoleView('v2'));
    expect(await store.consoleViews('')).toEqual([]);
    expect(await store.consoleUser('山田')).toBeUndefined();
    expect(await store.consoleSession('s1')).toBeUndefined();
    expect(await store.consoleSession('s2')).toMatchObject({ user: '佐藤' });
  });

  test('a session is seen again without beginning anew, and goes when it is old', async () => {
    const session = { id: 's3', user: '', createdAt: '2026-11-21T00:00:00Z', seenAt: '2026-11-21T00:00:00Z' };
    await store.write(async (tx) => {
      await tx.putConsoleSession(session);
      await tx.putConsoleSession({ ...session, createdAt: '2026-11-21T05:00:00Z', seenAt: '2026-11-21T05:00:00Z' });
    });
    expect(await store.consoleSession('s3')).toEqual({ ...session, seenAt: '2026-11-21T05:00:00Z' });
    const old = { seenBefore: '2026-11-21T04:00:00Z', createdBefore: '2026-11-20T00:00:00Z' };
    await store.write((tx) => tx.dropOldConsoleSessions(old));
    expect(await store.consoleSession('s2')).toBeUndefined();
    expect(await store.consoleSession('s3')).toBeDefined();
    await store.write((tx) => tx.dropConsoleSession('s3'));
    expect(await store.consoleSession('s3')).toBeUndefined();
  });
});
