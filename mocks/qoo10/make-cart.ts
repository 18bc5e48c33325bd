import { makePerson, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import type { AdditionalOption, Item, OptionRow } from './state/item.ts';
import type { Cart, Order, Receiver } from './state/order.ts';
import type { Qoo10State } from './state/state.ts';
import { addDays, japanDay } from './state/times.ts';

/** What a buyer chooses of one product. */
export interface Choice {
  readonly sellerCode: string;
  /** Code or values (`WHITE/S`) of a combination; left out = the first. */
  readonly option?: string;
  readonly additional?: readonly string[];
  readonly quantity?: number;
  readonly discount?: number;
  readonly gift?: string;
  /** What is to be special on the line. */
  readonly wish?: Partial<Order>;
}

export type CartWish = Partial<Omit<Cart, 'packNo' | 'orders' | 'createdAt'>>;

/** Places a purchase: like most, paid at once with a card. `wish` changes what is to be special. */
export function placeCart(
  state: Qoo10State,
  random: Random,
  createdAt: number,
  choices: readonly Choice[],
  wish: CartWish = {},
): Cart {
  const person = makePerson(random);
  // Gaps as real numbers have them, but the same in every lab: samples and documents name orders.
  state.counters.pack += 1 + (state.carts.size % 3);
  const packNo = state.counters.pack;
  const cart: Cart = {
    packNo,
    createdAt,
    paidAt: createdAt + 1000,
    buyer: {
      name: person.name,
      kana: kanaOf(person),
      tel: '',
      mobile: person.phone,
      email: `q${packNo}@buyer.example.jp`,
    },
    receiver: receiverOf(person),
    message: '',
    paymentMethod: 'クレジットカード',
    discountSeller: 0,
    discountQoo10: 0,
    ...wish,
    orders: choices.map((choice) => orderOf(state, createdAt, choice)),
  };
  state.carts.set(packNo, cart);
  for (const order of cart.orders) state.orders.set(order.orderNo, { cart, order });
  return cart;
}

export function receiverOf(person: Person): Receiver {
  const { place } = person;
  return {
    name: person.name,
    kana: kanaOf(person),
    tel: '',
    mobile: person.phone,
    zip: place.postalCode,
    address1: `${place.prefecture}${place.city}`,
    address2: `${place.town}${person.street}${person.building && ` ${person.building}`}`,
  };
}

const readings: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '見本 ミホン,試験 シケン,例田 レイダ,仮山 カリヤマ,架空 カクウ,練習 レンシュウ,模型 モケイ,標本 ヒョウホン,雛形 ヒナガタ,試作 シサク',
    '太郎 タロウ,花子 ハナコ,一郎 イチロウ,桜 サクラ,次郎 ジロウ,葵 アオイ,三郎 サブロウ,楓 カエデ,健 ケン,恵 メグミ',
  ]
    .join(',')
    .split(',')
    .map((pair) => pair.split(' ')),
);

const kanaOf = ({ name, kana }: Person): string =>
  kana ??
  name
    .split(' ')
    .map((part) => readings[part] ?? '')
    .join(' ');

function orderOf(state: Qoo10State, createdAt: number, choice: Choice): Order {
  const item = [...state.items.values()].find((one) => one.sellerCode === choice.sellerCode);
  if (!item) throw new Error(`the catalog has no ${choice.sellerCode}`);
  const row = item.rows.length === 0 ? undefined : chosen(item, choice.option);
  const additional = (choice.additional ?? []).map((value) => additionalOf(item, value));
  state.counters.order += 1 + (state.counters.order % 4);
  const group = state.groups.find((one) => one.no === item.shippingNo);
  return {
    orderNo: state.counters.order,
    itemNo: item.itemNo,
    sellerItemCode: item.sellerCode,
    title: item.title,
    options: [
      ...(row?.names ?? []).map((name, axis, all) => ({
        name,
        value: row!.values[axis]!,
        // The surcharge of a combination stands behind its last value (trust C).
        price: axis === all.length - 1 ? row!.price : 0,
      })),
      ...additional.map(({ name, value, price }) => ({ name, value, price })),
    ],
    // Several codes share the one field; how they are joined is not known (trust C).
    optionCode: [row?.code ?? '', ...additional.map((one) => one.code)].filter((code) => code !== '').join('||*'),
    quantity: choice.quantity ?? 1,
    unitPrice: item.price,
    discount: choice.discount ?? 0,
    gift: choice.gift ?? '',
    material: item.material,
    carrier: group?.carrier ?? '',
    rateType: group === undefined || group.type === 'X' ? 'Free' : group.type === 'M' ? 'Free on condition' : 'Charge',
    sendType: item.availableType,
    availableOn: addDays(japanDay(createdAt), Number(item.availableValue) || 1),
    ...choice.wish,
  };
}

function chosen(item: Item, option: string | undefined): OptionRow {
  const row =
    option === undefined
      ? item.rows[0]
      : item.rows.find((one) => one.code === option || one.values.join('/') === option);
  if (!row) throw new Error(`${item.sellerCode} has no option ${option}`);
  return row;
}

function additionalOf(item: Item, value: string): AdditionalOption {
  const found = item.additional.find((one) => one.value === value);
  if (!found) throw new Error(`${item.sellerCode} has no additional option ${value}`);
  return found;
}
