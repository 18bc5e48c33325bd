import { LabRefused } from '../../system.ts';
import { type Cart, hasCancelRequest, isCancelled, type Order, statusOf } from './order.ts';

/**
 * The buyer cancels by himself: possible until a day of shipping is registered, booked items excepted (trust B). Done at once; an
 * unpaid order ends as 未入金キャンセル.
 *
 * @returns false when the buyer must ask instead
 */
export function cancelFreely(cart: Cart, order: Order, now: number): boolean {
  if (isCancelled(order) || hasCancelRequest(order)) return false;
  const status = statusOf(cart, order);
  if (status > 2 || (status === 2 && order.sendType !== 0)) return false;
  order.claim = {
    status: status === 1 ? 16 : 3,
    reason: status === 1 ? '入金前キャンセル' : '購入者都合',
    requestedAt: now,
    completedAt: now,
  };
  return true;
}

/** キャンセル要請: the seller must accept. Not once the parcel is on its way. */
export function requestCancel(cart: Cart, order: Order, reason: string, now: number): boolean {
  const status = statusOf(cart, order);
  const mustAsk = status === 3 || (status === 2 && order.sendType !== 0);
  if (!mustAsk || isCancelled(order) || hasCancelRequest(order)) return false;
  order.claim = { status: 1, reason, requestedAt: now };
  return true;
}

/** The seller accepts in QSM: キャンセル完了. */
export function acceptCancel(order: Order, now: number): void {
  if (!order.claim || !hasCancelRequest(order)) throw new LabRefused(`order ${order.orderNo} has no cancel request`);
  order.claim = { ...order.claim, status: 3, completedAt: now };
}

/** The buyer takes the request back: the order goes on as if nothing had been. */
export function withdrawCancel(order: Order): void {
  if (!hasCancelRequest(order)) throw new LabRefused(`order ${order.orderNo} has no cancel request`);
  delete order.claim;
}

/** A parcel comes back: 返品要請 4, 返品中 5, 返品完了 6. */
export function returnGoods(cart: Cart, order: Order, status: 4 | 5 | 6, now: number): void {
  if (statusOf(cart, order) < 4) throw new LabRefused(`order ${order.orderNo} is not on its way`);
  const claim = { status, reason: 'サイズ違い', requestedAt: order.claim?.requestedAt ?? now };
  order.claim = status === 6 ? { ...claim, completedAt: now } : claim;
}
