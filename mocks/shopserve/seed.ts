import { makePerson } from '../people.ts';
import type { Random } from '../random.ts';
import type { Seed } from '../system.ts';
import { type Choice, type OrderWish, placeOrder } from './make-order.ts';
import { seedNasty } from './seed-nasty.ts';
import { complete, confirm, settle, ship } from './state/moves.ts';
import type { Order } from './state/order.ts';
import type { ShopserveState } from './state/state.ts';
import { addDays, day, hour, japanDay, minute } from './state/times.ts';

/** Fills the shop with orders, made up, reaching back from `now` (epoch ms). */
export function seedOrders(state: ShopserveState, seed: Seed, random: Random, now: number): void {
  if (seed === 'empty' || seed === 'sandbox') return;
  if (seed === 'small') seedSmall(state, random, now);
  else if (seed === 'nasty') seedNasty(state, random, now);
  else seedMany(state, random, now, seed.orders);
}

/** One order of each kind that a shop meets. */
function seedSmall(state: ShopserveState, random: Random, now: number): void {
  const today = japanDay(now);
  const place = (agoMinutes: number, places: readonly (readonly Choice[])[], wish: OrderWish = {}): Order =>
    placeOrder(state, random, now - agoMinutes * minute, places, wish);
  const tea: Choice = { code: 'SS-TEA' };
  const shirt: Choice = { code: 'SS-SHIRT', variation: ['紺', 'M'] };
  place(600, [[{ ...tea, quantity: 2 }]]);
  place(570, [[shirt, { code: 'SS-MUG' }]]);
  // Three destinations, one of them cold.
  place(540, [[tea], [{ ...tea, quantity: 3 }], [{ code: 'SS-CAKE' }]]);
  place(510, [[{ code: 'SS-CAKE' }]], { delivery: { requestedDate: addDays(today, 4), requestedTime: '14時～16時' } });
  place(480, [[{ code: 'SS-ICE', quantity: 2 }]], { method: 'CashOnDelivery' });
  // Prepaid: paid, paid in half an hour, never.
  place(470, [[tea]], { method: 'BankTransfer', paidAt: now - 300 * minute });
  place(460, [[{ code: 'SS-MUG' }]], { method: 'ConvenienceNumber', paysAt: now + 30 * minute });
  place(450, [[tea]], { method: 'BankTransfer' });
  // Deferred: granted, granted soon, refused.
  place(440, [[shirt]], { method: 'Deferred' });
  place(430, [[tea]], { method: 'NpDeferred', settlement: 'AuthPending', authAt: now + 40 * minute });
  place(420, [[tea]], { method: 'Deferred', settlement: 'AuthNg' });
  place(410, [[{ code: 'SS-MUG' }]], { method: 'Paidy' });
  place(400, [[tea]], { method: 'PayPay' });
  // Without a provisional number there is no carrier either.
  place(390, [[tea]], { delivery: { company: undefined, slipNo: '' } });
  place(380, [[{ code: 'SS-BAG' }]], { customerNote: '不在の場合は宅配ボックスにお願いします。' });
  place(370, [[tea]], { client: { ...giver(random), account: 'member-1', mail: 'giver@buyer.example.jp' } });
  const cancelled = place(360, [[tea]]);
  Object.assign(cancelled, { cancelledAt: now - 300 * minute, cancelReason: 'お客様都合' });
  place(350, [[tea]], { couponDiscount: 200 });
  // Confirmed by hand: no pull gives it.
  const seen = place(2000, [[tea]]);
  confirm(state, seen, now - 1900 * minute, 'admin');
  // Over: shipped, settled, in the folder 取引完了.
  const over = place(9 * 1440, [[{ code: 'SS-MUG' }]]);
  const at = now - 8 * day;
  confirm(state, over, at, 'admin');
  settle(state, over, at, 'admin');
  Object.assign(over, { settlement: 'CollectionPlanned', settlementAt: at + hour });
  const slip = { company: 'Yamato', slipNo: '400000000013', date: japanDay(at) } as const;
  ship(state, over, over.deliveries[0]!, slip, at, 'admin');
  complete(state, over, at + 2 * hour, 'admin');
  place(90, [[tea]]);
  place(2, [[{ code: 'SS-MUG' }]]);
}

function giver(random: Random) {
  const { name, place, street, building, phone } = makePerson(random);
  const { postalCode, prefecture, city, town } = place;
  return {
    name,
    kana: 'ミホン',
    company: '見本商事',
    zip: postalCode,
    prefecture,
    address1: `${city}${town}${street}`,
    address2: building,
    tel: phone,
  };
}

/** So many orders over the last day: most by card, some unpaid, some cancelled. */
function seedMany(state: ShopserveState, random: Random, now: number, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const at = now - day + Math.floor((i / count) * (day - 3 * minute));
    const chance = random.next();
    const places = chance > 0.9 ? [[commonChoice(random)], [commonChoice(random)]] : [[commonChoice(random)]];
    const order = placeOrder(state, random, at, places, commonWish(random, at));
    if (chance < 0.02) Object.assign(order, { cancelledAt: at + 10 * minute, cancelReason: 'お客様都合' });
  }
}

const common: readonly Choice[] = [
  { code: 'SS-TEA' },
  { code: 'SS-TEA', quantity: 2 },
  { code: 'SS-MUG' },
  { code: 'SS-CAKE' },
  { code: 'SS-SHIRT', variation: ['白', 'L'] },
  { code: 'SS-SHIRT', variation: ['紺', 'M'] },
  { code: 'SS-BAG', variation: ['黒'], quantity: 2 },
];

/** What an ordinary buyer takes, and how he pays. */
export const commonChoice = (random: Random): Choice => random.pick(common);

export function commonWish(random: Random, at: number): OrderWish {
  const chance = random.next();
  if (chance < 0.1) return { method: 'BankTransfer', ...(chance < 0.08 && { paysAt: at + 5 * hour }) };
  if (chance < 0.2) return { method: 'NpDeferred', settlement: 'AuthPending', authAt: at + 30 * minute };
  if (chance < 0.28) return { method: 'CashOnDelivery' };
  if (chance < 0.34) return { method: 'Paidy' };
  if (chance < 0.42) return { method: 'PayPay' };
  return {};
}
