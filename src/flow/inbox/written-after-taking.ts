import { lstat, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, isDiskError, isThere, moveFile, numbered } from '../files/index.ts';

/** A file that was settled and may still be open in the program that writes it. */
export interface TakenFile {
  /** Where it lies now. */
  readonly path: string;
  /** Where it lay in the inbox. */
  readonly home: string;
  readonly name: string;
  /** Bytes that were taken, and the last of them (`tailOf`, read before the move). */
  readonly size: number;
  readonly tail: string;
}

interface Guarded extends TakenFile {
  readonly ino: number;
  readonly until: number;
}

/**
 * Guards settled files for a while: a program that holds its file open goes on writing into it after the move, and those
 * orders would lie in `_done` unread. Such a file is put back into the inbox; what it held before is known and not doubled.
 * Only growth counts (same file, same bytes up to the old end): a person who edits a file in `_done` is left alone.
 */
export interface WrittenAfterTaking {
  add(file: TakenFile, now: number): Promise<void>;
  /** Puts back what grew; gives the names. */
  check(now: number): Promise<string[]>;
  /** Something is under guard: `check` should be called now and then. */
  readonly isGuarding: boolean;
}

export function writtenAfterTaking(guardMs: number): WrittenAfterTaking {
  let guarded: Guarded[] = [];
  return {
    get isGuarding() {
      return guarded.length > 0;
    },
    async add(file, now) {
      const stats = await statOf(file.path);
      if (stats) guarded.push({ ...file, ino: stats.ino, until: now + guardMs });
    },
    async check(now) {
      const back: string[] = [];
      const kept: Guarded[] = [];
      for (const file of guarded) {
        try {
          const fate = await fateOf(file);
          if (fate === 'grown') {
            await moveFile(file.path, await freeHome(file));
            back.push(file.name);
          } else if (fate === 'same' && now < file.until) kept.push(file);
        } catch (error) {
          if (!isDiskError(error)) throw error;
          if (now < file.until) kept.push(file); // the next check tries again
        }
      }
      guarded = kept;
      return back;
    },
  };
}

async function fateOf(file: Guarded): Promise<'same' | 'grown' | 'other'> {
  const stats = await statOf(file.path);
  if (!stats || stats.ino !== file.ino || stats.size < file.size) return 'other';
  if (stats.size === file.size) return 'same';
  return (await tailOf(file.path, file.size)) === file.tail ? 'grown' : 'other';
}

async function statOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null; // somebody took it away
    throw error;
  }
}

/** The last bytes before `end`. */
export async function tailOf(path: string, end: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const length = Math.min(end, 4096);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, end - length);
    return buffer.subarray(0, bytesRead).toString('latin1');
  } finally {
    await handle.close();
  }
}

async function freeHome(file: TakenFile): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(dirname(file.home), numbered(file.name, number));
    if (!(await isThere(path))) return path;
  }
}
