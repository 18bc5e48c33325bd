import { isBeyondRecall, type Shipment } from '../../core/shipment.ts';
import type { StoredHold, StoredShipment } from '../../store/types.ts';
import type { DecideOrder, Deciding } from './decider.ts';

/** What a shipment whose label is out would be today, and what would keep it from being printed. */
export interface Unissued {
  readonly shipment: Shipment;
  readonly holds: readonly StoredHold[];
  /** Its label cells; undefined when they were not rendered. */
  readonly cells: readonly string[] | undefined;
}

/**
 * Decides an order as if no label of it were out, by shipment id: what a label would say now. Only to compare, and for a reissue:
 * nothing of it may be saved as a decision.
 */
export function asIfUnissued(
  decideOrder: (facts: DecideOrder) => Deciding,
  facts: DecideOrder,
): ReadonlyMap<string, Unissued> {
  const prior = facts.prior.map(
    (one): StoredShipment => (isBeyondRecall(one.state) && one.state !== 'returned' ? { ...one, state: 'ready' } : one),
  );
  const { changes, rendered } = decideOrder({ ...facts, prior });
  const decided = new Map(changes.map((one) => [one.shipment.id, one]));
  return new Map(
    prior.map(({ shipment: before, holds }) => {
      const now = decided.get(before.id);
      const { outdated: _, ...shipment } = now?.shipment ?? before;
      const kept = { ...shipment, undone: before.undone, shippedOn: before.shippedOn };
      return [before.id, { shipment: kept, holds: now?.holds ?? holds, cells: rendered.get(before.id) }];
    }),
  );
}
