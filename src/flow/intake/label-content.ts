import { contentHash } from '../../core/ids.ts';
import type { Order } from '../../core/order.ts';
import { wordForm } from '../../core/spelling.ts';
import { partyForm } from '../../text/same-party.ts';

/**
 * Hash of everything that decides what goes on the label and into the box. A difference here is for a person to judge;
 * another spelling of the same (width, spaces, hyphens, 丁目番地号) is none. Null while nothing of the label is known.
 *
 * @param without keys of destinations that are left out
 */
export function labelContent(order: Order, without: ReadonlySet<string> = new Set()): string | null {
  if (order.missing.length > 0) return null;
  // Nothing of the label was known yet (payment pending, address not filled in or kept back): what comes is no change.
  if (order.destinations.length > 0 && order.destinations.every((one) => one.addressPending || one.addressWithheld))
    return null;
  const isIn = ({ key }: { readonly key: string }) => !without.has(key);
  return contentHash({
    destinations: order.destinations
      .filter(isIn)
      .map(({ consignee, method, service, cool, wishedDate, timeSlot, packages }) => ({
        consignee: partyForm(consignee),
        kana: wordForm(consignee.kana),
        method: wordForm(method),
        service,
        cool,
        wishedDate,
        timeSlot,
        packages,
      })),
    lines: order.lines
      .filter((line) => !without.has(line.destination))
      .map(({ no, sku, quantity, destination, status }) => ({
        no,
        sku,
        quantity,
        destination,
        status,
      })),
    collect: order.payment.state === 'cod' ? (order.payment.codAmount ?? order.total) : null,
  });
}

/**
 * The order with the delivery methods of before where the marketplace calls the goods shipped: what stands there now is what we told it (or
 * somebody else: `shipped-elsewhere` says that), no change of what is on the label.
 */
export function withoutToldMethod(before: Order, now: Order): Order {
  const methods = new Map(before.destinations.map((one) => [one.key, one.method]));
  const isShipped = (key: string): boolean => {
    const lines = now.lines.filter((line) => line.destination === key && line.status === 'open');
    return lines.length > 0 && lines.every((line) => line.fulfilledElsewhere);
  };
  const destinations = now.destinations.map((one) =>
    isShipped(one.key) ? { ...one, method: methods.get(one.key) ?? one.method } : one,
  );
  return { ...now, destinations };
}

/** Destinations that had no address yet, and still are the same ones: what comes for them is no change of the others. */
export function hadNoAddress(before: Order, now: Order): ReadonlySet<string> {
  const keys = (order: Order) => order.destinations.map((one) => one.key).join('\u0000');
  if (keys(before) !== keys(now)) return new Set();
  return new Set(before.destinations.filter((one) => one.addressPending || one.addressWithheld).map((one) => one.key));
}
