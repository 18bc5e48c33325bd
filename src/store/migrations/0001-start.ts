import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** The first tables. What each column means stands in schema.ts. */
export function start({ text, blob, growingId }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .createTable('meta')
        .addColumn('name', text, (column) => column.primaryKey())
        .addColumn('value', blob, (column) => column.notNull())
        .execute();

      await schema
        .createTable('documents')
        .addColumn('hash', text, (column) => column.primaryKey())
        .addColumn('direction', text, (column) => column.notNull())
        .addColumn('sealed_name', blob, (column) => column.notNull())
        .addColumn('media_type', text, (column) => column.notNull())
        .addColumn('size', 'integer', (column) => column.notNull())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('layout', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('forgotten', text)
        .execute();
      await schema
        .createTable('document_pieces')
        .addColumn('document', text, (column) => column.notNull().references('documents.hash'))
        .addColumn('no', 'integer', (column) => column.notNull())
        .addColumn('sealed', blob, (column) => column.notNull())
        .addPrimaryKeyConstraint('document_pieces_key', ['document', 'no'])
        .execute();

      await schema
        .createTable('orders')
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('number', text, (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('content_hash', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('sealed', blob, (column) => column.notNull())
        .addColumn('forgotten', text)
        .addPrimaryKeyConstraint('orders_key', ['shop', 'number', 'revision'])
        .execute();
      await schema.createIndex('orders_number').on('orders').column('number').execute();

      await schema
        .createTable('shipments')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('order_number', text, (column) => column.notNull())
        .addColumn('serial', 'integer', (column) => column.notNull())
        .addColumn('customer_no', text, (column) => column.notNull().unique())
        .addColumn('customer_base', text, (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('order_revision', 'integer', (column) => column.notNull())
        .addColumn('sealed', blob, (column) => column.notNull())
        .execute();
      await schema.createIndex('shipments_order').on('shipments').columns(['order_number', 'shop', 'serial']).execute();
      await schema.createIndex('shipments_base').on('shipments').column('customer_base').execute();
      await schema.createIndex('shipments_state').on('shipments').columns(['state', 'shop']).execute();

      await schema
        .createTable('waybills')
        .addColumn('shipment', text, (column) => column.notNull().references('shipments.id'))
        .addColumn('number', text, (column) => column.notNull())
        .addColumn('no', 'integer', (column) => column.notNull())
        .addColumn('customer_no', text, (column) => column.notNull())
        .addColumn('carrier', text, (column) => column.notNull())
        .addColumn('service_code', text, (column) => column.notNull())
        .addColumn('ship_date', text)
        .addColumn('document', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('waybills_key', ['shipment', 'number'])
        .execute();
      await schema.createIndex('waybills_number').on('waybills').column('number').execute();

      await schema
        .createTable('outbox')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('purpose', text, (column) => column.notNull())
        .addColumn('path', text, (column) => column.notNull())
        .addColumn('document', text, (column) => column.notNull())
        .addColumn('stage', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .execute();
      await schema.createIndex('outbox_stage').on('outbox').column('stage').execute();
      await schema
        .createTable('outbox_shipments')
        .addColumn('outbox', text, (column) => column.notNull().references('outbox.id'))
        .addColumn('no', 'integer', (column) => column.notNull())
        .addColumn('shipment', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('outbox_shipments_key', ['outbox', 'no'])
        .execute();
      await schema.createIndex('outbox_shipments_shipment').on('outbox_shipments').column('shipment').execute();

      await schema
        .createTable('told')
        .addColumn('shipment', text, (column) => column.notNull())
        .addColumn('kind', text, (column) => column.notNull())
        .addColumn('content_hash', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('told_key', ['shipment', 'kind'])
        .execute();

      await schema
        .createTable('stock')
        .addColumn('sku', text, (column) => column.primaryKey())
        .addColumn('on_hand', 'integer', (column) => column.notNull())
        .addColumn('document', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .execute();
      await schema
        .createTable('products')
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('item', text, (column) => column.notNull())
        .addColumn('option', text, (column) => column.notNull())
        .addColumn('sku', text, (column) => column.notNull())
        .addColumn('name', text, (column) => column.notNull())
        .addColumn('document', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('products_key', ['shop', 'item', 'option'])
        .execute();

      await schema
        .createTable('journal')
        .addColumn('id', growingId)
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('actor', text, (column) => column.notNull())
        .addColumn('what', text, (column) => column.notNull())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('order_number', text, (column) => column.notNull())
        .addColumn('shipment', text, (column) => column.notNull())
        .addColumn('details', text, (column) => column.notNull())
        .execute();
      await schema.createIndex('journal_order').on('journal').columns(['order_number', 'id']).execute();

      await schema
        .createTable('runs')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('job', text, (column) => column.notNull())
        .addColumn('shop', text, (column) => column.notNull())
        .addColumn('started_at', text, (column) => column.notNull())
        .addColumn('finished_at', text)
        .addColumn('counts', text, (column) => column.notNull())
        .addColumn('result', text, (column) => column.notNull())
        .execute();
      await schema.createIndex('runs_started').on('runs').column('started_at').execute();
    },
  };
}
