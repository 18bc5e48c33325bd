/**
 * The truth about one purchase (カート), in the lab's own words; `wire/` says it in Qoo10's. Instants are epoch ms, days are
 * `YYYY-MM-DD` of Japan, money is whole yen.
 */
export interface Cart {
  /** カート番号. */
  readonly packNo: number;
  readonly createdAt: number;
  paidAt: number | undefined;
  /** The buyer pays by itself at this time. */
  readonly paysAt?: number;
  readonly buyer: Buyer;
  receiver: Receiver;
  /** 贈り主 of a gift. */
  readonly sender?: Sender;
  /** お届け希望日 and hours, either may be missing. */
  readonly wish?: { readonly day?: string; readonly hours?: string };
  readonly message: string;
  readonly paymentMethod: string;
  readonly discountSeller: number;
  readonly discountQoo10: number;
  readonly orders: Order[];
}

export interface Buyer {
  readonly name: string;
  readonly kana: string;
  /** Domestic digits with hyphens, '' when there is none. */
  readonly tel: string;
  readonly mobile: string;
  readonly email: string;
}

export interface Receiver {
  readonly name: string;
  readonly kana: string;
  readonly tel: string;
  readonly mobile: string;
  readonly zip: string;
  /** Prefecture and municipality. */
  readonly address1: string;
  readonly address2: string;
}

export interface Sender {
  readonly name: string;
  readonly tel: string;
  readonly nation: string;
  readonly zip: string;
  readonly address: string;
}

/** One line of a purchase: Qoo10 gives each its own 注文番号, its own status and its own claim. */
export interface Order {
  readonly orderNo: number;
  readonly itemNo: string;
  readonly sellerItemCode: string;
  readonly title: string;
  /** Chosen of the combinations (組合せ型), then of the additional ones (追加型), in this order. */
  readonly options: readonly { readonly name: string; readonly value: string; readonly price: number }[];
  readonly optionCode: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number;
  /** おまけ. */
  readonly gift: string;
  readonly material: string;
  /** Name of the carrier of the item's shipping group; Qoo10 shows it only when the order is paid. */
  readonly carrier: string;
  readonly rateType: 'Free' | 'Charge' | 'Free on condition';
  /** 0 normal, 1 booked (4 days or more), 2 day of release, 3 same day. */
  readonly sendType: 0 | 1 | 2 | 3;
  readonly availableOn: string;
  confirmed?: Confirmed;
  sent?: Sent;
  deliveredAt?: number;
  claim?: Claim;
}

/** 発送予定日登録: the order is in 配送準備. */
export interface Confirmed {
  readonly at: number;
  /** '' when it was confirmed without a day. */
  readonly shipOn: string;
  readonly delayType: string;
  readonly delayMemo: string;
  readonly packingNo: string;
  readonly deliveryNo: string;
  readonly via: 'api' | 'QSM';
}

export interface Sent {
  readonly at: number;
  readonly company: string;
  readonly trackingNo: string;
  readonly via: 'api' | 'QSM';
}

/** 1 request · 2 in work · 3 done; returns 4 5 6; exchanges 11 12 13; not received 14 15; 16 = ended without payment. */
export interface Claim {
  readonly status: 1 | 2 | 3 | 4 | 5 | 6 | 11 | 12 | 13 | 14 | 15 | 16;
  readonly reason: string;
  readonly requestedAt: number;
  readonly completedAt?: number;
}

/** 1 入金待ち · 2 新規注文 · 3 配送準備 · 4 配送中 · 5 配送完了. */
export type Status = 1 | 2 | 3 | 4 | 5;

export function statusOf(cart: Cart, order: Order): Status {
  if (order.deliveredAt !== undefined) return 5;
  if (order.sent) return 4;
  if (order.confirmed) return 3;
  return cart.paidAt === undefined ? 1 : 2;
}

/** キャンセル完了, by a claim or for want of payment. */
export const isCancelled = (order: Order): boolean => order.claim?.status === 3 || order.claim?.status === 16;

/** キャンセル要請 or キャンセル中: not a cancel yet. */
export const hasCancelRequest = (order: Order): boolean => order.claim?.status === 1 || order.claim?.status === 2;

/** Surcharges of the chosen options, for one piece. */
export const surcharge = (order: Order): number => order.options.reduce((sum, option) => sum + option.price, 0);

export const totalOf = (order: Order): number => (order.unitPrice + surcharge(order)) * order.quantity - order.discount;
