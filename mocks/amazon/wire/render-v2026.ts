import { iso, isoJapan } from '../../clock.ts';
import {
  type AmazonOrder,
  grandTotal,
  lineTotal,
  type OrderLine,
  shippedOf,
  statusOf,
  sumOf,
  type Window,
} from '../state/order.ts';

export const dataSets = [
  'BUYER',
  'RECIPIENT',
  'PROCEEDS',
  'EXPENSE',
  'PROMOTION',
  'CANCELLATION',
  'FULFILLMENT',
  'PACKAGES',
  'TAX',
  'PAYMENT',
  'FULFILLMENT_ORDERS',
] as const;

/**
 * An order as Orders API v2026-01-01 says it: sections by `includedData`; personal data silently absent without the role (trust A);
 * a pending order without buyer, address and prices, a cancelled one without address (trust A for v0, taken over).
 */
export function renderOrder(order: AmazonOrder, sets: ReadonlySet<string>, maySeePersons: boolean, now: number) {
  const isWaiting = order.waitsFor !== 'none';
  const money = (amount: number) => ({
    amount: order.decimals ? amount.toFixed(2) : String(amount),
    currencyCode: order.marketplace.currency,
  });
  return {
    orderId: order.id,
    ...(order.alias ? { orderAliases: [{ aliasId: order.alias, aliasType: 'SELLER_ORDER_ID' }] } : {}),
    createdTime: iso(order.createdAt),
    lastUpdatedTime: iso(order.updatedAt),
    ...(order.programs.length > 0 ? { programs: order.programs } : {}),
    salesChannel: {
      channelName: 'AMAZON',
      marketplaceId: order.marketplace.id,
      marketplaceName: order.marketplace.name,
    },
    ...(sets.has('BUYER') && !isWaiting ? { buyer: buyerOf(order, maySeePersons) } : {}),
    ...(sets.has('RECIPIENT') && !isWaiting && !order.cancelled
      ? { recipient: recipientOf(order, maySeePersons, now) }
      : {}),
    ...(sets.has('PROCEEDS') && !isWaiting ? { proceeds: proceedsOf(order, money) } : {}),
    ...(sets.has('PAYMENT') && !isWaiting
      ? {
          payment: {
            paymentExecutions: order.payments.map((one) => ({
              paymentMethod: one.method,
              paymentAmount: money(one.amount),
            })),
          },
        }
      : {}),
    ...(sets.has('FULFILLMENT') ? { fulfillment: fulfillmentOf(order) } : {}),
    orderItems: order.lines.map((line) => renderLine(order, line, sets, maySeePersons, money)),
    ...(sets.has('PACKAGES') && !order.shippedByAmazon && order.packages.length > 0
      ? { packages: packagesOf(order) }
      : {}),
    ...order.extra,
  };
}

type AsMoney = (amount: number) => { readonly amount: string; readonly currencyCode: string };

const range = (window: Window) => ({ earliestDateTime: iso(window.from), latestDateTime: iso(window.to) });

function buyerOf(order: AmazonOrder, maySeePersons: boolean) {
  const { buyer } = order;
  const status = statusOf(order);
  const hasMail = !order.shippedByAmazon && ['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'].includes(status);
  return {
    ...(maySeePersons ? { buyerName: buyer.name } : {}),
    ...(maySeePersons && hasMail ? { buyerEmail: buyer.email } : {}),
    ...(buyer.company ? { buyerCompanyName: buyer.company } : {}),
    ...(buyer.purchaseOrder ? { buyerPurchaseOrderNumber: buyer.purchaseOrder } : {}),
  };
}

function recipientOf(order: AmazonOrder, maySeePersons: boolean, now: number) {
  const { address } = order;
  const persons = {
    name: address.name,
    addressLine1: address.line1,
    ...(address.line2 === undefined ? {} : { addressLine2: address.line2 }),
    ...(address.line3 === undefined ? {} : { addressLine3: address.line3 }),
    postalCode: address.postalCode,
    ...(address.phone !== undefined && showsPhone(order, now) ? { phone: address.phone } : {}),
  };
  return {
    deliveryAddress: {
      ...(maySeePersons ? persons : {}),
      ...(address.company ? { companyName: address.company } : {}),
      ...(address.city === undefined ? {} : { city: address.city }),
      stateOrRegion: address.state,
      countryCode: order.marketplace.country,
      addressType: address.type,
    },
  };
}

/** Withheld for orders that Amazon ships, and for shipped ones after their last day of delivery (trust A). */
export const showsPhone = (order: AmazonOrder, now: number): boolean =>
  !order.shippedByAmazon && !(statusOf(order) === 'SHIPPED' && now > order.deliverBy.to);

function proceedsOf(order: AmazonOrder, money: AsMoney) {
  const parts: readonly (readonly [string, number])[] = [
    ['ITEM', sumOf(order, lineTotal)],
    ['SHIPPING', order.shippingFee],
    ['GIFT_WRAP', sumOf(order, (line) => line.gift?.price ?? 0)],
    ['COD_FEE', order.codFee],
    ['DISCOUNT', -sumOf(order, (line) => line.discount)],
    ['OTHER', -(order.refunded ?? 0)],
  ];
  return {
    grandTotal: money(grandTotal(order)),
    breakdowns: parts.filter(([, amount]) => amount !== 0).map(([type, amount]) => ({ type, subtotal: money(amount) })),
  };
}

function fulfillmentOf(order: AmazonOrder) {
  const isWaiting = order.waitsFor !== 'none';
  return {
    fulfillmentStatus: statusOf(order),
    fulfilledBy: order.shippedByAmazon ? 'AMAZON' : 'MERCHANT',
    fulfillmentServiceLevel: order.level,
    ...(isWaiting ? {} : { shipByWindow: range(order.shipBy), deliverByWindow: range(order.deliverBy) }),
  };
}

function packagesOf(order: AmazonOrder) {
  return order.packages.map((one) => ({
    packageReferenceId: one.ref,
    createdTime: iso(one.createdAt),
    packageStatus: { status: 'SHIPPED' },
    carrier: one.carrierCode === 'Other' ? one.carrierName : one.carrierCode,
    shipTime: iso(one.shippedAt),
    ...(one.shippingMethod ? { shippingService: one.shippingMethod } : {}),
    ...(one.trackingNumber ? { trackingNumber: one.trackingNumber } : {}),
    packageItems: one.items.map((item) => ({ orderItemId: item.line, quantity: item.quantity })),
  }));
}

function renderLine(
  order: AmazonOrder,
  line: OrderLine,
  sets: ReadonlySet<string>,
  maySeePersons: boolean,
  money: AsMoney,
) {
  const isWaiting = order.waitsFor !== 'none';
  return {
    orderItemId: line.id,
    quantityOrdered: line.quantity,
    product: {
      asin: line.asin,
      title: line.title,
      sellerSku: line.sku,
      condition: { conditionType: 'NEW', conditionSubtype: 'NEW' },
      ...(isWaiting
        ? {}
        : {
            price: {
              unitPrice: money(line.unitPrice),
              ...(line.businessPrice ? { priceDesignation: 'BUSINESS_PRICE' } : {}),
            },
          }),
    },
    ...(sets.has('PROCEEDS') && !isWaiting ? { proceeds: lineProceeds(line, money) } : {}),
    ...(sets.has('EXPENSE') && !isWaiting && line.points > 0
      ? {
          expense: {
            pointsCost: { pointsGranted: { pointsNumber: line.points, pointsMonetaryValue: money(line.points) } },
          },
        }
      : {}),
    ...(sets.has('PROMOTION') && !isWaiting && line.discount > 0
      ? { promotion: { breakdowns: [{ promotionId: 'LAB-PROMOTION-1' }] } }
      : {}),
    ...(sets.has('CANCELLATION') ? cancellationOf(order, line) : {}),
    ...(sets.has('FULFILLMENT') ? { fulfillment: lineFulfillment(order, line, maySeePersons) } : {}),
  };
}

function lineProceeds(line: OrderLine, money: AsMoney) {
  const gift = line.gift?.price ?? 0;
  const parts: readonly (readonly [string, number])[] = [
    ['ITEM', lineTotal(line)],
    ['GIFT_WRAP', gift],
    ['DISCOUNT', -line.discount],
  ];
  return {
    proceedsTotal: money(lineTotal(line) + gift - line.discount),
    breakdowns: parts.filter(([, amount]) => amount !== 0).map(([type, amount]) => ({ type, subtotal: money(amount) })),
  };
}

function cancellationOf(order: AmazonOrder, line: OrderLine) {
  if (line.cancelRequest === undefined && !order.cancelled) return {};
  return {
    cancellation: {
      ...(line.cancelRequest === undefined
        ? {}
        : { cancellationRequest: { requester: 'BUYER', cancelReason: line.cancelRequest } }),
      ...(order.cancelled
        ? { cancellationExecution: { cancelledBy: order.cancelled.by, cancelReason: order.cancelled.reason } }
        : {}),
    },
  };
}

function lineFulfillment(order: AmazonOrder, line: OrderLine, maySeePersons: boolean) {
  const shipped = shippedOf(order, line.id);
  const isCod = order.payments.some((one) => one.method === 'CashOnDelivery');
  const shipping = {
    // In the zone of the destination (trust A for v0, taken over).
    ...(line.scheduled
      ? {
          scheduledDeliveryWindow: {
            earliestDateTime: isoJapan(line.scheduled.from),
            latestDateTime: isoJapan(line.scheduled.to),
          },
        }
      : {}),
    ...(isCod ? { shippingConstraints: { cashOnDelivery: 'MANDATORY' } } : {}),
  };
  return {
    quantityFulfilled: shipped,
    quantityUnfulfilled: order.cancelled ? 0 : line.quantity - shipped,
    ...(line.gift
      ? {
          packing: {
            giftOption: {
              giftWrapLevel: line.gift.level,
              ...(maySeePersons ? { giftMessage: line.gift.message } : {}),
            },
          },
        }
      : {}),
    ...(Object.keys(shipping).length > 0 ? { shipping } : {}),
  };
}
