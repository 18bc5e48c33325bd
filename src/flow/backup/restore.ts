import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type Environment, loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/types.ts';
import { keyFile, secretsFile } from '../../config/workspace.ts';
import { copyStore, type OnCopied, printStore } from '../../store/copy.ts';
import { StoreRefused } from '../../store/refused.ts';
import type { Keys } from '../../store/seal.ts';
import { codeOf, isThere, replaceWhole, syncFolder } from '../files/index.ts';
import { headFiles } from '../standing/index.ts';
import { copyFolder, copyIfThere, filesIn, hashFile } from './backup.ts';
import { type BackupRecord, isRecord, recordName, secretsName, storeName } from './backup-record.ts';

/** What may be in a folder that a backup is brought back into: the key, and what a broken-off try left. */
const allowed = /^(data\/bridge\.key|data\/bridge\.db\.restoring(-wal|-shm)?)$/;

export interface Restored {
  readonly record: BackupRecord;
  readonly config: Config;
}

/**
 * Brings a backup back into an empty workspace: its database becomes SQLite, or PostgreSQL when `DATABASE_URL` says so. Everything
 * is checked before anything is put in place; the settings come last, so that a broken-off try is no workspace yet.
 *
 * @param loadKeys reads the key of the backup: from the environment, or from its place in the new workspace
 * @throws StoreRefused `restore-no-backup`, `restore-damaged`, `restore-not-empty`, `key-missing`, `key-does-not-fit`, `database-not-empty`
 */
export async function restore(
  folder: string,
  root: string,
  env: Environment,
  loadKeys: (keyFile: string) => Keys,
  onCopied?: OnCopied,
): Promise<Restored> {
  const source = resolve(folder);
  const target = resolve(root);
  const record = await checkFiles(source);
  const used = (await filesIn(target))
    .map((path) => relative(target, path).replaceAll('\\', '/'))
    .find((path) => !allowed.test(path));
  if (used !== undefined) throw new StoreRefused('restore-not-empty', { file: used });
  const text = await readFile(join(source, 'bridge.yaml'), 'utf8');
  const { config } = loadConfig(target, env, undefined, text);
  if (config.database.kind === 'sqlite' && (await isThere(config.database.file))) {
    throw new StoreRefused('restore-not-empty', { file: config.database.file });
  }
  const keys = loadKeys(keyFile(config));
  await mkdir(config.data, { recursive: true, mode: 0o700 });
  const draft = join(config.data, 'bridge.db.restoring');
  const drop = () => Promise.all(['', '-wal', '-shm'].map((end) => rm(`${draft}${end}`, { force: true })));
  await drop();
  try {
    await copyIfThere(join(source, storeName), draft);
    const copy = { kind: 'sqlite', file: draft } as const;
    compare(record, await printStore(copy, keys));
    if (config.database.kind === 'sqlite') await rename(draft, config.database.file);
    else compare(record, await copyStore(copy, config.database, keys, onCopied));
  } finally {
    await drop();
  }
  // Labels may have been made since: nothing is issued before a person has said what is known of them.
  const head = { identity: 'restored', epoch: 0, at: record.at, restored: record.at };
  await replaceWhole(headFiles(config)[0] as string, `${JSON.stringify(head)}\n`);
  await copyIfThere(join(source, secretsName), secretsFile(config));
  await copyFolder(join(source, 'layouts'), join(target, 'layouts'));
  await syncFolder(config.data);
  await copyIfThere(join(source, 'bridge.yaml'), join(target, 'bridge.yaml'));
  await syncFolder(target);
  return { record, config };
}

/** The record, when every file that it names is there as it was. */
async function checkFiles(source: string): Promise<BackupRecord> {
  const record: unknown = await readFile(join(source, recordName), 'utf8')
    .then(JSON.parse, (error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
      throw error;
    })
    .catch((error: unknown) => {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    });
  if (!isRecord(record)) throw new StoreRefused('restore-no-backup', { folder: source });
  for (const [file, hash] of Object.entries(record.files)) {
    if ((await hashFile(join(source, file)).catch(() => '')) !== hash)
      throw new StoreRefused('restore-damaged', { file });
  }
  return record;
}

/** Every row can be read. Not by hash: a newer program may have given the tables more columns; the file's bytes were compared. */
function compare(record: BackupRecord, prints: BackupRecord['tables']): void {
  for (const [table, { rows }] of Object.entries(record.tables)) {
    if (prints[table]?.rows !== rows) throw new StoreRefused('restore-damaged', { file: `${storeName} (${table})` });
  }
}
