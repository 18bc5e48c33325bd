import { type Buyers, fateOf, type Order } from '../life.ts';
import type { Random } from '../random.ts';
import { hour, makeLine, makeOrder, merchantProducts, minute } from './make-order.ts';
import { type AmazonOrder, statusOf } from './state/order.ts';
import type { AmazonState } from './state/state.ts';

/** Buyers of the lab's Amazon: most pay at once, some at the convenience store, a few ask to cancel, fewer cancel. */
export const amazonLife =
  (state: AmazonState): Order =>
  (at, random, rates) => {
    const lines = [makeLine(random, random.pick(merchantProducts), 1 + random.below(2))];
    if (random.next() < 0.15) lines.push(makeLine(random, random.pick(merchantProducts), 1));
    const fate = rates && fateOf(random, rates);
    const payment = fate ? (fate === 'unpaid' ? { waitsFor: 'payment' as const } : {}) : paymentOf(random, at);
    const order = makeOrder(random, state.orders.size + 1, at, { lines, ...payment });
    state.orders.set(order.id, order);
    const chance = random.next();
    const soon = at + 20 * minute + random.below(10 * hour);
    if (fate) return { about: order.id, later: fate === 'cancelled' ? [{ at: soon, what: 'cancel-order' }] : [] };
    const events = [
      ...(chance < 0.03 ? [{ at: soon, what: 'request-cancel' }] : []),
      ...(chance >= 0.03 && chance < 0.05 ? [{ at: soon, what: 'cancel-order' }] : []),
    ];
    return { about: order.id, later: events };
  };

/** What comes later. */
export const amazonHappenings =
  (state: AmazonState): Buyers['happen'] =>
  ({ about, what }, now) => {
    const order = state.orders.get(about);
    if (!order || !['PENDING', 'UNSHIPPED'].includes(statusOf(order)) || order.packages.length > 0) return false;
    if (what === 'request-cancel') {
      if (order.waitsFor !== 'none') return false;
      for (const line of order.lines) line.cancelRequest = 'ORDERED_BY_MISTAKE';
    } else order.cancelled = { by: 'BUYER', reason: 'BUYER_CANCELLED' };
    order.updatedAt = now;
    return true;
  };

/** A paid order, or one that is paid hours later by itself: `settleOrders` sees to that. */
function paymentOf(random: Random, at: number): Partial<AmazonOrder> {
  if (random.next() >= 0.08) return {};
  return { waitsFor: 'payment', paysAt: at + 15 * minute + random.below(20 * hour) };
}
