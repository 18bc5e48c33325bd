import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Config } from '../../config/types.ts';
import { secretsFile } from '../../config/workspace.ts';
import { copyStore, type OnCopied } from '../../store/copy.ts';
import { StoreRefused } from '../../store/refused.ts';
import type { Keys } from '../../store/seal.ts';
import { codeOf, replaceWhole, syncFolder } from '../files/index.ts';
import { type BackupRecord, recordName, secretsName, storeName } from './backup-record.ts';

/**
 * A whole copy of a workspace's memory in a new folder: the store as of one moment (while the bridge goes on), settings, own layouts,
 * sealed secrets; never the key, never inbox and outbox. What was copied is compared with its source, and `backup.json` comes last.
 *
 * @throws StoreRefused `backup-not-empty`, and what copying throws.
 */
export async function backUp(
  config: Config,
  keys: Keys,
  folder: string,
  at: string,
  onCopied?: OnCopied,
): Promise<BackupRecord> {
  const target = resolve(folder);
  await mkdir(target, { recursive: true, mode: 0o700 });
  if ((await readdir(target)).length > 0) throw new StoreRefused('backup-not-empty', { folder: target });
  const store = join(target, storeName);
  const tables = await copyStore(config.database, { kind: 'sqlite', file: store }, keys, onCopied);
  const copies = [
    [join(config.root, 'bridge.yaml'), 'bridge.yaml'],
    [secretsFile(config), secretsName],
  ] as const;
  for (const [from, name] of copies) await copyIfThere(from, join(target, name));
  await copyFolder(join(config.root, 'layouts'), join(target, 'layouts'));
  const files: Record<string, string> = {};
  for (const path of await filesIn(target)) {
    files[relative(target, path).replaceAll('\\', '/')] = await hashFile(path);
  }
  const record: BackupRecord = { format: 1, at, from: config.database.kind, tables, files };
  await replaceWhole(join(target, recordName), `${JSON.stringify(record, null, 2)}\n`);
  await syncFolder(target);
  return record;
}

/** SHA-256 (hex) of a file of any size. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Everything that was copied is for its owner only. */
export async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await copyFile(from, to);
    await chmod(to, 0o600);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

export async function copyFolder(from: string, to: string): Promise<void> {
  for (const path of await filesIn(from)) await copyIfThere(path, join(to, relative(from, path)));
}

/** Plain files under a folder; empty when it is not there. */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    if (!(await lstat(folder)).isDirectory()) return [];
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
