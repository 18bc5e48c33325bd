import { type SqlBool, sql } from 'kysely';
import { listTable } from './paging.ts';
import type { Room } from './room.ts';
import type { Tables } from './schema.ts';
import type { LinkRecord, Reads, StoredHandOver, Writes } from './types.ts';

const place = (id: string) => ['hand_overs', 'sealed', id] as const;

const toLink = ({ hand_over, args, ...rest }: Tables['link_history']): LinkRecord => ({
  ...rest,
  handOver: hand_over,
  args: JSON.parse(args) as LinkRecord['args'],
});

export function handOverReads(room: Room): Pick<Reads, 'handOvers' | 'linkHistory' | 'listLinkHistory'> {
  return {
    async handOvers({ ids, states, notifyHash, watched } = {}) {
      if (ids?.length === 0 || states?.length === 0) return [];
      let query = room.db.selectFrom('hand_overs').selectAll().orderBy('created_at').orderBy('id');
      if (ids) query = query.where('id', 'in', ids);
      if (states) query = query.where('state', 'in', states);
      if (notifyHash !== undefined) query = query.where('notify_hash', '=', notifyHash);
      if (watched) query = query.where('watched', '=', sql.lit(1));
      return (await query.execute()).map(
        ({ notify_hash, not_before, created_at, sealed, shipments, args, watched: _, ...rest }): StoredHandOver => ({
          ...rest,
          notifyHash: notify_hash,
          notBefore: not_before,
          createdAt: created_at,
          shipments: JSON.parse(shipments) as string[],
          args: JSON.parse(args) as StoredHandOver['args'],
          handle: JSON.parse(room.sealer.unseal(sealed, place(rest.id)).toString('utf8')),
        }),
      );
    },
    async linkHistory({ since } = {}) {
      let query = room.db
        .selectFrom('link_history')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('direction')
        .orderBy('id');
      if (since !== undefined) query = query.where('at', '>=', since);
      return (await query.execute()).map(toLink);
    },
    listLinkHistory({ since }, page) {
      return listTable<Tables['link_history'], LinkRecord>(
        room,
        {
          table: 'link_history',
          columns: ['id', 'hand_over', 'direction', 'at', 'result', 'orders', 'shipments', 'code', 'args'],
          where: [since === undefined ? undefined : sql<SqlBool>`at >= ${since}`],
          sorted: [
            { column: 'at', newestFirst: true },
            { column: 'direction', newestFirst: false },
            { column: 'id', newestFirst: false },
          ],
        },
        page,
        toLink,
      );
    },
  };
}

export function handOverWrites(room: Room): Pick<Writes, 'putHandOver' | 'addLinkRecord'> {
  return {
    async putHandOver(one, isWatched) {
      const changing = {
        state: one.state,
        sealed: room.sealer.seal(JSON.stringify(one.handle ?? null), place(one.id)),
        looks: one.looks,
        not_before: one.notBefore,
        code: one.code,
        args: JSON.stringify(one.args),
        at: one.at,
        watched: isWatched ? 1 : 0,
      };
      const row = {
        ...changing,
        id: one.id,
        route: one.route,
        notify_hash: one.notifyHash,
        payload: one.payload,
        shipments: JSON.stringify(one.shipments),
        created_at: one.createdAt,
      };
      await room.db
        .insertInto('hand_overs')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
        .execute();
    },
    async addLinkRecord({ handOver, args, ...record }) {
      const row = { ...record, hand_over: handOver, args: JSON.stringify(args) };
      await room.db
        .insertInto('link_history')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
  };
}
