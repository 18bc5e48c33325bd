/** An address as ecforce has it. Parts of a telephone number and a postal code stand in boxes of their own (trust B). */
export interface Address {
  readonly id: number;
  name01: string;
  name02: string;
  kana01: string;
  kana02: string;
  companyName: string;
  zip01: string;
  zip02: string;
  prefecture: string;
  addr01: string;
  addr02: string;
  addr03: string;
  tel01: string;
  tel02: string;
  tel03: string;
}

export interface Item {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly productNumber: string;
  readonly price: number;
  readonly quantity: number;
  readonly taxRate: number;
  /** An insert (同梱物): it belongs to a rule of the shop. */
  readonly bundledItemId: number | null;
  /** Id of the address that it goes to; `null` = the shop's only one. */
  readonly shippingAddressId: number | null;
}

export interface Subscription {
  readonly id: number;
  readonly number: string;
  readonly times: number;
}

/** A 受注. Times are epoch ms, days `YYYY-MM-DD`, amounts yen. */
export interface Order {
  readonly id: number;
  readonly number: string;
  readonly createdAt: number;
  updatedAt: number;
  completedAt: number;
  /** 対応状況, a code of the shop's own table. */
  state: string;
  /** 決済状況 */
  paymentState: string;
  /** Label of 決済状況 where it differs from the usual one, e.g. a word that nobody knows. */
  paymentLabel?: string;
  deletedAt: number | undefined;
  readonly tbc: boolean;
  readonly methodId: number;
  readonly subscription: Subscription | undefined;
  readonly email: string;
  billing: Address;
  shipping: Address[];
  items: readonly Item[];
  readonly delivFee: number;
  readonly charge: number;
  /** > 0 in shops whose prices are net. */
  readonly tax: number;
  carrierId: number | null;
  slip: string;
  shippedAt: string;
  /** Slip numbers by address, of orders that go to several. */
  slips: Record<string, string>;
  /** `YYYY-MM-DD` */
  wishedOn: string;
  wishedTime: string;
  plannedOn: string;
  remark: string;
  locationCode: string;
}

export const goodsOf = (order: Order): number => order.items.reduce((sum, one) => sum + one.price * one.quantity, 0);
export const totalOf = (order: Order): number => goodsOf(order) + order.delivFee + order.charge + order.tax;
