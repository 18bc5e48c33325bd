import { type Destination, type Order, sentMark } from '../order.ts';
import type { Hold } from '../shipment.ts';
import { historyHold, hold } from './hold.ts';
import type { Prior } from './types.ts';

/** Said of an order before it was planned at all: then nobody took it away from us, it is only not for us (B3). */
const saidBefore: readonly string[] = ['shop-shipped', 'number-already-registered'];

/** What the marketplace says of goods that went: their number, `sentMark` where it tells none, '' = they have not gone. */
function saidShipped(order: Order, destination: Destination, { shipment }: Prior): string {
  if (destination.trackingNumber !== '') return destination.trackingNumber;
  const own = new Set(shipment.lines.map((line) => line.no));
  const lines = order.lines.filter((line) => line.destination === destination.key && own.has(line.no));
  const open = lines.filter((line) => line.status === 'open');
  return open.length > 0 && open.every((line) => line.fulfilledElsewhere) ? sentMark : '';
}

/**
 * Before the label: the marketplace says since yesterday that somebody else shipped what we were going to. The reasons for it, which a person
 * may clear; empty = it has not.
 */
export function takenAway(order: Order, destination: Destination, prior: Prior | null): readonly Hold[] {
  if (!prior || order.cancelled || destination.deleted) return [];
  const said = saidShipped(order, destination, prior);
  if (said === '') return [];
  const wasKnown =
    prior.state !== 'elsewhere' && prior.holds.some((one) => saidBefore.includes(one.code) && !one.cleared);
  if (wasKnown) return [];
  return [
    said === sentMark
      ? hold('shop-shipped', 'operator')
      : hold('number-already-registered', 'operator', { number: said }),
  ];
}

/**
 * After the label, or in hand-over: the marketplace has another number than any of ours, or calls it shipped although nothing of ours can have
 * told it. Our number must not go over that one before a person has looked.
 *
 * @param ours every tracking number of the order's parcels
 * @param isTold our notice was sent, or may have been; undefined = nobody knows
 */
export function shippedElsewhere(
  order: Order,
  destination: Destination,
  prior: Prior,
  ours: ReadonlySet<string>,
  isTold: boolean | undefined,
): readonly Hold[] {
  if (prior.state === 'closed' || prior.state === 'returned') return [];
  const said = saidShipped(order, destination, prior);
  // Let go by a person although the number was there already.
  if (said === '' || prior.holds.some((one) => saidBefore.includes(one.code) && one.cleared)) return [];
  // A marketplace that keeps a provisional number in the same place tells it apart: it is shown, and known again when it is ours.
  const slip = destination.remote?.slip || order.remote?.slip || '';
  const number = said === sentMark ? slip : said;
  if (number.split(/[,，、\s]+/).some((one) => ours.has(digits(one)))) return [];
  // 発行中 with a number is a second slip (再発行): the first was told.
  const hadNumber = prior.state !== 'issuing' || (prior.waybills ?? []).length > 0;
  if (said === sentMark && hadNumber && isTold !== false) return [];
  return [historyHold('shipped-elsewhere', number || sentMark, { number: number || '－' })];
}

/** A tracking number without the hyphens that people write into it. */
const digits = (number: string): string => number.replace(/[-‐－\s]/g, '');

/** Every tracking number of these, as they are compared. */
export const numbersOf = (priors: readonly Prior[]): ReadonlySet<string> =>
  new Set(priors.flatMap((one) => (one.waybills ?? []).map((waybill) => digits(waybill.number))));
