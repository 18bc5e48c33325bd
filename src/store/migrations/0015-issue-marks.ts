import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** What was issued and does not stand outside the database yet, and what a store that was accepted was told of by what lies outside. */
export function issueMarks(_difference: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .createTable('issue_marks')
        .addColumn('epoch', 'integer', (column) => column.notNull())
        .addColumn('shop', 'text', (column) => column.notNull())
        .addColumn('customer_no', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('issue_marks_key', ['epoch', 'shop', 'customer_no'])
        .execute();
      await schema
        .createTable('issued_before')
        .addColumn('shop', 'text', (column) => column.notNull())
        .addColumn('customer_no', 'text', (column) => column.notNull())
        .addColumn('base', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('issued_before_key', ['shop', 'customer_no'])
        .execute();
      await schema.createIndex('issued_before_base').on('issued_before').columns(['shop', 'base']).execute();
    },
  };
}
