import { openLateStops } from '../../core/decide/late-stops.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { firstNumber } from '../../core/waybill.ts';
import { type UsedMethod, usedMethod } from '../../layout/used-method.ts';
import type { StoredShipment } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** By which method a parcel really went, as its marketplace is to hear of it (`layout/used-method`). */
export function parcelMethod(ctx: Pick<Context, 'masters'>, { shipment, waybills }: StoredShipment): UsedMethod {
  const planned = ctx.masters.methods.find((one) => one.code === shipment.method) ?? null;
  const waybill = waybills.length > 0 ? firstNumber({ waybills }) : null;
  return usedMethod(ctx.masters, planned, waybill, shipment.methodSaid);
}

/** Why a parcel is not told although it has gone. */
export interface KeptBack {
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
}

/**
 * Shipments of which no marketplace may hear yet, whatever its policy: something came to stop the parcel and nobody has looked, or no
 * method has the words of its carrier. By shipment id; goods in another order's parcel are as far as that parcel.
 */
export function keptBack(
  ctx: Pick<Context, 'masters'>,
  shipments: readonly StoredShipment[],
  carriers: ReadonlyMap<string, StoredShipment>,
): ReadonlyMap<string, KeptBack> {
  const found = new Map<string, KeptBack>();
  for (const one of shipments) {
    const reason = whyKept(ctx, carriers.get(one.shipment.id) ?? one);
    if (reason) found.set(one.shipment.id, reason);
  }
  return found;
}

export function whyKept(ctx: Pick<Context, 'masters'>, parcel: StoredShipment): KeptBack | undefined {
  if (openLateStops(parcel).length > 0) return { code: 'notice-stopped' };
  const { unknown } = parcelMethod(ctx, parcel);
  return unknown === undefined ? undefined : { code: 'notice-carrier-unknown', args: { carrier: unknown } };
}
