import type { Page } from '../../connectors/contract.ts';
import type { Order } from '../../core/order.ts';
import { openHolds } from '../decide/index.ts';
import type { Context } from '../types.ts';

/**
 * Orders that came without personal data because the permission was missing are read again when it is back: a marketplace
 * does not count a permission as a change of its orders, so no later pull would ever bring them. One order is asked for
 * per pull (the newest: old ones may stay empty for good reasons); once it comes whole, all the others are.
 *
 * @param take takes a page in
 */
export async function readOrdersWithoutPermission(
  ctx: Context,
  shop: string,
  take: (page: Page) => Promise<void>,
): Promise<void> {
  const readOrders = ctx.link?.(shop)?.connection.readOrders;
  if (!readOrders) return;
  const [newest, ...others] = await ordersWithoutPermission(ctx, shop);
  if (newest === undefined) return;
  for await (const page of readOrders([newest])) await take(page);
  if ((await ordersWithoutPermission(ctx, shop)).some((one) => one.number === newest.number)) return;
  for await (const page of readOrders(others)) await take(page);
}

/** Orders that wait for their personal data, the newest first. */
async function ordersWithoutPermission(ctx: Context, shop: string): Promise<Order[]> {
  const held = (await ctx.store.shipments({ shop, states: ['held'] })).filter((one) =>
    openHolds(one).some((hold) => hold.code === 'address-withheld'),
  );
  const numbers = [...new Set(held.map((one) => one.shipment.orderNumber))];
  if (numbers.length === 0) return [];
  const orders = await ctx.store.orders({ shop, numbers });
  return orders
    .toSorted((a, b) => (b.order.orderedAt ?? '').localeCompare(a.order.orderedAt ?? ''))
    .map((one) => one.order);
}
