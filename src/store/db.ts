import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledQuery, Kysely } from 'kysely';
import type { Database } from './database.ts';
import { documentReads, documentWrites } from './documents.ts';
import { forgetDocuments, forgetSomeOrders } from './forget.ts';
import { goodsReads, goodsWrites } from './goods.ts';
import { journalReads, journalWrites } from './journal.ts';
import { migrate } from './migrations/index.ts';
import { orderReads, orderWrites } from './orders.ts';
import { outboxReads, outboxWrites } from './outbox.ts';
import { StoreRefused } from './refused.ts';
import type { Room } from './room.ts';
import { runReads, runWrites } from './runs.ts';
import type { Tables } from './schema.ts';
import { type Keys, openSealer, type Sealer } from './seal.ts';
import { shipmentReads, shipmentWrites } from './shipments.ts';
import { toldReads, toldWrites } from './told.ts';
import type { Reads, Store, Writes } from './types.ts';
import { waybillReads, waybillWrites } from './waybills.ts';

/** Which database: a SQLite file, or PostgreSQL by its URL. Fits `config.database`. */
export type StoreTarget =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** How long a write waits for its turn while another process writes. */
const patience = 60_000;

/**
 * Opens the store: creates or migrates the tables, and checks that the key is the one the data was sealed with.
 *
 * @param keys from `loadKeys`; a single key may be given bare.
 * @throws StoreRefused `key-does-not-fit`, `key-malformed`, `database-newer`, `database-unreadable`, `database-busy`
 */
export async function openStore(target: StoreTarget, keys: Keys | Uint8Array): Promise<Store> {
  const sealer = openSealer(keys instanceof Uint8Array ? [keys] : keys);
  const database = await openDatabase(target);
  try {
    await whenFree(database, () => database.start());
    await whenFree(database, () => migrate(database.writer, database.difference));
    await whenFree(database, () => checkKey(database.writer, sealer));
  } catch (error) {
    await database.close();
    throw refusal(target, error);
  }
  return storeOn(database, sealer);
}

async function openDatabase(target: StoreTarget): Promise<Database> {
  // The drivers are loaded when needed: a command line on SQLite does not pay for PostgreSQL.
  if (target.kind === 'sqlite') return (await import('./sqlite.ts')).openSqlite(target.file);
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

function storeOn(database: Database, sealer: Sealer): Store {
  const { difference } = database;
  const compiled = new Map<string, CompiledQuery>();
  const inside = new AsyncLocalStorage<true>();
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const attempt = <T>(work: (room: Room) => Promise<T>): Promise<T> =>
    database.writer.transaction().execute(async (db) => {
      if (difference.writerLock) await db.executeQuery(difference.writerLock.compile(db));
      return work({ db, difference, sealer, compiled });
    });

  /** Each waits for the one before, even if that one failed. */
  const inTurn = <T>(work: (room: Room) => Promise<T>): Promise<T> => {
    // Waiting for oneself would never end.
    if (inside.getStore()) throw new Error('store.write inside store.write: use the transaction at hand');
    if (closed) throw new Error('the store is closed');
    const turn = queue.then(() =>
      spoken(
        database,
        whenFree(database, () => attempt(work)),
      ),
    );
    queue = turn.catch(() => {});
    return turn;
  };

  return {
    ...mapSteps(
      reads({ db: database.reader, difference, sealer, compiled }),
      (step) =>
        (...args) =>
          spoken(database, step(...args)),
    ),
    async write(work) {
      return inTurn(async (room) => {
        const transaction = guarded(room);
        try {
          return transaction.check(await inside.run(true, () => work(transaction.writes)));
        } finally {
          transaction.end();
        }
      });
    },
    async forget(before, now) {
      const documents = await inTurn((room) => forgetDocuments(room, before, now));
      let orders = 0;
      // In small transactions, so that others get their turn in between.
      for (let some = -1; some !== 0; orders += some)
        some = await inTurn((room) => forgetSomeOrders(room, before, now));
      return { orders, documents };
    },
    async close() {
      closed = true;
      await queue;
      await database.close();
    },
  };
}

function reads(room: Room): Reads {
  return {
    ...documentReads(room),
    ...orderReads(room),
    ...shipmentReads(room),
    ...waybillReads(room),
    ...outboxReads(room),
    ...toldReads(room),
    ...goodsReads(room),
    ...journalReads(room),
    ...runReads(room),
  };
}

function writes(room: Room): Writes {
  return {
    ...reads(room),
    ...documentWrites(room),
    ...orderWrites(room),
    ...shipmentWrites(room),
    ...waybillWrites(room),
    ...outboxWrites(room),
    ...toldWrites(room),
    ...goodsWrites(room),
    ...journalWrites(room),
    ...runWrites(room),
  };
}

/**
 * The writing side of one transaction. A step that failed fails the whole transaction even if the caller swallows the
 * error (PostgreSQL would quietly turn the commit into a rollback), and nothing can be written once it is over.
 */
function guarded(room: Room): { writes: Writes; check<T>(result: T): T; end(): void } {
  let failed: { error: unknown } | null = null;
  let over = false;
  const guard =
    (step: Step): Step =>
    async (...args) => {
      if (over) throw new Error('this transaction is over: a step was not awaited');
      // Some failures end the transaction in the database too: what came next would be committed by itself.
      if (failed) throw failed.error;
      try {
        return await step(...args);
      } catch (error) {
        failed ??= { error };
        throw error;
      }
    };
  return {
    writes: mapSteps(writes(room), guard),
    check(result) {
      if (failed) throw failed.error;
      return result;
    },
    end() {
      over = true;
    },
  };
}

type Step = (...args: never[]) => Promise<unknown>;

/** The same functions under the same names, each put through `map`. */
function mapSteps<T extends object>(steps: T, map: (step: Step) => Step): T {
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, map(step as Step)])) as T;
}

/** Failures of the surroundings in the operator's words; everything else as it is. */
async function spoken<T>(database: Database, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!database.difference.isOutage(error)) throw error;
    throw new StoreRefused('database-failed', { reason: (error as Error).message }, error);
  }
}

/** Runs `work` again while another process is in the way; each time from its beginning, nothing of it having happened. */
async function whenFree<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!database.difference.isTransient(error)) throw error;
      if (performance.now() - start > patience) throw new StoreRefused('database-busy', {}, error);
      // Grows to 50 ms and is spread, so that two processes do not keep in step.
      await sleep(Math.min(50, 2 ** tries) * (0.5 + Math.random()));
    }
  }
}
