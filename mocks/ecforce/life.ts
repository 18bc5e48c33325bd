import { type Order as Birth, type Buyers, type Due, fateOf } from '../life.ts';
import { makePerson, type Person } from '../people.ts';
import { addressOf, paidBy, placeOrder } from './make-order.ts';
import { commonChoices, commonWish } from './seed.ts';
import { cancel, pay } from './state/happenings.ts';
import type { EcforceState } from './state/state.ts';
import { hour, minute } from './state/times.ts';

/**
 * Buyers of the lab's ecforce: cards at once, examinations that pass within minutes, transfers that come later or never; a few give
 * another address or cancel, some when it is too late to stop the parcel.
 */
export const ecforceLife =
  (state: EcforceState): Birth =>
  (at, random, rates) => {
    const fate = rates && fateOf(random, rates);
    const wish = fate ? (fate === 'unpaid' ? paidBy.transfer : {}) : commonWish(state, random);
    const order = placeOrder(state, random, at, commonChoices(random), wish);
    const other = makePerson(random);
    const chance = random.next();
    const later: Due[] = [];
    if (fate) {
      if (fate === 'cancelled') later.push({ at: at + 10 * minute + random.below(8 * hour), what: 'cancel-order' });
    } else {
      if (order.paymentState === 'waiting' && random.next() < 0.8)
        later.push({ at: at + 30 * minute + random.below(20 * hour), what: 'pay-order' });
      if (chance < 0.04)
        later.push({ at: at + 10 * minute + random.below(3 * hour), what: 'change-address', data: other });
      else if (chance < 0.08) later.push({ at: at + 10 * minute + random.below(8 * hour), what: 'cancel-order' });
    }
    return { about: order.number, later: later.map((one) => ({ ...one, data: [order.id, one.data] })) };
  };

/** What comes later. `data`: id of the order, and the other person. */
export const ecforceHappenings =
  (state: EcforceState): Buyers['happen'] =>
  ({ what, data }, now) => {
    const [id, other] = data as readonly [number, Person];
    const order = state.orders.get(id);
    if (!order) return false;
    if (what === 'pay-order') return pay(order, now);
    if (what === 'cancel-order') return cancel(order, now);
    if (order.state === 'shipped' || order.state === 'canceled') return false;
    order.shipping = [addressOf(state, other)];
    order.items = order.items.map((one) => ({ ...one, shippingAddressId: null }));
    order.updatedAt = now;
    return true;
  };
