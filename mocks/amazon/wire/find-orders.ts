import { isVisible } from '../state/confirm.ts';
import type { AmazonOrder } from '../state/order.ts';
import type { AmazonState, PageToken } from '../state/state.ts';
import { invalid, Refused } from './errors.ts';

/** Life of a page token, ms (trust A). */
export const pageLife = 24 * 3_600_000;

/** @throws Refused when this is no order number */
export function orderId(text: string): string {
  if (!/^\d{3}-\d{7}-\d{7}$/.test(text)) throw invalid('Invalid Input', 'The order id must be in 3-7-7 format.');
  return text;
}

/** @throws Refused 404 when there is no such order, or none yet to be seen */
export function visibleOrder(state: AmazonState, id: string, now: number): AmazonOrder {
  const order = state.orders.get(orderId(id));
  if (!order || !isVisible(order, now)) throw new Refused(404, 'NotFound', `The order ${id} was not found.`);
  return order;
}

/** Orders of a time span, both ends included, oldest first (the order is trust C). */
export function findVisible(
  state: AmazonState,
  span: { readonly by: 'created' | 'updated'; readonly after: number; readonly before: number },
  now: number,
): AmazonOrder[] {
  const time = (order: AmazonOrder) => (span.by === 'created' ? order.createdAt : order.updatedAt);
  return [...state.orders.values()]
    .filter((order) => time(order) >= span.after && time(order) <= span.before && isVisible(order, now))
    .sort((a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1));
}

/** The page that was asked for, or the one before it again when the lab was told to go round. */
export function perhapsOnceMore(state: AmazonState, page: PageToken, size: number): PageToken {
  if (state.pagesToRepeat === 0 || page.position === 0) return page;
  state.pagesToRepeat -= 1;
  return { ...page, position: Math.max(0, page.position - size) };
}
