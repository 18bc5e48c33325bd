import type { Page } from '../contract.ts';
import { type Cart, pageOrder } from './cart.ts';
import type { Client } from './client.ts';
import type { Goods } from './goods.ts';

/** Read layout of the pages that we make. */
export const ordersLayout = 'qoo10-orders-v3';

/**
 * A page: the rows of some purchases as Qoo10 gave them (its answers have no pages, and lines of one purchase lie apart), with what
 * other calls say of them. Throws `CallFailed`.
 */
export async function makePage(
  client: Client,
  goods: Goods,
  carts: readonly Cart[],
  cursor: string,
  name: string,
): Promise<Page> {
  const orders = [];
  for (const cart of carts) orders.push(await pageOrder(cart, goods, client.settings));
  const stamp = client.io.now().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  const text = JSON.stringify({ method: 'ShippingBasic.GetShippingInfo_v3', orders });
  return {
    document: { name: `qoo10-${name}-${stamp}.json`, mediaType: 'application/json', bytes: Buffer.from(text) },
    layout: ordersLayout,
    cursor,
    orders: carts.length,
  };
}
