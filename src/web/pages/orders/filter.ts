import { type OrdersQuery, queryValues } from '../../../flow/desk/orders-query.ts';
import { withQuery } from '../../parts/links.tsx';

/** The list's address with some of it changed. */
export function ordersPath(query: OrdersQuery, change: Partial<OrdersQuery> = {}): string {
  const changed = { ...query, ...change };
  return withQuery('/orders', { ...queryValues(changed), after: changed.after });
}
