import { CallFailed, type HttpAnswer, type KnownOrder, type Page, type PullWindow } from '../contract.ts';
import { watchEmptyPages } from '../empty-pages.ts';
import type { Client, Request } from './client.ts';
import { afterPage, type Cursor, isEmpty, openCursor, withoutToken } from './cursor.ts';
import { garbled } from './errors.ts';
import { stamp } from './orders.ts';
import type { Operation } from './rates.ts';

export const ordersV0Layout = 'amazon-orders-v0';

const notShipped = 'PendingAvailability,Pending,Unshipped,PartiallyShipped,Canceled';

type Json = Record<string, unknown>;

/** A restricted token lives an hour; a pull by v0 may take longer. */
const restrictedLife = 50 * 60_000;

/**
 * Orders v0, for shops that still read with it (Amazon ends it on 2027-03-27). Personal data needs a restricted data token;
 * without the role Amazon refuses the token and the orders come without them. The items of an order are fetched one by one
 * and put under `OrderItems`; everything else is Amazon's answer. Source: ordersV0 model, trust A.
 */
export async function* pullOrdersV0(client: Client, window: PullWindow): AsyncGenerator<Page> {
  let cursor = openCursor(window, client.io.now());
  if (isEmpty(cursor)) return;
  const reader = openReader(client);
  const watchEmpty = watchEmptyPages();
  let isAnew = false;
  for (let restarted = false; ; ) {
    const body = await reader.get('v0.getOrders', '/orders/v0/orders', listQuery(client, cursor));
    if (body === 'refused' && cursor.token !== undefined && !restarted) {
      cursor = withoutToken(cursor);
      restarted = true;
      isAnew = true;
      continue;
    }
    if (body === 'refused' || body === undefined || !Array.isArray(body.Orders))
      throw new CallFailed({
        kind: 'retry',
        code: 'search-refused',
        args: { system: 'Amazon', operation: 'getOrders', reason: '－' },
      });
    watchEmpty(body.Orders.length);
    const orders: Json[] = [];
    for (const order of body.Orders as Json[]) orders.push(await reader.withItems(order));
    const now = client.io.now();
    const next = typeof body.NextToken === 'string' && body.NextToken !== '' ? body.NextToken : undefined;
    const bound = typeof body.LastUpdatedBefore === 'string' ? body.LastUpdatedBefore : undefined;
    cursor = afterPage(cursor, next, bound, now.toString());
    if (orders.length > 0) {
      const page = pageOf(orders, JSON.stringify(cursor), `amazon-orders-v0-${stamp(now)}.json`);
      yield isAnew ? { ...page, restarted: true } : page;
      isAnew = false;
    }
    if (cursor.token === undefined) return;
  }
}

export async function* readOrdersV0(client: Client, known: readonly KnownOrder[]): AsyncGenerator<Page> {
  const reader = openReader(client);
  for (const { number } of known) {
    const order = await reader.get('v0.getOrder', `/orders/v0/orders/${encodeURIComponent(number)}`);
    if (order === undefined) continue;
    if (order === 'refused') continue;
    const whole = await reader.withItems(order);
    yield pageOf([whole], '', `amazon-order-v0-${number}-${stamp(client.io.now())}.json`);
  }
}

function pageOf(orders: readonly Json[], cursor: string, name: string): Page {
  const bytes = Buffer.from(JSON.stringify({ payload: { Orders: orders } }), 'utf8');
  const document = { name, mediaType: 'application/json', bytes };
  return { document, layout: ordersV0Layout, cursor, orders: orders.length };
}

function listQuery(client: Client, cursor: Cursor): Request['query'] {
  const { settings } = client;
  return {
    MarketplaceIds: settings['marketplace-id'],
    ...(cursor.by === 'created'
      ? { CreatedAfter: cursor.after, CreatedBefore: cursor.before }
      : { LastUpdatedAfter: cursor.after, LastUpdatedBefore: cursor.before }),
    ...(cursor.first && { OrderStatuses: notShipped }),
    FulfillmentChannels: 'MFN',
    MaxResultsPerPage: settings['page-size'],
    NextToken: cursor.token,
  };
}

interface Reader {
  /** The `payload`; `refused` for HTTP 400, undefined for an unknown order. */
  get(operation: Operation, path: string, query?: Request['query']): Promise<Json | 'refused' | undefined>;
  withItems(order: Json): Promise<Json>;
}

function openReader(client: Client): Reader {
  let restricted: { readonly token: string | undefined; readonly until: number } | undefined;
  const get: Reader['get'] = async (operation, path, query) => {
    const now = client.io.now().epochMilliseconds;
    if (!restricted || restricted.until <= now)
      restricted = { token: await restrictedToken(client), until: now + restrictedLife };
    const { token } = restricted;
    const sent = await client.send(operation, {
      method: 'GET',
      path,
      ...(query && { query }),
      effect: 'read',
      ...(token !== undefined && { token }),
    });
    if (sent.failed && sent.answer?.status === 404) return undefined;
    if (sent.failed && sent.answer?.status === 400) return 'refused';
    if (sent.failed) throw new CallFailed(sent.failed);
    return payloadOf(sent.answer, operation);
  };
  return {
    get,
    async withItems(order) {
      const number = String(order.AmazonOrderId);
      const items: unknown[] = [];
      for (let next: string | undefined, more = true; more; more = next !== undefined) {
        const path = `/orders/v0/orders/${encodeURIComponent(number)}/orderItems`;
        const body = await get('v0.getOrderItems', path, next === undefined ? undefined : { NextToken: next });
        if (body === undefined || body === 'refused' || !Array.isArray(body.OrderItems))
          throw new CallFailed({
            kind: 'retry',
            code: 'shop-garbled',
            args: { system: 'Amazon', operation: 'getOrderItems' },
          });
        items.push(...(body.OrderItems as unknown[]));
        next = typeof body.NextToken === 'string' && body.NextToken !== '' ? body.NextToken : undefined;
      }
      return { ...order, OrderItems: items };
    },
  };
}

function payloadOf(answer: HttpAnswer, operation: Operation): Json {
  const payload = (answer.json() as { payload?: unknown } | undefined)?.payload;
  if (typeof payload !== 'object' || payload === null) throw new CallFailed(garbled(answer, operation, 'read'));
  return payload as Json;
}

/** Undefined when the role is missing: then Amazon leaves the people out. */
async function restrictedToken(client: Client): Promise<string | undefined> {
  const dataElements = ['buyerInfo', 'shippingAddress'];
  const sent = await client.send('createRestrictedDataToken', {
    method: 'POST',
    path: '/tokens/2021-03-01/restrictedDataToken',
    body: {
      restrictedResources: [
        { method: 'GET', path: '/orders/v0/orders', dataElements },
        { method: 'GET', path: '/orders/v0/orders/{orderId}', dataElements },
        { method: 'GET', path: '/orders/v0/orders/{orderId}/orderItems', dataElements: ['buyerInfo'] },
      ],
    },
    effect: 'read',
  });
  if (sent.failed && (sent.answer?.status === 403 || sent.answer?.status === 400)) return undefined;
  if (sent.failed) throw new CallFailed(sent.failed);
  const token = (sent.answer.json() as { restrictedDataToken?: unknown } | undefined)?.restrictedDataToken;
  if (typeof token !== 'string') throw new CallFailed(garbled(sent.answer, 'createRestrictedDataToken', 'read'));
  return token;
}
