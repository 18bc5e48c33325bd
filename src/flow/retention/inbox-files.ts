import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, isDiskError } from '../files/index.ts';
import type { Context } from '../types.ts';
import { type FileCount, noFiles } from './file-count.ts';

/** Where dropped files end, each in a folder of its day (`inbox/file-away.ts`). */
const endings = ['_done', '_error'] as const;

/**
 * Deletes what was dropped and came in, or was refused, before a day of Japan: whole day folders with their reports. Files that were
 * not taken yet are never touched.
 */
export async function forgetInboxFiles(ctx: Context, beforeDay: string, dryRun = false): Promise<FileCount> {
  const count = noFiles();
  for (const ending of endings) {
    const folder = join(ctx.config.inbox, ending);
    for (const day of await namesIn(folder)) {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day >= beforeDay) continue;
      await emptyFolder(join(folder, day), `${ending}/${day}`, dryRun, count);
    }
  }
  return count;
}

async function emptyFolder(path: string, shown: string, dryRun: boolean, count: FileCount): Promise<void> {
  for (const name of await namesIn(path)) {
    try {
      if (!dryRun) await rm(join(path, name), { recursive: true, force: true });
      count.forgotten++;
    } catch (error) {
      if (!isDiskError(error)) throw error;
      count.failed.push({ file: `${shown}/${name}`, reason: codeOf(error) });
    }
  }
  if (!dryRun) await rmdir(path).catch(() => {}); // what could not be deleted is still in it, and said
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}
