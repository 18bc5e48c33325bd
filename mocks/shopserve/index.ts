import { keptState } from '../keep/state.ts';
import type { SystemTools } from '../lab.ts';
import { createLimits } from '../limits.ts';
import type { MockSystem } from '../system.ts';
import { makeGoods } from './catalog.ts';
import { shopserveExamples } from './examples.ts';
import { shopserveHoldings } from './holdings.ts';
import { shopserveLedger } from './ledger.ts';
import { shopserveHappenings, shopserveLife } from './life.ts';
import { shopserveDoor } from './place.ts';
import { seedOrders } from './seed.ts';
import { callsADay, createAccess } from './state/access.ts';
import { shopserveChanges } from './state/changes.ts';
import { usualHabits } from './state/habits.ts';
import { settlePayments } from './state/moves.ts';
import type { ShopserveState } from './state/state.ts';
import { japanDay } from './state/times.ts';
import { truth } from './truth.ts';
import { shopserveOperations } from './wire/operations.ts';
import { refuse, unknownRoute } from './wire/refuse.ts';

export type ShopserveAddress = {
  readonly api: string;
  readonly credentials: { readonly shopId: string; readonly managerKey: string };
};

/** The lab's shopserve: the management API of one shop. */
export function createShopserve({ clock, random, shop }: SystemTools): MockSystem<ShopserveAddress> {
  const state: ShopserveState = {
    access: createAccess(shop.tag),
    habits: usualHabits(),
    limits: createLimits(),
    random,
    orders: new Map(),
    goods: new Map(),
    acts: [],
    stockChanges: [],
    counters: { serial: firstSerial + shop.index * 1_000_000, order: firstOrder },
    isClosed: false,
  };
  return {
    name: 'shopserve',
    title: 'ショップサーブ',
    operations: shopserveOperations(state),
    changes: shopserveChanges(state, clock.now),
    unknown: unknownRoute,
    refuse: (what) => refuse(what, state),
    repeat(answer) {
      if (!/json/.test(answer.headers['content-type'] ?? '')) return answer;
      const value = JSON.parse(answer.body.toString()) as { contents?: unknown };
      if (Array.isArray(value.contents) && value.contents.length > 0) value.contents.push(value.contents[0]);
      return { ...answer, body: JSON.stringify(value) };
    },
    useQuota(share) {
      const { access } = state;
      access.day = japanDay(clock.now());
      access.calls = Math.floor((access.perDay ?? callsADay) * share);
      state.limits.drain(share);
      return ['calls of the day', 'api'];
    },
    reset() {
      state.access = createAccess(shop.tag);
      state.habits = usualHabits();
      state.limits.reset();
      state.orders = new Map();
      state.goods = makeGoods();
      state.acts = [];
      state.stockChanges = [];
      state.isClosed = false;
      Object.assign(state.counters, { serial: firstSerial + shop.index * 1_000_000, order: firstOrder });
    },
    seed: (seed) => seedOrders(state, seed, random(), clock.now()),
    settle: (now) => settlePayments(state, now),
    order: shopserveLife(state),
    happen: shopserveHappenings(state),
    holdings: () => shopserveHoldings(state),
    orders: shopserveDoor(state),
    ledger: shopserveLedger(state, `shopserve${shop.tag}`),
    examples: shopserveExamples,
    firstCall: (base) =>
      `curl -s -u '${state.access.shopId}:${state.access.managerKey}' '${base}/v2/items/SS-TEA/stock'`,
    kept: keptState(state),
    truth,
    address: (base) => ({
      api: `${base}/v2`,
      credentials: { shopId: state.access.shopId, managerKey: state.access.managerKey },
    }),
  };
}

const firstSerial = 500_000_000;
/** Order numbers have eight digits and begin with 10000001 (trust A). */
const firstOrder = 10_000_000;
