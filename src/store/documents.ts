import { type SqlBool, sql } from 'kysely';
import { beginsWith, equals, listTable } from './paging.ts';
import { type Room, writeMany } from './room.ts';
import type { DocumentInfo, Reads, Writes } from './types.ts';

/** A piece as it is sealed: small enough that a huge file never stands in memory twice as one box. */
const pieceBytes = 1024 * 1024;

const columns = ['hash', 'direction', 'sealed_name', 'media_type', 'size', 'shop', 'layout', 'at'] as const;

interface DocumentRow {
  hash: string;
  direction: DocumentInfo['direction'];
  sealed_name: Uint8Array;
  media_type: string;
  size: number;
  shop: string;
  layout: string;
  at: string;
}

function toInfo(room: Room, row: DocumentRow): DocumentInfo {
  const name = room.sealer.unseal(row.sealed_name, ['documents', 'sealed_name', row.hash]).toString('utf8');
  const { hash, direction, size, shop, layout, at } = row;
  return { hash, direction, name, mediaType: row.media_type, size, shop, layout, at };
}

export function documentReads(room: Room): Pick<Reads, 'document' | 'documentBytes' | 'documents' | 'listDocuments'> {
  return {
    async document(hash) {
      const row = await room.db.selectFrom('documents').select(columns).where('hash', '=', hash).executeTakeFirst();
      return row && toInfo(room, row);
    },
    async documentBytes(hash) {
      const pieces = await room.db
        .selectFrom('document_pieces')
        .select(['no', 'sealed'])
        .where('document', '=', hash)
        .orderBy('no')
        .execute();
      if (pieces.length === 0) return undefined;
      return Buffer.concat(
        pieces.map(({ no, sealed }) => room.sealer.unseal(sealed, ['document_pieces', 'sealed', hash, no])),
      );
    },
    async documents({ shop, layoutName, direction } = {}) {
      let query = room.db.selectFrom('documents').select(columns).orderBy('at').orderBy('hash');
      if (shop !== undefined) query = query.where('shop', '=', shop);
      if (direction !== undefined) query = query.where('direction', '=', direction);
      if (layoutName !== undefined) {
        const start = `${layoutName}@`;
        query = query.where(sql`substr(layout, 1, ${sql.lit([...start].length)})`, '=', start);
      }
      return (await query.execute()).map((row) => toInfo(room, row));
    },
    listDocuments({ shop, layoutName, direction, hash }, page) {
      const start = `${layoutName}@`;
      const isOfLayout = sql<SqlBool>`substr(layout, 1, ${sql.lit([...start].length)}) = ${start}`;
      return listTable<DocumentRow, DocumentInfo>(
        room,
        {
          table: 'documents',
          columns,
          where: [
            equals('shop', shop),
            equals('direction', direction),
            beginsWith('hash', hash),
            layoutName === undefined ? undefined : isOfLayout,
          ],
          sorted: ['at', 'hash'].map((column) => ({ column, newestFirst: true })),
        },
        page,
        (row) => toInfo(room, row),
      );
    },
  };
}

export function documentWrites(room: Room): Pick<Writes, 'putDocument'> {
  return {
    async putDocument(info, bytes) {
      const { hash, direction, name, mediaType, size, shop, layout, at } = info;
      const sealed_name = room.sealer.seal(name, ['documents', 'sealed_name', hash]);
      const { numInsertedOrUpdatedRows } = await room.db
        .insertInto('documents')
        .values({ hash, direction, sealed_name, media_type: mediaType, size, shop, layout, at })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .executeTakeFirstOrThrow();
      if (!numInsertedOrUpdatedRows) return false;
      // An empty document has one empty piece: what is stored can be told from what was purged.
      for (let no = 0; no === 0 || no * pieceBytes < bytes.length; no += 1) {
        const piece = bytes.subarray(no * pieceBytes, (no + 1) * pieceBytes);
        const sealed = room.sealer.seal(piece, ['document_pieces', 'sealed', hash, no]);
        await writeMany(room, 'document_pieces', [{ document: hash, no, sealed }], (rows) =>
          room.db.insertInto('document_pieces').values(rows),
        );
      }
      return true;
    },
  };
}
