import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/types.ts';
import { codeOf } from '../files/index.ts';

/** A file that lies in the inbox. */
export interface Dropped {
  /** Absolute, as the disk spells it. */
  readonly path: string;
  /** NFC, whatever the disk spells (a Mac writes NFD). */
  readonly name: string;
  /** Folder under `inbox/`, NFC, forward slashes, '' = the inbox itself. */
  readonly folder: string;
  readonly size: number;
  readonly changedAt: number;
  /** Differs when the file was touched; same text as `stampOf`. */
  readonly stamp: string;
  /** Name of the lock file that an office program laid beside it, '' = none. */
  readonly lock: string;
}

/** Which shop a folder belongs to. */
export type Owner =
  | { readonly kind: 'shop'; readonly shop: string }
  /** `inbox/` itself: found out from the headers. */
  | { readonly kind: 'any' }
  /** `inbox/results/`: what came back from the carrier. */
  | { readonly kind: 'results' }
  | { readonly kind: 'unknown' };

/** Folder of `inbox/` for B2's issued data. */
export const resultsFolder = 'results';

/** Folders below one another in the inbox, at most. */
export const deepest = 8;

/** Something in the inbox that is never taken, although somebody may wait for it. */
export interface LeftLying {
  /** Under `inbox/`, NFC, forward slashes. */
  readonly path: string;
  readonly code: 'inbox-link' | 'inbox-no-file' | 'inbox-too-deep' | 'inbox-temporary';
}

export interface Listed {
  /** What is ours to take, oldest first. */
  readonly files: readonly Dropped[];
  readonly left: readonly LeftLying[];
}

/** Everything in the inbox. Throws when the inbox cannot be read. */
export async function listInbox(inbox: string): Promise<Listed> {
  const found = { files: [] as Dropped[], left: [] as LeftLying[] };
  await walk(inbox, '', found);
  found.files.sort((a, b) => a.changedAt - b.changedAt || (a.path < b.path ? -1 : 1));
  return found;
}

async function walk(path: string, folder: string, found: { files: Dropped[]; left: LeftLying[] }): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = new Set(entries.map((entry) => entry.name));
  for (const entry of entries) {
    if (isOverlooked(entry.name)) continue;
    const at = join(path, entry.name);
    const name = entry.name.normalize('NFC');
    const below = folder === '' ? name : `${folder}/${name}`;
    const leave = (code: LeftLying['code']) => found.left.push({ path: below, code });
    if (entry.isDirectory()) {
      if (below.split('/').length > deepest) leave('inbox-too-deep');
      else await unlessGone(() => walk(at, below, found));
    } else if (entry.isFile()) {
      const stats = await unlessGone(() => lstat(at));
      if (!stats) continue;
      if (!isTemporaryName(name)) found.files.push(dropped(at, name, folder, stats, names));
      else if (Date.now() - stats.mtimeMs > temporaryFor) leave('inbox-temporary');
    } else leave(entry.isSymbolicLink() ? 'inbox-link' : 'inbox-no-file');
  }
}

function dropped(path: string, name: string, folder: string, stats: Stats, names: ReadonlySet<string>): Dropped {
  const { size, mtimeMs, ino } = stats;
  const lock = [`~$${name}`, `.~lock.${name}#`].find((one) => names.has(one) || names.has(one.normalize('NFD'))) ?? '';
  return { path, name, folder, size, changedAt: mtimeMs, stamp: `${size}:${mtimeMs}:${ino}`, lock };
}

/** A file or folder may be renamed or taken away between being listed and being looked at. */
async function unlessGone<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Names that are not an order file, or not yet: our own folders and notes, hidden files, locks of office programs,
 * downloads and copies under way, and what Windows and macOS leave in every folder.
 */
export function isOverlooked(name: string): boolean {
  const folded = name.normalize('NFC').toLowerCase();
  return (
    folded.startsWith('.') ||
    folded.startsWith('~$') ||
    overlooked.has(folded) ||
    /\.(part|partial|filepart|crdownload|opdownload|download|tmp)$/.test(folded)
  );
}

/**
 * Excel saves into a file of eight hexadecimal digits without an extension and renames it afterwards (Microsoft, "how Excel saves files",
 * trust A). A day (`20261122`) is a name that a person gives.
 */
export function isTemporaryName(name: string): boolean {
  return /^[0-9a-f]{8}$/i.test(name) && !/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(name);
}

/** Older ones were left behind, or are no such files: said, ms. */
const temporaryFor = 600_000;

const overlooked = new Set([
  '_done',
  '_error',
  'readme.md',
  'thumbs.db',
  'desktop.ini',
  'icon\r',
  '__macosx',
  '$recycle.bin',
  'system volume information',
]);

/** Shop names are compared as a person reads them: NFC, capitals do not matter. */
export function ownerOf(config: Pick<Config, 'shops'>, folder: string): Owner {
  const wanted = fold(folder);
  if (wanted === '') return { kind: 'any' };
  if (wanted === resultsFolder) return { kind: 'results' };
  const shop = Object.keys(config.shops).find((name) => fold(name) === wanted);
  return shop === undefined ? { kind: 'unknown' } : { kind: 'shop', shop };
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
