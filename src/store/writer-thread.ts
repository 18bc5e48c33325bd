import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { whenFree } from './attempts.ts';
import { packError } from './crossing.ts';
import type { Database } from './database.ts';
import { inTransaction, type Room } from './room.ts';
import { type Keys, openSealer, type Sealer } from './seal.ts';
import { openSqlite } from './sqlite.ts';
import { guarded, type Step } from './steps.ts';
import type { DecidedOrders, Writes } from './types.ts';

/*
 * The other side of aside.ts: runs on a thread of its own, with a connection of its own, and does one transaction after the other as it is
 * told, step by step, in the order in which the steps come.
 */

/** What the thread is started with. */
export interface WriterStart {
  readonly file: string;
  readonly keys: Keys;
}

/** One question. */
export interface Ask {
  readonly no: number;
  readonly what: 'begin' | 'commit' | 'rollback' | 'close' | keyof Writes;
  /** Of the step; of `saveDecided` its orders, and the rest as JSON. */
  readonly args: readonly unknown[];
}

/** The indexes that ten thousand orders grow in. */
const cacheMegabytes = 8;

class RolledBack extends Error {}

interface Side {
  readonly writes: Writes;
  /** Ends the transaction; gives back when it has ended. */
  end(failure?: Error): Promise<void>;
}

/** A transaction that stands open until it is told to end. */
function begin(database: Database, sealer: Sealer, compiled: Room['compiled']): Promise<Side> {
  const begun = Promise.withResolvers<Side>();
  const ended = Promise.withResolvers<void>();
  const done = inTransaction(database, sealer, compiled, database.difference.writerLock, async (room) => {
    const transaction = guarded(room);
    begun.resolve({
      writes: transaction.writes,
      end(failure) {
        if (failure) ended.reject(failure);
        else ended.resolve();
        return done;
      },
    });
    try {
      await ended.promise;
      transaction.check(undefined);
    } finally {
      transaction.end();
    }
  });
  done.catch(begun.reject);
  return begun.promise;
}

async function serve(port: MessagePort, { file, keys }: WriterStart): Promise<void> {
  const sealer = openSealer(keys);
  const database = openSqlite(file, cacheMegabytes);
  const compiled: Room['compiled'] = new Map();
  let side: Side | undefined;

  const answer = async ({ what, args }: Ask): Promise<unknown> => {
    if (what === 'begin') {
      side = await begin(database, sealer, compiled);
      return;
    }
    if (what === 'close') {
      await database.close();
      return;
    }
    if (!side) throw new Error('this transaction is over: a step was not awaited');
    if (what === 'commit' || what === 'rollback') {
      const ending = side;
      side = undefined;
      if (what === 'commit') await ending.end();
      else await ending.end(new RolledBack()).catch(unlessRolledBack);
      return;
    }
    if (what === 'saveDecided') {
      const [orders, rest] = args as [DecidedOrders['orders'], string];
      return side.writes.saveDecided({ orders, ...(JSON.parse(rest) as Omit<DecidedOrders, 'orders'>) });
    }
    const step = side.writes[what] as unknown as Step;
    return await step(...(args as never[]));
  };

  const started = whenFree(database, () => database.start());
  let turn: Promise<unknown> = started.catch(() => {});
  port.on('message', (ask: Ask) => {
    turn = turn.then(async () => {
      try {
        await started;
        port.postMessage({ no: ask.no, value: await answer(ask) });
      } catch (error) {
        port.postMessage({ no: ask.no, error: packError(error) });
      }
      if (ask.what === 'close') port.close();
    });
  });
}

function unlessRolledBack(error: unknown): void {
  if (!(error instanceof RolledBack)) throw error;
}

if (parentPort) await serve(parentPort, workerData as WriterStart);
