import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { sha256 } from '../../core/ids.ts';
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

/** One of them as it stands on the disk: people put customers' names into file names, so that no name is in it. */
interface Written extends Pick<GuardedFile, 'size' | 'tail' | 'begun' | 'ino'> {
  /** Folders under the inbox: where it lies, and where it lay. */
  readonly folder: string;
  readonly home: string;
  /** Hash of its name. */
  readonly name: string;
  readonly report: boolean;
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

/** The list in the workspace's data folder: hashes, no names and no contents; at most a day old when it is read. */
export function guardList({ config, now }: Pick<Context, 'config' | 'now'>): GuardList {
  const path = join(config.data, guardListFile);
  const { inbox } = config;
  return {
    async load() {
      try {
        const { at, files } = JSON.parse(await readFile(path, 'utf8')) as { at: string; files: Written[] };
        if (Temporal.Instant.compare(Temporal.Instant.from(at), now().subtract(oldest)) < 0) return [];
        return (await Promise.all(files.map((one) => foundAgain(inbox, one)))).flat();
      } catch {
        return [];
      }
    },
    async save(files) {
      try {
        await replaceWhole(
          path,
          JSON.stringify({ at: now().toString(), files: files.map((one) => written(inbox, one)) }),
        );
      } catch (error) {
        if (!isDiskError(error)) throw error;
      }
    },
  };
}

function written(inbox: string, { path, home, report, size, tail, begun, ino }: GuardedFile): Written {
  const folderOf = (file: string) => relative(inbox, dirname(file));
  return {
    folder: folderOf(path),
    home: folderOf(home),
    name: sha256(Buffer.from(basename(path))),
    report: report !== '',
    ...{ size, tail, ino },
    ...(begun && { begun }),
  };
}

/** The file of an entry, by the hash of its name; none when somebody took it away. It comes back under the name that it has now. */
async function foundAgain(
  inbox: string,
  { folder, home, name: hash, report, ...rest }: Written,
): Promise<GuardedFile[]> {
  const names = await readdir(join(inbox, folder)).catch(() => []);
  return names
    .filter((name) => sha256(Buffer.from(name)) === hash)
    .map((name) => {
      const path = join(inbox, folder, name);
      return { ...rest, path, name, home: join(inbox, home, name), report: report ? `${path}.txt` : '' };
    });
}
