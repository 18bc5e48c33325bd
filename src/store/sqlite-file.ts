import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
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
const { DatabaseSync } = require('node:sqlite');
const os = require('node:os');
try { os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL); } catch {}
let said = '';
try {
  const database = new DatabaseSync(process.argv[1], { readOnly: true, timeout: 5000 });
  const row = database.prepare('pragma quick_check(1)').get();
  const answer = String(Object.values(row ?? {})[0] ?? '');
  said = answer === 'ok' ? '' : answer || 'no answer';
  database.close();
} catch (error) {
  said = /locked|busy/i.test(String(error)) ? '' : String(error && error.message || error);
}
process.stdout.write(said);
`;

/**
 * `pragma quick_check` in a process of its own, which gives way to others: it stands still until the whole file is read, and neither a
 * thread nor SQLite can be told to stop then. Ended by `signal`, it found nothing.
 */
export async function integrityOf(file: string, signal: AbortSignal): Promise<string> {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  try {
    const args = ['--no-warnings', '-e', looker, file];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, signal, windowsHide: true });
    return stdout.split('\n')[0] ?? '';
  } catch (error) {
    if (signal.aborted) return '';
    throw error;
  }
}
