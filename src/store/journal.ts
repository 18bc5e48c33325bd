import type { Selectable } from 'kysely';
import { equals, listTable } from './paging.ts';
import { type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import type { JournalEntry, Reads, Writes } from './types.ts';

/** Not the running number: a copied store gives it anew. */
const place = ({ at, what, shop, orderNumber, shipment }: Omit<JournalEntry, 'actor' | 'details'>) =>
  ['journal', 'sealed_note', at, what, shop, orderNumber, shipment] as const;

const columns = ['at', 'actor', 'what', 'shop', 'order_number', 'shipment', 'details', 'sealed_note'] as const;

type Row = Pick<Selectable<Tables['journal']>, (typeof columns)[number]>;

function toEntry(room: Room, { order_number, details, sealed_note, ...plain }: Row): JournalEntry {
  const entry = { ...plain, orderNumber: order_number, details: JSON.parse(details) as JournalEntry['details'] };
  return sealed_note ? { ...entry, note: room.sealer.unseal(sealed_note, place(entry)).toString('utf8') } : entry;
}

export function journalReads(room: Room): Pick<Reads, 'journal' | 'listJournal'> {
  return {
    listJournal({ shop, orderNumber }, page) {
      return listTable<Row & { id: number }, JournalEntry>(
        room,
        {
          table: 'journal',
          columns: ['id', ...columns],
          where: [equals('order_number', orderNumber), equals('shop', shop)],
          sorted: [{ column: 'id', newestFirst: true }],
        },
        page,
        ({ id: _, ...row }) => toEntry(room, row),
      );
    },
    /** Oldest first; with a limit, the last so many. */
    async journal({ shop, orderNumber, limit } = {}) {
      let query = room.db.selectFrom('journal').select(columns).orderBy('id', 'desc');
      if (shop !== undefined) query = query.where('shop', '=', shop);
      if (orderNumber !== undefined) query = query.where('order_number', '=', orderNumber);
      if (limit !== undefined) query = query.limit(limit);
      const rows = await query.execute();
      return rows.reverse().map((row) => toEntry(room, row));
    },
  };
}

export function journalWrites(room: Room): Pick<Writes, 'addJournal'> {
  return {
    async addJournal(entries) {
      const rows = entries.values().map(({ note, orderNumber, details, ...entry }) => ({
        ...entry,
        order_number: orderNumber,
        details: JSON.stringify(details),
        sealed_note: note ? room.sealer.seal(note, place({ ...entry, orderNumber })) : null,
      }));
      await writeMany(room, 'journal', rows, (chunk) => room.db.insertInto('journal').values(chunk));
    },
  };
}
