import type { Page } from '../contract.ts';
import type { Client } from './client.ts';
import type { Found } from './search.ts';

/** Read layout of the pages that we make. */
export const ordersLayout = 'shopserve-orders-api';

/** Orders as they came, as a page of their own. */
export function makePage(client: Client, orders: readonly Found[], cursor: string, name: string): Page {
  const stamp = client.io.now().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  const text = JSON.stringify({ contents: orders.map((one) => one.order) });
  return {
    document: { name: `shopserve-${name}-${stamp}.json`, mediaType: 'application/json', bytes: Buffer.from(text) },
    layout: ordersLayout,
    cursor,
    orders: orders.length,
  };
}
