import { emptyParty, type Order } from '../core/order.ts';
import type { ShipmentState } from '../core/shipment.ts';
import { dropWords } from './heads.ts';
import { orderReads, toOrderRow } from './orders.ts';
import type { Room } from './room.ts';
import { shipmentReads, shipmentWrites } from './shipments.ts';
import type { ShipmentChange, StoredShipment } from './types.ts';

/** Nothing is left to do with a shipment in these states. */
const finished: readonly ShipmentState[] = ['closed', 'cancelled', 'returned'];

const ordersAtOnce = 200;

/**
 * Empties up to 200 orders (all revisions and shipments) whose last revision is older than `before` and whose shipments
 * are all finished. The content hash stays the one of the full order. Returns how many; 0 = none are left.
 */
export async function forgetSomeOrders(room: Room, before: string, now: string): Promise<number> {
  const due = await room.db
    .selectFrom('order_heads as h')
    .select(['h.shop', 'h.number'])
    .where('h.forgotten', 'is', null)
    .where('h.at', '<', before)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('shipments as s')
            .select('s.id')
            .whereRef('s.shop', '=', 'h.shop')
            .whereRef('s.order_number', '=', 'h.number')
            .where('s.state', 'not in', finished),
        ),
      ),
    )
    .orderBy('h.at')
    .limit(ordersAtOnce)
    .execute();
  for (const { shop, number } of due) {
    for (const stored of await orderReads(room).revisions(shop, number)) {
      const order = withoutPeople(stored.order);
      const origins = stored.origins.map((origin) => ({ ...origin, file: '' }));
      const { source: _, edits: __, ...rest } = stored;
      const { sealed } = toOrderRow(room, { ...rest, order, origins });
      await room.db
        .updateTable('orders')
        .set({ sealed, forgotten: now })
        .where('shop', '=', shop)
        .where('number', '=', number)
        .where('revision', '=', stored.revision)
        .execute();
    }
    const shipments = await shipmentReads(room).shipments({ shop, numbers: [number] });
    await shipmentWrites(room).saveShipments(shipments.map(shipmentWithoutPeople));
    await dropWords(room, shop, number, now);
  }
  return due.length;
}

/** Deletes the bytes and names of documents older than `before`, unless they still have to be written to the outbox. */
export async function forgetDocuments(room: Room, before: string, now: string): Promise<number> {
  const due = await room.db
    .selectFrom('documents')
    .select('hash')
    .where('at', '<', before)
    .where('forgotten', 'is', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('outbox')
            .select('outbox.id')
            .whereRef('outbox.document', '=', 'documents.hash')
            .where('outbox.stage', '<>', 'written'),
        ),
      ),
    )
    .execute();
  for (const { hash } of due) {
    await room.db.deleteFrom('document_pieces').where('document', '=', hash).execute();
    const sealed_name = room.sealer.seal('', ['documents', 'sealed_name', hash]);
    await room.db.updateTable('documents').set({ sealed_name, forgotten: now }).where('hash', '=', hash).execute();
  }
  return due.length;
}

function withoutPeople(order: Order): Order {
  const destinations = order.destinations.map((one) => ({ ...one, consignee: emptyParty, note: '' }));
  return { ...order, orderer: emptyParty, destinations, note: '' };
}

function shipmentWithoutPeople({ shipment, state, version, holds, orderRevision }: StoredShipment): ShipmentChange {
  return {
    shipment: { ...shipment, consignee: emptyParty, orderer: emptyParty, note: '', replaced: [] },
    state,
    version,
    holds: holds.map(({ place: _, cleared, ...hold }) => ({ ...hold, cleared: cleared && { ...cleared, note: '' } })),
    orderRevision,
  };
}
