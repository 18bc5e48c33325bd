/** The truth about one order, in the lab's own words; `wire/` says it in Amazon's. Instants are epoch ms, money is whole yen. */
export interface AmazonOrder {
  readonly id: string;
  readonly alias?: string;
  readonly marketplace: Marketplace;
  readonly createdAt: number;
  updatedAt: number;
  /** `payment`: placed, not paid yet (Pending) · `release`: pre-order without a date · `none`: may ship. */
  waitsFor: 'none' | 'payment' | 'release';
  /** The buyer pays by itself at this time; without it Amazon cancels a waiting order in the end. */
  paysAt?: number;
  /** Until then no search and no question finds it, although it was made and changed before (seen by others, trust B). */
  hiddenUntil?: number;
  /** Given back after the order, yen. */
  refunded?: number;
  cancelled?: { readonly by: 'BUYER' | 'MERCHANT' | 'AMAZON'; readonly reason: string };
  readonly shippedByAmazon: boolean;
  /** Amazon has shipped its own order. */
  amazonShipped: boolean;
  readonly level: string;
  readonly programs: readonly string[];
  readonly buyer: {
    readonly name: string;
    readonly email: string;
    readonly company?: string;
    readonly purchaseOrder?: string;
  };
  readonly address: Address;
  readonly payments: readonly { readonly method: PaymentMethod; readonly amount: number }[];
  readonly lines: readonly OrderLine[];
  readonly shippingFee: number;
  readonly codFee: number;
  readonly shipBy: Window;
  readonly deliverBy: Window;
  packages: readonly Package[];
  /** Money is written with decimals, as `1000.00`. */
  readonly decimals?: boolean;
  /** Members that no model knows: what a newer Amazon might add. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface Marketplace {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly currency: string;
}

/** v2026 example values of Amazon's model; the exact Japanese strings are unknown (trust C). */
export type PaymentMethod = 'CreditCard' | 'ConvenienceStore' | 'CashOnDelivery' | 'PointsAccount' | 'Invoice';

export interface Window {
  readonly from: number;
  readonly to: number;
}

export interface Address {
  readonly name: string;
  readonly company?: string;
  readonly line1: string;
  readonly line2?: string;
  readonly line3?: string;
  /** Absent or '' is common in Japan. */
  readonly city?: string;
  readonly state: string;
  readonly postalCode: string;
  readonly phone?: string;
  readonly type: 'RESIDENTIAL' | 'COMMERCIAL' | 'PICKUP_POINT';
}

export interface OrderLine {
  readonly id: string;
  readonly sku: string;
  readonly asin: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly points: number;
  readonly gift?: { readonly level: string; readonly message: string; readonly price: number };
  readonly businessPrice?: boolean;
  /** Day and hours that the buyer chose. */
  readonly scheduled?: Window;
  cancelRequest?: string;
}

/** A parcel that the seller told Amazon of. */
export interface Package {
  readonly ref: string;
  readonly carrierCode: string;
  readonly carrierName: string;
  readonly shippingMethod: string;
  readonly trackingNumber: string;
  readonly shippedAt: number;
  readonly cod: boolean;
  readonly items: readonly { readonly line: string; readonly quantity: number }[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Status = 'PENDING_AVAILABILITY' | 'PENDING' | 'UNSHIPPED' | 'PARTIALLY_SHIPPED' | 'SHIPPED' | 'CANCELLED';

export function statusOf(order: AmazonOrder): Status {
  if (order.cancelled) return 'CANCELLED';
  if (order.waitsFor !== 'none') return order.waitsFor === 'payment' ? 'PENDING' : 'PENDING_AVAILABILITY';
  if (order.shippedByAmazon) return order.amazonShipped ? 'SHIPPED' : 'UNSHIPPED';
  let shipped = 0;
  let ordered = 0;
  for (const line of order.lines) {
    ordered += line.quantity;
    shipped += shippedOf(order, line.id);
  }
  if (shipped === 0) return 'UNSHIPPED';
  return shipped < ordered ? 'PARTIALLY_SHIPPED' : 'SHIPPED';
}

/** Pieces of a line that are on their way, without those of one package. */
export function shippedOf(order: AmazonOrder, line: string, withoutRef?: string): number {
  if (order.amazonShipped) return order.lines.find((one) => one.id === line)?.quantity ?? 0;
  let pieces = 0;
  for (const one of order.packages) {
    if (one.ref === withoutRef) continue;
    for (const item of one.items) if (item.line === line) pieces += item.quantity;
  }
  return pieces;
}

export const lineTotal = (line: OrderLine): number => line.unitPrice * line.quantity;

export const sumOf = (order: AmazonOrder, amount: (line: OrderLine) => number): number =>
  order.lines.reduce((sum, line) => sum + amount(line), 0);

export const grandTotal = (order: AmazonOrder): number => {
  const goods = sumOf(order, (line) => lineTotal(line) - line.discount + (line.gift?.price ?? 0));
  return goods + order.shippingFee + order.codFee - (order.refunded ?? 0);
};
