import { iso } from '../../clock.ts';
import type { Answer, Call } from '../../system.ts';
import { visibilityLag } from '../state/confirm.ts';
import { type AmazonOrder, statusOf } from '../state/order.ts';
import type { AmazonState, PageToken } from '../state/state.ts';
import type { Caller, Guarded } from './door.ts';
import { invalid, json } from './errors.ts';
import { findVisible, orderId, pageLife, perhapsOnceMore, visibleOrder } from './find-orders.ts';
import { readQuery } from './query.ts';
import { addressOf, buyerInfoOf, itemBuyerInfoOf, renderItem, renderV0, type Sight, v0Statuses } from './render-v0.ts';

/** Filters of v0 that no order of this lab could be found by: known to Amazon, refused here. */
export const unsupported = [
  'BuyerEmail',
  'SellerOrderId',
  'EasyShipShipmentStatuses',
  'ElectronicInvoiceStatuses',
  'ActualFulfillmentSupplySourceId',
  'IsISPU',
  'StoreChainStoreId',
  'EarliestDeliveryDateBefore',
  'EarliestDeliveryDateAfter',
  'LatestDeliveryDateBefore',
  'LatestDeliveryDateAfter',
];

const read = (name: string, path: string, answer: (call: Call, caller: Caller) => Answer): Guarded => ({
  name,
  method: 'get',
  path,
  role: 'inventory-and-order-tracking',
  answer,
});

/** The v0 reads, deprecated by Amazon until 2027-03-27: without a restricted data token names, lines and phones are left out. */
export function v0Reads(state: AmazonState): readonly Guarded[] {
  const one = (call: Call, names: readonly string[] = []): AmazonOrder => {
    const query = readQuery(call.query);
    for (const name of names) query.text(name);
    if (call.query.has('NextToken')) throw invalid('The NextToken is not valid.');
    return visibleOrder(state, call.params.orderId ?? '', call.now);
  };
  const path = '/orders/v0/orders/:orderId';
  return [
    read('v0.getOrders', '/orders/v0/orders', (call, caller) => getOrders(state, call, caller)),
    read('v0.getOrder', path, (call, caller) => {
      const order = one(call);
      return payload(renderV0(order, sightOf(caller), call.now));
    }),
    read('getOrderAddress', `${path}/address`, (call, caller) => {
      const order = one(call);
      const address = addressOf(order, caller.restricted !== undefined, call.now);
      return payload({ AmazonOrderId: order.id, ...(address ? { ShippingAddress: address } : {}) });
    }),
    read('getOrderBuyerInfo', `${path}/buyerInfo`, (call, caller) => {
      const order = one(call);
      return payload({ AmazonOrderId: order.id, ...buyerInfoOf(order, caller.restricted !== undefined) });
    }),
    read('getOrderItems', `${path}/orderItems`, (call, caller) => {
      const order = one(call, ['NextToken']);
      const sight = sightOf(caller);
      return payload({
        AmazonOrderId: order.id,
        OrderItems: order.lines.map((line) => renderItem(order, line, sight)),
      });
    }),
    read('getOrderItemsBuyerInfo', `${path}/orderItems/buyerInfo`, (call, caller) => {
      const order = one(call, ['NextToken']);
      const items = order.lines.map((line) => ({
        OrderItemId: line.id,
        ...itemBuyerInfoOf(order, line, caller.restricted !== undefined),
      }));
      return payload({ AmazonOrderId: order.id, OrderItems: items });
    }),
  ];
}

const payload = (value: unknown): Answer => json(200, { payload: value });

function sightOf(caller: Caller): Sight {
  const elements = caller.restricted?.flatMap((one) => one.dataElements) ?? [];
  return { address: elements.includes('shippingAddress'), buyer: elements.includes('buyerInfo') };
}

function getOrders(state: AmazonState, call: Call, caller: Caller): Answer {
  const query = readQuery(call.query);
  const marketplaces = query.list('MarketplaceIds', { max: 50 });
  const createdAfter = query.instant('CreatedAfter');
  const createdBefore = query.instant('CreatedBefore');
  const updatedAfter = query.instant('LastUpdatedAfter');
  const updatedBefore = query.instant('LastUpdatedBefore');
  const statuses = query.list('OrderStatuses', {
    known: [...Object.values(v0Statuses), 'Unfulfillable', 'InvoiceUnconfirmed'],
  });
  const channels = query.list('FulfillmentChannels', { known: ['MFN', 'AFN'] });
  const methods = query.list('PaymentMethods', { known: ['COD', 'CVS', 'Other'] });
  const ids = query.list('AmazonOrderIds', { max: 50 })?.map(orderId);
  const size = query.whole('MaxResultsPerPage', 1, 100) ?? 100;
  const token = query.text('NextToken');
  for (const name of unsupported) {
    if (query.text(name) !== undefined) throw invalid(`This lab finds no orders by ${name}.`);
  }
  if (!marketplaces) throw invalid('MarketplaceIds is required.');

  const key = keyOf(call.query);
  let page: PageToken;
  if (token !== undefined) {
    const found = state.pages.get(token);
    // The other parameters may be left out with a token, but not changed.
    if (!found || !isPartOf(key, found.query)) throw invalid('The NextToken is not valid for these parameters.');
    if (found.expiresAt <= call.now) throw invalid('The NextToken has expired.');
    page = found;
  } else {
    if (createdAfter !== undefined && updatedAfter !== undefined)
      throw invalid('Only one of CreatedAfter and LastUpdatedAfter.');
    if (createdAfter === undefined && updatedAfter === undefined && !ids)
      throw invalid('CreatedAfter or LastUpdatedAfter is required.');
    const by = updatedAfter === undefined ? 'created' : 'updated';
    if (by === 'created' ? updatedBefore !== undefined : createdBefore !== undefined) {
      throw invalid('The Before parameter must be of the same kind as the After parameter.');
    }
    const before = createdBefore ?? updatedBefore;
    if (before !== undefined && before > call.now - visibilityLag) {
      throw invalid('The Before time must be at least two minutes before the time of the request.');
    }
    const found = findVisible(
      state,
      { by, after: createdAfter ?? updatedAfter ?? 0, before: before ?? call.now - visibilityLag },
      call.now,
    ).filter(
      (order) =>
        marketplaces.includes(order.marketplace.id) &&
        (statuses?.includes(v0Statuses[statusOf(order)]) ?? true) &&
        (channels?.includes(order.shippedByAmazon ? 'AFN' : 'MFN') ?? true) &&
        (methods?.includes(String(renderV0(order, { address: false, buyer: false }, call.now).PaymentMethod)) ??
          true) &&
        (ids?.includes(order.id) ?? true),
    );
    page = {
      query: `${by} ${key}`,
      ids: found.map((order) => order.id),
      position: 0,
      before: before ?? call.now - visibilityLag,
      expiresAt: 0,
    };
  }
  const sight = sightOf(caller);
  page = perhapsOnceMore(state, page, size);
  const end = page.position + size;
  const orders = page.ids.slice(page.position, end).map((id) => renderV0(state.orders.get(id)!, sight, call.now));
  const bound = page.query.startsWith('created ') ? 'CreatedBefore' : 'LastUpdatedBefore';
  const next = end < page.ids.length ? state.random().token(48) : undefined;
  if (next) state.pages.set(next, { ...page, position: end, expiresAt: call.now + pageLife });
  return payload({ Orders: orders, ...(next ? { NextToken: next } : {}), [bound]: iso(page.before) });
}

const keyOf = (query: URLSearchParams): string =>
  [...query.entries()]
    .filter(([name]) => name !== 'NextToken')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

const isPartOf = (part: string, whole: string): boolean => {
  const all = whole.slice(whole.indexOf(' ') + 1).split('&');
  return part.split('&').every((one) => all.includes(one));
};
