import type { StoredShipment } from '../../store/types.ts';

/** Shipments of one shop by order number, in their own order. */
export function groupByOrder(shipments: readonly StoredShipment[]): Map<string, StoredShipment[]> {
  const groups = new Map<string, StoredShipment[]>();
  for (const one of shipments) {
    const group = groups.get(one.shipment.orderNumber);
    if (group) group.push(one);
    else groups.set(one.shipment.orderNumber, [one]);
  }
  return groups;
}
