import { eachHold } from '../../src/flow/desk/holds.ts';
import { eachOrder, type ListedOrder } from '../../src/flow/desk/orders.ts';
import type { Context, HoldView } from '../../src/flow/types.ts';

/** Every order as lists show it, by shop and number. */
export async function allOrders(ctx: Context): Promise<Omit<ListedOrder, 'key'>[]> {
  const orders = await Array.fromAsync(eachOrder(ctx), ({ key: _, ...order }) => order);
  return orders.sort((a, b) => (a.shop + a.number < b.shop + b.number ? -1 : 1));
}

/** Every open hold, in the order of the list. */
export function allHolds(ctx: Context): Promise<HoldView[]> {
  return Array.fromAsync(eachHold(ctx), ({ key: _, ...hold }) => hold);
}
