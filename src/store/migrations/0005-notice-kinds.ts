import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Notices of every kind: about an order or a shipment, in an order of their own, in parts, and what a person asked for. */
export function noticeKindTables({ text }: Difference): Migration {
  return {
    async up({ schema }) {
      await schema.alterTable('told').renameColumn('shipment', 'about').execute();
      await schema.alterTable('notices').renameColumn('shipment', 'about').execute();
      await schema
        .alterTable('notices')
        .addColumn('waits_for', text, (column) => column.notNull().defaultTo('[]'))
        .execute();
      await schema
        .alterTable('notices')
        .addColumn('parts', text, (column) => column.notNull().defaultTo('[]'))
        .execute();
      await schema
        .alterTable('notices')
        .addColumn('by_hand', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await schema.createIndex('notices_about').on('notices').columns(['about', 'kind']).execute();
    },
  };
}
