import type { Shipment } from '../core/shipment.ts';
import type { Room } from './room.ts';
import type { StoredHold } from './types.ts';

/** What stands sealed in a row of shipments. */
interface Content {
  readonly shipment: Shipment;
  readonly holds: readonly StoredHold[];
}

export interface BoxRow {
  readonly id: string;
  readonly version: number;
  readonly sealed: Uint8Array;
}

const place = (id: string, version: number) => ['shipments', 'sealed', id, version] as const;

/**
 * @param content from `shipmentContent`
 * @param version the one that the row will have
 */
export function sealShipment(room: Room, id: string, content: string, version: number): Uint8Array {
  return room.sealer.seal(content, place(id, version));
}

export function unsealShipment(room: Room, { id, version, sealed }: BoxRow): Content {
  const content = JSON.parse(room.sealer.unseal(sealed, place(id, version)).toString('utf8')) as Content;
  const { shipment } = content;
  return shipment.shippedOn === undefined ? { ...content, shipment: { ...laterFields, ...shipment } } : content;
}

/** Fields that shipments did not have from the beginning. */
const laterFields = { part: 1, bundled: [], bundledInto: '', undone: 0, shippedOn: null };
