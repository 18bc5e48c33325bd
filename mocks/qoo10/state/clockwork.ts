import { isCancelled, statusOf } from './order.ts';
import type { Qoo10State } from './state.ts';
import { day } from './times.ts';

/** An order that nobody pays ends by itself after this time (trust C for how long), as claim 16 (trust A). */
export const paymentLife = 5 * day;
/** A parcel is delivered so long after it was sent (trust C). */
const deliveryTime = 2 * day;

/** What happens by the clock: payments, their end, deliveries. */
export function settleOrders(state: Qoo10State, now: number): void {
  for (const cart of state.carts.values()) {
    if (cart.paidAt === undefined) {
      if (cart.paysAt !== undefined && cart.paysAt <= now) {
        if (cart.orders.some((order) => !isCancelled(order))) cart.paidAt = cart.paysAt;
      } else if (cart.createdAt + paymentLife <= now) {
        const at = cart.createdAt + paymentLife;
        for (const order of cart.orders) {
          order.claim ??= { status: 16, reason: '入金期限切れ', requestedAt: at, completedAt: at };
        }
      }
    }
    for (const order of cart.orders) {
      if (statusOf(cart, order) === 4 && order.sent!.at + deliveryTime <= now) {
        order.deliveredAt = order.sent!.at + deliveryTime;
      }
    }
  }
}
