import { type UsedMethod, usedMethod } from '../../layout/used-method.ts';
import type { StoredShipment } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { firstNumber } from './first-number.ts';

/** By which method a parcel really went, as its marketplace is to hear of it (`layout/used-method`). */
export function parcelMethod(ctx: Pick<Context, 'masters'>, { shipment, waybills }: StoredShipment): UsedMethod {
  const planned = ctx.masters.methods.find((one) => one.code === shipment.method) ?? null;
  const waybill = waybills.length > 0 ? firstNumber({ waybills }) : null;
  return usedMethod(ctx.masters, planned, waybill, shipment.methodSaid);
}

/** Words of carriers that no method of the master has, by the shipments that went with them (their own or another's parcel). */
export function unknownCarriers(
  ctx: Pick<Context, 'masters'>,
  shipments: readonly StoredShipment[],
  carriers: ReadonlyMap<string, StoredShipment>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const one of shipments) {
    const { unknown } = parcelMethod(ctx, carriers.get(one.shipment.id) ?? one);
    if (unknown !== undefined) found.set(one.shipment.id, unknown);
  }
  return found;
}
