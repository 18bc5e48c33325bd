import { nothingUsed, type UsedNumbers } from '../../core/decide/types.ts';
import { customerBase } from '../../core/ids.ts';
import type { RuleSet } from '../../core/rules/rule.ts';
import { switched } from '../../core/rules/set.ts';
import { say } from '../../core/sentences/index.ts';
import { isBeyondRecall } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { addDays, japanDay } from '../../core/time.ts';
import type { StoredOrder, StoredShipment } from '../../store/types.ts';
import {
  asIfUnissued,
  carriedBy,
  carriedOrders,
  decider,
  decideSplitting,
  groupByOrder,
  knownFacts,
  openHoldsOf,
} from '../decide/index.ts';
import { recognise } from '../intake/index.ts';
import type { Context } from '../types.ts';
import type { Seen } from './shown-shipment.ts';
import { type Tally, type TryReport, tallyOf } from './try-tally.ts';

export interface TryRequest {
  /** '' = every shop. */
  readonly shop: string;
  /** Rules that are tried as if they were on, beside those that are; empty = all. */
  readonly rules: readonly string[];
  /** Orders of so many days up to now, or those of a file. */
  readonly orders: { readonly days: number } | { readonly file: { readonly name: string; readonly bytes: Uint8Array } };
  /** Rules that are tried in the place of those in effect: a text that is not saved. */
  readonly set?: RuleSet;
  /** Orders that are looked at in each shop, the newest first; absent: all of the days. */
  readonly most?: number;
}

/** Orders that are decided in one go: whoever else asks this process waits so long. */
const ordersAtOnce = 100;

/**
 * What rules would do to stored orders (or those of a file) before they are switched on: each order is decided twice, with today's rules
 * and with those tried, as if no label of it were out. Nothing is stored. Costs the orders that are looked at.
 */
export async function tryRules(ctx: Context, request: TryRequest): Promise<TryReport> {
  const set = request.set ?? ctx.rules;
  const names = new Set(request.rules.length > 0 ? request.rules : set?.rules.map((one) => one.name));
  const tried: Context = set ? { ...ctx, rules: switched(set, (name, on) => on || names.has(name)) } : ctx;
  const tally = tallyOf({ ...ctx, ...(set && { rules: set }) }, request.rules.length > 0 ? names : undefined);
  const problems: TryReport['problems'][number][] = [];
  let isCut = false;
  if ('file' in request.orders) {
    const { name, bytes } = request.orders.file;
    const found = await recognise(ctx, { name, bytes, shop: request.shop, layout: '' });
    if ('read' in found) {
      const stored = found.read.orders.map(({ order }): StoredOrder => bare(found.shop, order, ctx.now().toString()));
      await compare(ctx, tried, found.shop, stored, tally);
    } else for (const { code, args } of found.problems) problems.push(say(code, args));
  } else {
    const from = addDays(japanDay(ctx.now()), -request.orders.days);
    for (const shop of Object.keys(ctx.config.shops)) {
      if (request.shop !== '' && request.shop !== shop) continue;
      let left = request.most ?? Infinity;
      for (let after: string | undefined; ; ) {
        const limit = Math.min(ordersAtOnce, left);
        const { rows, next } = await ctx.store.listOrders({ shop, from }, { limit, after });
        left -= rows.length;
        const numbers = rows.filter((row) => !row.isForgotten).map((row) => row.number);
        await compare(ctx, tried, shop, numbers.length === 0 ? [] : await ctx.store.orders({ shop, numbers }), tally);
        if (next !== null && left <= 0) isCut = true;
        if (next === null || left <= 0) break;
        after = next;
      }
    }
  }
  return { ...tally.report(), problems, isCut };
}

const bare = (shop: string, order: StoredOrder['order'], at: string): StoredOrder => ({
  shop,
  order,
  revision: 1,
  contentHash: '',
  origins: [],
  at,
});

async function compare(
  ctx: Context,
  tried: Context,
  shopName: string,
  orders: readonly StoredOrder[],
  tally: Tally,
): Promise<void> {
  const shop = ctx.config.shops[shopName];
  if (!shop || orders.length === 0) return;
  const numbers = orders.map((one) => one.order.number);
  const shipments = groupByOrder(await ctx.store.shipments({ shop: shopName, numbers }));
  const carried = await carriedOrders(ctx.store, shopName, orders);
  const used = await ctx.store.usedNumbers([...new Set(numbers.map(customerBase))]);
  const facts = { orders, shipments, carried, used };
  const before = await decideAll(ctx, shop, facts);
  const after = await decideAll(tried, shop, facts);
  for (const { order } of orders)
    tally.add(shopName, order.number, before.get(order.number)!, after.get(order.number)!);
}

async function decideAll(
  ctx: Context,
  shop: Shop,
  facts: {
    readonly orders: readonly StoredOrder[];
    readonly shipments: ReadonlyMap<string, readonly StoredShipment[]>;
    readonly carried: Awaited<ReturnType<typeof carriedOrders>>;
    readonly used: ReadonlyMap<string, UsedNumbers>;
  },
): Promise<Map<string, readonly Seen[]>> {
  const known = await knownFacts(
    ctx,
    ctx.store,
    shop,
    facts.orders.map((one) => one.order),
  );
  const decideOrder = decider(ctx, shop, 'try', known);
  return new Map(
    facts.orders.map((stored): [string, readonly Seen[]] => {
      const { number } = stored.order;
      const prior = facts.shipments.get(number) ?? [];
      const given = {
        ...stored,
        prior,
        bundledOrders: carriedBy(stored.arrangement, facts.carried),
        ...(facts.used.get(customerBase(number)) ?? nothingUsed),
      };
      const asReady = prior.map((one) => (isBeyondRecall(one.state) ? { ...one, state: 'ready' as const } : one));
      const split = decideSplitting(ctx, shop, decideOrder, { ...given, prior: asReady }, known);
      if (prior.length === 0) return [number, split.decided.changes];
      const { arrangement = given.arrangement } = split;
      const now = asIfUnissued(decideOrder, { ...given, arrangement });
      const apart = split.decided.changes.filter((one) => !now.has(one.shipment.id));
      const there = prior.flatMap(({ shipment: { id }, state }): Seen[] => {
        const one = now.get(id);
        if (!one) return [];
        const isOpen = openHoldsOf(one.holds).length > 0;
        return [
          {
            shipment: one.shipment,
            holds: one.holds,
            state: state === 'cancelled' ? state : isOpen ? 'held' : 'ready',
          },
        ];
      });
      return [number, [...there, ...apart]];
    }),
  );
}
