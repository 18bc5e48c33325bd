import { LabRefused } from '../system.ts';
import type { Complaint, OrderDoor, WishedLine, WishedOrder } from '../world/wished.ts';
import { catalog, type Product } from './catalog.ts';
import { hour, makeLine, makeOrder, merchantProducts } from './make-order.ts';
import type { OrderLine } from './state/order.ts';
import type { AmazonState } from './state/state.ts';

const goods = merchantProducts.map(({ sku }) => ({ sku, option: '' }));
const known = (sku: string): Product | undefined => catalog.find((one) => one.sku === sku);
const isAmazons = ({ sku }: WishedLine): boolean => sku.startsWith('FBA-');

export const amazonDoor = (state: AmazonState): OrderDoor => ({
  goods: () => goods,
  check({ lines }): Complaint | undefined {
    for (const [line, { sku, option, title, price }] of lines.entries()) {
      if (option !== '') return { column: 'option', line, message: 'Amazon has no options: each has its own sku' };
      if (!known(sku) && (title === '' || price === undefined))
        return {
          column: 'sku',
          line,
          message: `unknown sku; known: ${catalog.map((one) => one.sku).join(', ')}; others need title and price`,
        };
    }
    if (lines.some(isAmazons) && !lines.every(isAmazons))
      return { column: 'sku', message: 'goods of Amazon and of the seller never stand in one order' };
    return undefined;
  },
  place(wish) {
    const random = state.random();
    const lines = wish.lines.map((one) => lineOf(state, wish, one));
    const { person, payment } = wish;
    const { place } = person;
    const order = makeOrder(random, state.orders.size + 1, wish.at, {
      lines,
      ...(payment === 'unpaid' && { waitsFor: 'payment' as const }),
      ...(payment === 'cod' && {
        codFee: 330,
        payments: [
          {
            method: 'CashOnDelivery' as const,
            amount: 330 + lines.reduce((sum, one) => sum + one.unitPrice * one.quantity, 0),
          },
        ],
      }),
      ...(wish.wishDate !== '' && { level: 'SCHEDULED' }),
      shippedByAmazon: wish.lines.every(isAmazons),
      buyer: { name: person.name, email: person.email ?? `lab-buyer${state.orders.size + 1}@marketplace.example.jp` },
      address: {
        name: person.name,
        state: place.prefecture,
        city: place.city,
        line1: `${place.town}${person.street}`,
        ...(person.building && { line2: person.building }),
        postalCode: place.postalCode,
        phone: person.phone,
        type: 'RESIDENTIAL',
      },
    });
    if (state.orders.has(order.id)) throw new LabRefused(`order ${order.id} is there already`);
    state.orders.set(order.id, order);
    return order.id;
  },
});

function lineOf(state: AmazonState, wish: WishedOrder, { sku, title, price, quantity }: WishedLine): OrderLine {
  const product = known(sku);
  const midnight = Date.parse(`${wish.wishDate}T00:00:00+09:00`);
  const [from = 8, to = 21] = wish.wishTime.split('-').filter(Boolean).map(Number);
  return makeLine(state.random(), product ?? (catalog[0] as Product), quantity, {
    ...(!product && { sku, asin: 'B0LABOTHER' }),
    ...(title !== '' && { title }),
    ...(price !== undefined && { unitPrice: price, points: Math.floor((price * quantity) / 100) }),
    ...(wish.wishDate !== '' && { scheduled: { from: midnight + from * hour, to: midnight + to * hour } }),
  });
}
