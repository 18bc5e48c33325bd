import { iso } from '../clock.ts';
import type { Holdings } from '../system.ts';
import { isCancelled, statusOf, totalOf } from './state/order.ts';
import type { Qoo10State } from './state/state.ts';

const at = (ms: number | undefined): string => (ms === undefined ? '' : iso(ms));

/** What really happened at the lab's Qoo10. Times are ISO instants. */
export function qoo10Holdings(state: Qoo10State): Holdings {
  return {
    orders: [...state.orders.values()].map(({ cart, order }) => ({
      orderNo: String(order.orderNo),
      packNo: String(cart.packNo),
      status: statusOf(cart, order),
      isCancelled: isCancelled(order),
      claim: order.claim?.status ?? '',
      sellerItemCode: order.sellerItemCode,
      optionCode: order.optionCode,
      quantity: order.quantity,
      total: totalOf(order),
      carrier: order.carrier,
      placedAt: iso(cart.createdAt),
      paidAt: at(cart.paidAt),
      confirmedAt: at(order.confirmed?.at),
      shipOn: order.confirmed?.shipOn ?? '',
      sentAt: at(order.sent?.at),
      company: order.sent?.company ?? '',
      trackingNo: order.sent?.trackingNo ?? '',
      deliveredAt: at(order.deliveredAt),
      cancelledAt: at(isCancelled(order) ? order.claim?.completedAt : undefined),
    })),
    told: state.told.map((one) => ({ ...one, at: iso(one.at) })),
    stock: [...state.items.values()].flatMap((item) => {
      const common = { itemNo: item.itemNo, sellerCode: item.sellerCode, kind: item.kind, status: item.status };
      const end = { price: item.price, expireDate: item.expireDate };
      if (item.kind === 'plain') return [{ ...common, option: '', code: '', quantity: item.quantity, ...end }];
      return item.rows.map((row) => ({
        ...common,
        option: row.values.join('/'),
        code: row.code,
        quantity: row.quantity,
        ...end,
      }));
    }),
    stockChanges: state.stockChanges.map((one) => ({ ...one, at: iso(one.at) })),
    keys: [...state.access.keys.values()].map((key) => ({
      issuedAt: iso(key.issuedAt),
      expiresAt: iso(key.expiresAt),
      isDead: key.isDead,
    })),
    habits: Object.entries(state.habits).map(([name, value]) => ({ name, value })),
  };
}
