import { type Room, writeMany } from './room.ts';
import type { JournalEntry, Reads, Writes } from './types.ts';

export function journalReads(room: Room): Pick<Reads, 'journal'> {
  return {
    /** Oldest first; with a limit, the last so many. */
    async journal({ shop, orderNumber, limit } = {}) {
      let query = room.db
        .selectFrom('journal')
        .select(['at', 'actor', 'what', 'shop', 'order_number', 'shipment', 'details'])
        .orderBy('id', 'desc');
      if (shop !== undefined) query = query.where('shop', '=', shop);
      if (orderNumber !== undefined) query = query.where('order_number', '=', orderNumber);
      if (limit !== undefined) query = query.limit(limit);
      const rows = await query.execute();
      return rows.reverse().map(({ order_number, details, ...entry }) => ({
        ...entry,
        orderNumber: order_number,
        details: JSON.parse(details) as JournalEntry['details'],
      }));
    },
  };
}

export function journalWrites(room: Room): Pick<Writes, 'addJournal'> {
  return {
    async addJournal(entries) {
      const rows = entries.map(({ at, actor, what, shop, orderNumber, shipment, details }) => ({
        at,
        actor,
        what,
        shop,
        order_number: orderNumber,
        shipment,
        details: JSON.stringify(details),
      }));
      await writeMany(room, 'journal', rows, (chunk) => room.db.insertInto('journal').values(chunk));
    },
  };
}
