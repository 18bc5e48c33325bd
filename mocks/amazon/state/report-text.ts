import { iso } from '../../clock.ts';
import { type AmazonOrder, lineTotal, type OrderLine, shippedOf, statusOf } from './order.ts';

/** One kind of order report: which orders are in it, and its columns in their order. */
export interface ReportKind {
  /** Holds personal data: its document opens with a restricted data token only. */
  readonly isRestricted: boolean;
  /** Does the order stand in a report of this period (epoch ms)? */
  has(order: AmazonOrder, from: number, to: number): boolean;
  hasLine(order: AmazonOrder, line: OrderLine): boolean;
  readonly columns: Readonly<Record<string, (row: ReportRow) => string | number>>;
}

export interface ReportRow {
  readonly order: AmazonOrder;
  readonly line: OrderLine;
  /** When the report is made, epoch ms. */
  readonly now: number;
}

/** `2026-11-20T01:23:45+00:00`. */
const time = (at: number): string => iso(at).replace(/(\.\d+)?Z$/, '+00:00');
const money = (amount: number): string => amount.toFixed(2);
const isFirst = ({ order, line }: ReportRow): boolean => order.lines[0] === line;
const isCod = ({ order }: ReportRow): boolean => order.payments.some((one) => one.method === 'CashOnDelivery');
const codAmount = ({ order }: ReportRow): number =>
  order.payments.find((one) => one.method === 'CashOnDelivery')?.amount ?? 0;
const levels: Readonly<Record<string, string>> = { STANDARD: 'Standard', EXPEDITED: 'Expedited', PRIORITY: 'Priority' };

/** Both begin and go on alike. */
const begin: ReportKind['columns'] = {
  'order-id': ({ order }) => order.id,
  'order-item-id': ({ line }) => line.id,
  'purchase-date': ({ order }) => time(order.createdAt),
  'payments-date': ({ order }) => time(order.createdAt),
};
const buyer: ReportKind['columns'] = {
  'buyer-email': ({ order }) => order.buyer.email,
  'buyer-name': ({ order }) => order.buyer.name,
  'buyer-phone-number': ({ order }) => order.address.phone ?? '',
  sku: ({ line }) => line.sku,
  'product-name': ({ line }) => line.title,
  'quantity-purchased': ({ line }) => line.quantity,
};
const recipient: ReportKind['columns'] = {
  'ship-service-level': ({ order }) => levels[order.level] ?? order.level,
  'recipient-name': ({ order }) => order.address.name,
  'ship-address-1': ({ order }) => order.address.line1,
  'ship-address-2': ({ order }) => order.address.line2 ?? '',
  'ship-address-3': ({ order }) => order.address.line3 ?? order.address.company ?? '',
  'ship-city': ({ order }) => order.address.city ?? '',
  'ship-state': ({ order }) => order.address.state,
  'ship-postal-code': ({ order }) => order.address.postalCode,
  'ship-country': ({ order }) => order.marketplace.country,
};
const collect: ReportKind['columns'] = {
  'payment-method': (row) => (isCod(row) ? 'COD' : ''),
  'cod-collectible-amount': (row) => (isCod(row) && isFirst(row) ? codAmount(row) : ''),
  'already-paid': (row) => (isCod(row) ? 0 : ''),
  'payment-method-fee': (row) => (row.order.codFee > 0 && isFirst(row) ? row.order.codFee : ''),
};
const wished: ReportKind['columns'] = {
  'scheduled-delivery-start-date': ({ line }) => (line.scheduled ? time(line.scheduled.from) : ''),
  'scheduled-delivery-end-date': ({ line }) => (line.scheduled ? time(line.scheduled.to) : ''),
  'points-granted': ({ line }) => line.points || '',
  'is-prime': ({ order }) => String(order.programs.includes('PRIME')),
};

const toShip = ({ order, line }: Omit<ReportRow, 'now'>): number => line.quantity - shippedOf(order, line.id);
const isOurs = (order: AmazonOrder): boolean => !order.shippedByAmazon;
const isIn = (order: AmazonOrder, from: number, to: number): boolean => order.createdAt >= from && order.createdAt < to;

const newOrders: ReportKind['columns'] = {
  ...begin,
  ...buyer,
  currency: ({ order }) => order.marketplace.currency,
  'item-price': ({ line }) => money(lineTotal(line)),
  'item-tax': () => money(0),
  'shipping-price': (row) => money(isFirst(row) ? row.order.shippingFee : 0),
  'shipping-tax': () => money(0),
  'gift-wrap-price': ({ line }) => (line.gift ? money(line.gift.price) : ''),
  'gift-wrap-tax': ({ line }) => (line.gift ? money(0) : ''),
  ...recipient,
  'ship-phone-number': ({ order }) => order.address.phone ?? '',
  ...collect,
  'item-promotion-discount': ({ line }) => (line.discount > 0 ? money(line.discount) : ''),
  'item-promotion-id': ({ line }) => (line.discount > 0 ? 'LAB-PROMOTION-1' : ''),
  'ship-promotion-discount': () => '',
  'ship-promotion-id': () => '',
  ...wished,
};

/** Names from Amazon's help and public code; the place of some columns is an assumption (README). */
export const reportKinds: Readonly<Record<string, ReportKind>> = {
  GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING: {
    isRestricted: true,
    has: (order, from, to) =>
      isOurs(order) && isIn(order, from, to) && ['UNSHIPPED', 'PARTIALLY_SHIPPED'].includes(statusOf(order)),
    hasLine: (order, line) => toShip({ order, line }) > 0,
    columns: {
      ...begin,
      'reporting-date': ({ now }) => time(now),
      'promise-date': ({ order }) => time(order.shipBy.to),
      'days-past-promise': ({ order, now }) => Math.floor((now - order.shipBy.to) / 86_400_000),
      ...buyer,
      'quantity-shipped': ({ order, line }) => shippedOf(order, line.id),
      'quantity-to-ship': toShip,
      ...recipient,
      ...collect,
      ...wished,
      'verge-of-cancellation': () => 'false',
      'verge-of-lateShipment': ({ order, now }) => String(order.shipBy.to - now < 86_400_000),
      'is-buyer-requested-cancellation': ({ line }) => String(line.cancelRequest !== undefined),
      'buyer-requested-cancel-reason': ({ line }) => line.cancelRequest ?? '',
    },
  },
  GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING: {
    isRestricted: true,
    has: (order, from, to) => isOurs(order) && isIn(order, from, to) && order.waitsFor === 'none' && !order.cancelled,
    hasLine: () => true,
    columns: newOrders,
  },
  GET_FLAT_FILE_ORDERS_DATA: {
    isRestricted: true,
    has: (order, from, to) => isOurs(order) && isIn(order, from, to) && order.waitsFor === 'none' && !order.cancelled,
    hasLine: () => true,
    columns: newOrders,
  },
};

/** The file: tab separated, nothing quoted, one row per order item; `undefined` = there is nothing to say. */
export function reportText(
  kind: ReportKind,
  orders: Iterable<AmazonOrder>,
  wish: {
    readonly from: number;
    readonly to: number;
    readonly marketplaceIds: readonly string[];
    readonly now: number;
  },
): string | undefined {
  const { from, to, marketplaceIds, now } = wish;
  const columns = Object.entries(kind.columns);
  const rows: string[] = [];
  for (const order of orders) {
    const isHidden = order.hiddenUntil !== undefined && order.hiddenUntil > now;
    if (isHidden || !marketplaceIds.includes(order.marketplace.id) || !kind.has(order, from, to)) continue;
    for (const line of order.lines) {
      if (!kind.hasLine(order, line)) continue;
      rows.push(columns.map(([, cell]) => clean(cell({ order, line, now }))).join('\t'));
    }
  }
  if (rows.length === 0) return undefined;
  return [columns.map(([name]) => name).join('\t'), ...rows, ''].join('\r\n');
}

/** Nothing is quoted, so a cell cannot hold what separates cells. */
const clean = (cell: string | number): string => String(cell).replace(/[\t\r\n]+/g, ' ');
