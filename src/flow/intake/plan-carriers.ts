import { historyHold } from '../../core/decide/hold.ts';
import type { Shop } from '../../core/shop.ts';
import type { JournalEntry, Reads, ShipmentChange, StoredOrder, StoredShipment } from '../../store/types.ts';
import { carriedBy, carriedOrders, type DecideOrder, type Deciding } from '../decide/index.ts';

interface Plan {
  readonly orders: readonly StoredOrder[];
  readonly shipments: readonly ShipmentChange[];
  readonly journal: readonly JournalEntry[];
}

/**
 * Orders changed (or were cancelled) while their goods travel in another order's parcel: that parcel is held until a person
 * looked, or says so when its label exists already. Gives the plan with the carrying shipments decided anew.
 */
export async function planCarriers(
  reads: Pick<Reads, 'orders' | 'shipments'>,
  shop: Shop,
  decideOrder: (facts: DecideOrder) => Deciding,
  changed: readonly StoredOrder[],
  plan: Plan,
): Promise<Pick<Plan, 'shipments' | 'journal'> & { readonly carrying: readonly StoredShipment[] }> {
  const numbers = [...new Set(changed.flatMap((one) => one.arrangement?.bundledInto?.order ?? []))];
  const stored = await reads.orders({ shop: shop.name, numbers });
  const shipments = await reads.shipments({ shop: shop.name, numbers });
  const carried = await carriedOrders(reads, shop.name, stored);
  for (const { order } of plan.orders) if (carried.has(order.number)) carried.set(order.number, order);
  const changes = new Map(plan.shipments.map((one) => [one.shipment.id, one]));
  const journal = [...plan.journal];
  for (const known of stored) {
    const carrier = plan.orders.find((one) => one.order.number === known.order.number) ?? known;
    const inside = changed.filter((one) => one.arrangement?.bundledInto?.order === known.order.number);
    const before = new Map(shipments.map((one) => [one.shipment.id, one]));
    const fresh = [...changes.values()].filter((one) => !before.has(one.shipment.id));
    const prior = [...shipments, ...fresh.map((one) => ({ ...one, waybills: [] }))]
      .filter((one) => one.shipment.orderNumber === known.order.number)
      .map((one): StoredShipment => ({ ...one, ...changes.get(one.shipment.id) }));
    const decided = decideOrder({
      ...carrier,
      bundledOrders: carriedBy(carrier.arrangement, carried),
      prior,
      historyHolds: inside.map(({ order: { number }, contentHash }) =>
        historyHold('bundled-order-changed', `${number} ${contentHash}`, { number }),
      ),
      lastSerial: Math.max(...prior.map((one) => one.shipment.serial)),
    });
    for (const change of decided.changes) changes.set(change.shipment.id, change);
    journal.push(...decided.journal);
  }
  return { shipments: [...changes.values()], journal, carrying: shipments };
}
