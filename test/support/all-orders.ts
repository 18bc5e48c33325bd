import { eachOrder, type ListedOrder } from '../../src/flow/desk/orders.ts';
import type { Context } from '../../src/flow/types.ts';

/** Every order as lists show it, by shop and number. */
export async function allOrders(ctx: Context): Promise<Omit<ListedOrder, 'key'>[]> {
  const orders = await Array.fromAsync(eachOrder(ctx), ({ key: _, ...order }) => order);
  return orders.sort((a, b) => (a.shop + a.number < b.shop + b.number ? -1 : 1));
}
