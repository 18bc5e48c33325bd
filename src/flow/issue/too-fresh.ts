import type { Order } from '../../core/order.ts';
import { say } from '../../core/sentences/index.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredShipment } from '../../store/types.ts';
import type { Context, LeftOut } from '../types.ts';

/**
 * T17: an order waits so long after it was made, because its customer may still change or cancel it. An order that tells no time of its
 * own does not wait; one whose time lies in the future (a clock that is wrong somewhere) waits from now on, not longer.
 */
export function isTooFresh(
  ctx: Pick<Context, 'now'>,
  { waitAfterOrder: wait = 0 }: Pick<Shop, 'waitAfterOrder'>,
  order: Pick<Order, 'orderedAt'> | undefined,
): boolean {
  if (wait === 0 || !order?.orderedAt) return false;
  const age = ctx.now().epochMilliseconds - Temporal.Instant.from(order.orderedAt).epochMilliseconds;
  return age < wait && age > -wait;
}

/** When such an order may be issued, ISO instant with milliseconds (sorts as text). */
export function oldEnoughAt(
  { waitAfterOrder: wait = 0 }: Pick<Shop, 'waitAfterOrder'>,
  order: Pick<Order, 'orderedAt'> | undefined,
): string {
  const at = Temporal.Instant.from(order?.orderedAt ?? '1970-01-01T00:00:00Z').add({ milliseconds: wait });
  return at.toString({ fractionalSecondDigits: 3 });
}

export function leftTooFresh({ waitAfterOrder: wait = 0 }: Shop, { shipment }: StoredShipment): LeftOut {
  const { orderNumber: number, customerNo } = shipment;
  const code = 'order-too-fresh';
  return { number, customerNo, code, ...say(code, { minutes: Math.round(wait / 60_000) }) };
}
