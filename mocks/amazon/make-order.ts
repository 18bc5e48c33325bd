import { makePerson } from '../people.ts';
import type { Random } from '../random.ts';
import { asinOf, catalog, type Product } from './catalog.ts';
import { japan } from './state/marketplaces.ts';
import { type AmazonOrder, grandTotal, type OrderLine } from './state/order.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** An order like most: one parcel, paid by card, to be shipped by the seller. `wish` changes what is to be special. */
export function makeOrder(
  random: Random,
  number: number,
  createdAt: number,
  wish: Partial<Omit<AmazonOrder, 'id' | 'createdAt'>> = {},
): AmazonOrder {
  const person = makePerson(random);
  const isSplitCity = random.next() < 0.5;
  const { place } = person;
  const midnight = Math.ceil((createdAt + 9 * hour) / day) * day - 9 * hour;
  const lines = wish.lines ?? [makeLine(random, random.pick(merchantProducts), 1)];
  const order: AmazonOrder = {
    id: `${250 + (number % 4)}-${String(number).padStart(7, '0')}-${random.digits(7)}`,
    marketplace: japan,
    createdAt,
    updatedAt: createdAt,
    waitsFor: 'none',
    shippedByAmazon: false,
    amazonShipped: false,
    level: 'STANDARD',
    programs: [],
    buyer: { name: person.name, email: `lab${String(number).padStart(6, '0')}@marketplace.example.jp` },
    address: {
      name: person.name,
      state: place.prefecture,
      // Amazon's Japanese addresses often have no city: everything below the prefecture stands in the lines (trust C).
      ...(isSplitCity
        ? { city: place.city, line1: `${place.town}${person.street}` }
        : { line1: `${place.city}${place.town}${person.street}` }),
      ...(person.building ? { line2: person.building } : {}),
      postalCode: place.postalCode,
      phone: person.phone,
      type: 'RESIDENTIAL',
    },
    payments: [],
    shippingFee: 0,
    codFee: 0,
    shipBy: { from: midnight, to: midnight + 2 * day - 1000 },
    deliverBy: { from: midnight + day, to: midnight + 4 * day - 1000 },
    packages: [],
    ...wish,
    lines,
  };
  if (order.payments.length > 0) return order;
  return { ...order, payments: [{ method: 'CreditCard', amount: grandTotal(order) }] };
}

export const merchantProducts: readonly Product[] = catalog.filter((one) => !one.sku.startsWith('FBA-'));
export const amazonProducts: readonly Product[] = catalog.filter((one) => one.sku.startsWith('FBA-'));

export function makeLine(random: Random, product: Product, quantity: number, wish: Partial<OrderLine> = {}): OrderLine {
  return {
    id: `5${random.digits(13)}`,
    sku: product.sku,
    asin: asinOf(product.sku),
    title: product.title,
    quantity,
    unitPrice: product.price,
    discount: 0,
    points: Math.floor((product.price * quantity) / 100),
    ...wish,
  };
}
