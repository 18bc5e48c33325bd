import { chmodSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './types.ts';

/** Whom the workspace's files are shared with, beside the user that runs the bridge. */
export type SharedWith = 'nobody' | 'group' | 'everyone';

const masks: Readonly<Record<SharedWith, number>> = { nobody: 0o077, group: 0o007, everyone: 0o000 };

/**
 * What is written from now on belongs to whom the settings say: customers' addresses are nobody's business else. By the
 * process's umask, so that it holds for everything that this process writes (reports, manifests, workbooks, the database),
 * whoever writes it. Windows has no such modes; there the folder's own permissions count.
 */
export function writeFor(sharedWith: SharedWith): void {
  process.umask(masks[sharedWith]);
}

export const folderMode = ({ sharedWith }: Pick<Config, 'sharedWith'>): number => 0o777 & ~masks[sharedWith];
export const fileMode = ({ sharedWith }: Pick<Config, 'sharedWith'>): number => 0o666 & ~masks[sharedWith];

/** Lets those in whom the settings name, where the folder was made for fewer. Never takes a right away: that is a person's decision. */
export function openFor(path: string, mode: number): void {
  try {
    const now = statSync(path).mode & 0o777;
    if ((now | mode) !== now) chmodSync(path, now | mode);
  } catch (error) {
    // Another user's folder: its owner must do it.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

export interface OpenFolder {
  readonly folder: string;
  /** As `ls -l` and `chmod` know it, e.g. `755`. */
  readonly mode: string;
}

/** Folders with customers' data that more people may read than the settings say. Folders that nobody else can get to are not among them. */
export function foldersOpenToOthers(config: Pick<Config, 'inbox' | 'outbox' | 'data' | 'sharedWith'>): OpenFolder[] {
  if (process.platform === 'win32') return [];
  const shared = [config.inbox, join(config.inbox, '_done'), join(config.inbox, '_error'), config.outbox];
  const asked = [
    ...shared.map((folder) => ({ folder, allowed: folderMode(config) })),
    { folder: config.data, allowed: 0o700 },
  ];
  return asked.flatMap(({ folder, allowed }) => {
    const mode = modeOf(folder);
    if (mode === undefined || (mode & ~allowed & 0o077) === 0) return [];
    // Everybody, or the group, must also be able to walk there.
    const isReached = [0o005, 0o050].some((bits) => (mode & ~allowed & bits) !== 0 && canWalkTo(folder, bits));
    return isReached ? [{ folder, mode: mode.toString(8) }] : [];
  });
}

function canWalkTo(folder: string, bits: number): boolean {
  const parent = dirname(folder);
  if (parent === folder) return true;
  const mode = modeOf(parent) ?? 0;
  // A group's way may also be open to everybody.
  return (mode & (bits | 0o005) & 0o011) !== 0 && canWalkTo(parent, bits);
}

function modeOf(folder: string): number | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && found.mode & 0o777;
}
