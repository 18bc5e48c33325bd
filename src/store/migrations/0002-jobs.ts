import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** What jobs that speak to marketplaces need: how far each got, what was announced, who stands still, which mails go out. */
export function jobs({ text, blob }: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .createTable('notices')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('order_number', text, (column) => column.notNull())
        .addColumn('shipment', text, (column) => column.notNull())
        .addColumn('kind', text, (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('content_hash', text, (column) => column.notNull())
        .addColumn('body', text, (column) => column.notNull())
        .addColumn('reserved_at', text, (column) => column.notNull())
        .addColumn('not_before', text, (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('handle', text)
        .addColumn('code', text, (column) => column.notNull())
        .addColumn('args', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .execute();
      await schema.createIndex('notices_state').on('notices').columns(['state', 'shop']).execute();
      await schema.createIndex('notices_order').on('notices').columns(['order_number', 'shop']).execute();
      await schema
        .createTable('cursors')
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('job', text, (column) => column.notNull())
        .addColumn('cursor', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('cursors_key', ['shop', 'job'])
        .execute();
      await schema
        .createTable('halts')
        .addColumn('shop', text, (column) => column.primaryKey())
        .addColumn('code', text, (column) => column.notNull())
        .addColumn('args', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .execute();
      await schema
        .createTable('mails')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('not_before', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('sealed', blob, (column) => column.notNull())
        .execute();
      await schema.createIndex('mails_state').on('mails').column('state').execute();
      await schema
        .alterTable('runs')
        .addColumn('items', text, (column) => column.notNull().defaultTo('[]'))
        .execute();
    },
  };
}
