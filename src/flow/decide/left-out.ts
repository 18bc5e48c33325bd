import { type SentenceCode, say } from '../../core/sentences/index.ts';
import type { StoredHold, StoredShipment } from '../../store/types.ts';
import type { LeftOut, Workspace } from '../types.ts';
import { spokenHold } from './spoken-hold.ts';

/** Holds that still stand. */
export function openHoldsOf(holds: readonly StoredHold[]): readonly StoredHold[] {
  return holds.filter((hold) => hold.cleared === null);
}

/** Holds of a shipment that still stand. */
export function openHolds(stored: StoredShipment): readonly StoredHold[] {
  return openHoldsOf(stored.holds);
}

/** Why a shipment is not in the file, one entry per reason (B3: with the reason shown). */
export function leftOut(ctx: Workspace, stored: StoredShipment): readonly LeftOut[] {
  const { shop, orderNumber: number, customerNo } = stored.shipment;
  const entry = (code: SentenceCode): LeftOut => ({ number, customerNo, code, ...say(code) });
  const holds = openHolds(stored).map((hold) => ({ number, customerNo, ...spokenHold(ctx, shop, hold) }));
  // Of a label that is out, what happened since then says more than that it is out.
  if (holds.length > 0 && stored.state !== 'cancelled') return holds;
  switch (stored.state) {
    case 'held':
      return [];
    case 'backordered':
      return [entry('not-selected')];
    case 'cancelled':
      // A part that was put back: nothing is left out.
      if (stored.shipment.part > 1) return [];
      if (stored.shipment.bundledInto !== '') return [entry('bundled-away')];
      return [entry(stored.shipment.lines.length === 0 ? 'all-items-cancelled' : 'order-cancelled')];
    case 'issuing':
      return [entry('already-issuing')];
    case 'ready':
      return [];
    default:
      return [entry('already-issued')];
  }
}
