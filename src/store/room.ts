import { type Compilable, CompiledQuery, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from './database.ts';
import type { Difference } from './difference.ts';
import type { Tables } from './schema.ts';
import type { Sealer } from './seal.ts';

/** What the functions of every table group work with: one connection or transaction, and the sealer. */
export interface Room {
  readonly db: Kysely<Tables>;
  readonly difference: Difference;
  readonly sealer: Sealer;
  /** SQL of bulk statements; one per opened database. What it was compiled from is a hundred times as large, and holds the first rows. */
  readonly compiled: Map<string, string>;
}

/** One transaction: all that `work` writes, or nothing. `lock` is taken first; null = there is one writer anyhow. */
export function inTransaction<T>(
  { writer, difference }: Database,
  sealer: Sealer,
  compiled: Room['compiled'],
  lock: Difference['writerLock'],
  work: (room: Room) => Promise<T>,
): Promise<T> {
  return writer.transaction().execute(async (db) => {
    if (lock) await db.executeQuery(lock.compile(db));
    return work({ db, difference, sealer, compiled });
  });
}

/** Rows of one statement. What is left of the greater goes in the smaller, so that few statements are ever compiled. */
const rowsPerStatement = 200;
const rowsOfRest = 20;

/**
 * Writes many rows with few statements: `build` is compiled once per full chunk and then only gets new parameters.
 * All rows must have the same keys; they are drawn chunk by chunk, so that sealed rows never pile up. Returns the number of rows that were inserted or updated.
 */
export async function writeMany<R extends object>(
  room: Room,
  name: string,
  rows: Iterable<R>,
  build: (chunk: R[]) => Compilable,
): Promise<number> {
  let touched = 0n;
  const source = Iterator.from(rows);
  for (let taken = take(source); taken.length > 0; taken = take(source)) {
    for (const chunk of statements(taken)) {
      const { sql, parameters } = statementFor(room, name, chunk, build);
      const result = await room.db.executeQuery(CompiledQuery.raw(sql, [...parameters]));
      touched += result.numAffectedRows ?? 0n;
    }
  }
  return Number(touched);
}

/** The same for a question about many things: `build` asks for a chunk of them. All `asked` must have the same keys. */
export async function readMany<R extends object, T>(
  room: Room,
  name: string,
  asked: Iterable<R>,
  build: (chunk: R[]) => CompiledQuery<T>,
): Promise<T[]> {
  const found: T[] = [];
  const source = Iterator.from(asked);
  for (let taken = take(source); taken.length > 0; taken = take(source)) {
    for (const chunk of statements(taken)) {
      const { sql, parameters } = statementFor(room, name, chunk, (rows) => ({ compile: () => build(rows) }));
      found.push(...(await room.db.executeQuery<T>(CompiledQuery.raw(sql, [...parameters]) as CompiledQuery<T>)).rows);
    }
  }
  return found;
}

function take<R>(source: Iterator<R>): R[] {
  const chunk: R[] = [];
  while (chunk.length < rowsPerStatement) {
    const { value, done } = source.next();
    if (done) break;
    chunk.push(value);
  }
  return chunk;
}

function* statements<R>(rows: R[]): Iterable<R[]> {
  const size = rows.length === rowsPerStatement ? rowsPerStatement : rowsOfRest;
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

function statementFor<R extends object>(
  room: Room,
  name: string,
  chunk: R[],
  build: (chunk: R[]) => Compilable,
): { sql: string; parameters: readonly unknown[] } {
  // Who writes may name the columns in another order: the values must stand in that of the statement.
  const columns = Object.keys(chunk[0]!) as (keyof R)[];
  const parameters: unknown[] = [];
  for (const row of chunk) for (const column of columns) parameters.push(row[column]);
  // What is not said gets the column's default: only a statement of its own can say that.
  if (parameters.includes(undefined)) return build(chunk).compile();
  const key = [name, chunk.length, ...columns].join(' ');
  const known = room.compiled.get(key);
  if (!known) {
    const fresh = build(chunk).compile();
    if (fresh.parameters.length === parameters.length) room.compiled.set(key, fresh.sql);
    return fresh;
  }
  return { sql: known, parameters };
}

/** `column in (values)`, as one parameter. */
export function isOneOf(
  room: Room,
  column: string,
  values: readonly string[] | readonly number[],
): RawBuilder<SqlBool> {
  return room.difference.isOneOf(column, values);
}
