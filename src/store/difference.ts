import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Everything in which the two databases differ, beyond their drivers. */
export interface Difference {
  /** Column types. Text sorts by its bytes in both. */
  readonly text: RawBuilder<unknown>;
  readonly blob: RawBuilder<unknown>;
  readonly growingId: RawBuilder<unknown>;
  /** End of `create table` for tables that are nothing but their key: one tree instead of two where that is possible. */
  readonly clustered: RawBuilder<unknown>;
  /** `column in (values)` with one parameter, however many values there are. */
  isOneOf(column: string, values: readonly string[] | readonly number[]): RawBuilder<SqlBool>;
  /** Begins to read as of one moment, keeping nobody from writing. */
  readonly snapshot: RawBuilder<unknown>;
  /** Taken inside a transaction, before anything is read: one writer at a time over all processes. */
  readonly writerLock: RawBuilder<unknown> | null;
  /**
   * Instead of `writerLock`, for transactions that touch nothing but one thing, so that those of others go on beside them: nobody who
   * holds `writerLock`, and nobody else of the same key, writes meanwhile. null = the database has one writer anyhow.
   */
  readonly besideLock: ((key: string) => RawBuilder<unknown>) | null;
  /** Instead of both, for a single row of a table that only such transactions write. */
  readonly rowLock: ((key: string) => RawBuilder<unknown>) | null;
  /** A unique index was hit. */
  isDuplicate(error: unknown): boolean;
  /** Nothing was done and the same work may simply be run again: serialization failure, deadlock, busy database. */
  isTransient(error: unknown): boolean;
  /** The surroundings failed (disk full or broken, server gone), not the program: the same may work later. */
  isOutage(error: unknown): boolean;
  /** What is stored is damaged. */
  isDamage(error: unknown): boolean;
}

/** SQLite's result code without the extended part; 5 = SQLITE_BUSY. Source: sqlite.org/rescode.html, trust A. */
const primaryCode = (error: unknown): number => ((error as { errcode?: number } | null)?.errcode ?? 0) & 0xff;
const extendedCode = (error: unknown): number => (error as { errcode?: number } | null)?.errcode ?? 0;
const sqlState = (error: unknown): string => (error as { code?: string } | null)?.code ?? '';

export const sqliteDifference: Difference = {
  text: sql`text`,
  blob: sql`blob`,
  growingId: sql`integer primary key autoincrement`,
  clustered: sql`without rowid`,
  isOneOf: (column, values) => sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  snapshot: sql`begin`,
  // Not needed: its driver opens every transaction with `begin immediate`.
  writerLock: null,
  besideLock: null,
  rowLock: null,
  // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY
  isDuplicate: (error) => [2067, 1555].includes(extendedCode(error)),
  isTransient: (error) => primaryCode(error) === 5,
  // SQLITE_READONLY, IOERR, FULL, CANTOPEN
  isOutage: (error) => [8, 10, 13, 14].includes(primaryCode(error)),
  // SQLITE_CORRUPT, NOTADB
  isDamage: (error) => [11, 26].includes(primaryCode(error)),
};

export const postgresDifference: Difference = {
  text: sql`text collate "C"`,
  blob: sql`bytea`,
  growingId: sql`bigint generated always as identity primary key`,
  clustered: sql``,
  isOneOf: (column, values) => sql`${sql.ref(column)} = any(${values})`,
  snapshot: sql`begin isolation level repeatable read read only`,
  // The numbers only have to be the same in every b2-bridge. Released by commit, rollback and a lost connection alike. Two keys with the
  // same hash wait for each other without need, and that is all.
  writerLock: sql`select pg_advisory_xact_lock(6237482910)`,
  besideLock: (key) =>
    sql`select pg_advisory_xact_lock_shared(6237482910), pg_advisory_xact_lock(6237, hashtext(${key}))`,
  rowLock: (key) => sql`select pg_advisory_xact_lock(6238, hashtext(${key}))`,
  isDuplicate: (error) => sqlState(error) === '23505',
  // serialization_failure, deadlock_detected, lock_not_available
  isTransient: (error) => ['40001', '40P01', '55P03'].includes(sqlState(error)),
  // Classes 08 connection, 53 resources, 57 operator, 58 system; Node's network errors; the driver's own words, which
  // carry no code.
  isOutage: (error) =>
    /^(08|53|57|58)|^E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOST|NET)/.test(sqlState(error)) ||
    /connection terminated|connection timeout|not queryable|timeout exceeded/i.test(
      (error as Error | null)?.message ?? '',
    ),
  // data_corrupted, index_corrupted
  isDamage: (error) => ['XX001', 'XX002'].includes(sqlState(error)),
};
