import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Lock {
  release(): void;
}

/** Another bridge watches this workspace. `holder` says which, as far as it is known. */
export class WorkspaceBusy extends Error {
  readonly holder: string;
  constructor(holder: string) {
    super('workspace busy');
    this.name = 'WorkspaceBusy';
    this.holder = holder;
  }
}

/**
 * One watching bridge per workspace. The lock is the operating system's own, on `data/bridge.lock`, taken through
 * SQLite because Node has no file locks: it falls with the process, however that ends, so there is no stale lock to
 * detect and a reused process id cannot be taken for ours. `data/bridge.pid` only says who holds it.
 *
 * @throws WorkspaceBusy when somebody else holds it
 */
export function lockWorkspace(data: string, at: string): Lock {
  const who = join(data, 'bridge.pid');
  const lock = new DatabaseSync(join(data, 'bridge.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new WorkspaceBusy(readHolder(who));
  }
  writeFileSync(who, `PID ${process.pid} ${hostname()} ${at}\n`);
  return {
    release: () => {
      writeFileSync(who, '');
      lock.close();
    },
  };
}

/** Who watches the workspace just now; undefined = nobody. Takes nothing away from a bridge that starts meanwhile. */
export function watchingNow(data: string): string | undefined {
  const file = join(data, 'bridge.lock');
  if (!existsSync(file)) return undefined;
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('BEGIN IMMEDIATE; ROLLBACK');
    return undefined;
  } catch (error) {
    if (!/locked|busy/i.test(String(error))) throw error;
    return readHolder(join(data, 'bridge.pid'));
  } finally {
    lock.close();
  }
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim() || 'PID 不明';
  } catch {
    return 'PID 不明';
  }
}
