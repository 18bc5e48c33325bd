import { makePerson, type Person as Somebody } from '../people.ts';
import type { Random } from '../random.ts';
import { type Payment, payments, prepaid, settleable } from './state/codes.ts';
import type { Delivery, Item, Order, Person } from './state/order.ts';
import type { ShopserveState } from './state/state.ts';

export interface Choice {
  readonly code: string;
  readonly variation?: readonly string[];
  readonly quantity?: number;
  readonly options?: readonly { name: string; value: string }[];
}

export type OrderWish = Partial<Omit<Order, 'serialCode' | 'orderNo' | 'createdAt' | 'deliveries'>> & {
  /** Of all destinations. */
  readonly delivery?: Partial<Delivery>;
};

/** Places an order. `places`: what goes to each destination; the first is the orderer's own. */
export function placeOrder(
  state: ShopserveState,
  random: Random,
  at: number,
  places: readonly (readonly Choice[])[],
  { delivery = {}, ...wish }: OrderWish = {},
): Order {
  const createdAt = Math.floor(at / 1000) * 1000;
  const buyer = personOf(makePerson(random));
  state.counters.serial += 1 + (state.orders.size % 3);
  state.counters.order += 1;
  const method: Payment = wish.method ?? 'CreditCard';
  let lineNo = 0;
  const deliveries = places.map((choices, index): Delivery => {
    const items = choices.map((choice) => {
      lineNo += 1;
      return itemOf(state, choice, lineNo);
    });
    return {
      no: index + 1,
      receiver: index === 0 ? buyer : personOf(makePerson(random)),
      requestedDate: '',
      requestedTime: '',
      temperature: temperatureOf(state, choices),
      noshi: '',
      wrapping: '',
      message: '',
      // The shop's rule: every order gets a carrier and a provisional number (the same for all).
      company: 'Yamato',
      slipNo: provisionalNo,
      planDate: '',
      shippedDate: '',
      shippedAt: undefined,
      ...delivery,
      items,
    };
  });
  const order: Order = {
    serialCode: String(state.counters.serial),
    orderNo: String(state.counters.order),
    createdAt,
    client: { ...buyer, account: null, mail: `s${state.counters.serial}@buyer.example.jp` },
    method,
    paidAt: undefined,
    settlement: settleable.has(method) && !prepaid.has(method) ? 'AuthOk' : walletState(method),
    settlementAt: createdAt,
    confirmedAt: undefined,
    cancelledAt: undefined,
    cancelReason: '',
    completedAt: undefined,
    shopMemo: '',
    customerNote: '',
    shippingCharge: 660,
    settlementFee: method === 'CashOnDelivery' ? 330 : 0,
    couponDiscount: 0,
    ...wish,
    deliveries,
  };
  state.orders.set(order.serialCode, order);
  return order;
}

/** What the lab's shop writes as お問い合わせ番号 of every new order. */
export const provisionalNo = '000000000000';

const walletState = (method: Payment) =>
  method === 'RakutenPay' || method === 'PayPay' || method === 'AuPay' ? ('AuthOk' as const) : ('None' as const);

const temperatureOf = (state: ShopserveState, choices: readonly Choice[]) => {
  const all = choices.map((one) => state.goods.get(one.code)?.temperature ?? 'NoControl');
  return all.includes('Freeze') ? 'Freeze' : all.includes('Cold') ? 'Cold' : 'NoControl';
};

function itemOf(state: ShopserveState, { code, variation, quantity = 1, options = [] }: Choice, lineNo: number): Item {
  const goods = state.goods.get(code);
  if (!goods) throw new Error(`unknown product "${code}"; known: ${[...state.goods.keys()].join(', ')}`);
  const values = variation ?? goods.patterns[0]!.values;
  if (!goods.patterns.some((one) => one.values.join('\u0000') === values.join('\u0000')))
    throw new Error(`${code} has no variation ${values.join('/')}`);
  return {
    lineNo,
    code,
    name: goods.name,
    variation: values,
    options,
    quantity,
    unitPrice: goods.price,
    taxRate: goods.taxRate,
  };
}

export const personOf = (one: Somebody): Person => ({
  name: one.name,
  kana: one.kana ?? 'ミホン',
  company: '',
  zip: one.place.postalCode,
  prefecture: one.place.prefecture,
  address1: `${one.place.city}${one.place.town}${one.street}`,
  address2: one.building,
  tel: one.phone,
});

export const isPayment = (word: string): word is Payment => Object.hasOwn(payments, word);
