import { makePerson, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import { card, cod, deferred, products, transfer } from './catalog.ts';
import type { Address, Item, Order } from './state/order.ts';
import type { EcforceState } from './state/state.ts';

export interface Choice {
  readonly sku: string;
  readonly quantity?: number;
  /** To which of several addresses, from 0. */
  readonly to?: number;
  readonly bundled?: boolean;
  /** Of goods that the shop does not have. */
  readonly name?: string;
  readonly price?: number;
}

export type OrderWish = Partial<Omit<Order, 'id' | 'number' | 'createdAt' | 'items' | 'shipping'>> & {
  readonly people?: readonly Person[];
  readonly buyer?: Person;
};

/** Places an order as most are: by card, 仮売上完了, in `complete`. `wish` changes what is to be special. */
export function placeOrder(
  state: EcforceState,
  random: Random,
  createdAt: number,
  choices: readonly Choice[],
  { people, buyer: wanted, ...wish }: OrderWish = {},
): Order {
  const buyer = wanted ?? makePerson(random);
  const receivers = people ?? [buyer];
  const { counters } = state;
  counters.order += 1 + (counters.order % 3);
  const id = counters.order;
  const shipping = receivers.map((one) => addressOf(state, one));
  const items = choices.map((choice): Item => {
    const product = products.find((one) => one.sku === choice.sku);
    // Codes that only the marketplace knows are what the bridge must live with.
    const { name, price, taxRate = 10 } = product ?? { name: `商品 ${choice.sku}`, price: 1000 };
    counters.item += 1;
    return {
      id: counters.item,
      sku: choice.sku,
      name: choice.name ?? name,
      productNumber: `P-${choice.sku}`,
      price: choice.bundled ? 0 : (choice.price ?? price),
      quantity: choice.quantity ?? 1,
      taxRate,
      bundledItemId: choice.bundled ? 77 : null,
      shippingAddressId: shipping.length > 1 ? shipping[choice.to ?? 0]!.id : null,
    };
  });
  const order: Order = {
    id,
    // Ten characters that look like hex, sometimes like a number with an exponent (trust B).
    number: id % 7 === 0 ? `${String(10_000_000 + id)}e7` : `a${(0x1_0000_0000 + id * 7919).toString(16).slice(-9)}`,
    createdAt,
    updatedAt: createdAt,
    completedAt: createdAt,
    state: 'complete',
    paymentState: 'authed',
    deletedAt: undefined,
    tbc: false,
    methodId: card,
    subscription: undefined,
    email: `e${id}@buyer.example.jp`,
    billing: addressOf(state, buyer),
    delivFee: 500,
    charge: 0,
    tax: 0,
    carrierId: 1,
    slip: '',
    shippedAt: '',
    slips: {},
    wishedOn: '',
    wishedTime: '',
    plannedOn: '',
    remark: '',
    locationCode: 'default',
    ...wish,
    shipping,
    items,
  };
  state.orders.set(id, order);
  return order;
}

/** What becomes of the payment of each way to pay. */
export const paidBy: Readonly<Record<string, Pick<Order, 'methodId' | 'paymentState'> & { charge?: number }>> = {
  card: { methodId: card, paymentState: 'authed' },
  cod: { methodId: cod, paymentState: 'cash_on_delivery_authed', charge: 330 },
  deferred: { methodId: deferred, paymentState: 'credit_exam_completed' },
  'deferred-examined': { methodId: deferred, paymentState: 'credit_exam_processing' },
  transfer: { methodId: transfer, paymentState: 'waiting' },
};

export function addressOf(state: EcforceState, { name, kana, place, street, building, phone }: Person): Address {
  const [name01 = '', name02 = ''] = name.split(' ');
  const [kana01, kana02] = kana?.split(' ') ?? [readings[name01], readings[name02]];
  const [tel01 = '', tel02 = '', tel03 = ''] = phone.split('-');
  const [zip01 = '', zip02 = ''] = place.postalCode.split('-');
  state.counters.address += 1;
  return {
    id: state.counters.address,
    name01,
    name02,
    kana01: kana01 ?? 'ミホン',
    kana02: kana02 ?? 'タロウ',
    companyName: '',
    zip01,
    zip02,
    prefecture: place.prefecture,
    // City and town without the prefecture; block, number and building (trust B).
    addr01: `${place.city}${place.town}`,
    addr02: street,
    addr03: building,
    tel01,
    tel02,
    tel03,
  };
}

const readings: Readonly<Record<string, string>> = Object.fromEntries(
  '見本 ミホン,試験 シケン,例田 レイダ,仮山 カリヤマ,架空 カクウ,練習 レンシュウ,模型 モケイ,標本 ヒョウホン,雛形 ヒナガタ,試作 シサク,太郎 タロウ,花子 ハナコ,一郎 イチロウ,桜 サクラ,次郎 ジロウ,葵 アオイ,三郎 サブロウ,楓 カエデ,健 ケン,恵 メグミ'
    .split(',')
    .map((pair) => pair.split(' ')),
);
