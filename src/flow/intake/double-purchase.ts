import { historyHold } from '../../core/decide/hold.ts';
import { mergeOrders } from '../../core/merge.ts';
import type { Order } from '../../core/order.ts';
import type { Hold } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { ReadOrder } from '../../layout/read-result.ts';
import type { Reads, StoredOrder } from '../../store/types.ts';
import { purchaseWords } from '../../text/person-words.ts';

const day = 86_400_000;

/**
 * Which of these new orders bring the same goods to the same recipient as another one within the shop's days before or after (files come
 * in any order), by order number, with the other's number. Looked for in the store by the blind index, and among the orders that come
 * together. An order that does not say when it was made counts as made now, as lists count it.
 *
 * @param at ISO instant: now
 */
export async function doublePurchases(
  reads: Pick<Reads, 'purchasesNear'>,
  { name, switches }: Shop,
  fresh: readonly Order[],
  at: string,
): Promise<ReadonlyMap<string, string>> {
  const days = switches?.doublePurchaseDays;
  const found = new Map<string, string>();
  if (days === undefined) return found;
  const asked = fresh
    .filter((order) => !order.cancelled && order.missing.length === 0)
    .map((order) => ({ number: order.number, at: order.orderedAt ?? at, words: purchaseWords(order) }));
  const met = new Map<string, { readonly number: string; readonly at: number }[]>();
  for (const { number, at: orderedAt, words } of asked) {
    const time = Temporal.Instant.from(orderedAt).epochMilliseconds;
    for (const word of words) {
      const others = met.get(word);
      const other = others?.findLast((one) => one.number !== number && Math.abs(time - one.at) <= days * day);
      if (other) found.set(number, other.number);
      if (others) others.push({ number, at: time });
      else met.set(word, [{ number, at: time }]);
    }
  }
  for (const [number, other] of await reads.purchasesNear(asked, { shop: name, days }))
    found.set(number, other.shop === name ? other.number : `${other.shop} ${other.number}`);
  return found;
}

/**
 * Orders that are whole for the first time: new ones, and those of which the second file of two comes in.
 *
 * @param known what the store has of them, by number
 */
export function wholeNow(
  read: readonly ReadOrder[],
  known: ReadonlyMap<string, StoredOrder>,
  fromApi: boolean,
): readonly Order[] {
  return read.flatMap(({ order }) => {
    const before = known.get(order.number);
    if (!before) return [order];
    return before.order.missing.length > 0 ? [mergeOrders(before.source ?? before.order, order, fromApi)] : [];
  });
}

/** Stands until a person has asked the customer, whatever happens to the other order. */
export function doublePurchaseHolds(other: string | undefined, { switches }: Shop): readonly Hold[] {
  if (other === undefined) return [];
  return [historyHold('double-purchase', other, { number: other, days: switches?.doublePurchaseDays ?? 0 })];
}
