import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/**
 * Lists that read nothing but what they show: one head per order, plain columns of shipments, open holds, words to find people by,
 * goods that left the house. What each column means stands in schema.ts; older stores are filled by fill-lists.ts.
 */
export function lists({ text, blob, clustered }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .createTable('order_heads')
        .addColumn('no', 'integer', (column) => column.primaryKey())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('number', text, (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('ordered_at', text)
        .addColumn('listed_at', 'double precision', (column) => column.notNull())
        .addColumn('payment', text, (column) => column.notNull())
        .addColumn('cancelled', 'integer', (column) => column.notNull())
        .addColumn('forgotten', text)
        .addColumn('words', blob, (column) => column.notNull())
        .addColumn('generation', 'integer', (column) => column.notNull())
        .addColumn('settled', 'integer', (column) => column.notNull())
        .execute();
      const heads = (name: string) => schema.createIndex(name).on('order_heads');
      await heads('order_heads_number').columns(['number', 'shop']).unique().execute();
      await heads('order_heads_listed').columns(['listed_at', 'no']).execute();
      await heads('order_heads_shop_listed').columns(['shop', 'listed_at', 'no']).execute();
      await sql`create index order_heads_at on order_heads (at) where forgotten is null`.execute(db);
      await sql`create index order_heads_unsettled on order_heads (shop, no) where settled < generation`.execute(db);

      for (const [name, type, usual] of [
        ['order_no', sql`integer`, sql`0`],
        ['listed_at', sql`double precision`, sql`0`],
        ['service', text, sql`''`],
        ['bundled_into', text, sql`''`],
      ] as const) {
        await schema
          .alterTable('shipments')
          .addColumn(name, type, (column) => column.notNull().defaultTo(usual))
          .execute();
      }
      await schema.dropIndex('shipments_state').execute();
      const shipments = (name: string) => schema.createIndex(name).on('shipments');
      await shipments('shipments_listed').columns(['state', 'listed_at', 'order_no']).execute();
      await shipments('shipments_shop_listed').columns(['shop', 'state', 'listed_at', 'order_no']).execute();
      await sql`create index shipments_bundled on shipments (bundled_into) where bundled_into <> ''`.execute(db);

      await schema
        .createTable('open_holds')
        .addColumn('shipment', text, (column) => column.notNull().references('shipments.id'))
        .addColumn('no', 'integer', (column) => column.notNull())
        .addColumn('code', text, (column) => column.notNull())
        .addColumn('cleared_by', text, (column) => column.notNull())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('order_no', 'integer', (column) => column.notNull())
        .addColumn('listed_at', 'double precision', (column) => column.notNull())
        .addPrimaryKeyConstraint('open_holds_key', ['shipment', 'no'])
        .execute();
      const place = ['listed_at', 'order_no', 'shipment', 'no'];
      await schema.createIndex('open_holds_listed').on('open_holds').columns(place).execute();
      await schema
        .createIndex('open_holds_code')
        .on('open_holds')
        .columns(['code', ...place])
        .execute();

      await schema
        .createTable('search_words')
        .addColumn('hash', blob, (column) => column.notNull())
        .addColumn('listed_at', 'double precision', (column) => column.notNull())
        .addColumn('order_no', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('search_words_key', ['hash', 'listed_at', 'order_no'])
        .modifyEnd(clustered)
        .execute();

      await schema
        .createTable('gone_items')
        .addColumn('no', 'integer', (column) => column.primaryKey())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('item', text, (column) => column.notNull())
        .addColumn('option', text, (column) => column.notNull())
        .addColumn('last_at', 'double precision', (column) => column.notNull())
        .execute();
      await schema
        .createIndex('gone_items_name')
        .on('gone_items')
        .columns(['item', 'shop', 'option'])
        .unique()
        .execute();
      await schema
        .createTable('gone_goods')
        .addColumn('item', 'integer', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('shipment', text, (column) => column.notNull())
        .addColumn('quantity', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('gone_goods_key', ['item', 'at', 'shipment'])
        .modifyEnd(clustered)
        .execute();

      for (const [table, columns] of [
        ['documents', ['at', 'hash']],
        ['outbox', ['at', 'id']],
        ['mails', ['at', 'id']],
        ['runs', ['shop', 'started_at']],
      ] as const) {
        await schema
          .createIndex(`${table}_${columns[0]}`)
          .on(table)
          .columns([...columns])
          .execute();
      }
    },
  };
}
