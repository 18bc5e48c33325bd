import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/**
 * Scheduled exports: which shipments came to an end since an export looked last, and which were exported under which name. So an export
 * costs what happened since the last one, and nothing is in two of its files.
 */
export function exports({ text, growingId, clustered }: Difference): Migration {
  return {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('ended')
        .addColumn('no', growingId)
        .addColumn('shipment', text, (column) => column.notNull())
        .execute();
      await schema
        .createTable('export_marks')
        .addColumn('export', text, (column) => column.notNull())
        .addColumn('shipment', text, (column) => column.notNull())
        .addColumn('at', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('export_marks_key', ['export', 'shipment'])
        .modifyEnd(clustered)
        .execute();
    },
  };
}
