import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noArrangement } from '../../src/core/arrangement.ts';
import type { ShipmentState } from '../../src/core/shipment.ts';
import { openStore } from '../../src/store/db.ts';
import type { NoticeState, OrderListFilter, Store } from '../../src/store/types.ts';
import {
  newShipment,
  sampleHold,
  sampleNotice,
  sampleOrder,
  samplePerson,
  sampleShipment,
  storedOrder,
} from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

/* Lists that are narrowed by several things at once: whichever of them leads the way, the same orders are found. */

const facts = Array.from({ length: 36 }, (_, no) => ({
  number: `N-${String(no).padStart(2, '0')}`,
  shop: no % 5 === 0 ? 'second' : 'sheet',
  family: no % 2 === 0 ? '試験野' : '見本田',
  state: (['held', 'ready', 'backordered'] as const satisfies readonly ShipmentState[])[no % 3]!,
  hold: no % 6 === 0 ? 'unpaid' : 'database-busy',
  method: no % 4 === 0 ? 'cool' : 'takkyubin',
  tag: no % 7 === 0 ? '急ぎ' : '',
  day: `2026-11-${String(1 + (no % 20)).padStart(2, '0')}`,
}));
type Fact = (typeof facts)[number];

/** Each with a filter, and with what it means. */
const narrowings: readonly (readonly [OrderListFilter, (one: Fact) => boolean])[] = [
  [{ search: '試験野' }, (one) => one.family === '試験野'],
  [{ shop: 'second' }, (one) => one.shop === 'second'],
  [{ states: ['held', 'ready'] }, (one) => one.state !== 'backordered'],
  [{ holds: ['unpaid'] }, (one) => one.state === 'held' && one.hold === 'unpaid'],
  [{ methods: ['cool'] }, (one) => one.method === 'cool'],
  [{ tags: ['急ぎ'] }, (one) => one.tag === '急ぎ'],
  [{ from: '2026-11-03', to: '2026-11-12' }, (one) => one.day >= '2026-11-03' && one.day <= '2026-11-12'],
];

describe.each(storeKinds)('a narrowed list on %s', (kind) => {
  let place: StorePlace;
  let store: Store;

  beforeAll(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
    await store.write(async (tx) => {
      await tx.saveOrders(
        facts.map(({ number, shop, family, day, tag }) => {
          const who = { ...samplePerson, name: `${family} 花子` };
          const { destinations } = sampleOrder(number);
          return storedOrder(number, {
            shop,
            order: sampleOrder(number, {
              orderedAt: `${day}T10:00:00+09:00`,
              orderer: who,
              destinations: destinations.map((one) => ({ ...one, consignee: who })),
            }),
            ...(tag !== '' && { arrangement: { ...noArrangement, tags: [tag] } }),
          });
        }),
      );
      await tx.saveShipments(
        facts.map(({ number, shop, state, hold, method }) =>
          newShipment(number, 1, {
            state,
            holds: state === 'held' ? [{ ...sampleHold, code: hold as typeof sampleHold.code }] : [],
            shipment: sampleShipment(number, 1, { shop, method }),
          }),
        ),
      );
      const states: readonly NoticeState[] = ['due', 'failed', 'due'];
      await tx.putNotices(
        facts.map(({ number, shop }, no) =>
          sampleNotice({
            id: `n-${no}`,
            shop,
            orderNumber: number,
            kind: no % 2 ? 'ship' : 'capture',
            state: states[no % 3]!,
          }),
        ),
      );
    });
  });
  afterAll(async () => {
    await store.close();
    place.remove();
  });

  test('is the same whichever of its narrowings leads, page by page, and as counted', async () => {
    for (let chosen = 0; chosen < 2 ** narrowings.length; chosen++) {
      const own = narrowings.filter((_, at) => chosen & (1 << at));
      const filter: OrderListFilter = Object.assign({}, ...own.map(([one]) => one));
      const wanted = facts.filter((one) => own.every(([, fits]) => fits(one)));
      const found: string[] = [];
      for (let after: string | undefined, isFirst = true; isFirst || after; isFirst = false) {
        const { rows, next } = await store.listOrders(filter, { limit: 10, after });
        found.push(...rows.map((one) => one.number));
        after = next ?? undefined;
      }
      expect([filter, found.toSorted()]).toEqual([filter, wanted.map((one) => one.number)]);
      expect(await store.countOrdersOf(filter, 5)).toBe(Math.min(5, wanted.length));
    }
  });

  test('notices are counted by shop, kind and state, as far as they are asked for', async () => {
    const counts = await store.countNoticesByKind(['due', 'failed', 'asking'], 100);
    const wanted = Map.groupBy(facts, ({ shop }) => shop);
    expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(facts.length);
    expect(new Set(counts.map((one) => one.shop))).toEqual(new Set(wanted.keys()));
    const failed = facts.filter(({ shop }, no) => shop === 'second' && no % 2 === 1 && no % 3 === 1).length;
    expect(failed).toBeGreaterThan(0);
    expect(counts).toContainEqual({ shop: 'second', kind: 'ship', state: 'failed', count: failed });
    const cut = await store.countNoticesByKind(['due'], 3);
    expect(Math.max(...cut.map((one) => one.count))).toBe(3);
  });
});
