import { type Order as Birth, type Buyers, type Due, fateOf } from '../life.ts';
import { makePerson, type Person } from '../people.ts';
import { personOf, placeOrder } from './make-order.ts';
import { commonChoice, commonWish } from './seed.ts';
import type { ShopserveState } from './state/state.ts';
import { hour, minute } from './state/times.ts';

/** Buyers of the lab's shopserve: most pay by card, some later or never, a few give another address or cancel while they may. */
export const shopserveLife =
  (state: ShopserveState): Birth =>
  (at, random, rates) => {
    const places = [[commonChoice(random)]];
    if (random.next() < 0.1) places.push([commonChoice(random)]);
    const fate = rates && fateOf(random, rates);
    const wish = fate ? (fate === 'unpaid' ? { method: 'BankTransfer' as const } : {}) : commonWish(random, at);
    const order = placeOrder(state, random, at, places, wish);
    const soon = at + 10 * minute + random.below(6 * hour);
    const other = makePerson(random);
    const chance = random.next();
    const later: Due[] = [];
    if (fate ? false : chance < 0.03) later.push({ at: soon, what: 'change-address', data: other });
    else if (fate ? fate === 'cancelled' : chance < 0.07) later.push({ at: soon, what: 'cancel-order' });
    return { about: order.orderNo, later: later.map((one) => ({ ...one, data: [order.serialCode, one.data] })) };
  };

/** What comes later. `data`: serial code, and the other person. */
export const shopserveHappenings =
  (state: ShopserveState): Buyers['happen'] =>
  ({ what, data }, now) => {
    const [serialCode, other] = data as readonly [string, Person];
    const order = state.orders.get(serialCode);
    if (!order || order.cancelledAt !== undefined || order.deliveries.some((one) => one.shippedAt !== undefined))
      return false;
    if (what === 'change-address') order.deliveries[0]!.receiver = personOf(other);
    else {
      order.cancelledAt = now;
      order.cancelReason = 'お客様都合';
    }
    return true;
  };
