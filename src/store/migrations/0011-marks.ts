import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** What passes need so that they read only what changed: days to look again, orders of forms, hand-overs that go on, new failures. */
export function marks({ text, clustered }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema.alterTable('order_heads').addColumn('look_on', text).execute();
      await sql`create index order_heads_look on order_heads (shop, look_on, no) where look_on is not null`.execute(db);
      await schema
        .createTable('form_orders')
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('order_number', text, (column) => column.notNull())
        .addColumn('document', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('form_orders_key', ['shop', 'order_number', 'document'])
        .modifyEnd(clustered)
        .execute();
      await schema
        .alterTable('hand_overs')
        .addColumn('watched', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      // Whether anything is left to do with a released one stands in what is sealed: they are looked at once more.
      await sql`update hand_overs set watched = 1
        where state in ('sending', 'open', 'printing', 'asking', 'released')`.execute(db);
      await sql`create index hand_overs_watched on hand_overs (created_at, id) where watched = 1`.execute(db);
      await schema.createIndex('notices_listed').on('notices').columns(['shop', 'reserved_at', 'id']).execute();
      await schema.createIndex('notices_news').on('notices').columns(['shop', 'state', 'at']).execute();
    },
  };
}
