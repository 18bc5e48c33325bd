import type { Complaint, OrderDoor } from '../world/wished.ts';
import { placeCart, receiverOf } from './make-cart.ts';
import type { Qoo10State } from './state/state.ts';

export function qoo10Door(state: Qoo10State): OrderDoor {
  const itemOf = (sku: string) => [...state.items.values()].find((one) => one.sellerCode === sku);
  const options = (sku: string) => itemOf(sku)?.rows.flatMap((one) => [one.code, one.values.join('/')]) ?? [];
  return {
    goods: () =>
      [...state.items.values()].flatMap((item) =>
        item.rows.length === 0
          ? [{ sku: item.sellerCode, option: '' }]
          : item.rows.map((row) => ({ sku: item.sellerCode, option: row.values.join('/') })),
      ),
    check({ lines, payment }): Complaint | undefined {
      if (payment === 'cod') return { column: 'payment', message: 'Qoo10 has no cash on delivery' };
      for (const [line, { sku, option, title, price }] of lines.entries()) {
        if (!itemOf(sku)) {
          const known = [...state.items.values()].map((one) => one.sellerCode).join(', ');
          return { column: 'sku', line, message: `unknown sku; known: ${known}` };
        }
        if (option !== '' && !options(sku).includes(option))
          return { column: 'option', line, message: `unknown option; known: ${options(sku).join(', ') || 'none'}` };
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
      const { person } = wish;
      const receiver = receiverOf(person);
      const cart = placeCart(
        state,
        state.random(),
        wish.at,
        wish.lines.map(({ sku, option, quantity }) => ({
          sellerCode: sku,
          quantity,
          ...(option !== '' && { option }),
        })),
        {
          receiver,
          buyer: {
            name: person.name,
            kana: receiver.kana,
            tel: '',
            mobile: person.phone,
            email: person.email ?? `q${state.counters.pack}@buyer.example.jp`,
          },
          message: wish.note,
          ...(wish.payment === 'unpaid' && { paidAt: undefined, paymentMethod: 'コンビニ決済' }),
          ...(wish.wishDate !== '' && {
            wish: { day: wish.wishDate, ...(wish.wishTime !== '' && { hours: hoursOf(wish.wishTime) }) },
          }),
        },
      );
      return String(cart.packNo);
    },
  };
}

/** `14-16` as Qoo10 writes it. */
const hoursOf = (time: string): string =>
  time
    .split('-')
    .map((hour) => `${hour.padStart(2, '0')}:00`)
    .join('~');
