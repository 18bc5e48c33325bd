import { makePerson } from '../people.ts';
import type { Random } from '../random.ts';
import type { Seed } from '../system.ts';
import { type Choice, type OrderWish, paidBy, placeOrder } from './make-order.ts';
import { seedNasty } from './seed-nasty.ts';
import type { Order } from './state/order.ts';
import type { EcforceState } from './state/state.ts';
import { day, japanDay, minute } from './state/times.ts';

/** Fills the shop with orders, made up, reaching back from `now` (epoch ms). */
export function seedOrders(state: EcforceState, seed: Seed, random: Random, now: number): void {
  if (seed === 'empty' || seed === 'sandbox') return;
  if (seed === 'small') seedSmall(state, random, now);
  else if (seed === 'nasty') seedNasty(state, random, now);
  else seedMany(state, random, now, seed.orders);
}

/** One order of each kind that a shop meets. */
function seedSmall(state: EcforceState, random: Random, now: number): void {
  const place = (agoMinutes: number, choices: readonly Choice[], wish: OrderWish = {}): Order =>
    placeOrder(state, random, now - agoMinutes * minute, choices, wish);
  place(600, [{ sku: 'EC-SERUM' }]);
  place(570, [{ sku: 'EC-SOAP', quantity: 2 }, { sku: 'EC-TEA' }]);
  // 定期受注: third time, with a leaflet that the shop puts in.
  place(540, [{ sku: 'EC-SUPPLE' }, { sku: 'EC-LEAFLET', bundled: true }], {
    subscription: { id: 501, number: 'b000000501', times: 3 },
  });
  place(510, [{ sku: 'EC-TEA', quantity: 3 }], paidBy.cod);
  place(480, [{ sku: 'EC-MASK' }], paidBy.deferred);
  place(450, [{ sku: 'EC-SERUM' }], {
    wishedOn: japanDay(now + 5 * day),
    wishedTime: '14時～16時',
    remark: '不在の場合は宅配ボックスにお願いします。',
  });
  // A gift: somebody else receives it.
  place(420, [{ sku: 'EC-GIFT' }], { people: [makePerson(random)] });
  place(390, [{ sku: 'EC-SOAP' }], { carrierId: 6 });
  // Two addresses, one order.
  place(360, [{ sku: 'EC-GIFT' }, { sku: 'EC-GIFT', to: 1 }, { sku: 'EC-SOAP', to: 1 }], {
    people: [makePerson(random), makePerson(random)],
  });
  // Not paid yet, in examination, and refused.
  place(330, [{ sku: 'EC-SERUM' }], paidBy.transfer);
  place(300, [{ sku: 'EC-MASK' }], paidBy['deferred-examined']);
  place(290, [{ sku: 'EC-MASK' }], { methodId: 1, paymentState: 'auth_failed' });
  // 要対応: the shop must look at it first.
  place(280, [{ sku: 'EC-SUPPLE' }], { tbc: true });
  // Not ours any more, or never: other states.
  place(270, [{ sku: 'EC-SOAP' }], { state: 'canceled', paymentState: 'voided' });
  place(260, [{ sku: 'EC-SOAP' }], { deletedAt: now - 200 * minute });
  place(2 * 1440, [{ sku: 'EC-TEA' }], { state: 'working' });
  place(3 * 1440, [{ sku: 'EC-SERUM' }], {
    state: 'shipped',
    paymentState: 'completed',
    slip: '400000000024',
    shippedAt: japanDay(now - 2 * day),
  });
  place(60, [{ sku: 'EC-SERUM', quantity: 2 }, { sku: 'EC-MASK' }]);
}

/** So many orders over the last day: most by card, some unpaid, some cancelled, some of subscriptions. */
function seedMany(state: EcforceState, random: Random, now: number, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const at = now - day + Math.floor((i / count) * (day - 3 * minute));
    placeOrder(state, random, at, commonChoices(random), commonWish(state, random));
  }
}

const common = ['EC-SERUM', 'EC-SOAP', 'EC-TEA', 'EC-SUPPLE', 'EC-MASK'] as const;

/** What an ordinary buyer takes. */
export function commonChoices(random: Random): readonly Choice[] {
  const first = { sku: random.pick(common), quantity: 1 + random.below(2) };
  return random.next() < 0.2 ? [first, { sku: random.pick(common) }] : [first];
}

export function commonWish(state: EcforceState, random: Random): OrderWish {
  const chance = random.next();
  if (chance < 0.3) {
    const id = 600 + (state.counters.order % 300);
    return { subscription: { id, number: `b${String(id).padStart(9, '0')}`, times: 1 + random.below(12) } };
  }
  if (chance < 0.36) return paidBy.transfer!;
  if (chance < 0.44) return paidBy.deferred!;
  if (chance < 0.5) return paidBy.cod!;
  return chance < 0.52 ? { state: 'canceled', paymentState: 'voided' } : {};
}
