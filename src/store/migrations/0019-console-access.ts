import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** People who may use the console, and browsers that are signed in; what a day brought is counted by an index. */
export function consoleAccess({ text }: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .createTable('console_users')
        .addColumn('name', text, (column) => column.primaryKey())
        .addColumn('role', text, (column) => column.notNull())
        .addColumn('password', text, (column) => column.notNull())
        .addColumn('created_at', text, (column) => column.notNull())
        .addColumn('failures', 'integer', (column) => column.notNull())
        .addColumn('locked_until', text, (column) => column.notNull())
        .execute();
      await schema
        .createTable('console_sessions')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('user', text, (column) => column.notNull())
        .addColumn('created_at', text, (column) => column.notNull())
        .addColumn('seen_at', text, (column) => column.notNull())
        .execute();
      await schema.createIndex('waybills_at').on('waybills').column('at').execute();
      await schema.createIndex('told_at').on('told').columns(['kind', 'at']).execute();
      await schema.createIndex('console_sessions_seen').on('console_sessions').column('seen_at').execute();
    },
  };
}
