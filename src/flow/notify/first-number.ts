import type { StoredShipment, StoredWaybill } from '../../store/types.ts';

/** The number that counts: the first one of the newest document (a reissue replaces, parcels of one document do not). */
export function firstNumber(stored: Pick<StoredShipment, 'waybills'>): StoredWaybill {
  const newest = stored.waybills.at(-1)!;
  return stored.waybills.find((one) => one.document === newest.document) ?? newest;
}
