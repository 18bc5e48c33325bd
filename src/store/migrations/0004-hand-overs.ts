import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Hand-overs to a carrier's system, and the history of linking with it. */
export function handOvers({ text, blob }: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .createTable('hand_overs')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('route', text, (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('notify_hash', text, (column) => column.notNull())
        .addColumn('payload', text, (column) => column.notNull())
        .addColumn('shipments', text, (column) => column.notNull())
        .addColumn('sealed', blob, (column) => column.notNull())
        .addColumn('looks', 'integer', (column) => column.notNull())
        .addColumn('not_before', text, (column) => column.notNull())
        .addColumn('code', text, (column) => column.notNull())
        .addColumn('args', text, (column) => column.notNull())
        .addColumn('created_at', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .execute();
      await schema.createIndex('hand_overs_state').on('hand_overs').column('state').execute();
      await schema.createIndex('hand_overs_notify').on('hand_overs').column('notify_hash').execute();
      await schema
        .createTable('link_history')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('hand_over', text, (column) => column.notNull())
        .addColumn('direction', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addColumn('result', text, (column) => column.notNull())
        .addColumn('orders', 'integer', (column) => column.notNull())
        .addColumn('shipments', 'integer', (column) => column.notNull())
        .addColumn('code', text, (column) => column.notNull())
        .addColumn('args', text, (column) => column.notNull())
        .execute();
      await schema.createIndex('link_history_at').on('link_history').column('at').execute();
    },
  };
}
