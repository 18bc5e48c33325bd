import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Rate budgets that all processes share. */
export function budgets({ text }: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .createTable('budgets')
        .addColumn('key', text, (column) => column.primaryKey())
        .addColumn('due', 'double precision', (column) => column.notNull())
        .execute();
    },
  };
}
