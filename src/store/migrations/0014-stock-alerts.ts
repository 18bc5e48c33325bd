import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** 在庫わずか and 無制限 of the product map. */
export function stockAlerts(_difference: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('products').addColumn('low_stock', 'integer').execute();
      await db.schema.alterTable('products').addColumn('unlimited', 'integer').execute();
    },
  };
}
