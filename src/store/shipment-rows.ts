import type { ShipmentRow } from './list-types.ts';
import { isOneOf, type Room } from './room.ts';

/** The shipments of these orders as lists see them, by the order's number in the store, each by serial. */
export async function shipmentRows(
  room: Room,
  orders: readonly { readonly no: number; readonly number: string }[],
): Promise<Map<number, ShipmentRow[]>> {
  const nos = new Set(orders.map((one) => one.no));
  const shipments = await room.db
    .selectFrom('shipments')
    .select(['id', 'order_no', 'customer_no', 'serial', 'state', 'service'])
    .where(
      isOneOf(
        room,
        'order_number',
        orders.map((one) => one.number),
      ),
    )
    .orderBy('serial')
    .orderBy('id')
    .execute();
  const own = shipments.filter((one) => nos.has(one.order_no));
  const ids = own.map((one) => one.id);
  const holds = await room.db
    .selectFrom('open_holds')
    .select(['shipment', 'code', 'cleared_by'])
    .where(isOneOf(room, 'shipment', ids))
    .orderBy('shipment')
    .orderBy('no')
    .execute();
  const numbers = await room.db
    .selectFrom('waybills')
    .select(['shipment', 'number'])
    .where(isOneOf(room, 'shipment', ids))
    .orderBy('shipment')
    .orderBy('no')
    .execute();
  const holdsOf = Map.groupBy(holds, (one) => one.shipment);
  const numbersOf = Map.groupBy(numbers, (one) => one.shipment);
  const rows = new Map<number, ShipmentRow[]>();
  for (const { id, order_no, customer_no, ...shipment } of own) {
    const row: ShipmentRow = {
      ...shipment,
      id,
      customerNo: customer_no,
      holds: (holdsOf.get(id) ?? []).map(({ code, cleared_by }) => ({ code, clearedBy: cleared_by })),
      trackingNumbers: (numbersOf.get(id) ?? []).map((one) => one.number),
    };
    const group = rows.get(order_no);
    if (group) group.push(row);
    else rows.set(order_no, [row]);
  }
  return rows;
}
