import { equals, isAmong, listTable } from './paging.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import type { OutboxFile, Reads, Writes } from './types.ts';

const columns = ['id', 'shop', 'purpose', 'path', 'document', 'stage', 'at'] as const;

export function outboxReads(room: Room): Pick<Reads, 'outbox' | 'outboxHeads' | 'listOutbox' | 'lastWritten'> {
  return {
    listOutbox({ shop, purpose, stages }, page) {
      return listTable<Tables['outbox'], Tables['outbox']>(
        room,
        {
          table: 'outbox',
          columns,
          where: [equals('shop', shop), equals('purpose', purpose), isAmong('stage', stages)],
          sorted: ['at', 'id'].map((column) => ({ column, newestFirst: true })),
        },
        page,
        (row) => row,
      );
    },
    async lastWritten(shipments, purpose) {
      const rows = await room.db
        .selectFrom('outbox_shipments as s')
        .innerJoin('outbox as o', 'o.id', 's.outbox')
        .select((e) => ['s.shipment', e.fn.max('o.at').as('at')])
        .where(isOneOf(room, 's.shipment', shipments))
        .where('o.purpose', '=', purpose)
        .groupBy('s.shipment')
        .execute();
      return new Map(rows.map((row) => [row.shipment, row.at]));
    },
    async outboxHeads({ ids, stage }) {
      if ([stage, ids].some((list) => list?.length === 0)) return [];
      let query = room.db.selectFrom('outbox').select(columns).where('stage', 'in', stage).orderBy('at').orderBy('id');
      if (ids) query = query.where('id', 'in', ids);
      return query.execute();
    },
    async outbox({ ids, stage, shop, shipment, shipments: several, paths, documents, purpose } = {}) {
      if ([stage, ids, several, paths, documents].some((list) => list?.length === 0)) return [];
      let query = room.db
        .selectFrom('outbox as o')
        .leftJoin('outbox_shipments as s', 's.outbox', 'o.id')
        .select(['o.id', 'o.shop', 'o.purpose', 'o.path', 'o.document', 'o.stage', 'o.at', 's.shipment'])
        .orderBy('o.at')
        .orderBy('o.id')
        .orderBy('s.no');
      if (ids) query = query.where('o.id', 'in', ids);
      if (stage) query = query.where('o.stage', 'in', stage);
      if (shop !== undefined) query = query.where('o.shop', '=', shop);
      if (purpose !== undefined) query = query.where('o.purpose', '=', purpose);
      if (paths) query = query.where(isOneOf(room, 'o.path', paths));
      if (documents) query = query.where(isOneOf(room, 'o.document', documents));
      const held = several ?? (shipment === undefined ? undefined : [shipment]);
      if (held) {
        query = query.where('o.id', 'in', (expression) =>
          expression
            .selectFrom('outbox_shipments as wanted')
            .select('wanted.outbox')
            .where(isOneOf(room, 'wanted.shipment', held)),
        );
      }
      const files: OutboxFile[] = [];
      let shipments: string[] = [];
      for (const { shipment: one, ...file } of await query.execute()) {
        if (files.at(-1)?.id !== file.id) {
          shipments = [];
          files.push({ ...file, shipments });
        }
        if (one !== null) shipments.push(one);
      }
      return files;
    },
  };
}

export function outboxWrites(room: Room): Pick<Writes, 'putOutbox'> {
  return {
    async putOutbox({ shipments, ...file }) {
      // What the file holds is decided with it; afterwards only its stage and its name change.
      const known = await room.db.updateTable('outbox').set(file).where('id', '=', file.id).executeTakeFirst();
      if (known.numUpdatedRows > 0n) return;
      await room.db.insertInto('outbox').values(file).execute();
      const rows = shipments.map((shipment, index) => ({ outbox: file.id, no: index + 1, shipment }));
      await writeMany(room, 'outbox_shipments', rows, (chunk) => room.db.insertInto('outbox_shipments').values(chunk));
    },
  };
}
