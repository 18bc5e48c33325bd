import { contentHash } from '../ids.ts';
import { type Destination, type Order, type Party, sentMark } from '../order.ts';
import type { Hold } from '../shipment.ts';
import type { Shop } from '../shop.ts';
import { hold } from './hold.ts';

/** Reasons that lie in the order or the destination itself, whatever service carries it. */
export function orderHolds(order: Order, destination: Destination, shop: Pick<Shop, 'switches'>): readonly Hold[] {
  const { unpaid, remarks, highCodAmount } = shop.switches ?? {};
  const holds: Hold[] = [];
  for (const part of order.missing) {
    holds.push(hold(part === 'header' ? 'header-part-missing' : 'lines-part-missing', 'data'));
  }
  if (order.missing.includes('header')) return holds;
  const { refused } = order.payment;
  if (order.payment.state === 'unpaid' && (refused !== undefined || unpaid !== 'allow')) {
    const method = order.payment.method || '－';
    holds.push(
      refused === undefined
        ? hold('unpaid', 'operator', { method })
        : hold('payment-refused', 'operator', { method, word: refused }),
    );
  }
  if (order.payment.state === 'unknown') {
    holds.push(hold('payment-unknown', 'operator', { method: order.payment.method || '－' }));
  }
  const remark = [order.note, destination.note].map((text) => text.trim()).filter((text) => text !== '');
  if (remarks === 'hold' && remark.length > 0)
    holds.push({ ...hold('remark-present', 'operator'), fingerprint: contentHash(remark) });
  const due = order.payment.state === 'cod' ? (order.payment.codAmount ?? order.total ?? 0) : 0;
  if (highCodAmount !== undefined && due >= highCodAmount)
    holds.push(hold('cod-amount-high', 'operator', { amount: due, limit: highCodAmount }));
  if (hasNoShipTo(destination)) holds.push(hold('ship-to-missing', 'data'));
  if (destination.addressPending) holds.push(hold('address-pending', 'data'));
  if (destination.addressWithheld) holds.push(hold('address-withheld', 'data'));
  if (destination.marketplaceLabel) holds.push(hold('marketplace-label', 'operator'));
  if (order.stop) holds.push(hold(`shop-${order.stop.why}`, 'operator', { word: order.stop.word }));
  const requested = order.lines.filter((line) => line.destination === destination.key && line.cancelRequested);
  if (requested.length > 0)
    holds.push(hold('cancel-requested', 'operator', { lines: requested.map((line) => line.no).join(' ') }));
  const number = destination.trackingNumber;
  if (number === sentMark) holds.push(hold('shop-shipped', 'operator'));
  else if (number !== '') holds.push(hold('number-already-registered', 'operator', { number }));
  return holds;
}

/** Nothing at all says where it goes, and nobody waits for it (a gift's address, personal data that are kept back). */
function hasNoShipTo({ consignee, addressPending, addressWithheld }: Destination): boolean {
  return !addressPending && !addressWithheld && isNobody(consignee);
}

const isNobody = ({ name, company, postalCode, address, phone }: Party): boolean =>
  [name, company, postalCode, phone, ...Object.values(address)].every((text) => text.trim() === '');
