import { CallFailed, type KnownOrder, type Page, type PullWindow } from '../contract.ts';
import { watchEmptyPages } from '../empty-pages.ts';
import type { Client, Sent } from './client.ts';
import { afterPage, type Cursor, isEmpty, openCursor, withoutToken } from './cursor.ts';
import { garbled } from './errors.ts';
import { searchRefused, withSections } from './included-data.ts';

export const ordersLayout = 'amazon-orders-v2026';

/** On the first pull: orders that somebody shipped before the bridge was there are none of its business. */
const notShipped = 'PENDING_AVAILABILITY,PENDING,UNSHIPPED,PARTIALLY_SHIPPED,CANCELLED';

interface Answer {
  readonly orders?: unknown;
  readonly pagination?: { readonly nextToken?: unknown };
  readonly lastUpdatedBefore?: unknown;
}

/**
 * Orders that changed since the cursor, page by page (`searchOrders` of Orders v2026-01-01, only orders that the seller
 * ships). The stored document is Amazon's answer as it came. Throws `CallFailed`.
 */
export async function* pullOrders(client: Client, window: PullWindow): AsyncGenerator<Page> {
  let cursor = openCursor(window, client.io.now());
  if (isEmpty(cursor)) return;
  const watchEmpty = watchEmptyPages();
  let isAnew = false;
  for (let restarted = false; ; ) {
    const sent = await search(client, cursor);
    if (sent.failed && sent.answer?.status === 400 && cursor.token !== undefined && !restarted) {
      // The token died or was bound to other parameters: the same search once more from its beginning.
      cursor = withoutToken(cursor);
      restarted = true;
      isAnew = true;
      continue;
    }
    const { answer, body, orders } = read(sent);
    watchEmpty(orders);
    const next = body.pagination?.nextToken;
    const bound = typeof body.lastUpdatedBefore === 'string' ? body.lastUpdatedBefore : undefined;
    const now = client.io.now();
    cursor = afterPage(cursor, typeof next === 'string' && next !== '' ? next : undefined, bound, now.toString());
    if (orders > 0) {
      yield {
        document: { name: `amazon-orders-${stamp(now)}.json`, mediaType: 'application/json', bytes: answer.bytes },
        layout: ordersLayout,
        cursor: JSON.stringify(cursor),
        orders,
        ...(isAnew && { restarted: true as const }),
      };
      isAnew = false;
    }
    if (cursor.token === undefined) return;
  }
}

async function search(client: Client, cursor: Cursor): Promise<Sent> {
  const { settings } = client;
  return withSections((includedData) =>
    client.send('searchOrders', {
      method: 'GET',
      path: '/orders/2026-01-01/orders',
      query: {
        ...(cursor.by === 'created'
          ? { createdAfter: cursor.after, createdBefore: cursor.before }
          : { lastUpdatedAfter: cursor.after, lastUpdatedBefore: cursor.before }),
        ...(cursor.first && { fulfillmentStatuses: notShipped }),
        marketplaceIds: settings['marketplace-id'],
        fulfilledBy: 'MERCHANT',
        maxResultsPerPage: settings['page-size'],
        includedData,
        paginationToken: cursor.token,
      },
      effect: 'read',
    }),
  );
}

function read(sent: Sent): { answer: NonNullable<Sent['answer']>; body: Answer; orders: number } {
  if (sent.failed) throw new CallFailed(searchRefused(sent, 'searchOrders'));
  const body = sent.answer.json() as Answer | undefined;
  if (!Array.isArray(body?.orders) || !body.orders.every(isOrder))
    throw new CallFailed(garbled(sent.answer, 'searchOrders', 'read'));
  return { answer: sent.answer, body, orders: body.orders.length };
}

/** The members that the model calls required and that nothing works without. */
function isOrder(order: { orderId?: unknown; orderItems?: unknown } | null): boolean {
  return typeof order?.orderId === 'string' && Array.isArray(order.orderItems);
}

/** Today's truth of single orders (`getOrder`), one page each, in the layout of the search. Unknown orders are left out. */
export async function* readOrders(client: Client, known: readonly KnownOrder[]): AsyncGenerator<Page> {
  for (const { number } of known) {
    const sent = await withSections((includedData) =>
      client.send('getOrder', {
        method: 'GET',
        path: `/orders/2026-01-01/orders/${encodeURIComponent(number)}`,
        query: { includedData },
        effect: 'read',
      }),
    );
    if (sent.failed && sent.answer?.status === 404) continue;
    if (sent.failed) throw new CallFailed(searchRefused(sent, 'getOrder'));
    const order = (sent.answer.json() as { order?: Parameters<typeof isOrder>[0] } | undefined)?.order ?? null;
    if (!isOrder(order)) throw new CallFailed(garbled(sent.answer, 'getOrder', 'read'));
    const bytes = Buffer.from(JSON.stringify({ orders: [order] }), 'utf8');
    const name = `amazon-order-${number}-${stamp(client.io.now())}.json`;
    yield { document: { name, mediaType: 'application/json', bytes }, layout: ordersLayout, cursor: '', orders: 1 };
  }
}

/** `20261121T093000Z`, for file names. */
export function stamp(now: Temporal.Instant): string {
  return now.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}
