import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Notices are listed by state: those that are told are the most, and must not be walked through for those that are open. */
export function noticesListed(_difference: Difference): Migration {
  return {
    async up({ schema }) {
      await schema.dropIndex('notices_listed').execute();
      await schema.createIndex('notices_listed').on('notices').columns(['state', 'reserved_at', 'id']).execute();
    },
  };
}
