import { iso } from '../../clock.ts';
import type { Call } from '../../system.ts';
import { visibilityLag } from '../state/confirm.ts';
import { statusOf } from '../state/order.ts';
import type { AmazonState, PageToken } from '../state/state.ts';
import type { Caller, Guarded } from './door.ts';
import { invalid, json } from './errors.ts';
import { findVisible, pageLife, perhapsOnceMore, visibleOrder } from './find-orders.ts';
import { readQuery } from './query.ts';
import { dataSets, renderOrder } from './render-v2026.ts';

export const statuses = [
  'PENDING_AVAILABILITY',
  'PENDING',
  'UNSHIPPED',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'CANCELLED',
  'UNFULFILLABLE',
];

const maySeePersons = (caller: Caller): boolean => caller.roles.has('direct-to-consumer-shipping');

export const getOrder = (state: AmazonState): Guarded => ({
  name: 'getOrder',
  method: 'get',
  path: '/orders/2026-01-01/orders/:orderId',
  role: 'inventory-and-order-tracking',
  answer(call, caller) {
    const query = readQuery(call.query);
    const sets = new Set(query.list('includedData', { known: dataSets }));
    const order = visibleOrder(state, call.params.orderId ?? '', call.now);
    return json(200, { order: renderOrder(order, sets, maySeePersons(caller), call.now) });
  },
});

export const searchOrders = (state: AmazonState): Guarded => ({
  name: 'searchOrders',
  method: 'get',
  path: '/orders/2026-01-01/orders',
  role: 'inventory-and-order-tracking',
  answer(call, caller) {
    const search = readSearch(call);
    const asked = search.token === undefined ? firstPage(state, search, call.now) : nextPage(state, search, call.now);
    const page = perhapsOnceMore(state, asked, search.size);
    const end = page.position + search.size;
    const orders = page.ids
      .slice(page.position, end)
      .map((id) => renderOrder(state.orders.get(id)!, search.sets, maySeePersons(caller), call.now));
    let pagination = {};
    if (end < page.ids.length) {
      const nextToken = state.random().token(48);
      state.pages.set(nextToken, { ...page, position: end, expiresAt: call.now + pageLife });
      pagination = { pagination: { nextToken } };
    }
    return json(200, {
      orders,
      ...pagination,
      [search.by === 'created' ? 'createdBefore' : 'lastUpdatedBefore']: iso(page.before),
    });
  },
});

interface Search {
  readonly by: 'created' | 'updated';
  readonly after: number;
  readonly before: number | undefined;
  readonly statuses: readonly string[] | undefined;
  readonly marketplaces: readonly string[] | undefined;
  readonly fulfilledBy: readonly string[] | undefined;
  readonly size: number;
  readonly sets: ReadonlySet<string>;
  readonly token: string | undefined;
  /** Everything but the token, in one text: a token is good for this only. */
  readonly key: string;
}

function readSearch(call: Call): Search {
  const query = readQuery(call.query);
  const createdAfter = query.instant('createdAfter');
  const createdBefore = query.instant('createdBefore');
  const updatedAfter = query.instant('lastUpdatedAfter');
  const updatedBefore = query.instant('lastUpdatedBefore');
  const search = {
    statuses: query.list('fulfillmentStatuses', { known: statuses }),
    marketplaces: query.list('marketplaceIds', { max: 50 }),
    fulfilledBy: query.list('fulfilledBy', { known: ['MERCHANT', 'AMAZON'] }),
    size: query.whole('maxResultsPerPage', 1, 100) ?? 100,
    sets: new Set(query.list('includedData', { known: dataSets })),
    token: query.text('paginationToken'),
  };
  if ((createdAfter === undefined) === (updatedAfter === undefined)) {
    throw invalid('Exactly one of createdAfter and lastUpdatedAfter is required.');
  }
  const by = createdAfter === undefined ? 'updated' : 'created';
  if (by === 'created' ? updatedBefore !== undefined : createdBefore !== undefined) {
    throw invalid('The Before parameter must be of the same kind as the After parameter.');
  }
  const after = (createdAfter ?? updatedAfter)!;
  const before = by === 'created' ? createdBefore : updatedBefore;
  if (before !== undefined && before < after) throw invalid('The Before time must not be earlier than the After time.');
  if (search.token === undefined && before !== undefined && before > call.now - visibilityLag) {
    throw invalid('The Before time must be at least two minutes before the time of the request.');
  }
  const key = [...call.query.entries()]
    .filter(([name]) => name !== 'paginationToken')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
  return { by, after, before, ...search, key };
}

/** Later pages go on in this list: an order is neither skipped nor seen twice. */
function firstPage(state: AmazonState, search: Search, now: number): PageToken {
  const before = search.before ?? now - visibilityLag;
  const found = findVisible(state, { by: search.by, after: search.after, before }, now).filter(
    (order) =>
      (search.statuses?.includes(statusOf(order)) ?? true) &&
      (search.marketplaces?.includes(order.marketplace.id) ?? true) &&
      (search.fulfilledBy?.includes(order.shippedByAmazon ? 'AMAZON' : 'MERCHANT') ?? true),
  );
  return { query: search.key, ids: found.map((order) => order.id), position: 0, before, expiresAt: 0 };
}

function nextPage(state: AmazonState, search: Search, now: number): PageToken {
  const page = state.pages.get(search.token!);
  if (!page) throw invalid('The pagination token is not valid.');
  if (page.query !== search.key) throw invalid('The pagination token belongs to other parameters.');
  if (page.expiresAt <= now) throw invalid('The pagination token has expired.');
  return page;
}
