import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { StoreRefused } from './refused.ts';

/**
 * Remembers which file (and which log beside it) was opened. Somebody who moves a database away, or lays another one in its place, does
 * not disturb a process that has it open: what it commits would go into a file that nobody finds again.
 */
export function placeOf(file: string): { check(): void } {
  const own = { [file]: idOf(file), [`${file}-wal`]: '' };
  return {
    check() {
      for (const [path, known] of Object.entries(own)) {
        const now = idOf(path);
        if (known === '')
          own[path] = now; // the log comes with the first write
        else if (now !== known) throw new StoreRefused('database-moved', { file: path });
      }
    },
  };
}

function idOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.dev} ${stats.ino}` : '';
}

const looker = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
let said = '';
try {
  const database = new DatabaseSync(workerData, { readOnly: true, timeout: 5000 });
  const row = database.prepare('pragma quick_check(1)').get();
  const answer = String(Object.values(row ?? {})[0] ?? '');
  said = answer === 'ok' ? '' : answer || 'no answer';
  database.close();
} catch (error) {
  said = /locked|busy/i.test(String(error)) ? '' : String(error && error.message || error);
}
parentPort.postMessage(said);
`;

/** `pragma quick_check` on a thread of its own, because it stands still until the whole file is read. */
export function integrityOf(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(looker, { eval: true, workerData: file });
    worker.once('message', (said: string) => resolve(said.split('\n')[0] ?? ''));
    worker.once('error', reject);
    worker.once('exit', () => resolve(''));
  });
}
