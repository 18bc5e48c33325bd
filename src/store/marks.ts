import { isOneOf, type Room } from './room.ts';

/**
 * Marks orders as unsettled: something happened that may change what is due about them. Each mark is a new generation, so one
 * that is set while the order is being worked out is not lost.
 */
export async function markOrders(room: Room, orders: readonly number[]): Promise<void> {
  if (orders.length === 0) return;
  await room.db
    .updateTable('order_heads')
    .set((e) => ({ generation: e('generation', '+', 1) }))
    .where(isOneOf(room, 'no', orders))
    .execute();
}

/** Marks the orders of these parcels, and those whose goods travel in them (同梱). */
export async function markParcels(room: Room, shipments: readonly string[], orders: Iterable<number>): Promise<void> {
  if (shipments.length === 0) return;
  const carried = await room.db
    .selectFrom('shipments')
    .select('order_no')
    .distinct()
    .where(isOneOf(room, 'bundled_into', shipments))
    // Says to the database that the small index is enough.
    .where('bundled_into', '<>', '')
    .execute();
  await markOrders(room, [...new Set([...orders, ...carried.map((one) => one.order_no)])]);
}
