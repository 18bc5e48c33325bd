import { chmod } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileMode } from '../../config/access.ts';
import { japanDay } from '../../core/time.ts';
import { isThere, makeFolder, moveFile, numbered, readIfThere, replaceWhole, syncFolder } from '../files/index.ts';
import type { Context, IntakeDocument } from '../types.ts';
import { fileReport } from './file-report.ts';
import { type FileResult, fileResultOf } from './file-result.ts';

/** Where a dropped file ended. Paths are absolute. */
export interface FiledAway {
  readonly result: FileResult;
  readonly path: string;
  readonly report: string;
}

/**
 * Ends a dropped file: `inbox/_done/<Japan's day>/` or `_error/<day>/`, with its report `<name>.txt` beside it. The report
 * is written first and whole: a process that is killed in between finds the file in the inbox again and its report waiting
 * (it is kept when the intake then says that it took the file before). Nothing is ever overwritten (`name-2.csv`).
 * Throws errors of the disk; calling again goes on.
 */
export async function fileAway(
  ctx: Context,
  file: { readonly path: string; readonly name: string },
  documents: readonly IntakeDocument[],
): Promise<FiledAway> {
  const result = fileResultOf(documents);
  const folder = join(ctx.config.inbox, folderOf(result), japanDay(ctx.now()));
  await makeFolder(folder);
  const { path, report, waiting } = await freePlace(folder, file.name, documents);
  if (!(waiting && result === 'seen')) {
    const taken = await takenBefore(ctx, documents);
    await replaceWhole(
      report,
      fileReport({ file: file.name, at: ctx.now(), documents, taken, titleOf: titlesOf(ctx) }),
    );
  }
  await syncFolder(folder);
  ctx.at('file-away:reported');
  await moveFile(file.path, path);
  await keepFor(path, fileMode(ctx.config));
  await syncFolder(folder);
  await syncFolder(dirname(file.path));
  ctx.at('file-away:moved');
  return { result, path, report };
}

/** A dropped file has the rights of whoever wrote it; from here on it is the bridge's. */
async function keepFor(path: string, mode: number): Promise<void> {
  // Another user's file cannot be changed; it lies in a folder that is ours.
  await chmod(path, mode).catch(() => {});
}

function titlesOf(ctx: Context) {
  return (kind: 'shop' | 'layout', name: string): string | undefined =>
    kind === 'shop' ? ctx.config.shops[name]?.title : ctx.layouts.read.get(name)?.title;
}

export function folderOf(result: FileResult): '_done' | '_error' {
  return result === 'failed' ? '_error' : '_done';
}

interface Place {
  readonly path: string;
  readonly report: string;
  /** A report about these documents lies there without its file: the process was killed before the move. */
  readonly waiting: boolean;
}

async function freePlace(folder: string, name: string, documents: readonly IntakeDocument[]): Promise<Place> {
  const hashes = documents.map((document) => document.hash).filter((hash) => hash !== '');
  for (let number = 1; ; number++) {
    const path = join(folder, numbered(fitting(name), number));
    const report = `${path}.txt`;
    if (await isThere(path)) continue;
    const text = await readIfThere(report);
    if (text === undefined) return { path, report, waiting: false };
    const written = Buffer.from(text).toString('utf8');
    if (hashes.length > 0 && hashes.every((hash) => written.includes(hash))) return { path, report, waiting: true };
  }
}

/** Most file systems end at 255 bytes a name; a longer one is shortened here, the report tells the full name. */
function fitting(name: string): string {
  const room = 215; // leaves space for `-99`, `.txt` and the draft's own ending
  if (Buffer.byteLength(name) <= room) return name;
  const ending = extname(name).slice(0, 12);
  const stem = [...basename(name, extname(name))];
  while (Buffer.byteLength(`${stem.join('')}…${ending}`) > room) stem.pop();
  return `${stem.join('')}…${ending}`;
}

async function takenBefore(ctx: Context, documents: readonly IntakeDocument[]) {
  const taken = new Map<string, { name: string; at: string }>();
  for (const { hash, seenBefore } of documents) {
    const info = seenBefore && hash !== '' ? await ctx.store.document(hash) : undefined;
    if (info) taken.set(hash, info);
  }
  return taken;
}
