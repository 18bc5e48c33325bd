import { withUsed } from '../../core/label-used.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredShipment } from '../../store/types.ts';
import { asIfUnissued, carriedBy, decider, openHoldsOf } from '../decide/index.ts';
import type { Context } from '../types.ts';
import type { DecidedToday } from './decide-today.ts';

/** A person corrected what the label that is out does not say. */
export const isOutdated = ({ shipment }: StoredShipment): boolean =>
  (shipment.outdated ?? shipment.methodSaid) === true;

/** 再発行 of a label whose order a person corrected since: what it says now, and what keeps it from being printed. */
export function renewals(
  ctx: Context,
  shop: Shop,
  { orders, siblings, carried, facts }: Pick<DecidedToday, 'orders' | 'siblings' | 'carried' | 'facts'>,
) {
  let decideOrder: ReturnType<typeof decider> | undefined;
  return (stored: StoredShipment) => {
    // Most pages have none.
    decideOrder ??= decider(ctx, shop, 'issue', facts);
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
