import { iso } from '../clock.ts';
import type { Ledger, OrderRecord } from '../ledger/types.ts';
import { isShipped, type Order } from './state/order.ts';
import type { Act, ShopserveState } from './state/state.ts';

/** Parcels are destinations. */
export function shopserveLedger(state: ShopserveState, system: string): Ledger {
  const record = (order: Order, acts: readonly Act[]): OrderRecord => ({
    system,
    numbers: [order.orderNo, order.serialCode],
    name: order.deliveries[0]?.receiver.name ?? order.client.name,
    status: statusOf(order),
    placedAt: iso(order.createdAt),
    paidAt: order.paidAt === undefined ? '' : iso(order.paidAt),
    isPaid: order.paidAt !== undefined || ['AuthOk', 'Requested', 'CollectionPlanned'].includes(order.settlement),
    isCancelled: order.cancelledAt !== undefined,
    isShipped: isShipped(order),
    lines: order.deliveries.flatMap((one) => one.items.map(({ code, quantity }) => ({ sku: code, quantity }))),
    told: acts
      .filter((one) => one.what === 'ship')
      .map((one) => {
        const [carrier = '', number = ''] = one.value.split(' ');
        const { effect, via, code: reason } = one;
        return { at: iso(one.at), parcel: String(one.delivery), number, carrier, via, effect, reason };
      }),
  });
  return {
    order(number) {
      const order = state.orders.get(number) ?? [...state.orders.values()].findLast((one) => one.orderNo === number);
      return (
        order &&
        record(
          order,
          state.acts.filter((one) => one.serialCode === order.serialCode),
        )
      );
    },
    orders(limit) {
      const acts = Map.groupBy(state.acts, (one) => one.serialCode);
      const orders = [...state.orders.values()].slice(-limit).reverse();
      return orders.map((order) => record(order, acts.get(order.serialCode) ?? []));
    },
    stock(sku, place) {
      const goods = state.goods.get(sku);
      if (place !== '') return goods?.patterns.find((one) => one.values.join('/') === place)?.quantity;
      return goods?.patterns.reduce((sum, one) => sum + one.quantity, 0);
    },
  };
}

function statusOf(order: Order): string {
  if (order.cancelledAt !== undefined) return 'キャンセル';
  if (order.completedAt !== undefined) return '取引完了';
  if (isShipped(order)) return '発送済';
  return order.confirmedAt === undefined ? '未確認' : '確認済';
}
