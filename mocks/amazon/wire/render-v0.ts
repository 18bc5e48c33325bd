import { iso, isoJapan } from '../../clock.ts';
import {
  type AmazonOrder,
  grandTotal,
  lineTotal,
  type OrderLine,
  type Status,
  shippedOf,
  statusOf,
} from '../state/order.ts';
import { showsPhone } from './render-v2026.ts';

/** What of the personal data the caller's restricted data token opens. */
export interface Sight {
  readonly address: boolean;
  readonly buyer: boolean;
}

/** v0 spells differently: `Canceled` (trust A). */
export const v0Statuses: Readonly<Record<Status, string>> = {
  PENDING_AVAILABILITY: 'PendingAvailability',
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'PartiallyShipped',
  SHIPPED: 'Shipped',
  CANCELLED: 'Canceled',
};

const levels: Readonly<Record<string, string>> = {
  STANDARD: 'Standard',
  EXPEDITED: 'Expedited',
  NEXT_DAY: 'NextDay',
  SAME_DAY: 'SameDay',
  SCHEDULED: 'Scheduled',
};

const methods: Readonly<Record<string, string>> = { CashOnDelivery: 'COD', ConvenienceStore: 'CVS' };
const executions: Readonly<Record<string, string>> = {
  CashOnDelivery: 'COD',
  Invoice: 'Invoice',
  CreditCard: 'CreditCard',
};

const moneyOf = (order: AmazonOrder, amount: number) => ({
  CurrencyCode: order.marketplace.currency,
  Amount: order.decimals ? amount.toFixed(2) : String(amount),
});

export function renderV0(order: AmazonOrder, sight: Sight, now: number) {
  const status = v0Statuses[statusOf(order)];
  const isWaiting = order.waitsFor !== 'none';
  const shipped = order.lines.reduce((sum, line) => sum + shippedOf(order, line.id), 0);
  const ordered = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const main = order.payments.map((one) => methods[one.method]).find((one) => one !== undefined) ?? 'Other';
  const address = addressOf(order, sight.address, now);
  return {
    AmazonOrderId: order.id,
    SellerOrderId: order.alias ?? order.id,
    PurchaseDate: iso(order.createdAt),
    LastUpdateDate: iso(order.updatedAt),
    OrderStatus: status,
    FulfillmentChannel: order.shippedByAmazon ? 'AFN' : 'MFN',
    SalesChannel: order.marketplace.name,
    ShipServiceLevel: `Std JP ${levels[order.level] ?? 'Standard'}`,
    ...(isWaiting ? {} : { OrderTotal: moneyOf(order, grandTotal(order)) }),
    NumberOfItemsShipped: shipped,
    NumberOfItemsUnshipped: order.cancelled ? 0 : ordered - shipped,
    ...(main === 'COD' && !isWaiting
      ? {
          PaymentExecutionDetail: order.payments.map((one) => ({
            Payment: moneyOf(order, one.amount),
            PaymentMethod: executions[one.method] ?? one.method,
          })),
        }
      : {}),
    PaymentMethod: main,
    PaymentMethodDetails: [main === 'Other' ? 'Standard' : main],
    MarketplaceId: order.marketplace.id,
    ShipmentServiceLevelCategory: levels[order.level] ?? 'Standard',
    OrderType: order.programs.includes('PREORDER') ? 'Preorder' : 'StandardOrder',
    EarliestShipDate: iso(order.shipBy.from),
    LatestShipDate: iso(order.shipBy.to),
    // Missing while the order waits, and when it is cancelled (trust A).
    ...(isWaiting || order.cancelled
      ? {}
      : { EarliestDeliveryDate: iso(order.deliverBy.from), LatestDeliveryDate: iso(order.deliverBy.to) }),
    IsBusinessOrder: order.programs.includes('AMAZON_BUSINESS'),
    IsPrime: order.programs.includes('PRIME'),
    IsPremiumOrder: false,
    IsGlobalExpressEnabled: false,
    IsReplacementOrder: false,
    IsSoldByAB: false,
    IsISPU: false,
    IsAccessPointOrder: order.address.type === 'PICKUP_POINT',
    HasRegulatedItems: false,
    ...(address ? { ShippingAddress: address } : {}),
    ...(isWaiting ? {} : { BuyerInfo: buyerInfoOf(order, sight.buyer) }),
  };
}

/** From Unshipped on (trust A); name, lines, phone and type only with the right token. */
export function addressOf(order: AmazonOrder, isOpen: boolean, now: number) {
  if (order.waitsFor !== 'none' || order.cancelled) return undefined;
  const { address } = order;
  const persons = {
    Name: address.name,
    AddressLine1: address.line1,
    ...(address.line2 === undefined ? {} : { AddressLine2: address.line2 }),
    ...(address.line3 === undefined ? {} : { AddressLine3: address.line3 }),
    ...(address.phone !== undefined && showsPhone(order, now) ? { Phone: address.phone } : {}),
    ...(address.type === 'PICKUP_POINT'
      ? {}
      : { AddressType: address.type === 'COMMERCIAL' ? 'Commercial' : 'Residential' }),
  };
  return {
    ...(isOpen ? persons : {}),
    ...(isOpen && address.company ? { CompanyName: address.company } : {}),
    ...(address.city === undefined ? {} : { City: address.city }),
    StateOrRegion: address.state,
    PostalCode: address.postalCode,
    CountryCode: order.marketplace.country,
  };
}

export function buyerInfoOf(order: AmazonOrder, isOpen: boolean) {
  return {
    ...(order.shippedByAmazon ? {} : { BuyerEmail: order.buyer.email }),
    ...(isOpen ? { BuyerName: order.buyer.name } : {}),
    ...(isOpen && order.buyer.purchaseOrder ? { PurchaseOrderNumber: order.buyer.purchaseOrder } : {}),
  };
}

/** Prices stand for the whole line; the fees of an order stand on its first line (trust A, C). */
export function renderItem(order: AmazonOrder, line: OrderLine, sight: Sight) {
  const money = (amount: number) => moneyOf(order, amount);
  const isFirst = line === order.lines[0];
  const isWaiting = order.waitsFor !== 'none';
  const prices = {
    PointsGranted: { PointsNumber: line.points, PointsMonetaryValue: money(line.points) },
    ItemPrice: money(lineTotal(line)),
    ShippingPrice: money(isFirst ? order.shippingFee : 0),
    PromotionDiscount: money(line.discount),
    ...(line.discount > 0 ? { PromotionIds: ['LAB-PROMOTION-1'] } : {}),
    ...(isFirst && order.codFee > 0 ? { CODFee: money(order.codFee) } : {}),
    IsGift: line.gift ? 'true' : 'false',
    BuyerInfo: itemBuyerInfoOf(order, line, sight.buyer),
  };
  return {
    ASIN: line.asin,
    SellerSKU: line.sku,
    OrderItemId: line.id,
    Title: line.title,
    QuantityOrdered: line.quantity,
    QuantityShipped: shippedOf(order, line.id),
    ProductInfo: { NumberOfItems: '1' },
    ...(isWaiting ? {} : prices),
    ConditionId: 'New',
    ConditionSubtypeId: 'New',
    ...(line.scheduled
      ? {
          ScheduledDeliveryStartDate: isoJapan(line.scheduled.from),
          ScheduledDeliveryEndDate: isoJapan(line.scheduled.to),
        }
      : {}),
    ...(line.businessPrice ? { PriceDesignation: 'BusinessPrice' } : {}),
    BuyerRequestedCancel: {
      IsBuyerRequestedCancel: line.cancelRequest === undefined ? 'false' : 'true',
      ...(line.cancelRequest === undefined ? {} : { BuyerCancelReason: line.cancelRequest }),
    },
  };
}

export function itemBuyerInfoOf(order: AmazonOrder, line: OrderLine, isOpen: boolean) {
  if (!line.gift || order.waitsFor !== 'none') return {};
  return {
    GiftWrapPrice: moneyOf(order, line.gift.price),
    GiftWrapLevel: line.gift.level,
    ...(isOpen ? { GiftMessageText: line.gift.message } : {}),
  };
}
