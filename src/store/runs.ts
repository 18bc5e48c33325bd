import { type Selectable, sql } from 'kysely';
import { beginsWith, equals, listTable } from './paging.ts';
import type { Room } from './room.ts';
import type { Tables } from './schema.ts';
import type { Reads, RunRecord, Writes } from './types.ts';

const columns = ['id', 'job', 'shop', 'started_at', 'finished_at', 'counts', 'result', 'started_by', 'no'] as const;

type Row = Pick<Selectable<Tables['runs']>, (typeof columns)[number]>;

function toRun({ started_at, finished_at, counts, started_by, no: _, ...run }: Row) {
  return {
    ...run,
    ...(started_by !== '' && { startedBy: started_by }),
    startedAt: started_at,
    finishedAt: finished_at,
    counts: JSON.parse(counts) as RunRecord['counts'],
  };
}

export function runReads(room: Room): Pick<Reads, 'run' | 'runs' | 'listRuns'> {
  return {
    async run(id) {
      const row = await room.db
        .selectFrom('runs')
        .select([...columns, 'items'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row && { ...toRun(row), items: JSON.parse(row.items) as RunRecord['items'] };
    },
    listRuns({ shop, job, id }, page) {
      return listTable<Row, ReturnType<typeof toRun>>(
        room,
        {
          table: 'runs',
          columns,
          where: [equals('shop', shop), equals('job', job), beginsWith('id', id)],
          sorted: [{ column: 'no', newestFirst: true }],
        },
        page,
        toRun,
      );
    },
    /** Newest first. */
    async runs(limit) {
      let query = room.db
        .selectFrom('runs')
        .select([...columns, 'items'])
        .orderBy('no', 'desc');
      if (limit !== undefined) query = query.limit(limit);
      return (await query.execute()).map(({ items, ...row }) => ({
        ...toRun(row),
        items: JSON.parse(items) as RunRecord['items'],
      }));
    },
  };
}

export function runWrites(room: Room): Pick<Writes, 'putRun'> {
  return {
    async putRun({ id, job, shop, startedAt, finishedAt, counts, result, items, startedBy = '' }) {
      const row = {
        id,
        job,
        shop,
        started_at: startedAt,
        finished_at: finishedAt,
        counts: JSON.stringify(counts),
        result,
        items: JSON.stringify(items),
        started_by: startedBy,
      };
      // Its place is that of its beginning; one writer at a time, so that no two get the same.
      await room.db
        .insertInto('runs')
        .values((e) => ({
          ...row,
          no: e.selectFrom('runs').select((all) => sql<number>`coalesce(${all.fn.max('no')}, 0) + 1`.as('no')),
        }))
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
  };
}
