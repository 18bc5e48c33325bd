import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a whole file and forces it to the disk. When anything fails, nothing of it remains. */
export async function writeSynced(path: string, bytes: Uint8Array | string): Promise<void> {
  try {
    const handle = await open(path, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(path, { force: true }).catch(() => {}); // the first error is the one to tell
    throw error;
  }
}

/** Puts a whole file in the place of what is at `path` in one step: readers see the old one or the new one. */
export async function replaceWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const draft = draftOf(path);
  await writeSynced(draft, bytes);
  try {
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}

/** Name beside `path` that every watcher of ours overlooks and that no other process uses. */
export function draftOf(path: string, name = ''): string {
  const base = path.slice(dirname(path).length + 1);
  return join(dirname(path), `.${name || base}.${process.pid}.tmp`);
}

/**
 * Moves a file; over a border between disks it is copied, forced to the disk, and only then taken away. The caller made
 * sure that nothing is at `to`.
 */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    const draft = draftOf(to);
    try {
      await copyFile(from, draft, constants.COPYFILE_FICLONE);
      const handle = await open(draft, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(draft, to);
    } catch (failed) {
      await rm(draft, { force: true }).catch(() => {});
      throw failed;
    }
    await syncFolder(dirname(to));
    await rm(from);
  }
}

/** Makes renames in a folder durable. Windows and some shares cannot: there the file system itself must do. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EBADF', 'EACCES'].includes(codeOf(error))) throw error;
  }
}

/** Makes a folder with its parents, durably. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  for (let at = path; first !== undefined && at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at));
}

/** True when something is at `path`, whatever it is. Errors other than "not there" are thrown. */
export async function isThere(path: string): Promise<boolean> {
  return (await statOf(path)) !== null;
}

/** Size, time of the last change and inode as one text that differs when the file was touched; null = not there. */
export async function stampOf(path: string): Promise<string | null> {
  const stats = await statOf(path);
  return stats && `${stats.size}:${stats.mtimeMs}:${stats.ino}`;
}

/** A file's bytes, undefined when it is not there. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function statOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** `name.csv` → `name-2.csv`; number 1 is the name itself. */
export function numbered(name: string, number: number): string {
  if (number < 2) return name;
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-${number}${name.slice(dot)}` : `${name}-${number}`;
}

/** `ENOSPC` … of a system error, '' of anything else. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}

/** An error that the file system reported (disk full, no permission, share gone …), not one of ours. */
export function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && /^E[A-Z0-9]+$/.test(codeOf(error));
}
