import { keptState } from '../keep/state.ts';
import type { SystemTools } from '../lab.ts';
import { createLimits } from '../limits.ts';
import type { MockSystem } from '../system.ts';
import { groups, makeItems } from './catalog.ts';
import { qoo10Examples } from './examples.ts';
import { qoo10Holdings } from './holdings.ts';
import { qoo10Ledger } from './ledger.ts';
import { qoo10Happenings, qoo10Life } from './life.ts';
import { qoo10Door } from './place.ts';
import { seedOrders } from './seed.ts';
import { createAccess, firstKey } from './state/access.ts';
import { qoo10Changes } from './state/changes.ts';
import { settleOrders } from './state/clockwork.ts';
import { usualHabits } from './state/habits.ts';
import type { Qoo10State } from './state/state.ts';
import { truth } from './truth.ts';
import { base as qapi } from './wire/call.ts';
import { qoo10Operations } from './wire/operations.ts';
import { refuse } from './wire/refuse.ts';
import { olderShippingInfo } from './wire/shipping-info.ts';
import { unknownMethod } from './wire/unknown.ts';

export type Qoo10Address = {
  readonly api: string;
  readonly credentials: {
    readonly certificationKey: string;
    readonly apiKey: string;
    readonly userId: string;
    readonly password: string;
  };
};

/** The lab's Qoo10: QAPI of the Japanese shop. */
export function createQoo10({ clock, random, shop }: SystemTools): MockSystem<Qoo10Address> {
  const state: Qoo10State = {
    access: createAccess(clock.now(), shop.tag),
    habits: usualHabits(),
    limits: createLimits(),
    random,
    carts: new Map(),
    orders: new Map(),
    items: new Map(),
    groups,
    told: [],
    stockChanges: [],
    counters: { pack: firstPack + shop.index * 1_000_000, order: firstOrder + shop.index * 1_000_000, packing: 0 },
  };
  return {
    name: 'qoo10',
    title: 'Qoo10 (QAPI)',
    operations: qoo10Operations(state),
    changes: qoo10Changes(state, clock.now),
    unknown: unknownMethod,
    refuse: (what) => refuse(what, state.habits),
    repeat(answer) {
      if (!/json/.test(answer.headers['content-type'] ?? '')) return answer;
      const value = JSON.parse(answer.body.toString()) as { ResultObject?: unknown };
      if (Array.isArray(value.ResultObject) && value.ResultObject.length > 0) {
        value.ResultObject.push(value.ResultObject[0]);
      }
      return { ...answer, body: JSON.stringify(value) };
    },
    older: olderShippingInfo(state),
    useQuota(share) {
      state.limits.drain(share);
      return ['qapi'];
    },
    reset() {
      state.access = createAccess(clock.now(), shop.tag);
      state.habits = usualHabits();
      state.limits.reset();
      state.carts = new Map();
      state.orders = new Map();
      state.items = makeItems(clock.now());
      state.told = [];
      state.stockChanges = [];
      Object.assign(state.counters, {
        pack: firstPack + shop.index * 1_000_000,
        order: firstOrder + shop.index * 1_000_000,
        packing: 0,
      });
    },
    seed: (seed) => seedOrders(state, seed, random(), clock.now()),
    settle: (now) => settleOrders(state, now),
    order: qoo10Life(state),
    happen: qoo10Happenings(state),
    holdings: () => qoo10Holdings(state),
    orders: qoo10Door(state),
    ledger: qoo10Ledger(state, `qoo10${shop.tag}`),
    examples: qoo10Examples,
    firstCall: (base) =>
      `curl -s '${base}${qapi}/ItemsLookup.GetAllGoodsInfo' -H 'GiosisCertificationKey: ${firstKey}' -H 'QAPIVersion: 1.0' -d returnType=json -d ItemStatus=S2 -d Page=1`,
    enter(headers, _now, operation) {
      const { access } = state;
      const given = headers.giosiscertificationkey;
      if (given === undefined || given === access.apiKey || access.keys.has(given)) return {};
      const key = operation.startsWith('CertificationAPI.') ? access.apiKey : [...access.keys.keys()].at(-1)!;
      return { giosiscertificationkey: key };
    },
    kept: keptState(state),
    truth,
    address: (base) => ({
      api: `${base}${qapi}`,
      credentials: {
        certificationKey: `${firstKey}${shop.tag}`,
        apiKey: state.access.apiKey,
        userId: state.access.userId,
        password: state.access.password,
      },
    }),
  };
}

const firstPack = 120_000_000;
/** Order numbers have nine digits and soon ten, as real ones do (trust B). */
const firstOrder = 999_999_960;
