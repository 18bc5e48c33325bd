import type { Masters } from '../core/masters.ts';
import {
  type Destination,
  emptyAddress,
  type Order,
  type OrderLine,
  type Party,
  type Payment,
  type Remote,
} from '../core/order.ts';
import { lookUp } from './masters.ts';
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

/** The marketplace's own facts under a prefix (`order.remote.`), to be spread; nothing when all are blank. */
export function remoteOf(paths: readonly string[], text: Values['text']): { remote?: Remote } {
  const given = paths.filter((path) => text[path] !== undefined && text[path] !== '');
  if (given.length === 0) return {};
  return { remote: Object.fromEntries(given.map((path) => [path.slice(path.lastIndexOf('.') + 1), text[path]!])) };
}

export function makeDestination(
  key: string,
  consignee: Party,
  { text }: Values,
  remote: readonly string[],
): Destination {
  const of = (name: string): string => text[`line.delivery.${name}`] ?? '';
  return {
    key,
    ...(of('shipmentNumber') !== '' && { shipmentNumber: of('shipmentNumber') }),
    consignee,
    method: of('method'),
    wishedDate: of('wishedDate') || null,
    timeSlot: of('timeSlot'),
    plannedShipDate: of('plannedShipDate') || null,
    rentalDispatchDate: of('rentalDispatchDate') || null,
    packages: of('packages') === '' ? 1 : Number(of('packages')),
    trackingNumber: of('trackingNumber'),
    addressPending: of('addressPending') === 'true',
    ...(of('addressWithheld') === 'true' && { addressWithheld: true as const }),
    ...(of('marketplaceLabel') === 'true' && { marketplaceLabel: true as const }),
    deleted: of('deleted') === 'true',
    note: of('note'),
    ...remoteOf(remote, text),
  };
}

/** `taxes`: what each line that is to be shipped says of its tax, '' = nothing. */
export function makeOrder(
  values: Values,
  destinations: readonly Destination[],
  lines: readonly OrderLine[],
  { part, destinations: kind }: ReadLayout,
  masters: Masters,
  remote: readonly string[],
  taxes: readonly string[],
): Order {
  const { text } = values;
  return {
    number: text['order.number'] ?? '',
    orderedAt: text['order.orderedAt'] || null,
    payment: payment(text, masters, taxes),
    cancelled: text['order.cancelled'] === 'true',
    orderer: makeParty('order.orderer', values),
    destinations,
    lines,
    total: yen(text['order.total']),
    note: text['order.note'] ?? '',
    missing: part === 'header' ? ['lines'] : part === 'lines' ? ['header'] : [],
    ...remoteOf(remote, text),
    ...(kind === 'numbered' && { numberedParts: true as const }),
  };
}

/**
 * The tax of an order: its own column, else the sum of its lines where each of them says one. Nothing but 0 counts as not given:
 * shops whose prices hold the tax leave 0 in these columns (Amazon JP, 汎用受注: trust A).
 */
function taxOf(whole: string | undefined, taxes: readonly string[]): number | null {
  const sum = Number(whole) || (taxes.includes('') ? 0 : taxes.reduce((total, tax) => total + Number(tax), 0));
  return sum > 0 ? sum : null;
}

const noWords: ReadonlyMap<string, string> = new Map();
const kinds = new WeakMap<ReadonlyMap<string, string>, Map<string, string | undefined>>();

/** What the dictionary says of a method; a shop has a handful of them, each in many orders. */
function methodKind({ dictionaries }: Masters, method: string): string | undefined {
  const words = dictionaries['payment-methods'] ?? noWords;
  let known = kinds.get(words);
  if (!known) {
    known = new Map();
    kinds.set(words, known);
  }
  if (known.has(method)) return known.get(method);
  const found = lookUp(words, method);
  if (known.size < 1000) known.set(method, found);
  return found;
}

/**
 * An amount to collect, or a method that the dictionary `payment-methods` calls `cod`, makes it cash on delivery whatever
 * else is said. Where the file has no state, a day of payment and methods that the shop may ship on (`later`: card,
 * deferred …) count as paid, `prepaid` ones as unpaid, and a method that is not in the dictionary stays unknown.
 */
function payment(text: Values['text'], masters: Masters, taxes: readonly string[]): Payment {
  const method = text['order.payment.method'] ?? '';
  const kind = methodKind(masters, method);
  const codAmount = yen(text['order.payment.codAmount']);
  const total = yen(text['order.total']);
  // A part was paid otherwise (points, gift cards): the tax of the whole order is not that of the part.
  const isWhole = codAmount === null || total === null || codAmount === total;
  const paidAt = text['order.payment.paidAt'] || null;
  const given = (text['order.payment.state'] || 'unknown') as Payment['state'];
  const byMethod = kind === 'later' ? 'paid' : kind === 'prepaid' ? 'unpaid' : 'unknown';
  const collect = kind === 'cod' || (codAmount !== null && codAmount > 0);
  const state = collect ? 'cod' : given !== 'unknown' ? given : paidAt !== null ? 'paid' : byMethod;
  const refused = text['order.payment.refused'] ?? '';
  return {
    state,
    method,
    paidAt,
    ...(refused !== '' && { refused }),
    codAmount,
    codTax: yen(text['order.payment.codTax']) ?? (state === 'cod' && isWhole ? taxOf(text['order.tax'], taxes) : null),
  };
}
