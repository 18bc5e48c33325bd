import { withUsed } from '../../core/label-used.ts';
import type { Order } from '../../core/order.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredOrder, StoredShipment } from '../../store/types.ts';
import { asIfUnissued, carriedBy, decider, type KnownFacts, openHoldsOf } from '../decide/index.ts';
import type { Context } from '../types.ts';

/** A person corrected what the label that is out does not say. */
export const isOutdated = ({ shipment }: StoredShipment): boolean =>
  (shipment.outdated ?? shipment.methodSaid) === true;

/** 再発行 of a label whose order a person corrected since: what it says now, and what keeps it from being printed. */
export function renewals(
  ctx: Context,
  shop: Shop,
  orders: ReadonlyMap<string, StoredOrder>,
  siblings: ReadonlyMap<string, StoredShipment[]>,
  carried: ReadonlyMap<string, Order>,
  facts: KnownFacts,
) {
  const decideOrder = decider(ctx, shop, 'issue', facts);
  return (stored: StoredShipment) => {
    const order = orders.get(stored.shipment.orderNumber)!;
    const prior = siblings.get(order.order.number) ?? [];
    const lastSerial = Math.max(...prior.map((one) => one.shipment.serial));
    const bundledOrders = carriedBy(order.arrangement, carried);
    const now = asIfUnissued(decideOrder, { ...order, bundledOrders, prior, lastSerial }).get(stored.shipment.id)!;
    return {
      openHolds: openHoldsOf(now.holds),
      stored: { ...stored, shipment: withUsed(now.shipment, stored.shipment), orderRevision: order.revision },
    };
  };
}
