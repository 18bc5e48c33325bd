import type { Room } from './room.ts';
import type { Reads, RunRecord, Writes } from './types.ts';

export function runReads(room: Room): Pick<Reads, 'runs'> {
  return {
    /** Newest first. */
    async runs(limit) {
      let query = room.db
        .selectFrom('runs')
        .select(['id', 'job', 'shop', 'started_at', 'finished_at', 'counts', 'result', 'items'])
        .orderBy('started_at', 'desc')
        .orderBy('id');
      if (limit !== undefined) query = query.limit(limit);
      return (await query.execute()).map(({ started_at, finished_at, counts, items, ...run }) => ({
        ...run,
        startedAt: started_at,
        finishedAt: finished_at,
        counts: JSON.parse(counts) as RunRecord['counts'],
        items: JSON.parse(items) as RunRecord['items'],
      }));
    },
  };
}

export function runWrites(room: Room): Pick<Writes, 'putRun'> {
  return {
    async putRun({ id, job, shop, startedAt, finishedAt, counts, result, items }) {
      const row = {
        id,
        job,
        shop,
        started_at: startedAt,
        finished_at: finishedAt,
        counts: JSON.stringify(counts),
        result,
        items: JSON.stringify(items),
      };
      await room.db
        .insertInto('runs')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
  };
}
