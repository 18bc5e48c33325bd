import type { Shipment } from '../core/shipment.ts';
import type { StoredShipment } from './records.ts';

/** A shipment as it is written, but for what takes the key or the database: made by whoever has time for it. */
export interface PreparedShipment {
  readonly id: string;
  readonly shop: string;
  readonly orderNumber: string;
  readonly serial: number;
  readonly customerNo: string;
  /** The one that was read. */
  readonly version: number;
  readonly orderRevision: number;
  readonly service: Shipment['service'];
  readonly method: string;
  readonly bundledInto: string;
  /** JSON that is sealed. */
  readonly content: string;
}

export function prepareShipment({
  shipment,
  holds,
  version,
  orderRevision,
}: Pick<StoredShipment, 'shipment' | 'holds' | 'version' | 'orderRevision'>): PreparedShipment {
  const { id, shop, orderNumber, serial, customerNo, service, method, bundledInto } = shipment;
  const content = shipmentContent({ shipment, holds });
  return {
    ...{ id, shop, orderNumber, serial, customerNo, version, orderRevision },
    ...{ service, method, bundledInto, content },
  };
}

/** What is sealed of a shipment. */
export function shipmentContent({ shipment, holds }: Pick<StoredShipment, 'shipment' | 'holds'>): string {
  return JSON.stringify({ shipment, holds });
}
