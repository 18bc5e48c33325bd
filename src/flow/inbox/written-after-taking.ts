import { lstat, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../../core/ids.ts';
import { codeOf, isDiskError, isThere, moveFile, numbered } from '../files/index.ts';
import type { Begun, GuardedFile, GuardList, TakenFile } from './guard-list.ts';
import { holeIn, shapeOf } from './shape-of.ts';

/** What stands before the first hole; undefined when nothing is missing as far as can be seen. */
export function begunOf(bytes: Uint8Array): Begun | undefined {
  if (shapeOf(bytes) !== 'hollow') return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = holeIn(buffer);
  return { length, hash: sha256(buffer.subarray(0, length)) };
}

interface Guarded extends GuardedFile {
  readonly since: number;
}

/** A file that was put back. */
export interface CameBack {
  readonly name: string;
  /** Where it lies again. */
  readonly path: string;
  /** `completed`: what was missing is there now; `grown`: more was written. */
  readonly how: 'grown' | 'completed';
  /** How long its writer paused, ms: from the taking to the next writing. */
  readonly pause: number;
}

/**
 * Guards settled files for a while: a program that holds its file open goes on writing into it after the move, and those
 * orders would lie in `_done` unread. Such a file is put back into the inbox; what it held before is known and not doubled.
 * Growth counts (same file, same bytes up to the old end), and the filling of what was missing (also with the same size: a share shows
 * the full size first). A person who edits a file in `_done` is left alone.
 */
export interface WrittenAfterTaking {
  /** Guards what an earlier process guarded when it ended: it may have been written on meanwhile. */
  resume(now: number): Promise<void>;
  add(file: TakenFile, now: number): Promise<void>;
  /** Puts back what was written on. */
  check(now: number): Promise<CameBack[]>;
  /** Keeps the list for the next process. */
  close(): Promise<void>;
  /** Something is under guard: `check` should be called now and then. */
  readonly isGuarding: boolean;
}

export function writtenAfterTaking(guardMs: number, list: GuardList): WrittenAfterTaking {
  let guarded: Guarded[] = [];
  let isSaved = true;
  const save = async () => {
    if (isSaved) return;
    isSaved = true;
    await list.save(guarded.map(({ since: _, ...file }) => file));
  };
  return {
    async resume(now) {
      guarded = (await list.load()).map((file) => ({ ...file, since: now }));
    },
    close: save,
    get isGuarding() {
      return guarded.length > 0;
    },
    async add(file, now) {
      const stats = await statOf(file.path);
      if (!stats) return;
      guarded.push({ ...file, ino: stats.ino, since: now });
      isSaved = false;
      // Of a file that was not whole the rest is still to come; for the others the next check is soon enough.
      if (file.begun) await save();
    },
    async check(now) {
      const back: CameBack[] = [];
      const kept: Guarded[] = [];
      for (const file of guarded) {
        const isGuarded = now < file.since + guardMs;
        try {
          const how = await fateOf(file);
          if (how === 'grown' || how === 'completed') {
            const path = await freeHome(file);
            await moveFile(file.path, path);
            if (file.report !== '') await rm(file.report, { force: true });
            back.push({ name: file.name, path, how, pause: now - file.since });
          } else if (how === 'same' && isGuarded) kept.push(file);
        } catch (error) {
          if (!isDiskError(error)) throw error;
          if (isGuarded) kept.push(file); // the next check tries again
        }
      }
      isSaved &&= kept.length === guarded.length;
      guarded = kept;
      await save();
      return back;
    },
  };
}

async function fateOf(file: Guarded): Promise<'same' | 'grown' | 'completed' | 'other'> {
  const stats = await statOf(file.path);
  if (!stats || stats.ino !== file.ino || stats.size < file.size) return 'other';
  if (file.begun) {
    const bytes = await readFile(file.path);
    if (sha256(bytes.subarray(0, file.begun.length)) !== file.begun.hash) return 'other';
    return begunOf(bytes) ? 'same' : 'completed';
  }
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

/** Hash of the last bytes before `end`. */
export async function tailOf(path: string, end: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const length = Math.min(end, 4096);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, end - length);
    return sha256(buffer.subarray(0, bytesRead));
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
