import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StoreTarget } from '../../src/store/db.ts';

/** Runs SQL past the store, as somebody with a database tool would. */
export async function raw(target: StoreTarget, sql: string): Promise<Record<string, unknown>[]> {
  if (target.kind === 'sqlite') {
    const database = new DatabaseSync(target.file, { timeout: 10_000 });
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
