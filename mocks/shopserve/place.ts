import type { Complaint, OrderDoor } from '../world/wished.ts';
import { personOf, placeOrder } from './make-order.ts';
import type { ShopserveState } from './state/state.ts';

export function shopserveDoor(state: ShopserveState): OrderDoor {
  const options = (sku: string) => state.goods.get(sku)?.patterns.map((one) => one.values.join('/')) ?? [];
  return {
    goods: () =>
      [...state.goods.values()]
        // The catalog's choice with the separator in it cannot be written in one field.
        .flatMap((one) =>
          one.patterns
            .filter(({ values }) => !values.some((value) => value.includes('/')))
            .map((row) => ({ sku: one.code, option: row.values.join('/') })),
        ),
    check({ lines }): Complaint | undefined {
      for (const [line, { sku, option, title, price }] of lines.entries()) {
        if (!state.goods.has(sku))
          return { column: 'sku', line, message: `unknown sku; known: ${[...state.goods.keys()].join(', ')}` };
        if (option !== '' && !options(sku).includes(option))
          return {
            column: 'option',
            line,
            message: `unknown option; known: ${options(sku).filter(Boolean).join(', ') || 'none'}`,
          };
        if (title !== '' || price !== undefined)
          return {
            column: title === '' ? 'price' : 'title',
            line,
            message: 'comes from the shop’s product: leave it blank',
          };
      }
      return undefined;
    },
    place(wish) {
      const receiver = personOf(wish.person);
      const hours = wish.wishTime.split('-');
      const choices = wish.lines.map(({ sku, option, quantity }) => {
        const values = state.goods.get(sku)?.patterns.find((one) => one.values.join('/') === option)?.values;
        return { code: sku, quantity, ...(values && option !== '' && { variation: values }) };
      });
      const order = placeOrder(state, state.random(), wish.at, [choices], {
        client: {
          ...receiver,
          account: null,
          mail: wish.person.email ?? `s${state.counters.serial}@buyer.example.jp`,
        },
        customerNote: wish.note,
        ...(wish.payment === 'unpaid' && { method: 'BankTransfer' as const }),
        ...(wish.payment === 'cod' && { method: 'CashOnDelivery' as const }),
        delivery: {
          receiver,
          requestedDate: wish.wishDate,
          requestedTime: wish.wishTime === '' ? '' : `${hours[0]}時～${hours[1]}時`,
        },
      });
      return order.orderNo;
    },
  };
}
