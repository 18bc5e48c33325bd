import { iso } from '../clock.ts';
import type { Holdings } from '../system.ts';
import { totalOf } from './state/order.ts';
import type { EcforceState } from './state/state.ts';

/** What really happened at the lab's ecforce. Times are ISO instants. */
export function ecforceHoldings(state: EcforceState): Holdings {
  return {
    orders: [...state.orders.values()].map((order) => ({
      id: order.id,
      number: order.number,
      state: order.state,
      paymentState: order.paymentState,
      isDeleted: order.deletedAt !== undefined,
      placedAt: iso(order.createdAt),
      lines: order.items.map((one) => `${one.sku}*${one.quantity}`).join(' '),
      total: totalOf(order),
      subscription: order.subscription ? `${order.subscription.number} ${order.subscription.times}` : '',
      addresses: order.shipping.length,
      carrierId: order.carrierId ?? '',
      slip: order.slip,
      slips: Object.entries(order.slips)
        .map(([address, slip]) => `${address}:${slip}`)
        .join(' '),
      shippedAt: order.shippedAt,
    })),
    told: state.told.map((one) => ({ ...one, at: iso(one.at) })),
    stock: [...state.stock.values()].map((one) => ({ ...one })),
    calls: [{ day: state.access.used.day, used: state.access.used.calls, perDay: state.access.perDay }],
    states: [...state.states].map(([code, label]) => ({ code, label })),
    habits: Object.entries(state.habits).map(([name, value]) => ({ name, value })),
  };
}
