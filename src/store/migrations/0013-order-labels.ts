import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** A marketplace may begin its order numbers anew: orders that are stored under another number are found by the one that people see. */
export function orderLabels({ text }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('order_heads').addColumn('label', text).execute();
      await sql`create index order_heads_label on order_heads (label) where label is not null`.execute(db);
    },
  };
}
