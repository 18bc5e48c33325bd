import type { Arrangement } from '../core/arrangement.ts';
import type { Order } from '../core/order.ts';
import type { Reads, StoredOrder } from '../store/types.ts';

/** Today's content of every order whose goods travel in a parcel of these orders (同梱), by order number. */
export async function carriedOrders(
  reads: Pick<Reads, 'orders'>,
  shop: string,
  carriers: readonly StoredOrder[],
): Promise<Map<string, Order>> {
  const numbers = [...new Set(carriers.flatMap((one) => one.arrangement?.bundled.map((link) => link.order) ?? []))];
  const orders = numbers.length === 0 ? [] : await reads.orders({ shop, numbers });
  return new Map(orders.map((one) => [one.order.number, one.order]));
}

export function carriedBy(arrangement: Arrangement | undefined, known: ReadonlyMap<string, Order>): readonly Order[] {
  return (arrangement?.bundled ?? []).flatMap((link) => known.get(link.order) ?? []);
}
