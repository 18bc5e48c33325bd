import { type SentenceCode, say } from '../../core/sentences/index.ts';
import type { StoredHold, StoredShipment } from '../../store/types.ts';
import type { LeftOut } from '../types.ts';

/** Holds that still stand. */
export function openHoldsOf(holds: readonly StoredHold[]): readonly StoredHold[] {
  return holds.filter((hold) => hold.cleared === null);
}

/** Holds of a shipment that still stand. */
export function openHolds(stored: StoredShipment): readonly StoredHold[] {
  return openHoldsOf(stored.holds);
}

/** Why a shipment is not in the file, one entry per reason (B3: with the reason shown). */
export function leftOut(stored: StoredShipment): readonly LeftOut[] {
  const { orderNumber, customerNo } = stored.shipment;
  const entry = (code: SentenceCode, args?: StoredHold['args'], clearedBy?: StoredHold['clearedBy']): LeftOut => ({
    number: orderNumber,
    customerNo,
    code,
    ...say(code, args),
    ...(clearedBy && { clearedBy }),
  });
  const holds = openHolds(stored).map((hold) => entry(hold.code, hold.args, hold.clearedBy));
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
