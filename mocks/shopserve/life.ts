import { type Order as Birth, type Due, fateOf } from '../life.ts';
import { makePerson } from '../people.ts';
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
    const other = personOf(makePerson(random));
    const chance = random.next();
    const isOpen = () =>
      order.cancelledAt === undefined && order.deliveries.every((one) => one.shippedAt === undefined);
    const later: Due[] = [];
    if (fate ? false : chance < 0.03) {
      later.push({
        at: soon,
        what: 'change-address',
        happen: () => {
          if (!isOpen()) return false;
          order.deliveries[0]!.receiver = other;
          return true;
        },
      });
    } else if (fate ? fate === 'cancelled' : chance < 0.07) {
      later.push({
        at: soon,
        what: 'cancel-order',
        happen: (now) => {
          if (!isOpen()) return false;
          order.cancelledAt = now;
          order.cancelReason = 'お客様都合';
          return true;
        },
      });
    }
    return { about: order.orderNo, later };
  };
