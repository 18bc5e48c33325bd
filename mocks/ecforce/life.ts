import { type Order as Birth, type Due, fateOf } from '../life.ts';
import { makePerson } from '../people.ts';
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
      const soon = at + 10 * minute + random.below(8 * hour);
      const happen = (now: number) => cancel(order, now);
      return { about: order.number, later: fate === 'cancelled' ? [{ at: soon, what: 'cancel-order', happen }] : [] };
    }
    if (order.paymentState === 'waiting' && random.next() < 0.8)
      later.push({
        at: at + 30 * minute + random.below(20 * hour),
        what: 'pay-order',
        happen: (now) => pay(order, now),
      });
    if (chance < 0.04)
      later.push({
        at: at + 10 * minute + random.below(3 * hour),
        what: 'change-address',
        happen(now) {
          if (order.state === 'shipped' || order.state === 'canceled') return false;
          order.shipping = [addressOf(state, other)];
          order.items = order.items.map((one) => ({ ...one, shippingAddressId: null }));
          order.updatedAt = now;
          return true;
        },
      });
    else if (chance < 0.08)
      later.push({
        at: at + 10 * minute + random.below(8 * hour),
        what: 'cancel-order',
        happen: (now) => cancel(order, now),
      });
    return { about: order.number, later };
  };
