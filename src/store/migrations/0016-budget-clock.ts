import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** A budget knows the time by which it was drawn last, so that a clock that is put back is noticed. */
export function budgetClock(_: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .alterTable('budgets')
        .addColumn('seen', 'double precision', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
