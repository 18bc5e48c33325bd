import { endStates, type ShipmentState } from '../core/shipment.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, Writes } from './types.ts';

/** Notes the shipments that came to an end, in the order in which that became true. */
export async function noteEnded(
  room: Room,
  moved: readonly { readonly id: string; readonly state: ShipmentState; readonly before: ShipmentState | undefined }[],
): Promise<void> {
  const rows = moved.flatMap(({ id, state, before }) =>
    state !== before && endStates.includes(state) ? [{ shipment: id }] : [],
  );
  await writeMany(room, 'ended', rows, (chunk) => room.db.insertInto('ended').values(chunk));
}

export function exportReads(room: Room): Pick<Reads, 'ended' | 'lastEnded' | 'exported'> {
  return {
    async ended(after, limit) {
      return room.db
        .selectFrom('ended')
        .select(['no', 'shipment'])
        .where('no', '>', after)
        .orderBy('no')
        .limit(limit)
        .execute();
    },
    async lastEnded() {
      const row = await room.db
        .selectFrom('ended')
        .select((e) => e.fn.max('no').as('last'))
        .executeTakeFirst();
      return row?.last ?? 0;
    },
    async exported(name, shipments) {
      if (shipments.length === 0) return new Set();
      const rows = await room.db
        .selectFrom('export_marks')
        .select('shipment')
        .where('export', '=', name)
        .where(isOneOf(room, 'shipment', shipments))
        .execute();
      return new Set(rows.map((row) => row.shipment));
    },
  };
}

export function exportWrites(room: Room): Pick<Writes, 'putExported' | 'dropEnded'> {
  return {
    async putExported(name, shipments, at) {
      const rows = shipments.map((shipment) => ({ export: name, shipment, at }));
      await writeMany(room, 'exported', rows, (chunk) => room.db.insertInto('export_marks').values(chunk));
    },
    async dropEnded(upTo) {
      await room.db.deleteFrom('ended').where('no', '<=', upTo).execute();
    },
  };
}
