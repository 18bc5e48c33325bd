import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Notes of people about what they did. */
export function journalNotes({ blob }: Difference): Migration {
  return {
    async up({ schema }) {
      await schema.alterTable('journal').addColumn('sealed_note', blob).execute();
    },
  };
}
