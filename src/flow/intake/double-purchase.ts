import { historyHold } from '../../core/decide/hold.ts';
import type { Order } from '../../core/order.ts';
import type { Hold } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { Reads } from '../../store/types.ts';
import { purchaseWords } from '../../text/person-words.ts';

const day = 86_400_000;

/**
 * Which of these new orders bring the same goods to the same recipient as another one within the shop's days, by order number, with the
 * other's number. Looked for in the store by the blind index, and among the orders that come together.
 */
export async function doublePurchases(
  reads: Pick<Reads, 'purchasesBefore'>,
  { name, switches }: Shop,
  fresh: readonly Order[],
): Promise<ReadonlyMap<string, string>> {
  const days = switches?.doublePurchaseDays;
  const found = new Map<string, string>();
  if (days === undefined) return found;
  const met = new Map<string, { readonly number: string; readonly at: number }>();
  const asked = fresh.filter((one) => one.orderedAt !== null && !one.cancelled && one.missing.length === 0);
  const known = await reads.purchasesBefore(asked, { shop: name, days });
  for (const order of asked) {
    const at = Temporal.Instant.from(order.orderedAt!).epochMilliseconds;
    const before = known.get(order.number);
    for (const word of purchaseWords(order)) {
      const other = met.get(word);
      if (other && Math.abs(at - other.at) <= days * day) found.set(order.number, other.number);
      else met.set(word, { number: order.number, at });
    }
    if (before) found.set(order.number, before.shop === name ? before.number : `${before.shop} ${before.number}`);
  }
  return found;
}

/** Stands until a person has asked the customer, whatever happens to the other order. */
export function doublePurchaseHolds(other: string | undefined, { switches }: Shop): readonly Hold[] {
  if (other === undefined) return [];
  return [historyHold('double-purchase', other, { number: other, days: switches?.doublePurchaseDays ?? 0 })];
}
