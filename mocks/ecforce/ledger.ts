import { iso } from '../clock.ts';
import type { Ledger, OrderRecord } from '../ledger/types.ts';
import type { Order } from './state/order.ts';
import { byNumber, type EcforceState, stockKey, type Told } from './state/state.ts';

const paid = ['authed', 'completed', 'credit_exam_completed', 'cash_on_delivery_authed'];

/** Parcels are addresses, of orders that go to several. */
export function ecforceLedger(state: EcforceState, system: string): Ledger {
  const record = (order: Order, told: readonly Told[]): OrderRecord => ({
    system,
    numbers: [order.number, String(order.id)],
    name: `${order.shipping[0]?.name01 ?? ''} ${order.shipping[0]?.name02 ?? ''}`.trim(),
    status: state.states.get(order.state) ?? order.state,
    placedAt: iso(order.createdAt),
    paidAt: '',
    isPaid: paid.includes(order.paymentState),
    isCancelled: order.state === 'canceled' || order.deletedAt !== undefined,
    isShipped: order.shippedAt !== '',
    lines: order.items.map(({ sku, quantity }) => ({ sku, quantity })),
    told: told
      .filter((one) => one.what === 'shipping')
      .map((one) => {
        const [number = '', , carrierId = ''] = one.value.split(' ');
        return {
          at: iso(one.at),
          parcel: one.parcel ?? '',
          number,
          carrier: state.carriers.find(({ id }) => String(id) === carrierId)?.name ?? carrierId,
          via: 'API',
          effect: one.effect,
          reason: one.code,
        };
      }),
  });
  return {
    order(number) {
      const order = byNumber(state, number);
      return (
        order &&
        record(
          order,
          state.told.filter((one) => one.about === order.number),
        )
      );
    },
    orders(limit) {
      const told = Map.groupBy(state.told, (one) => one.about);
      const orders = [...state.orders.values()].slice(-limit).reverse();
      return orders.map((order) => record(order, told.get(order.number) ?? []));
    },
    stock(sku, place) {
      const item = state.stock.get(stockKey(sku, place || 'default'));
      return item && (item.unlimited ? null : item.stock);
    },
  };
}
