import { iso } from '../clock.ts';
import type { Ledger, OrderRecord } from '../ledger/types.ts';
import { type Cart, isCancelled, type Order, statusOf } from './state/order.ts';
import { findOrder, type Qoo10State, type Told } from './state/state.ts';

const words: Readonly<Record<number, string>> = {
  1: '入金待ち',
  2: '新規注文',
  3: '配送準備',
  4: '配送中',
  5: '配送完了',
};

/** By order number one line of a purchase; by カート番号 the whole purchase, whose lines are its parcels. */
export function qoo10Ledger(state: Qoo10State, system: string): Ledger {
  const record = (cart: Cart, orders: readonly Order[], first: number, told: readonly Told[]): OrderRecord => {
    const numbers = orders.map((one) => String(one.orderNo));
    const live = orders.filter((one) => !isCancelled(one));
    const slowest = live.reduce<Order | undefined>(
      (least, one) => (!least || statusOf(cart, one) < statusOf(cart, least) ? one : least),
      undefined,
    );
    return {
      system,
      numbers: [...new Set([String(first), String(cart.packNo), ...numbers])],
      name: cart.receiver.name,
      status: slowest ? (words[statusOf(cart, slowest)] ?? '') : 'キャンセル完了',
      placedAt: iso(cart.createdAt),
      paidAt: cart.paidAt === undefined ? '' : iso(cart.paidAt),
      isPaid: cart.paidAt !== undefined,
      isCancelled: live.length === 0,
      isShipped: live.length > 0 && live.every((one) => one.sent !== undefined),
      lines: orders.map((one) => ({ sku: one.optionCode || one.sellerItemCode, quantity: one.quantity })),
      told: told
        .filter((one) => one.what === 'send' && numbers.includes(one.orderNo))
        .map((one) => {
          const at = one.value.lastIndexOf(' ');
          return {
            at: iso(one.at),
            parcel: one.orderNo,
            number: one.value.slice(at + 1),
            carrier: one.value.slice(0, at),
            via: one.via,
            effect: one.effect === 'done' ? 'done' : 'refused',
            reason: one.effect === 'done' ? '' : `${one.code} ${one.message}`,
          };
        }),
    };
  };
  return {
    order(number) {
      const cart = /^\d{1,10}$/.test(number) ? state.carts.get(Number(number)) : undefined;
      if (cart) return record(cart, cart.orders, cart.packNo, state.told);
      const found = findOrder(state, number);
      return found && record(found.cart, [found.order], found.order.orderNo, state.told);
    },
    orders(limit) {
      const told = Map.groupBy(state.told, (one) => one.orderNo);
      const carts = [...state.carts.values()].slice(-limit).reverse();
      return carts.map((cart) => {
        const its = cart.orders.flatMap((one) => told.get(String(one.orderNo)) ?? []);
        return record(cart, cart.orders, cart.packNo, its);
      });
    },
    stock(sku, place) {
      for (const item of state.items.values()) {
        const row = item.rows.find(
          (one) => one.code === sku || (item.sellerCode === sku && one.values.join('/') === place),
        );
        if (row) return row.quantity;
        if (item.sellerCode === sku && place === '')
          return item.kind === 'plain' ? item.quantity : item.rows.reduce((sum, one) => sum + one.quantity, 0);
      }
      return undefined;
    },
  };
}
