import type { Outcome, Page } from '../../connectors/contract.ts';
import type { Order } from '../../core/order.ts';
import { eachRow } from '../../store/each-row.ts';
import type { OrderListFilter } from '../../store/types.ts';
import type { Context } from '../types.ts';

/**
 * Orders that came without personal data because the permission was missing are read again when it is back: a marketplace
 * does not count a permission as a change of its orders, so no later pull would ever bring them. One order is asked for
 * per pull (the newest: old ones may stay empty for good reasons); once it comes whole, all the others are.
 *
 * @param search takes the pages of a search in; what ended it early comes back
 */
export async function readOrdersWithoutPermission(
  ctx: Context,
  shop: string,
  search: (pages: AsyncIterable<Page>) => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
  const readOrders = ctx.link?.(shop)?.connection.readOrders;
  if (!readOrders) return undefined;
  const [newest, ...others] = await ordersWithoutPermission(ctx, shop);
  if (newest === undefined) return undefined;
  const failed = await search(readOrders([newest]));
  if (failed || others.length === 0) return failed;
  const isStillHeld = (await ordersWithoutPermission(ctx, shop)).some((one) => one.number === newest.number);
  return isStillHeld ? undefined : search(readOrders(others));
}

/** Orders that wait for their personal data, the newest first. */
async function ordersWithoutPermission(ctx: Context, shop: string): Promise<Order[]> {
  const filter: OrderListFilter = { shop, holds: ['address-withheld'], states: ['held'] };
  const waiting = eachRow((page) => ctx.store.listOrders(filter, page));
  const numbers = await Array.fromAsync(waiting, (row) => row.number);
  if (numbers.length === 0) return [];
  const orders = await ctx.store.orders({ shop, numbers });
  return orders
    .toSorted((a, b) => (b.order.orderedAt ?? '').localeCompare(a.order.orderedAt ?? ''))
    .map((one) => one.order);
}
