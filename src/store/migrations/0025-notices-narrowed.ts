import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/**
 * Notices are listed by state and kind, of all shops and of one, in the order in which they were reserved: the shop or the kind that was told
 * little is not looked for among everything that was ever told. Each index takes the place of a narrower one.
 */
export function noticesNarrowed(_difference: Difference): Migration {
  return {
    async up({ schema }) {
      const place = ['kind', 'reserved_at', 'id'];
      await schema.dropIndex('notices_listed').execute();
      await schema
        .createIndex('notices_listed')
        .on('notices')
        .columns(['state', ...place])
        .execute();
      await schema.dropIndex('notices_state').execute();
      await schema
        .createIndex('notices_shop_listed')
        .on('notices')
        .columns(['state', 'shop', ...place])
        .execute();
    },
  };
}
