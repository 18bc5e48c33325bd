import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Files of the outbox are found by their name and by their content. */
export function outboxPaths(_difference: Difference): Migration {
  return {
    async up({ schema }) {
      await schema.createIndex('outbox_path').on('outbox').column('path').execute();
      await schema.createIndex('outbox_document').on('outbox').column('document').execute();
    },
  };
}
