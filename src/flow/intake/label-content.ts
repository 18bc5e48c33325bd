import { contentHash } from '../../core/ids.ts';
import type { Order } from '../../core/order.ts';
import { wordForm } from '../../core/spelling.ts';
import { partyForm } from '../../text/same-party.ts';

/**
 * Hash of everything that decides what goes on the label and into the box. A difference here is for a person to judge;
 * another spelling of the same (width, spaces, hyphens, 丁目番地号) is none. Null while nothing of the label is known.
 */
export function labelContent(order: Order): string | null {
  if (order.missing.length > 0) return null;
  // Nothing of the label was known yet (payment pending, address not filled in or kept back): what comes is no change.
  if (order.destinations.length > 0 && order.destinations.every((one) => one.addressPending || one.addressWithheld))
    return null;
  return contentHash({
    destinations: order.destinations.map(({ consignee, method, service, cool, wishedDate, timeSlot, packages }) => ({
      consignee: partyForm(consignee),
      kana: wordForm(consignee.kana),
      method: wordForm(method),
      service,
      cool,
      wishedDate,
      timeSlot,
      packages,
    })),
    lines: order.lines.map(({ no, sku, quantity, destination, status }) => ({
      no,
      sku,
      quantity,
      destination,
      status,
    })),
    collect: order.payment.state === 'cod' ? (order.payment.codAmount ?? order.total) : null,
  });
}
