import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** A mark may also say that something was taken back before it was printed. */
export function releaseMarks(_: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .alterTable('issue_marks')
        .addColumn('released', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
