import { isAmong, listTable } from './paging.ts';
import { isOneOf, type Room } from './room.ts';
import type { Tables } from './schema.ts';
import type { Reads, StoredMail, Writes } from './types.ts';

const place = (id: string) => ['mails', 'sealed', id] as const;

function toMail(room: Room, { not_before, sealed, ...mail }: Tables['mails']): StoredMail {
  const content = room.sealer.unseal(sealed, place(mail.id)).toString('utf8');
  return { ...mail, notBefore: not_before, ...(JSON.parse(content) as Pick<StoredMail, 'to' | 'subject' | 'text'>) };
}

export function mailReads(room: Room): Pick<Reads, 'mails' | 'listMails'> {
  return {
    listMails({ states }, page) {
      return listTable<Tables['mails'], StoredMail>(
        room,
        {
          table: 'mails',
          columns: ['id', 'state', 'attempts', 'not_before', 'at', 'sealed'],
          where: [isAmong('state', states)],
          sorted: ['at', 'id'].map((column) => ({ column, newestFirst: true })),
        },
        page,
        (row) => toMail(room, row),
      );
    },
    async mails({ states } = {}) {
      if (states?.length === 0) return [];
      let query = room.db.selectFrom('mails').selectAll().orderBy('at').orderBy('id');
      if (states) query = query.where('state', 'in', states);
      return (await query.execute()).map((row) => toMail(room, row));
    },
  };
}

export function mailWrites(room: Room): Pick<Writes, 'putMails' | 'reviveMails'> {
  return {
    async reviveMails(ids, at) {
      if (ids.length === 0) return [];
      const revived = await room.db
        .updateTable('mails')
        .set({ state: 'due', attempts: 0, not_before: at, at })
        .where('state', '=', 'failed')
        .where(isOneOf(room, 'mails.id', ids))
        .returning('id')
        .execute();
      return revived.map((one) => one.id);
    },
    async putMails(mails) {
      for (const { id, to, subject, text, state, attempts, notBefore, at } of mails) {
        const sealed = room.sealer.seal(JSON.stringify({ to, subject, text }), place(id));
        const row = { id, state, attempts, not_before: notBefore, at, sealed };
        await room.db
          .insertInto('mails')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .column('id')
              .doUpdateSet({ state, attempts, not_before: notBefore, at })
              // Announced again = the same mail: what was sent stays sent, and what waits goes on waiting.
              .where('mails.state', '=', 'due')
              .where('mails.attempts', '<', attempts),
          )
          .execute();
      }
    },
  };
}
