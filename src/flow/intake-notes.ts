import type { Problem } from '../core/problem.ts';
import { say } from '../core/sentences/index.ts';
import type { ShipmentChange } from '../store/types.ts';
import { dependentOnLabel } from './label-text.ts';
import { openHoldsOf } from './left-out.ts';
import type { Context, LeftOut } from './types.ts';

/** Shipments that this intake leaves on hold, one entry per reason. */
export function heldBy(changes: readonly Pick<ShipmentChange, 'shipment' | 'state' | 'holds'>[]): LeftOut[] {
  return changes.flatMap(({ shipment, state, holds }) =>
    state !== 'held'
      ? []
      : openHoldsOf(holds).map((hold) => ({
          number: shipment.orderNumber,
          customerNo: shipment.customerNo,
          code: hold.code,
          ...say(hold.code, hold.args),
          clearedBy: hold.clearedBy,
        })),
  );
}

/** Characters that were replaced, and those that are printed although they may not come out: always said. */
export function labelNotes(ctx: Context, changes: readonly ShipmentChange[]): Problem[] {
  const notes: Problem[] = [];
  for (const { shipment, state } of changes) {
    if (state !== 'ready' && state !== 'backordered') continue;
    const note = (code: 'order-replaced' | 'char-dependent-printed', args: Record<string, string>) =>
      notes.push({ code, kind: 'done', place: {}, args, order: shipment.orderNumber });
    if (shipment.replaced.length > 0) note('order-replaced', { replaced: shipment.replaced.join('、') });
    const shop = ctx.config.shops[shipment.shop];
    if (shop?.dependentCharacters === 'allow') {
      const found = dependentOnLabel(shipment);
      if (found.length > 0) note('char-dependent-printed', { char: found.join('') });
    }
  }
  return notes;
}
