import { shipmentId } from '../ids.ts';
import type { Destination, Order, OrderLine } from '../order.ts';
import type { Prior } from './types.ts';

/** Lines of a destination that are neither cancelled nor returned. */
export function openLines(order: Order, destination: Destination): readonly OrderLine[] {
  return order.lines.filter((line) => line.destination === destination.key && line.status === 'open');
}

/** Lines of a destination that are ours to ship: open, and not fulfilled by the marketplace. */
export function shippableLines(order: Order, destination: Destination): readonly OrderLine[] {
  return openLines(order, destination).filter((line) => !line.fulfilledElsewhere);
}

export interface Matched {
  readonly destination: Destination;
  readonly id: string;
  readonly prior: Prior | null;
}

/**
 * Pairs today's destinations with the shipments that exist: by the derived id first, else by any line they share, so
 * that a changed address or a line that disappeared never makes a second shipment. A shipment without lines (the header
 * file of a two-file format came first) takes those of its destination. `gone` = no destination any more.
 */
export function matchDestinations(
  shop: string,
  order: Order,
  prior: readonly Prior[],
): { readonly matched: readonly Matched[]; readonly gone: readonly Prior[] } {
  const free = new Map(prior.map((one) => [one.shipment.id, one]));
  const lineNos = (destination: Destination) =>
    order.lines.filter((line) => line.destination === destination.key).map((line) => line.no);
  const ids = order.destinations.map((destination) =>
    shipmentId(shop, order.number, lineNos(destination)[0] ?? `destination:${destination.key}`),
  );
  const found = order.destinations.map((_, index) => {
    const same = free.get(ids[index]!);
    if (same) free.delete(ids[index]!);
    return same ?? null;
  });
  const matched = order.destinations.map((destination, index): Matched => {
    let own = found[index] ?? null;
    if (!own) {
      const numbers = new Set(lineNos(destination));
      for (const one of free.values()) {
        const isLineless = one.shipment.lines.length === 0 && one.shipment.destination === destination.key;
        if (isLineless || one.shipment.lines.some((line) => numbers.has(line.no))) {
          own = one;
          free.delete(one.shipment.id);
          break;
        }
      }
    }
    return { destination, id: own?.shipment.id ?? ids[index]!, prior: own };
  });
  return { matched, gone: [...free.values()] };
}
