import { type Room, writeMany } from './room.ts';
import type { JournalEntry, Reads, Writes } from './types.ts';

/** Not the running number: a copied store gives it anew. */
const place = ({ at, what, shop, orderNumber, shipment }: Omit<JournalEntry, 'actor' | 'details'>) =>
  ['journal', 'sealed_note', at, what, shop, orderNumber, shipment] as const;

export function journalReads(room: Room): Pick<Reads, 'journal'> {
  return {
    /** Oldest first; with a limit, the last so many. */
    async journal({ shop, orderNumber, limit } = {}) {
      let query = room.db
        .selectFrom('journal')
        .select(['at', 'actor', 'what', 'shop', 'order_number', 'shipment', 'details', 'sealed_note'])
        .orderBy('id', 'desc');
      if (shop !== undefined) query = query.where('shop', '=', shop);
      if (orderNumber !== undefined) query = query.where('order_number', '=', orderNumber);
      if (limit !== undefined) query = query.limit(limit);
      const rows = await query.execute();
      return rows.reverse().map(({ order_number, details, sealed_note, ...plain }) => {
        const entry = { ...plain, orderNumber: order_number, details: JSON.parse(details) as JournalEntry['details'] };
        return sealed_note ? { ...entry, note: room.sealer.unseal(sealed_note, place(entry)).toString('utf8') } : entry;
      });
    },
  };
}

export function journalWrites(room: Room): Pick<Writes, 'addJournal'> {
  return {
    async addJournal(entries) {
      const rows = entries.map(({ note, orderNumber, details, ...entry }) => ({
        ...entry,
        order_number: orderNumber,
        details: JSON.stringify(details),
        sealed_note: note ? room.sealer.seal(note, place({ ...entry, orderNumber })) : null,
      }));
      await writeMany(room, 'journal', rows, (chunk) => room.db.insertInto('journal').values(chunk));
    },
  };
}
