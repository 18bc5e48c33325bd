import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/**
 * Stock whose cost follows change: pieces that open shipments need, as rows; a number on all that moves figures, so that a pass reads
 * only what moved since its last one; what each marketplace was told, as rows; sets, and who wrote a level.
 */
export function stockMoves({ text, blob, clustered }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .createTable('open_goods')
        .addColumn('shipment', text, (column) => column.notNull())
        .addColumn('item', 'integer', (column) => column.notNull())
        .addColumn('quantity', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('open_goods_key', ['shipment', 'item'])
        .modifyEnd(clustered)
        .execute();
      await schema.createIndex('open_goods_item').on('open_goods').columns(['item', 'shipment', 'quantity']).execute();
      await schema
        .createTable('set_parts')
        .addColumn('sku', text, (column) => column.notNull())
        .addColumn('part', text, (column) => column.notNull())
        .addColumn('quantity', 'integer', (column) => column.notNull())
        .addColumn('document', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('changed', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('set_parts_key', ['sku', 'part'])
        .modifyEnd(clustered)
        .execute();
      await schema
        .createTable('stock_told')
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('item', text, (column) => column.notNull())
        .addColumn('option', text, (column) => column.notNull())
        .addColumn('said', text, (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('code', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('stock_told_key', ['shop', 'item', 'option'])
        .modifyEnd(clustered)
        .execute();
      await sql`create index stock_told_failed on stock_told (shop, item, option) where state = 'failed'`.execute(db);
      await schema
        .createTable('stock_clock')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('no', 'integer', (column) => column.notNull())
        .execute();
      for (const table of ['gone_items', 'stock', 'products']) {
        await schema
          .alterTable(table)
          .addColumn('changed', 'integer', (column) => column.notNull().defaultTo(0))
          .execute();
        await schema.createIndex(`${table}_changed`).on(table).column('changed').execute();
      }
      await schema
        .alterTable('stock')
        .addColumn('actor', text, (column) => column.notNull().defaultTo(''))
        .execute();
      await schema.alterTable('stock').addColumn('sealed_note', blob).execute();
      for (const name of ['safety', 'share']) await schema.alterTable('products').addColumn(name, 'integer').execute();
      await schema.createIndex('gone_items_last').on('gone_items').column('last_at').execute();
      await schema.createIndex('products_sku').on('products').columns(['sku', 'shop', 'item', 'option']).execute();
      await schema.createIndex('products_item').on('products').column('item').execute();
    },
  };
}
