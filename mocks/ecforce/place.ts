import type { Complaint, OrderDoor } from '../world/wished.ts';
import { products } from './catalog.ts';
import { paidBy, placeOrder } from './make-order.ts';
import type { EcforceState } from './state/state.ts';

const goods = products.filter((one) => one.price > 0).map(({ sku }) => ({ sku, option: '' }));

export const ecforceDoor = (state: EcforceState): OrderDoor => ({
  goods: () => goods,
  check({ lines }): Complaint | undefined {
    for (const [line, { sku, option, title, price }] of lines.entries()) {
      if (option !== '') return { column: 'option', line, message: 'ecforce has no options: each has its own sku' };
      if (!products.some((one) => one.sku === sku) && (title === '' || price === undefined)) {
        const known = products.map((one) => one.sku).join(', ');
        return { column: 'sku', line, message: `unknown sku; known: ${known}; others need title and price` };
      }
    }
    return undefined;
  },
  place(wish) {
    const paid = { paid: paidBy.card, unpaid: paidBy.transfer, cod: paidBy.cod }[wish.payment];
    const hours = wish.wishTime.split('-');
    const order = placeOrder(
      state,
      state.random(),
      wish.at,
      wish.lines.map(({ sku, quantity, title, price }) => ({
        sku,
        quantity,
        ...(title !== '' && { name: title }),
        ...(price !== undefined && { price }),
      })),
      {
        ...paid,
        people: [wish.person],
        buyer: wish.person,
        wishedOn: wish.wishDate,
        wishedTime: wish.wishTime === '' ? '' : `${hours[0]}時～${hours[1]}時`,
        remark: wish.note,
        ...(wish.person.email !== undefined && { email: wish.person.email }),
      },
    );
    return order.number;
  },
});
