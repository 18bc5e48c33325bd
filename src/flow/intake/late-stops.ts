import { openEarlyStops, openLateStops } from '../../core/decide/late-stops.ts';
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

/** The same for parcels without a label that were ready to go: who packs may have them on the table. */
export function newEarlyStops(changes: readonly ShipmentChange[], prior: readonly StoredShipment[]): LateStop[] {
  const ready = new Set(prior.filter((one) => one.state === 'ready').map((one) => one.shipment.id));
  return changes
    .filter(({ shipment }) => ready.has(shipment.id))
    .flatMap(({ shipment, state, holds }) =>
      openEarlyStops({ state, holds }).map((hold) => ({ shipment, state, hold })),
    );
}

const keyOf = ({ code, fingerprint }: { readonly code: string; readonly fingerprint: string }): string =>
  `${code} ${fingerprint}`;
