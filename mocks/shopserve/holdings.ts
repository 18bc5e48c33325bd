import { iso } from '../clock.ts';
import type { Holdings } from '../system.ts';
import { grandTotal, isShipped } from './state/order.ts';
import type { ShopserveState } from './state/state.ts';

const at = (ms: number | undefined): string => (ms === undefined ? '' : iso(ms));

/** What really happened at the lab's shopserve. Times are ISO instants. */
export function shopserveHoldings(state: ShopserveState): Holdings {
  const orders = [...state.orders.values()];
  return {
    orders: orders.map((order) => ({
      serialCode: order.serialCode,
      orderNo: order.orderNo,
      placedAt: iso(order.createdAt),
      method: order.method,
      isPaid: order.paidAt !== undefined,
      settlement: order.settlement,
      isConfirmed: order.confirmedAt !== undefined,
      isCancelled: order.cancelledAt !== undefined,
      isShipped: isShipped(order),
      isCompleted: order.completedAt !== undefined,
      total: grandTotal(order),
      deliveries: order.deliveries.length,
    })),
    deliveries: orders.flatMap((order) =>
      order.deliveries.map((one) => ({
        serialCode: order.serialCode,
        orderNo: order.orderNo,
        no: one.no,
        temperature: one.temperature,
        company: one.company ?? '',
        slipNo: one.slipNo,
        shippedDate: one.shippedDate,
        shippedAt: at(one.shippedAt),
      })),
    ),
    acts: state.acts.map((one) => ({ ...one, at: iso(one.at) })),
    stock: [...state.goods.values()].flatMap((goods) =>
      goods.patterns.map(({ values, quantity, threshold }) => ({
        code: goods.code,
        variation: values.join('/'),
        quantity,
        threshold,
      })),
    ),
    stockChanges: state.stockChanges.map((one) => ({ ...one, at: iso(one.at) })),
    access: [{ calls: state.access.calls, wrongKeys: state.access.refused.length, isClosed: state.isClosed }],
    habits: Object.entries(state.habits).map(([name, value]) => ({ name, value })),
  };
}
