import type { Problem } from '../../core/problem.ts';
import type { OrderSource, SentenceCode } from '../../core/sentences/index.ts';
import { isBeyondRecall } from '../../core/shipment.ts';
import type { ShipmentChange } from '../../store/types.ts';
import { knownPostal } from '../../text/postal.ts';
import { dependentOnLabel, openHoldsOf, shortenedMark, spokenHold } from '../decide/index.ts';
import type { Context, LeftOut } from '../types.ts';

/**
 * Reasons that stand after this intake, one entry each: of shipments on hold, and of those whose label is out already
 * (changed or cancelled since then: somebody must stop the parcel).
 */
export function heldBy(
  ctx: Context,
  changes: readonly Pick<ShipmentChange, 'shipment' | 'holds'>[],
  source: OrderSource,
): LeftOut[] {
  return changes.flatMap(({ shipment, holds }) =>
    openHoldsOf(holds).map((hold) => ({
      number: shipment.orderNumber,
      customerNo: shipment.customerNo,
      ...spokenHold(ctx, shipment.shop, hold, source),
    })),
  );
}

/** Does the report of an intake speak of this shipment? All others may be forgotten once they are saved. */
export function saysSomething(ctx: Context, change: Pick<ShipmentChange, 'shipment' | 'state' | 'holds'>): boolean {
  return isBeyondRecall(change.state) || openHoldsOf(change.holds).length > 0 || labelNotes(ctx, [change]).length > 0;
}

/** Characters that were replaced, and what is printed although it may not be right: always said. */
export function labelNotes(ctx: Context, changes: readonly Pick<ShipmentChange, 'shipment' | 'state'>[]): Problem[] {
  const notes: Problem[] = [];
  for (const { shipment, state } of changes) {
    if (state !== 'ready' && state !== 'backordered') continue;
    const note = (code: SentenceCode, args: Record<string, string> = {}) =>
      notes.push({ code, kind: 'done', place: {}, args, order: shipment.orderNumber });
    const characters = shipment.replaced.filter((one) => one !== shortenedMark);
    if (characters.length > 0) note('order-replaced', { replaced: characters.join('、') });
    if (shipment.replaced.includes(shortenedMark)) note('item-name-shortened');
    const shop = ctx.config.shops[shipment.shop];
    if (shop?.dependentCharacters === 'allow') {
      const found = dependentOnLabel(shipment);
      if (found.length > 0) note('char-dependent-printed', { char: found.join('') });
    }
    const { postalCode } = shipment.consignee;
    if (shop?.unlistedPostalCode === 'allow' && postalCode !== '' && !knownPostal(postalCode))
      note('postal-unlisted-printed', { postalCode });
  }
  return notes;
}
