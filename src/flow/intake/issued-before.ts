import { historyHold } from '../../core/decide/hold.ts';
import { customerBase } from '../../core/ids.ts';
import type { Reads, ShipmentChange } from '../../store/types.ts';

/**
 * A store that was accepted (`store accept`) was told of labels that it does not know. Their shipments are never made ready: the one that
 * was named is 発行中, and what else of its order is new waits for a person, because its parcels may have been counted otherwise then.
 *
 * @param orderNumbers of all orders whose shipments will be asked about
 */
export async function afterAccepting(
  reads: Pick<Reads, 'issuedBefore'>,
  shop: string,
  orderNumbers: readonly string[],
): Promise<(changes: readonly ShipmentChange[]) => readonly ShipmentChange[]> {
  const named = await reads.issuedBefore(shop, [...new Set(orderNumbers.map(customerBase))]);
  if (named.length === 0) return (changes) => changes;
  const numbers = new Set(named.map((one) => one.customerNo));
  const orders = new Set(named.map((one) => one.base));
  const accept = (one: ShipmentChange): ShipmentChange => {
    if (one.version !== 0 || one.state === 'cancelled') return one;
    const { customerNo, orderNumber } = one.shipment;
    if (numbers.has(customerNo)) return { ...one, state: 'issuing' };
    return orders.has(customerBase(orderNumber)) ? askedAbout(one) : one;
  };
  return (changes) => changes.map(accept);
}

/** The same, with a hold that a person clears who has looked. */
export function askedAbout<T extends Pick<ShipmentChange, 'shipment' | 'state' | 'holds'>>(one: T): T {
  const asked = { ...historyHold('issued-before', one.shipment.id), cleared: null };
  return { ...one, state: 'held', holds: [...one.holds, asked] };
}
