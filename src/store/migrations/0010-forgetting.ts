import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** Forgetting walks over what is old and still there, and over nothing else. */
export function forgetting({ text }: Difference): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('outbox').addColumn('removed', text).execute();
      await sql`create index outbox_there on outbox (at, id) where removed is null`.execute(db);
      await sql`create index documents_there on documents (at, hash) where forgotten is null`.execute(db);
      await sql`create index order_heads_there on order_heads (at, no) where forgotten is null`.execute(db);
      await sql`drop index order_heads_at`.execute(db);
      await sql`create index notices_over on notices (at) where state in ('told', 'withdrawn')`.execute(db);
      await db.schema.createIndex('hand_overs_at').on('hand_overs').column('at').execute();
    },
  };
}
