import { beginsWith } from './paging.ts';
import type { Room } from './room.ts';
import type { Halt, Reads, Writes } from './types.ts';

/** How far each job of a shop got, and which shops stand still. */
export function progressReads(room: Room): Pick<Reads, 'cursor' | 'cursorsOf' | 'halts'> {
  return {
    async cursor(shop, job) {
      const row = await room.db
        .selectFrom('cursors')
        .select('cursor')
        .where('shop', '=', shop)
        .where('job', '=', job)
        .executeTakeFirst();
      return row?.cursor ?? '';
    },
    async cursorsOf(beginning) {
      return room.db
        .selectFrom('cursors')
        .select(['shop', 'job', 'cursor'])
        .where(beginsWith('job', beginning)!)
        .where('cursor', '<>', '')
        .orderBy('shop')
        .orderBy('job')
        .execute();
    },
    async halts() {
      const rows = await room.db.selectFrom('halts').selectAll().orderBy('shop').execute();
      return rows.map((row) => ({ ...row, args: JSON.parse(row.args) as Halt['args'] }));
    },
  };
}

export function progressWrites(room: Room): Pick<Writes, 'setCursor' | 'putHalt' | 'clearHalt'> {
  return {
    async setCursor(shop, job, cursor, at) {
      await room.db
        .insertInto('cursors')
        .values({ shop, job, cursor, at })
        .onConflict((conflict) => conflict.columns(['shop', 'job']).doUpdateSet({ cursor, at }))
        .execute();
    },
    async putHalt({ args, ...halt }) {
      const row = { ...halt, args: JSON.stringify(args) };
      await room.db
        .insertInto('halts')
        .values(row)
        .onConflict((conflict) => conflict.column('shop').doUpdateSet(row))
        .execute();
    },
    async clearHalt(shop) {
      await room.db.deleteFrom('halts').where('shop', '=', shop).execute();
    },
  };
}
