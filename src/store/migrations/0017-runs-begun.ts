import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** What set a run off; and the last runs of one job are found without walking through those of the others. */
export function runsBegun({ text }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .alterTable('runs')
        .addColumn('started_by', text, (column) => column.notNull().defaultTo(''))
        .execute();
      await schema.createIndex('runs_job').on('runs').columns(['job', 'shop', 'started_at']).execute();
    },
  };
}
