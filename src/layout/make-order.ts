import { type Destination, emptyAddress, type Order, type OrderLine, type Party, type Payment } from '../core/order.ts';
import type { Values } from './read-values.ts';
import type { ReadLayout } from './types.ts';

/** Yen, or null when not given. */
export const yen = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);

/** Party from the fields under a path. */
export function makeParty(at: string, { text, addresses }: Values): Party {
  return {
    name: text[`${at}.name`] ?? '',
    kana: text[`${at}.kana`] ?? '',
    company: text[`${at}.company`] ?? '',
    department: text[`${at}.department`] ?? '',
    postalCode: text[`${at}.postalCode`] ?? '',
    address: addresses[`${at}.address`] ?? emptyAddress,
    phone: text[`${at}.phone`] ?? '',
    email: text[`${at}.email`] ?? '',
  };
}

export function makeDestination(key: string, consignee: Party, { text }: Values): Destination {
  const of = (name: string): string => text[`line.delivery.${name}`] ?? '';
  return {
    key,
    consignee,
    method: of('method'),
    wishedDate: of('wishedDate') || null,
    timeSlot: of('timeSlot'),
    plannedShipDate: of('plannedShipDate') || null,
    rentalDispatchDate: of('rentalDispatchDate') || null,
    packages: of('packages') === '' ? 1 : Number(of('packages')),
    trackingNumber: of('trackingNumber'),
    addressPending: of('addressPending') === 'true',
    deleted: of('deleted') === 'true',
    note: of('note'),
  };
}

export function makeOrder(
  values: Values,
  destinations: readonly Destination[],
  lines: readonly OrderLine[],
  part: ReadLayout['part'],
): Order {
  const { text } = values;
  return {
    number: text['order.number'] ?? '',
    orderedAt: text['order.orderedAt'] || null,
    payment: payment(text),
    cancelled: text['order.cancelled'] === 'true',
    orderer: makeParty('order.orderer', values),
    destinations,
    lines,
    total: yen(text['order.total']),
    note: text['order.note'] ?? '',
    missing: part === 'header' ? ['lines'] : part === 'lines' ? ['header'] : [],
  };
}

/** An amount to collect makes it cash on delivery; a day of payment makes an otherwise unknown state paid. */
function payment(text: Values['text']): Payment {
  const given = (text['order.payment.state'] || 'unknown') as Payment['state'];
  const codAmount = yen(text['order.payment.codAmount']);
  const paidAt = text['order.payment.paidAt'] || null;
  const state = codAmount !== null && codAmount > 0 ? 'cod' : given === 'unknown' && paidAt !== null ? 'paid' : given;
  return {
    state,
    method: text['order.payment.method'] ?? '',
    paidAt,
    codAmount,
    codTax: yen(text['order.payment.codTax']),
  };
}
