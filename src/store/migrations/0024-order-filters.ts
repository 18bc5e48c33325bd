import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/**
 * Orders by delivery method and by tag, and lists that people narrowed and gave a name. Older shipments and orders are filled by
 * fill-lists.ts.
 */
export function orderFilters({ text, blob, clustered }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .alterTable('shipments')
        .addColumn('method', text, (column) => column.notNull().defaultTo(sql`''`))
        .execute();
      await sql`create index shipments_method on shipments (method, state, listed_at, order_no, shop) where method <> ''`.execute(
        db,
      );
      await schema
        .createTable('order_tags')
        .addColumn('tag', text, (column) => column.notNull())
        .addColumn('listed_at', 'double precision', (column) => column.notNull())
        .addColumn('order_no', 'integer', (column) => column.notNull())
        .addColumn('source', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('order_tags_key', ['tag', 'listed_at', 'order_no', 'source'])
        .modifyEnd(clustered)
        .execute();
      await schema.createIndex('order_tags_order').on('order_tags').column('order_no').execute();
      await schema
        .createTable('console_views')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('user', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('sealed', blob, (column) => column.notNull())
        .execute();
      await schema.createIndex('console_views_user').on('console_views').columns(['user', 'at', 'id']).execute();
    },
  };
}
