import type { Company, Payment, Settlement, Temperature } from './codes.ts';

/** The truth about one order. Times are epoch ms, days `YYYY-MM-DD`. */
export interface Order {
  /** The API's key; never used twice. */
  readonly serialCode: string;
  /** What people see. A shop can begin its numbering anew, so that one number may name two orders. */
  readonly orderNo: string;
  readonly createdAt: number;
  readonly client: Person & { readonly account: string | null; readonly mail: string };
  readonly method: Payment;
  paidAt: number | undefined;
  settlement: Settlement;
  /** When the state of the settlement last changed. */
  settlementAt: number | undefined;
  /** Pays by itself at this time. */
  paysAt?: number;
  /** Credit is granted by itself at this time. */
  authAt?: number;
  confirmedAt: number | undefined;
  cancelledAt: number | undefined;
  cancelReason: string;
  completedAt: number | undefined;
  readonly shopMemo: string;
  readonly customerNote: string;
  readonly shippingCharge: number;
  readonly settlementFee: number;
  readonly couponDiscount: number;
  readonly deliveries: Delivery[];
}

export interface Person {
  readonly name: string;
  readonly kana: string;
  readonly company: string;
  readonly zip: string;
  readonly prefecture: string;
  readonly address1: string;
  readonly address2: string;
  readonly tel: string;
}

export interface Delivery {
  readonly no: number;
  receiver: Person;
  readonly requestedDate: string;
  readonly requestedTime: string;
  readonly temperature: Temperature;
  readonly noshi: string;
  readonly wrapping: string;
  readonly message: string;
  company: Company | undefined;
  /** Provisional until the delivery is shipped. */
  slipNo: string;
  planDate: string;
  shippedDate: string;
  shippedAt: number | undefined;
  readonly items: readonly Item[];
}

export interface Item {
  readonly lineNo: number;
  readonly code: string;
  readonly name: string;
  readonly variation: readonly string[];
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly quantity: number;
  readonly unitPrice: number;
  readonly taxRate: number;
}

export const isShipped = (order: Order): boolean => order.deliveries.every((one) => one.shippedAt !== undefined);

export const itemTotal = (order: Order): number =>
  order.deliveries.flatMap((one) => one.items).reduce((sum, one) => sum + one.unitPrice * one.quantity, 0);

export const grandTotal = (order: Order): number =>
  itemTotal(order) + order.shippingCharge + order.settlementFee - order.couponDiscount;
