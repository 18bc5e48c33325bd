import { historyHold } from '../../core/decide/hold.ts';
import { customerBase } from '../../core/ids.ts';
import type { Reads, ShipmentChange } from '../../store/types.ts';

/**
 * A store that was accepted (`store accept`) was told of labels that it does not know. Their shipments are never made ready: the one that
 * was named is 発行中, and what else of its order is new waits for a person, because its parcels may have been counted otherwise then.
 */
export async function afterAccepting(
  reads: Pick<Reads, 'issuedBefore'>,
  shop: string,
  changes: readonly ShipmentChange[],
): Promise<readonly ShipmentChange[]> {
  const fresh = changes.filter((one) => one.version === 0);
  const bases = [...new Set(fresh.map((one) => customerBase(one.shipment.orderNumber)))];
  const named = await reads.issuedBefore(shop, bases);
  if (named.length === 0) return changes;
  const numbers = new Set(named.map((one) => one.customerNo));
  const orders = new Set(named.map((one) => one.base));
  return changes.map((one) => {
    if (one.version !== 0 || one.state === 'cancelled') return one;
    const { customerNo, orderNumber } = one.shipment;
    if (numbers.has(customerNo)) return { ...one, state: 'issuing' };
    return orders.has(customerBase(orderNumber)) ? askedAbout(one) : one;
  });
}

/** The same, with a hold that a person clears who has looked. */
export function askedAbout<T extends Pick<ShipmentChange, 'shipment' | 'state' | 'holds'>>(one: T): T {
  const asked = { ...historyHold('issued-before', one.shipment.id), cleared: null };
  return { ...one, state: 'held', holds: [...one.holds, asked] };
}
