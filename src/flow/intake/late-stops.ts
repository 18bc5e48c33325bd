import { openLateStops } from '../../core/decide/late-stops.ts';
import type { ShipmentChange, StoredShipment } from '../../store/types.ts';
import type { LateStop } from '../mail/index.ts';

/** Reasons to stop a parcel that an intake brings, and that were not there before. */
export function newLateStops(changes: readonly ShipmentChange[], prior: readonly StoredShipment[]): LateStop[] {
  const before = new Map(prior.map((one) => [one.shipment.id, one]));
  return changes.flatMap(({ shipment, state, holds }) => {
    const known = before.get(shipment.id);
    const old = new Set(known ? openLateStops(known).map(keyOf) : []);
    return openLateStops({ state, holds })
      .filter((hold) => !old.has(keyOf(hold)))
      .map((hold) => ({ shipment, state, hold }));
  });
}

const keyOf = ({ code, fingerprint }: { readonly code: string; readonly fingerprint: string }): string =>
  `${code} ${fingerprint}`;
