import { lstat, readdir, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { codeOf, isDiskError, isThere } from '../files/index.ts';
import { undonePath } from '../issue/index.ts';
import { hashOf, inOutbox, isElsewhere, manifestName } from '../outbox/index.ts';
import type { Context } from '../types.ts';
import { type FileCount, noFiles } from './file-count.ts';

/**
 * Deletes written files and their manifests that are older than `before` (ISO instant): by what the store knows, then by looking at
 * what lies there, because people rename files. A file with shipments that wait for their number is kept: it may still have to be
 * printed. What the bridge did not write is not touched, and named.
 */
export async function forgetOutboxFiles(ctx: Context, before: string, now: string, dryRun = false): Promise<FileCount> {
  const count = noFiles();
  const waiting = new Set<string>();
  await ctx.store.forget.files({ before, now, dryRun }, async (file) => {
    const path = file.stage === 'undone' ? undonePath(ctx, file) : inOutbox(ctx, file.path);
    if (file.isWaiting || (file.stage !== 'written' && file.stage !== 'undone')) {
      if (await isThere(path)) count.kept++;
      waiting.add(path).add(manifestName(path));
      return false;
    }
    // In a folder of others it is theirs.
    if (isElsewhere(file.path)) return true;
    const gone = await Promise.all([path, manifestName(path)].map((each) => remove(ctx, each, dryRun, count)));
    return gone.every(Boolean);
  });
  for (const path of await oldFilesIn(ctx.config.outbox, Temporal.Instant.from(before).epochMilliseconds)) {
    if (waiting.has(path)) continue;
    const whose = await ownerOf(ctx, path);
    if (whose === 'ours') await remove(ctx, path, dryRun, count);
    else if (whose === 'waiting') count.kept++;
    else count.foreign.push(relative(ctx.config.outbox, path).replaceAll('\\', '/'));
  }
  return count;
}

/** true: it is not there (any more). */
async function remove(ctx: Context, path: string, dryRun: boolean, count: FileCount): Promise<boolean> {
  try {
    if (!(await isThere(path))) return true;
    if (!dryRun) await rm(path);
    if (!path.endsWith('.manifest.json')) count.forgotten++;
    return true;
  } catch (error) {
    if (!isDiskError(error)) throw error;
    count.failed.push({ file: relative(ctx.config.outbox, path).replaceAll('\\', '/'), reason: codeOf(error) });
    return false;
  }
}

/** Under another name: known by its content. */
async function ownerOf(ctx: Context, path: string): Promise<'ours' | 'waiting' | 'foreign'> {
  const document = await hashOf(path);
  if (document === undefined) return 'ours'; // gone by now
  const files = await ctx.store.outbox({ documents: [document] });
  if (files.length === 0) return 'foreign';
  const ids = files
    .filter((file) => file.purpose === 'issue' && file.stage !== 'undone')
    .flatMap((file) => file.shipments);
  const open = ids.length === 0 ? [] : await ctx.store.shipments({ ids, states: ['issuing'] });
  return open.length > 0 ? 'waiting' : 'ours';
}

/** Files that nobody has written to since then; what is on its way and our own notes stay. */
async function oldFilesIn(folder: string, before: number): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'README.md');
  const old: string[] = [];
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    const stats = await lstat(path).catch(() => undefined);
    if (stats && stats.mtimeMs < before && !basename(path).endsWith('.manifest.json')) old.push(path);
  }
  return old.sort();
}
