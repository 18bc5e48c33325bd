import { dirname, join } from 'node:path';
import { isDiskError, isThere, moveFile, numbered, stampOf } from './disk.ts';

/** A file that was settled and may still be open in the program that writes it. */
interface Settling {
  readonly path: string;
  readonly home: string;
  readonly name: string;
  readonly stamp: string;
  readonly until: number;
}

/**
 * Guards settled files for a while: a program that holds its file open goes on writing into it after the move, and those
 * orders would lie in `_done` unread. Such a file is put back into the inbox; what it held before is known and not doubled.
 */
export interface LateWrites {
  add(file: { path: string; home: string; name: string; size: number }, now: number): Promise<void>;
  /** Names of the files that were put back. */
  check(now: number): Promise<string[]>;
  /** Something is still under guard: `check` should be called now and then. */
  readonly isGuarding: boolean;
}

export function lateWrites(guardMs: number): LateWrites {
  let settled: Settling[] = [];
  return {
    get isGuarding() {
      return settled.length > 0;
    },
    async add({ path, home, name, size }, now) {
      const stamp = await stampOf(path);
      // Another size right after the move: written to in between.
      const known = stamp?.startsWith(`${size}:`) ? stamp : '';
      settled.push({ path, home, name, stamp: known, until: now + guardMs });
    },
    async check(now) {
      const back: string[] = [];
      const kept: Settling[] = [];
      for (const file of settled) {
        try {
          const stamp = await stampOf(file.path);
          if (stamp === null) continue; // somebody took it away
          if (stamp === file.stamp) {
            if (now < file.until) kept.push(file);
          } else {
            await moveFile(file.path, await freeHome(file));
            back.push(file.name);
          }
        } catch (error) {
          if (!isDiskError(error)) throw error;
          kept.push(file); // the next check tries again
        }
      }
      settled = kept;
      return back;
    },
  };
}

async function freeHome(file: Settling): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(dirname(file.home), numbered(file.name, number));
    if (!(await isThere(path))) return path;
  }
}
