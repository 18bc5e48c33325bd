import type { ShipmentState } from './shipment.ts';

/**
 * Where a shop stands before and after a person draws the line between orders that others still ship and those that this bridge ships
 * (`shops open S --from DAY`). Kept in the store, one word a shop: '' = nothing was said (no guard, or no order yet), `waiting` = orders
 * came in and nobody has drawn the line, `open` = it had orders before it was guarded, or a day `YYYY-MM-DD` of Japan.
 */
export type GoLive = '' | 'waiting' | 'open' | (string & {});

/** Job name under which the store keeps it, as a cursor of the shop. */
export const goLiveMark = 'go-live';

/** Code of the hold while nobody has drawn the line. */
export const waitsForLine = 'go-live';
/** Code of the hold of an order that is older than the line. */
export const beforeLine = 'before-go-live';

export const goLiveCodes = [waitsForLine, beforeLine] as const;
export type GoLiveCode = (typeof goLiveCodes)[number];

/** Where an order stands. */
export interface LineFacts {
  /** Japan's day of the order; null = it does not say. */
  readonly orderedOn: string | null;
  /** Japan's day on which it is decided. */
  readonly today: string;
  /** It came in while nobody had drawn the line, or before the drawn day: such an order without a day stays what it was. */
  readonly cameBefore: boolean;
}

/** The hold that the line means for an order; null = it may go. Unknown never means ship. */
export function holdOfLine(line: GoLive, { orderedOn, today, cameBefore }: LineFacts): GoLiveCode | null {
  if (line === '' || line === 'open') return null;
  if (line === 'waiting') return waitsForLine;
  // An order is never younger than the day on which it is there.
  const isOld = orderedOn === null ? cameBefore || today < line : orderedOn < line;
  return isOld ? beforeLine : null;
}

/**
 * Has this bridge only seen the order? Then nothing of it is told to anybody: others still work on it. What was cancelled or went away says
 * nothing about the rest of its order; where nothing else is left, the line itself decides.
 *
 * @param line what the line means for an order of its day (`holdOfLine`)
 */
export function isOnlySeen(shipments: readonly SeenShipment[], line: GoLiveCode | null): boolean {
  const own = shipments.filter(({ state, shipment }) => state !== 'cancelled' || shipment.bundledInto !== '');
  if (own.length === 0) return line !== null;
  return own.every(({ holds }) => holds.some((one) => one.cleared === null && isGoLive(one.code)));
}

interface SeenShipment {
  readonly holds: readonly OpenHold[];
  readonly state: ShipmentState;
  readonly shipment: { readonly bundledInto: string };
}

interface OpenHold {
  readonly code: string;
  readonly cleared: unknown;
}

export const isGoLive = (code: string): boolean => (goLiveCodes as readonly string[]).includes(code);
