import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
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

/** Up to here it takes no longer than to start a process for it: some 40 ms. */
const small = 32 * 1024 ** 2;

/** '' = whole, else what is wrong; it stands still until the whole file is read. Holds nothing of outside: it also travels as text. */
function quickCheck(file: string, Database: typeof DatabaseSync): string {
  try {
    const database = new Database(file, { readOnly: true, timeout: 5000 });
    const row = database.prepare('pragma quick_check(1)').get();
    database.close();
    const answer = String(Object.values(row ?? {})[0] ?? 'no answer');
    return answer === 'ok' ? '' : (answer.split('\n')[0] ?? '');
  } catch (error) {
    // Somebody is at work: no sign of damage.
    return /locked|busy/i.test(String(error)) ? '' : String((error as Error).message);
  }
}

const program = `
const os = require('node:os');
try { os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL); } catch {}
const { DatabaseSync } = require('node:sqlite');
process.stdout.write((${quickCheck})(process.argv[1], DatabaseSync));
`;

/**
 * Looks at all pages of the file; of a large one in a process of its own, which gives way to others and can be ended: neither a thread
 * inside SQLite nor SQLite itself can be told to stop. Ended by `signal`, it found nothing.
 *
 * @param here bytes that are still looked at in this process
 */
export async function integrityOf(file: string, signal: AbortSignal, here = small): Promise<string> {
  if (statSync(file).size <= here) return quickCheck(file, DatabaseSync);
  const { NODE_OPTIONS: _options, ...env } = process.env;
  try {
    const args = ['--no-warnings', '-e', program, file];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, signal, windowsHide: true });
    return stdout;
  } catch (error) {
    if (signal.aborted) return '';
    throw error;
  }
}
