import { markAbouts } from './marks.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, Writes } from './types.ts';

export function toldReads(room: Room): Pick<Reads, 'told'> {
  return {
    async told(abouts, kind) {
      if (abouts.length === 0) return [];
      let query = room.db
        .selectFrom('told')
        .select(['about', 'kind', 'content_hash', 'at'])
        .where(isOneOf(room, 'about', abouts))
        .orderBy('about')
        .orderBy('kind');
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return (await query.execute()).map(({ content_hash, ...rest }) => ({ ...rest, contentHash: content_hash }));
    },
  };
}

export function toldWrites(room: Room): Pick<Writes, 'setTold' | 'dropTold'> {
  return {
    async setTold(notices) {
      const rows = notices.map(({ about, kind, contentHash, at }) => ({ about, kind, content_hash: contentHash, at }));
      await writeMany(room, 'told', rows, (chunk) =>
        room.db
          .insertInto('told')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.columns(['about', 'kind']).doUpdateSet((e) => ({
              content_hash: e.ref('excluded.content_hash'),
              at: e.ref('excluded.at'),
            })),
          ),
      );
      await markAbouts(
        room,
        notices.map((one) => one.about),
      );
    },
    async dropTold(notices) {
      for (const { about, kind } of notices)
        await room.db.deleteFrom('told').where('about', '=', about).where('kind', '=', kind).execute();
      await markAbouts(
        room,
        notices.map((one) => one.about),
      );
    },
  };
}
