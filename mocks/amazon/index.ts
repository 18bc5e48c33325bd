import { keptState } from '../keep/state.ts';
import type { SystemTools } from '../lab.ts';
import { createLimits } from '../limits.ts';
import type { MockSystem } from '../system.ts';
import { makeListings } from './catalog.ts';
import { amazonExamples } from './examples.ts';
import { amazonHoldings } from './holdings.ts';
import { amazonLedger } from './ledger.ts';
import { amazonHappenings, amazonLife } from './life.ts';
import { amazonDoor } from './place.ts';
import { seedOrders } from './seed.ts';
import { issueToken } from './state/access.ts';
import { amazonChanges, settleOrders } from './state/changes.ts';
import { settleFeeds } from './state/feed.ts';
import { freshState } from './state/fresh.ts';
import { settleListings } from './state/listing.ts';
import { japan } from './state/marketplaces.ts';
import { settleNotices } from './state/notify.ts';
import { settleReports } from './state/report.ts';
import type { AmazonState } from './state/state.ts';
import { truth } from './truth.ts';
import { errorAnswer, Refused } from './wire/errors.ts';
import { olderOrders } from './wire/older.ts';
import { amazonOperations } from './wire/operations.ts';
import { rates } from './wire/rates.ts';
import { refuse } from './wire/refuse.ts';
import { queueOutbox } from './wire/sqs.ts';

export type AmazonAddress = {
  readonly api: string;
  readonly lwa: string;
  readonly credentials: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
    readonly sellerId: string;
    readonly marketplaceId: string;
  };
};

/** The lab's Amazon: Selling Partner API, Login with Amazon, and the storage of feed documents. */
export function createAmazon({ clock, random, shop }: SystemTools): MockSystem<AmazonAddress> {
  const state: AmazonState = { ...freshState(shop.tag), limits: createLimits(), random };
  return {
    name: 'amazon',
    title: 'Amazon (SP-API)',
    operations: amazonOperations(state),
    changes: amazonChanges(state, clock.now),
    unknown: (call) =>
      errorAnswer(
        new Refused(
          404,
          'NotFound',
          'The requested resource does not exist.',
          `${call.method} ${call.path} is not in this lab`,
        ),
        {
          'x-amzn-requestid': random().uuid(),
        },
      ),
    refuse: (what, operation) => refuse(what, operation, random().uuid()),
    repeat(answer) {
      if (answer.status !== 200) return answer;
      const value = JSON.parse(answer.body.toString()) as { orders?: unknown[]; payload?: { Orders?: unknown[] } };
      const list = value.orders ?? value.payload?.Orders;
      if (list?.[0]) list.push(list[0]);
      return { ...answer, body: JSON.stringify(value) };
    },
    older: olderOrders(state),
    useQuota(share, operation) {
      if (operation !== undefined && !Object.hasOwn(rates, operation)) return [];
      state.limits.drain(share, operation);
      return operation === undefined ? Object.keys(rates) : [operation];
    },
    reset() {
      Object.assign(state, freshState(shop.tag), { listings: makeListings(clock.now()) });
      state.limits.reset();
    },
    seed(seed) {
      const orders = seedOrders(seed, random(), clock.now(), state.orders.size);
      for (const order of orders) state.orders.set(order.id, order);
    },
    settle(now) {
      settleOrders(state, now);
      settleFeeds(state, now);
      settleReports(state, now);
      settleListings(state, now);
      settleNotices(state, now);
      // A token that ended is known for another day, to say that it ended.
      for (const [token, page] of state.pages) if (page.expiresAt + 86_400_000 < now) state.pages.delete(token);
    },
    order: amazonLife(state),
    happen: amazonHappenings(state),
    holdings: () => amazonHoldings(state),
    orders: amazonDoor(state),
    ledger: amazonLedger(state, `amazon${shop.tag}`),
    firstCall: (base) =>
      `curl -s '${base}/lwa/auth/o2/token' -d grant_type=refresh_token --data-urlencode 'refresh_token=${state.access.refreshToken}' -d client_id=${state.access.clientId} --data-urlencode 'client_secret=${state.access.clientSecret}'`,
    // A recording that begins after its login has a token that nobody here gave.
    enter: (headers, now) => {
      const given = headers['x-amz-access-token'];
      if (given === undefined || state.access.tokens.has(given)) return {};
      const kind = given.startsWith('Atz.sprdt') ? 'restricted' : 'seller';
      return kind === 'seller' ? { 'x-amz-access-token': issueToken(state.access, kind, now, random()) } : {};
    },
    examples: amazonExamples,
    outbox: queueOutbox(state),
    kept: keptState(state),
    truth,
    address: (base) => ({
      api: `${base}/api`,
      lwa: `${base}/lwa/auth/o2/token`,
      credentials: {
        clientId: state.access.clientId,
        clientSecret: state.access.clientSecret,
        refreshToken: state.access.refreshToken,
        sellerId: state.access.sellerId,
        marketplaceId: japan.id,
      },
    }),
  };
}
