import { iso } from '../clock.ts';
import type { Ledger, OrderRecord } from '../ledger/types.ts';
import { type AmazonOrder, statusOf } from './state/order.ts';
import type { AmazonState, Confirmation } from './state/state.ts';

export function amazonLedger(state: AmazonState, system: string): Ledger {
  const record = (order: AmazonOrder, told: readonly Confirmation[]): OrderRecord => ({
    system,
    numbers: [order.id, ...(order.alias === undefined ? [] : [order.alias])],
    name: order.address.name,
    status: statusOf(order),
    placedAt: iso(order.createdAt),
    paidAt: '',
    isPaid: order.waitsFor !== 'payment',
    isCancelled: order.cancelled !== undefined,
    isShipped: statusOf(order) === 'SHIPPED',
    lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    told: told.map((one) => ({
      at: iso(one.at),
      parcel: one.packageReferenceId,
      number: one.trackingNumber,
      carrier: order.packages.find((parcel) => parcel.ref === one.packageReferenceId)?.carrierCode ?? '',
      via: one.via,
      effect: one.effect === 'refused' ? 'refused' : one.effect === 'unchanged' ? 'same' : 'done',
      reason: one.reason,
    })),
  });
  return {
    order(number) {
      const order = state.orders.get(number) ?? [...state.orders.values()].find((one) => one.alias === number);
      return (
        order &&
        record(
          order,
          state.confirmations.filter((one) => one.orderId === order.id),
        )
      );
    },
    orders(limit) {
      const told = Map.groupBy(state.confirmations, (one) => one.orderId);
      const orders = [...state.orders.values()].slice(-limit).reverse();
      return orders.map((order) => record(order, told.get(order.id) ?? []));
    },
    stock(sku, place) {
      const listing = state.listings.get(sku);
      const rows = listing?.coming?.availability ?? listing?.availability ?? [];
      const row = rows.find((one) => place === '' || one.fulfillment_channel_code === place);
      return row && (row.quantity ?? null);
    },
  };
}
