import { makePerson } from '../people.ts';
import type { Random } from '../random.ts';
import type { Seed } from '../system.ts';
import { type CartWish, type Choice, placeCart, receiverOf } from './make-cart.ts';
import { seedNasty } from './seed-nasty.ts';
import { acceptCancel, cancelFreely, requestCancel, returnGoods } from './state/claims.ts';
import { setConfirmed } from './state/confirm.ts';
import type { Cart } from './state/order.ts';
import type { Qoo10State } from './state/state.ts';
import { addDays, day, japanDay, minute } from './state/times.ts';

/** Fills the shop with purchases, made up, reaching back from `now` (epoch ms). */
export function seedOrders(state: Qoo10State, seed: Seed, random: Random, now: number): void {
  if (seed === 'empty' || seed === 'sandbox') return;
  if (seed === 'small') seedSmall(state, random, now);
  else if (seed === 'nasty') seedNasty(state, random, now);
  else seedMany(state, random, now, seed.orders);
}

/** One purchase of each kind that a shop meets. */
function seedSmall(state: Qoo10State, random: Random, now: number): void {
  const today = japanDay(now);
  const place = (agoMinutes: number, choices: readonly Choice[], wish: CartWish = {}): Cart =>
    placeCart(state, random, now - agoMinutes * minute, choices, wish);
  const confirmed = (cart: Cart, days: number, ago: number): Cart => {
    for (const { orderNo } of cart.orders) {
      setConfirmed(state, String(orderNo), addDays(today, days), { type: '1', memo: '' }, 'QSM', now - ago * minute);
    }
    return cart;
  };
  place(600, [{ sellerCode: 'Q10-TEA', quantity: 2 }]);
  place(570, [{ sellerCode: 'Q10-SHIRT', option: 'NAVY-M' }]);
  // Three lines, one carrier.
  place(540, [
    { sellerCode: 'Q10-TEA' },
    { sellerCode: 'Q10-SHIRT', option: 'WHITE-S', quantity: 2 },
    { sellerCode: 'Q10-MUG', option: 'BL', additional: ['なし', '了承しました'] },
  ]);
  // Three carriers in one purchase.
  place(510, [{ sellerCode: 'Q10-TEA' }, { sellerCode: 'Q10-CARD', quantity: 3 }, { sellerCode: 'Q10-RICE' }]);
  place(480, [{ sellerCode: 'Q10-MUG', option: 'WH', additional: ['あり', '了承しました'], quantity: 2 }]);
  place(450, [{ sellerCode: 'MV-ONEPIECE', option: 'blue-L' }]);
  place(420, [{ sellerCode: 'MV-BAG', option: 'IV' }]);
  place(390, [{ sellerCode: 'Q10-TEA', gift: '小分け袋', discount: 100 }], {
    wish: { day: addDays(today, 6), hours: '14:00~16:00' },
    message: '不在の場合は宅配ボックスにお願いします。',
  });
  place(360, [{ sellerCode: 'Q10-CARD' }], { wish: { day: addDays(today, 5) } });
  place(330, [{ sellerCode: 'Q10-RICE' }], { wish: { hours: '18:00~20:00' } });
  // A gift: the buyer is not the receiver, and somebody is named as the giver.
  place(300, [{ sellerCode: 'Q10-TEA' }], {
    receiver: receiverOf(makePerson(random)),
    sender: {
      name: '贈物 見本',
      tel: '03-0000-0001',
      nation: 'JP',
      zip: '100-0005',
      address: '東京都千代田区丸の内1-1-1',
    },
  });
  // Unpaid: paid in half an hour by the lab's clock, never, and with two carriers that nobody sees yet.
  place(280, [{ sellerCode: 'Q10-TEA' }], unpaid({ paysAt: now + 30 * minute }));
  place(270, [{ sellerCode: 'Q10-CARD' }], unpaid());
  place(260, [{ sellerCode: 'Q10-TEA' }, { sellerCode: 'Q10-CARD' }], unpaid());
  place(250, [{ sellerCode: 'Q10-FREE' }], unpaid());
  // Cancelled: freely, without ever being paid, one line of two, and after a request that was accepted.
  const freely = place(240, [{ sellerCode: 'Q10-TEA' }]);
  cancelFreely(freely, freely.orders[0]!, now - 200 * minute);
  const neverPaid = place(235, [{ sellerCode: 'Q10-TEA' }], unpaid());
  cancelFreely(neverPaid, neverPaid.orders[0]!, now - 190 * minute);
  const partly = place(230, [{ sellerCode: 'Q10-TEA' }, { sellerCode: 'Q10-SHIRT', option: 'NAVY-L' }]);
  cancelFreely(partly, partly.orders[1]!, now - 180 * minute);
  const accepted = confirmed(place(3 * 1440, [{ sellerCode: 'Q10-TEA' }]), 2, 2 * 1440);
  requestCancel(accepted, accepted.orders[0]!, '注文間違い', now - 1440 * minute);
  acceptCancel(accepted.orders[0]!, now - 1000 * minute);
  // Asked to cancel and not answered yet.
  const asked = confirmed(place(2 * 1440, [{ sellerCode: 'Q10-CARD' }]), 2, 1440);
  requestCancel(asked, asked.orders[0]!, '購入者都合', now - 120 * minute);
  confirmed(place(1500, [{ sellerCode: 'Q10-TEA' }]), 3, 1400);
  const sent = confirmed(place(3 * 1440, [{ sellerCode: 'Q10-TEA' }]), 1, 2 * 1440);
  sent.orders[0]!.sent = { at: now - 1000 * minute, company: 'ヤマト宅急便', trackingNo: '400000000024', via: 'QSM' };
  const returned = confirmed(place(9 * 1440, [{ sellerCode: 'Q10-SHIRT', option: 'NAVY-S' }]), 1, 8 * 1440);
  const back = returned.orders[0]!;
  back.sent = { at: now - 7 * day, company: 'ヤマト宅急便', trackingNo: '400000000035', via: 'QSM' };
  back.deliveredAt = now - 5 * day;
  returnGoods(returned, back, 6, now - day);
  place(90, [{ sellerCode: 'Q10-BOOKED' }]);
  place(1, [{ sellerCode: 'Q10-CASE', additional: ['あり'] }]);
}

const unpaid = (wish: CartWish = {}): CartWish => ({ paidAt: undefined, paymentMethod: 'コンビニ決済', ...wish });

/** So many purchases over the last day: most with one line, some unpaid, some cancelled. */
function seedMany(state: Qoo10State, random: Random, now: number, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const createdAt = now - day + Math.floor((i / count) * (day - 3 * minute));
    const choices = [commonChoice(random)];
    if (random.next() < 0.2) choices.push(commonChoice(random));
    const chance = random.next();
    const wish = chance < 0.05 ? unpaid(chance < 0.03 ? { paysAt: createdAt + 25 * 60 * minute } : {}) : {};
    const cart = placeCart(state, random, createdAt, choices, wish);
    if (chance > 0.98) for (const order of cart.orders) cancelFreely(cart, order, createdAt + 10 * minute);
  }
}

const common: readonly Choice[] = [
  { sellerCode: 'Q10-TEA' },
  { sellerCode: 'Q10-TEA', quantity: 2 },
  { sellerCode: 'Q10-CARD' },
  { sellerCode: 'Q10-SHIRT', option: 'NAVY-M' },
  { sellerCode: 'Q10-SHIRT', option: 'WHITE-L' },
  { sellerCode: 'Q10-MUG', option: 'BL', additional: ['あり'] },
  { sellerCode: 'MV-ONEPIECE', option: 'red-S' },
  { sellerCode: 'Q10-CASE', quantity: 3 },
];

/** What an ordinary buyer takes. */
export const commonChoice = (random: Random): Choice => random.pick(common);
