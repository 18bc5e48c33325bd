import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** What connections keep between processes: a token that may be fetched a few times an hour only. */
export function kept({ text, blob }: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .createTable('kept')
        .addColumn('place', text, (column) => column.notNull())
        .addColumn('name', text, (column) => column.notNull())
        .addColumn('sealed', blob, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('kept_key', ['place', 'name'])
        .execute();
    },
  };
}
