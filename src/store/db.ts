import { AsyncLocalStorage } from 'node:async_hooks';
import type { Bucket } from '../core/rate.ts';
import { startWriter, type WriterThread } from './aside.ts';
import { spoken, whenFree } from './attempts.ts';
import { budgetMemory, changeLocked } from './budgets.ts';
import type { Database } from './database.ts';
import type { Difference } from './difference.ts';
import { fillLists } from './fill-lists.ts';
import { forgets } from './forget/index.ts';
import { openDatabase, type StoreTarget } from './open.ts';
import { StoreRefused } from './refused.ts';
import { inTransaction, type Room } from './room.ts';
import { type Keys, openSealer, type Sealer } from './seal.ts';
import { standingOf } from './standing.ts';
import { guarded, mapSteps, reads, stepNames } from './steps.ts';
import { turnTaking } from './turns.ts';
import type { Aside, BudgetChange, Standing, Store, Writes } from './types.ts';

export type { StoreTarget } from './open.ts';

/**
 * Opens the store: creates or migrates the tables, and checks that the key is the one the data was sealed with.
 *
 * @param keys from `loadKeys`; a single key may be given bare.
 * @throws StoreRefused `key-does-not-fit`, `key-malformed`, `database-newer`, `database-unreadable`, `database-busy`
 */
export async function openStore(target: StoreTarget, keys: Keys | Uint8Array): Promise<Store> {
  const all: Keys = keys instanceof Uint8Array ? [keys] : keys;
  const sealer = openSealer(all);
  const database = await openDatabase(target, sealer);
  try {
    await fillLists(database, sealer);
  } catch (error) {
    await database.close();
    throw error;
  }
  const writerFor = (names: readonly (keyof Writes)[]) =>
    target.kind === 'sqlite' ? startWriter(target.file, all, names) : undefined;
  return storeOn(database, sealer, writerFor);
}

/** One transaction of some place: begins, works, commits or rolls back. */
type Transacting<Side> = <T>(work: (side: Side, standing: () => Promise<Standing>) => Promise<T>) => Promise<T>;

function storeOn(
  database: Database,
  sealer: Sealer,
  writerFor: (names: readonly (keyof Writes)[]) => WriterThread | undefined,
): Store {
  const { difference } = database;
  const compiled: Room['compiled'] = new Map();
  const inside = new AsyncLocalStorage<true>();
  const turns = turnTaking();
  let closed = false;
  let refused: StoreRefused | undefined;
  let seen: Standing | undefined;
  const left = budgetMemory();

  const inTurn = <T>(work: (room: Room) => Promise<T>): Promise<T> => taken('', here(difference.writerLock), work);

  /** Each waits for the one before of the same queue, even if that one failed; '' = of those who write alone. */
  const inQueue = <T>(queue: string, work: () => Promise<T>): Promise<T> => {
    // Waiting for oneself would never end.
    if (inside.getStore()) throw new Error('store.write inside store.write: use the transaction at hand');
    if (closed) throw new Error('the store is closed');
    return turns.take(queue, () => {
      if (refused) throw refused;
      return work();
    });
  };

  const taken = <Side, T>(
    queue: string,
    transacting: Transacting<Side>,
    work: (side: Side) => Promise<T>,
  ): Promise<T> => inQueue(queue, () => transaction(queue === '', transacting, work));

  const transaction = async <Side, T>(
    isAlone: boolean,
    transacting: Transacting<Side>,
    work: (side: Side) => Promise<T>,
  ): Promise<T> => {
    let now: Standing | undefined;
    const done = await spoken(
      database,
      whenFree(database, () => {
        database.stillThere();
        return transacting(async (side, standing) => {
          const known = seen;
          const before = await standing();
          // Another content in the same file.
          if (known && (before.identity !== known.identity || before.epoch < known.epoch))
            throw new StoreRefused('database-replaced');
          const result = await work(side);
          // Only who writes alone moves it on.
          now = isAlone ? await standing() : undefined;
          database.stillThere();
          return result;
        });
      }),
    );
    seen = now ?? seen;
    return done;
  };

  /** On this thread. */
  const here =
    (lock: Difference['writerLock']): Transacting<Room> =>
    (work) =>
      inTransaction(database, sealer, compiled, lock, (room) => work(room, () => standingOf(room.db)));

  const inRoom =
    <T>(work: (tx: Writes) => Promise<T>) =>
    async (room: Room): Promise<T> => {
      const transaction = guarded(room);
      try {
        return transaction.check(await inside.run(true, () => work(transaction.writes)));
      } finally {
        transaction.end();
      }
    };

  const reading: Room = { db: database.reader, difference, sealer, compiled };
  const threads = new Map<Aside, WriterThread>();
  return {
    ...mapSteps(
      reads(reading),
      (step) =>
        (...args) =>
          spoken(database, step(...args)),
    ),
    aside() {
      const thread = writerFor(stepNames(reading));
      if (!thread) return undefined;
      const aside: Aside = {
        async end() {
          if (threads.delete(aside)) await thread.end();
        },
      };
      threads.set(aside, thread);
      return aside;
    },
    async write<T>(work: (tx: Writes) => Promise<T>, aside?: Aside): Promise<T> {
      const thread = aside && threads.get(aside);
      if (!thread) return inTurn(inRoom(work));
      const there: Transacting<Writes> = (doing) =>
        thread.transaction((writes) => doing(writes, () => writes.standing()));
      return taken('', there, (writes) => inside.run(true, () => work(writes)));
    },
    async writeShop(shop, work) {
      const { besideLock } = difference;
      // A database that has one writer anyhow has one queue.
      return besideLock ? taken(`shop ${shop}`, here(besideLock(shop)), inRoom(work)) : inTurn(inRoom(work));
    },
    async changeBudget<T>(key: string, change: (bucket: Bucket) => BudgetChange<T>): Promise<T> {
      const locked = (room: Room) => inside.run(true, () => changeLocked(room, key, change));
      const { rowLock } = difference;
      if (!rowLock) return (await inTurn(locked)).result;
      return inQueue(`budget ${key}`, async () => {
        const swapped = await spoken(
          database,
          whenFree(database, () => left.swap(database.writer, key, change)),
        );
        if (swapped) return swapped.result;
        const { bucket, result } = await transaction(false, here(rowLock(key)), locked);
        left.note(key, bucket);
        return result;
      });
    },
    refuseWrites(why) {
      refused ??= why;
    },
    integrity: () => database.integrity(),
    forget: forgets(inTurn, reading, () => spoken(database, database.scrub())),
    async close() {
      closed = true;
      await turns.ended();
      for (const aside of [...threads.keys()]) await aside.end();
      await database.close();
    },
  };
}
