import { Worker } from 'node:worker_threads';
import { type CrossingError, unpackError } from './crossing.ts';
import type { Keys } from './seal.ts';
import type { Aside, Writes } from './types.ts';
import type { Ask, WriterStart } from './writer-thread.ts';

/** A thread that does transactions, with what the store needs of it. */
export interface WriterThread extends Aside {
  transaction<T>(work: (writes: Writes) => Promise<T>): Promise<T>;
}

/** Young objects live short there; without a limit the thread would take as much memory for them as the whole process. */
const youngMegabytes = 16;

type Answer = { readonly no: number } & ({ readonly value: unknown } | { readonly error: CrossingError });

/**
 * Starts the thread (writer-thread.ts) with a connection of its own to the same file. It is as much a part of this process as the main
 * thread: when the process dies in the middle, so does the transaction.
 *
 * @param names of the steps of a transaction
 */
export function startWriter(file: string, keys: Keys, names: readonly (keyof Writes)[]): WriterThread {
  const workerData: WriterStart = { file, keys };
  const worker = new Worker(new URL(programFile(), import.meta.url), {
    workerData,
    name: 'writer',
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let dead: Error | undefined;
  let last = 0;
  const die = (error: Error) => {
    dead ??= error;
    for (const one of waiting.values()) one.reject(dead);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.no);
    waiting.delete(answer.no);
    if ('error' in answer) asked?.reject(unpackError(answer.error));
    else asked?.resolve(answer.value);
  });
  worker.on('error', (error) => die(error as Error));
  worker.on('exit', () => die(new Error('the writing thread has ended')));

  const ask = (what: Ask['what'], ...args: readonly unknown[]): Promise<unknown> => {
    if (dead) return Promise.reject(dead);
    const no = ++last;
    const asked = Promise.withResolvers<unknown>();
    waiting.set(no, asked);
    const message: Ask = { no, what, args };
    worker.postMessage(message);
    return asked.promise;
  };
  const writes: Writes = {
    ...(Object.fromEntries(
      names.map((name) => [name, (...args: readonly unknown[]) => ask(name, ...args)]),
    ) as unknown as Writes),
    // As JSON they cross in a third of the time, and they are nothing but what is stored as JSON anyway.
    saveDecided: async ({ orders, ...rest }) => {
      await ask('saveDecided', orders, JSON.stringify(rest));
    },
  };

  return {
    async transaction(work) {
      await ask('begin');
      try {
        const result = await work(writes);
        await ask('commit');
        return result;
      } catch (error) {
        // Whatever it says now, the first error is the one to tell.
        await ask('rollback').catch(() => {});
        throw error;
      }
    },
    async end() {
      // One that is dead already has closed everything.
      await ask('close').catch(() => {});
      await worker.terminate();
    },
  };
}

/** Beside this file, and beside the bundle that this file is put into (packaging/bundle.ts). */
const programFile = (): string => `./writer-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
