import { keptState } from '../keep/state.ts';
import type { SystemTools } from '../lab.ts';
import { createLimits } from '../limits.ts';
import type { MockSystem } from '../system.ts';
import { carriers, firstStates, firstStock, methods } from './catalog.ts';
import { ecforceExamples } from './examples.ts';
import { ecforceHoldings } from './holdings.ts';
import { ecforceLedger } from './ledger.ts';
import { ecforceHappenings, ecforceLife } from './life.ts';
import { ecforceDoor } from './place.ts';
import { seedOrders } from './seed.ts';
import { createAccess, newToken } from './state/access.ts';
import { ecforceChanges } from './state/changes.ts';
import { usualHabits } from './state/habits.ts';
import { type EcforceState, stockKey } from './state/state.ts';
import { quotaDay } from './state/times.ts';
import { truth } from './truth.ts';
import { base as api } from './wire/door.ts';
import { ecforceOperations } from './wire/operations.ts';
import { refuse } from './wire/refuse.ts';
import { failed, page } from './wire/reply.ts';

export type EcforceAddress = {
  /** The shop's host; `/api/v2` follows. */
  readonly api: string;
  readonly credentials: { readonly email: string; readonly password: string };
};

/** The lab's ecforce: the admin API v2 of one shop. */
export function createEcforce({ clock, random, shop }: SystemTools): MockSystem<EcforceAddress> {
  const state: EcforceState = {
    access: createAccess(shop.tag),
    habits: usualHabits(),
    limits: createLimits(),
    random,
    orders: new Map(),
    stock: new Map(),
    carriers,
    methods,
    states: firstStates(),
    told: [],
    counters: { order: firstOrder, item: 50_000, address: 80_000 },
  };
  return {
    name: 'ecforce',
    title: 'ecforce (API v2)',
    operations: ecforceOperations(state),
    changes: ecforceChanges(state, clock.now),
    unknown: (call) =>
      call.path.startsWith(`${api}/`)
        ? failed(404, 'AOR2000', 'ページが見つかりません。')
        : page(404, '<h1>404 Not Found</h1>'),
    refuse: (what) => refuse(what, state),
    repeat(answer) {
      if (!/json/.test(answer.headers['content-type'] ?? '') || answer.body.length === 0) return answer;
      const value = JSON.parse(answer.body.toString()) as { data?: unknown };
      if (Array.isArray(value?.data) && value.data.length > 0) value.data.push(value.data[0]);
      return { ...answer, body: JSON.stringify(value) };
    },
    useQuota(share) {
      const { access } = state;
      access.used = { day: quotaDay(clock.now()), calls: Math.floor(access.perDay * share) };
      state.limits.drain(share);
      return ['calls of the day', 'api'];
    },
    reset() {
      state.access = createAccess(shop.tag);
      state.habits = usualHabits();
      state.limits.reset();
      state.orders = new Map();
      state.stock = new Map(firstStock().map((one) => [stockKey(one.sku, one.locationCode), one]));
      state.states = firstStates();
      state.told = [];
      Object.assign(state.counters, { order: firstOrder, item: 50_000, address: 80_000 });
    },
    seed: (seed) => seedOrders(state, seed, random(), clock.now()),
    settle() {},
    order: ecforceLife(state),
    happen: ecforceHappenings(state),
    holdings: () => ecforceHoldings(state),
    orders: ecforceDoor(state),
    ledger: ecforceLedger(state, `ecforce${shop.tag}`),
    examples: ecforceExamples,
    firstCall: (base) =>
      `curl -s '${base}${api}/admins/sign_in.json' -H 'content-type: application/json' -d '${JSON.stringify({ admin: { email: state.access.email, password: state.access.password } })}'`,
    enter({ authorization }) {
      const given = /^Token token="(.+)"$/.exec(authorization ?? '')?.[1];
      if (given === undefined || state.access.tokens.has(given)) return {};
      return { authorization: `Token token="${newToken(state.access, random())}"` };
    },
    kept: keptState(state),
    truth,
    address: (base) => ({
      api: base,
      credentials: { email: state.access.email, password: state.access.password },
    }),
  };
}

const firstOrder = 3000;
