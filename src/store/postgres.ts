import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { postgresDifference } from './difference.ts';
import type { Tables } from './schema.ts';

/** A pool on `url` (`postgres://user:password@host/database`). Connects with the first query. */
export function openPostgres(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    // Those who write (turns.ts), and readers beside them.
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'b2-bridge',
    // A machine that hangs inside a transaction must not stop the others for ever.
    idle_in_transaction_session_timeout: 120_000,
    lock_timeout: 60_000,
  });
  // A connection that the server closes fails the work on it, or is replaced when idle; without listeners it would end
  // the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    writer: kysely,
    reader: kysely,
    difference: postgresDifference,
    async start() {},
    stillThere() {},
    integrity: async () => '',
    // Dead rows go with autovacuum; they are sealed, and no dump has them.
    async scrub() {},
    close: () => kysely.destroy(),
  };
}
