import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, Writes } from './types.ts';

export function toldReads(room: Room): Pick<Reads, 'told'> {
  return {
    async told(shipmentIds) {
      const rows = await room.db
        .selectFrom('told')
        .select(['shipment', 'kind', 'content_hash', 'at'])
        .where(isOneOf(room, 'shipment', shipmentIds))
        .where('kind', '=', 'ship')
        .execute();
      return new Map(
        rows.map(({ shipment, kind, content_hash, at }) => [
          shipment,
          { shipment, kind, contentHash: content_hash, at },
        ]),
      );
    },
  };
}

export function toldWrites(room: Room): Pick<Writes, 'setTold'> {
  return {
    async setTold(notices) {
      const rows = notices.map(({ shipment, kind, contentHash, at }) => ({
        shipment,
        kind,
        content_hash: contentHash,
        at,
      }));
      await writeMany(room, 'told', rows, (chunk) =>
        room.db
          .insertInto('told')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.columns(['shipment', 'kind']).doUpdateSet((e) => ({
              content_hash: e.ref('excluded.content_hash'),
              at: e.ref('excluded.at'),
            })),
          ),
      );
    },
  };
}
