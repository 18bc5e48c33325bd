import type { Order } from '../../core/order.ts';
import { withProgress } from '../../core/progress.ts';
import { isBeyondRecall } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredOrder, StoredShipment } from '../../store/types.ts';
import {
  carriedBy,
  carriedOrders,
  decider,
  type FactReads,
  groupByOrder,
  type KnownFacts,
  knownFacts,
} from '../decide/index.ts';
import type { Context } from '../types.ts';
import type { IssuePlan, IssueReads } from './issue-plan.ts';

/** What is known of some orders and their shipments, and what today makes of them. */
export interface DecidedToday {
  readonly orders: ReadonlyMap<string, StoredOrder>;
  /** Shipments as they were read, by order number. */
  readonly siblings: ReadonlyMap<string, readonly StoredShipment[]>;
  /** Orders that travel in parcels of these. */
  readonly carried: ReadonlyMap<string, Order>;
  readonly facts: KnownFacts;
  readonly changes: IssuePlan['decided']['changes'];
  readonly journal: IssuePlan['decided']['journal'];
  /** Those that changed, as they are once that is saved; by id. */
  readonly current: ReadonlyMap<string, StoredShipment>;
  /** Label cells by shipment id. */
  readonly rendered: ReadonlyMap<string, readonly string[]>;
}

/**
 * Today's calendar and today's masters may have changed the holds of what is not issued yet.
 *
 * @param shipments all that these orders have
 */
export async function decideToday(
  ctx: Context,
  reads: Pick<IssueReads, 'orders'> & FactReads,
  shop: Shop,
  shipments: readonly StoredShipment[],
): Promise<DecidedToday> {
  const siblings = groupByOrder(shipments);
  const numbers = [...siblings.keys()];
  const found = numbers.length === 0 ? [] : await reads.orders({ shop: shop.name, numbers });
  const orders = new Map(found.map((one) => [one.order.number, one]));
  const carried = await carriedOrders(reads, shop.name, found);
  const known = found.map((one) => one.order);
  const facts = await knownFacts(ctx, reads, shop, known);
  const decideOrder = decider(ctx, shop, 'issue', facts);
  const changes: IssuePlan['decided']['changes'][number][] = [];
  const journal: IssuePlan['decided']['journal'][number][] = [];
  const current = new Map<string, StoredShipment>();
  const rendered = new Map<string, readonly string[]>();
  for (const [number, prior] of withProgress(ctx.onProgress, 'decide', siblings, siblings.size)) {
    const stored = orders.get(number);
    if (!stored || prior.every((one) => isBeyondRecall(one.state))) continue;
    const lastSerial = Math.max(...prior.map((one) => one.shipment.serial));
    const bundledOrders = carriedBy(stored.arrangement, carried);
    const decided = decideOrder({ ...stored, bundledOrders, prior, lastSerial });
    for (const [id, cells] of decided.rendered) rendered.set(id, cells);
    changes.push(...decided.changes);
    journal.push(...decided.journal);
    for (const change of decided.changes) {
      const before = prior.find((one) => one.shipment.id === change.shipment.id);
      if (before) current.set(change.shipment.id, { ...before, ...change, version: change.version + 1 });
    }
  }
  return { orders, siblings, carried, facts, changes, journal, current, rendered };
}
