import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskError, replaceWhole } from '../files/index.ts';
import type { Context } from '../types.ts';

/** A file that was settled and may still be open in the program that writes it. */
export interface TakenFile {
  /** Where it lies now. */
  readonly path: string;
  /** Where it lay in the inbox. */
  readonly home: string;
  readonly name: string;
  /** Bytes that were taken, and the hash of the last of them (`tailOf`, read before the move). */
  readonly size: number;
  readonly tail: string;
  /** Bytes of it were still to come (`hollow`): what stood before the first of them. */
  readonly begun?: Begun | undefined;
  /** Its report, when it is worth nothing once the file comes back; '' = stays. */
  readonly report: string;
}

/** The beginning of a file that was not filled yet. */
export interface Begun {
  readonly length: number;
  readonly hash: string;
}

/** As it is kept for the next process. */
export interface GuardedFile extends TakenFile {
  readonly ino: number;
}

/** Name of the file in `data/`. Deleted, what is written into files after a restart stays where it lies. */
export const guardListFile = 'inbox-guard.json';

/** What a bridge that stood still for longer finds is a person's matter. */
const oldest = { hours: 24 };

/** Where the list of guarded files outlives the process. */
export interface GuardList {
  load(): Promise<readonly GuardedFile[]>;
  /** A data folder that cannot be written to keeps nothing. */
  save(files: readonly GuardedFile[]): Promise<void>;
}

/** The list in the workspace's data folder: paths and hashes, no contents; at most a day old when it is read. */
export function guardList({ config, now }: Pick<Context, 'config' | 'now'>): GuardList {
  const path = join(config.data, guardListFile);
  return {
    async load() {
      try {
        const { at, files } = JSON.parse(await readFile(path, 'utf8')) as { at: string; files: GuardedFile[] };
        const isYoung = Temporal.Instant.compare(Temporal.Instant.from(at), now().subtract(oldest)) >= 0;
        return isYoung ? files.filter((one) => one.path.startsWith(config.inbox)) : [];
      } catch {
        return [];
      }
    },
    async save(files) {
      try {
        await replaceWhole(path, JSON.stringify({ at: now().toString(), files }));
      } catch (error) {
        if (!isDiskError(error)) throw error;
      }
    },
  };
}
