import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Runs in the order in which they began, whatever the clock said then: it may have been put back. */
export function runsNo(_: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .alterTable('runs')
        .addColumn('no', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await sql`
        update runs set no = ranked.place
        from (select id as run, row_number() over (order by started_at, id) as place from runs) as ranked
        where ranked.run = runs.id
      `.execute(db);
      await schema.createIndex('runs_no').on('runs').column('no').execute();
      await schema.createIndex('runs_shop_no').on('runs').columns(['shop', 'no']).execute();
      await schema.createIndex('runs_job_no').on('runs').columns(['job', 'shop', 'no']).execute();
    },
  };
}
