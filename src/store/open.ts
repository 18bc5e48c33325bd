import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import { whenFree } from './attempts.ts';
import type { Database } from './database.ts';
import { migrate } from './migrations/index.ts';
import { shareUnder } from './on-share.ts';
import { StoreRefused } from './refused.ts';
import type { Tables } from './schema.ts';
import type { Sealer } from './seal.ts';
import { ensureStanding } from './standing.ts';

/** Which database: a SQLite file, or PostgreSQL by its URL. Fits `config.database`. */
export type StoreTarget =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/**
 * Opens a database, creates or migrates its tables, and checks that the key is the one its data was sealed with.
 *
 * @throws StoreRefused `key-does-not-fit`, `database-newer`, `database-on-share`, `database-unreadable`, `database-busy`
 */
export async function openDatabase(target: StoreTarget, sealer: Sealer): Promise<Database> {
  const database = await connect(target);
  try {
    await whenFree(database, () => database.start());
    await whenFree(database, () => migrate(database.writer, database.difference));
    await whenFree(database, () => checkKey(database.writer, sealer));
    await whenFree(database, () => ensureStanding(database.writer));
    return database;
  } catch (error) {
    await database.close();
    throw refusal(target, error);
  }
}

async function connect(target: StoreTarget): Promise<Database> {
  // The drivers are loaded when needed: a command line on SQLite does not pay for PostgreSQL.
  if (target.kind === 'sqlite') {
    const share = shareUnder(dirname(target.file));
    if (share !== undefined) throw new StoreRefused('database-on-share', { file: target.file, kind: share });
    return (await import('./sqlite.ts')).openSqlite(target.file);
  }
  return (await import('./postgres.ts')).openPostgres(target.url);
}

/** Opening errors in the operator's words. A URL is never shown: it holds a password. */
function refusal(target: StoreTarget, error: unknown): unknown {
  if (error instanceof StoreRefused) return error;
  const { message, code } = error as Error & { code?: string };
  const file = target.kind === 'sqlite' ? target.file : 'PostgreSQL';
  return new StoreRefused('database-unreadable', { file, reason: message || code || 'unknown' }, error);
}

/** The database remembers a sealed word, so that a wrong key is noticed before anything is read or written. */
async function checkKey(db: Kysely<Tables>, sealer: Sealer): Promise<void> {
  const place = ['meta', 'key-check'];
  const row = await db.selectFrom('meta').select('value').where('name', '=', 'key-check').executeTakeFirst();
  if (!row) {
    await db
      .insertInto('meta')
      .values({ name: 'key-check', value: sealer.seal('b2-bridge', place) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    return checkKey(db, sealer);
  }
  try {
    sealer.unseal(row.value, place);
  } catch (cause) {
    throw new StoreRefused('key-does-not-fit', {}, cause);
  }
}
