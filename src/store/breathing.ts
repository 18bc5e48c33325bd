import { isMainThread } from 'node:worker_threads';
import type { DatabaseConnection } from 'kysely';

/** So long a thread may be busy before others get their turn, ms. */
const longest = 15;

// As it is at start: a test that turns the clock must not stop the store.
const { setImmediate } = globalThis;

let turned = 0;

/**
 * `node:sqlite` does everything at once, so that a transaction of thousands of rows would let nobody else of this process do anything: no
 * page of the console, no timer. Between two statements the others get their turn, once they have waited long enough.
 */
export function breathing(connection: DatabaseConnection): DatabaseConnection {
  // Nobody else waits on a thread that only writes.
  if (!isMainThread) return connection;
  return {
    async executeQuery(query, options) {
      if (performance.now() - turned > longest) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        turned = performance.now();
      }
      return connection.executeQuery(query, options);
    },
    streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
  };
}
