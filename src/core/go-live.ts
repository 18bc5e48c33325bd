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

/** Is the shop guarded at all, and where does an order stand? */
export interface LineFacts {
  /** Japan's day of the order; null = it does not say. */
  readonly orderedOn: string | null;
  /** It came in while nobody had drawn the line: such an order without a day stays what it was. */
  readonly cameBefore: boolean;
}

/** The hold that the line means for an order; null = it may go. Unknown never means ship. */
export function holdOfLine(line: GoLive, { orderedOn, cameBefore }: LineFacts): GoLiveCode | null {
  if (line === '' || line === 'open') return null;
  if (line === 'waiting') return waitsForLine;
  const isOld = orderedOn === null ? cameBefore : orderedOn < line;
  return isOld ? beforeLine : null;
}

/** Reasons of an order that this bridge has only seen: nothing of it is told to anybody. */
export function isOnlySeen(
  shipments: readonly { readonly holds: readonly OpenHold[]; readonly state: ShipmentState }[],
) {
  return (
    shipments.length > 0 &&
    shipments.every(({ holds }) => holds.some((one) => one.cleared === null && isGoLive(one.code)))
  );
}

interface OpenHold {
  readonly code: string;
  readonly cleared: unknown;
}

export const isGoLive = (code: string): boolean => (goLiveCodes as readonly string[]).includes(code);
