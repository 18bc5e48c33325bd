import type { Order, Party } from '../core/order.ts';
import { partyForm } from './same-party.ts';
import { searchWords } from './search-words.ts';

/**
 * Two words of the search index that together mean one customer: the whole name, and the phone number (else the postal code).
 * Undefined when the order does not say enough to know somebody again.
 */
export function personWords(orderer: Party): { readonly name: string; readonly reach: string } | undefined {
  const words = searchWords({ orderer: { ...orderer, kana: '', company: '' }, destinations: [] });
  const name = words.find((word) => word.startsWith('n:'));
  const reach = words.find((word) => word.startsWith('p:')) ?? words.find((word) => word.startsWith('z:'));
  return name !== undefined && reach !== undefined ? { name, reach } : undefined;
}

/**
 * One word for each destination: this recipient gets these goods (whatever their number). The same word in two orders is probably one
 * purchase made twice. No word where nobody or nothing is named.
 */
export function purchaseWords(order: Pick<Order, 'destinations' | 'lines'>): readonly string[] {
  let words = memory.get(order);
  if (words) return words;
  words = wordsOfPurchase(order);
  memory.set(order, words);
  return words;
}

/** Of one record they are asked for twice: to look for the same purchase, and to be found by. */
const memory = new WeakMap<object, readonly string[]>();

function wordsOfPurchase({ destinations, lines }: Pick<Order, 'destinations' | 'lines'>): string[] {
  return destinations.flatMap(({ key, consignee, deleted }) => {
    const skus = lines
      .filter((line) => line.destination === key && line.status === 'open' && line.sku !== '')
      .map((line) => line.sku);
    if (deleted || skus.length === 0 || consignee.name === '' || consignee.address.street === '') return [];
    return [`d:${partyForm(consignee)}\u0000${[...new Set(skus)].sort().join('\u0000')}`];
  });
}
