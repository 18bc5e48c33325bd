import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { breathing } from './breathing.ts';
import type { Database } from './database.ts';
import { sqliteDifference } from './difference.ts';
import { StoreRefused } from './refused.ts';
import type { Tables } from './schema.ts';
import { integrityOf, placeOf } from './sqlite-file.ts';

/**
 * Opens (or creates, mode 0600) a SQLite file through Node's own `node:sqlite`: WAL, synchronous FULL, one connection that
 * writes and a second one that reads, so that nobody sees what is not committed yet.
 *
 * @param cacheMegabytes of the one that writes: pages that a transaction changes and that fit in are written once, others as often as they
 *   are changed again
 * @throws StoreRefused `database-unreadable`
 */
export function openSqlite(file: string, cacheMegabytes = 2): Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    // Short: waiting here stops the whole process. db.ts tries again, and others can go on in between.
    const writing = new DatabaseSync(file, { timeout: 20 });
    const writer = new Kysely<Tables>({ dialect: new Dialect(() => writing, true) });
    // Readers wait for nobody in WAL, but for another process that recovers the log after a crash.
    const reader = new Kysely<Tables>({
      dialect: new Dialect(() => new DatabaseSync(file, { timeout: 5000, readOnly: true }), false),
    });
    const place = placeOf(file);
    const closing = new AbortController();
    return {
      writer,
      reader,
      difference: sqliteDifference,
      async start() {
        writing.exec('pragma journal_mode = wal');
        writing.exec('pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on');
        writing.exec(`pragma cache_size = ${-1000 * cacheMegabytes}`);
      },
      stillThere: () => place.check(),
      integrity: () => integrityOf(file, closing.signal),
      /** Freed pages are zero already (secure_delete); the log still holds what they were. Readers elsewhere may put it off. */
      async scrub() {
        // By its connection: it waits for a transaction that stands open.
        await writer.executeQuery(CompiledQuery.raw('pragma wal_checkpoint(truncate)'));
      },
      async close() {
        closing.abort();
        await reader.destroy();
        await writer.destroy();
        if (writing.isOpen) writing.close();
      },
    };
  } catch (cause) {
    throw new StoreRefused('database-unreadable', { file, reason: (cause as Error).message }, cause);
  }
}

class Dialect extends SqliteDialect {
  readonly #open: () => DatabaseSync;
  readonly #breathes: boolean;
  /** @param breathes others get their turn between its statements */
  constructor(open: () => DatabaseSync, breathes: boolean) {
    super({ database: async () => adapt(open()) });
    this.#open = open;
    this.#breathes = breathes;
  }
  override createDriver(): SqliteDriver {
    return new Driver(this.#open, this.#breathes);
  }
  override createAdapter(): SqliteAdapter {
    return new Adapter();
  }
}

/** SQLite rolls tables back too, so a migration is all or nothing. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Driver extends SqliteDriver {
  #database: DatabaseSync | undefined;
  readonly #breathes: boolean;
  constructor(open: () => DatabaseSync, breathes: boolean) {
    super({
      database: async () => {
        this.#database = open();
        return adapt(this.#database);
      },
    });
    this.#breathes = breathes;
  }
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return this.#breathes ? breathing(connection) : connection;
  }
  /** Takes the write lock at once: a transaction that reads first could otherwise fail halfway with a stale snapshot. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
  /** On a full disk SQLite has rolled back already; asking again would hide the reason behind a second error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database?.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** What Kysely expects of a SQLite library. Statements are kept: preparing a bulk insert costs more than running it. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      let statement = kept.get(sql);
      if (!statement) {
        statement = adaptStatement(database.prepare(sql));
        if (kept.size >= 100) kept.clear();
        kept.set(sql, statement);
      }
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
