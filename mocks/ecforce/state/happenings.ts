import { transfer } from '../catalog.ts';
import type { Order } from './order.ts';

/** The buyer's money comes, or the examination passes; false = nothing to pay. */
export function pay(order: Order, now: number): boolean {
  if (order.state === 'canceled' || order.deletedAt !== undefined) return false;
  if (!['waiting', 'credit_exam_processing', 'credit_exam_hold', 'auth_failed'].includes(order.paymentState))
    return false;
  order.paymentState =
    order.paymentState === 'auth_failed'
      ? 'authed'
      : order.methodId === transfer
        ? 'completed'
        : 'credit_exam_completed';
  order.updatedAt = now;
  return true;
}

/** Cancelled by the shop for the buyer; goods that have gone are not. The payment is voided with it (trust B: the other way round). */
export function cancel(order: Order, now: number): boolean {
  if (['shipped', 'canceled', 'returned'].includes(order.state) || order.deletedAt !== undefined) return false;
  order.state = 'canceled';
  order.paymentState = 'voided';
  order.updatedAt = now;
  return true;
}
