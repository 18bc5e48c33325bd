import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SettingsError } from '../../../config/complaint.ts';
import { standardLayoutsFolder } from '../../../config/layout-files.ts';
import { readUtf8 } from '../../../config/read-utf8.ts';
import type { Config } from '../../../config/types.ts';
import { sha256 } from '../../../core/ids.ts';
import { codeOf, draftOf } from '../../files/index.ts';

/** A file that the settings page shows and writes: `bridge.yaml`, or a master as `masters/NAME.yaml`. */
export type SettingsFile = 'bridge.yaml' | `masters/${string}.yaml`;

/** As it stands on the disk. */
export interface SettingsText {
  readonly file: SettingsFile;
  /** Where it is, or would be once it is written. */
  readonly path: string;
  readonly text: string;
  /** Of the text: what was shown is what is replaced, or nothing is. */
  readonly hash: string;
  /** false: the standard one, of which the workspace has no copy yet. */
  readonly isOwn: boolean;
  /** ISO instant of the last change; null: not the workspace's. */
  readonly changedAt: string | null;
}

type Place = { readonly config: Pick<Config, 'root'> };

/** Name of the master in `masters/NAME.yaml`; undefined for `bridge.yaml`. */
export const masterName = (file: SettingsFile): string | undefined => /^masters\/(.+)\.yaml$/.exec(file)?.[1];

/** A name from an address or a form; undefined = no file of the settings. */
export function settingsFile(name: string): SettingsFile | undefined {
  if (name === 'bridge.yaml') return name;
  return /^masters\/[a-z0-9][a-z0-9-]{0,59}\.yaml$/.test(name) ? (name as SettingsFile) : undefined;
}

const pathOf = ({ config }: Place, file: SettingsFile): string =>
  file === 'bridge.yaml' ? join(config.root, file) : join(config.root, 'layouts', file);

/**
 * A file of the settings. A master that the workspace has no copy of is the standard one.
 *
 * @returns undefined when there is neither
 * @throws SettingsError when it is not UTF-8
 */
export function readSettingsFile(ctx: Place, file: SettingsFile): SettingsText | undefined {
  const path = pathOf(ctx, file);
  const isOwn = existsSync(path);
  const from = isOwn || file === 'bridge.yaml' ? path : join(standardLayoutsFolder(), file);
  if (!existsSync(from)) return undefined;
  const text = readUtf8(from, file);
  const changedAt = isOwn
    ? Temporal.Instant.fromEpochMilliseconds(Math.floor(statSync(path).mtimeMs)).toString()
    : null;
  return { file, path, text, hash: sha256(text), isOwn, changedAt };
}

/**
 * Puts a text in the file's place, unless the file is another one than `hash` says: between that look and the change is no moment in
 * which this process does anything else.
 *
 * @returns false: somebody else changed it meanwhile, nothing was written
 */
export function replaceSettingsFile(ctx: Place, file: SettingsFile, hash: string, text: string): boolean {
  const path = pathOf(ctx, file);
  const draft = draftOf(path);
  mkdirSync(dirname(path), { recursive: true });
  try {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    writeFileSync(draft, text, { flush: true, ...(mode !== undefined && { mode: mode & 0o777 }) });
    if (readNow(ctx, file) !== hash) return false;
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readNow(ctx: Place, file: SettingsFile): string | undefined {
  try {
    return readSettingsFile(ctx, file)?.hash;
  } catch (error) {
    if (error instanceof SettingsError || codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
