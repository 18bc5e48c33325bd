import { type Order as Birth, type Buyers, type Due, fateOf } from '../life.ts';
import { makePerson, type Person } from '../people.ts';
import { type Choice, placeCart, receiverOf } from './make-cart.ts';
import { commonChoice } from './seed.ts';
import { acceptCancel, cancelFreely, requestCancel } from './state/claims.ts';
import { hasCancelRequest, isCancelled } from './state/order.ts';
import type { Qoo10State } from './state/state.ts';
import { minute } from './state/times.ts';

const hour = 60 * minute;

/**
 * Buyers of the lab's Qoo10: most pay at once, some later or never, a few give another address, cancel while they may, ask when they may
 * no longer, and are then accepted by the shop.
 */
export const qoo10Life =
  (state: Qoo10State): Birth =>
  (at, random, rates) => {
    const choices: Choice[] = [commonChoice(random)];
    if (random.next() < 0.2) choices.push(commonChoice(random));
    const fate = rates && fateOf(random, rates);
    const payLater = fate ? fate === 'unpaid' : random.next() < 0.12;
    const cart = placeCart(
      state,
      random,
      at,
      choices,
      payLater ? { paidAt: undefined, paymentMethod: 'コンビニ決済' } : {},
    );
    const soon = at + 10 * minute + random.below(8 * hour);
    const other = makePerson(random);
    const chance = random.next();
    const later: Due[] = [];
    if (fate) {
      if (fate === 'cancelled')
        for (const { orderNo } of cart.orders) later.push({ at: soon, what: 'cancel-order', data: orderNo });
      return { about: String(cart.packNo), later };
    }
    if (payLater && random.next() < 0.8)
      later.push({ at: at + 20 * minute + random.below(20 * hour), what: 'pay-order' });
    if (chance < 0.04) later.push({ at: soon, what: 'change-address', data: other });
    else if (chance < 0.09) {
      const { orderNo } = random.pick(cart.orders);
      later.push(
        { at: soon, what: 'cancel-order', data: orderNo },
        { at: soon + minute, what: 'request-cancel', data: orderNo },
        { at: soon + 2 * hour, what: 'accept-cancel', data: orderNo },
      );
    }
    return { about: String(cart.packNo), later };
  };

/** What comes later. `data`: the other person, or the order number that is cancelled. */
export const qoo10Happenings =
  (state: Qoo10State): Buyers['happen'] =>
  ({ about, what, data }, now) => {
    const cart = state.carts.get(Number(about));
    if (!cart) return false;
    if (what === 'pay-order') {
      if (cart.paidAt !== undefined || cart.orders.every(isCancelled)) return false;
      cart.paidAt = now;
      return true;
    }
    if (what === 'change-address') {
      if (cart.orders.some((order) => order.confirmed || order.sent || isCancelled(order))) return false;
      cart.receiver = receiverOf(data as Person);
      return true;
    }
    const order = cart.orders.find((one) => one.orderNo === data);
    if (!order) return false;
    if (what === 'cancel-order') return cancelFreely(cart, order, now);
    if (what === 'request-cancel') return requestCancel(cart, order, '購入者都合', now);
    if (!hasCancelRequest(order)) return false;
    acceptCancel(order, now);
    return true;
  };
