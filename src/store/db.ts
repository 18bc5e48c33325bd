import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompiledQuery } from 'kysely';
import { spoken, whenFree } from './attempts.ts';
import type { Database } from './database.ts';
import { fillLists } from './fill-lists.ts';
import { forgets } from './forget/index.ts';
import { openDatabase, type StoreTarget } from './open.ts';
import { StoreRefused } from './refused.ts';
import { inTransaction, type Room } from './room.ts';
import { type Keys, openSealer, type Sealer } from './seal.ts';
import { standingOf } from './standing.ts';
import { guarded, mapSteps, reads } from './steps.ts';
import type { Standing, Store } from './types.ts';

export type { StoreTarget } from './open.ts';

/**
 * Opens the store: creates or migrates the tables, and checks that the key is the one the data was sealed with.
 *
 * @param keys from `loadKeys`; a single key may be given bare.
 * @throws StoreRefused `key-does-not-fit`, `key-malformed`, `database-newer`, `database-unreadable`, `database-busy`
 */
export async function openStore(target: StoreTarget, keys: Keys | Uint8Array): Promise<Store> {
  const sealer = openSealer(keys instanceof Uint8Array ? [keys] : keys);
  const database = await openDatabase(target, sealer);
  try {
    await fillLists(database, sealer);
  } catch (error) {
    await database.close();
    throw error;
  }
  return storeOn(database, sealer);
}

function storeOn(database: Database, sealer: Sealer): Store {
  const { difference } = database;
  const compiled = new Map<string, CompiledQuery>();
  const inside = new AsyncLocalStorage<true>();
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;
  let refused: StoreRefused | undefined;
  let seen: Standing | undefined;

  /** Each waits for the one before, even if that one failed. */
  const inTurn = <T>(work: (room: Room) => Promise<T>): Promise<T> => {
    // Waiting for oneself would never end.
    if (inside.getStore()) throw new Error('store.write inside store.write: use the transaction at hand');
    if (closed) throw new Error('the store is closed');
    const turn = queue.then(async () => {
      if (refused) throw refused;
      let now: Standing | undefined;
      const done = await spoken(
        database,
        whenFree(database, () => {
          database.stillThere();
          return inTransaction(database, sealer, compiled, async (room) => {
            const before = await standingOf(room.db);
            // Another content in the same file.
            if (seen && (before.identity !== seen.identity || before.epoch < seen.epoch))
              throw new StoreRefused('database-replaced');
            const result = await work(room);
            now = await standingOf(room.db);
            database.stillThere();
            return result;
          });
        }),
      );
      seen = now;
      return done;
    });
    queue = turn.catch(() => {});
    return turn;
  };

  const reading: Room = { db: database.reader, difference, sealer, compiled };
  return {
    ...mapSteps(
      reads(reading),
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
    refuseWrites(why) {
      refused ??= why;
    },
    integrity: () => database.integrity(),
    forget: forgets(inTurn, reading, () => spoken(database, database.scrub())),
    async close() {
      closed = true;
      await queue;
      await database.close();
    },
  };
}
