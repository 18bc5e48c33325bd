import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { say } from '../core/sentences/index.ts';
import type { StorePrint } from '../store/copy.ts';
import type { Keys } from '../store/seal.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { localTime, print, printJson, warn } from './output.ts';
import { openProgress } from './progress.ts';
import { run } from './run.ts';

interface BackupArgs extends JsonArgs {
  readonly dir: string;
  readonly key?: string;
}

/** A copy of a workspace's memory, while the bridge goes on. */
export const backup: CommandModule<object, BackupArgs> = {
  command: 'backup <dir>',
  describe: help.commands.backup,
  builder: (yargs) =>
    withJson(yargs).positional('dir', {
      type: 'string',
      demandOption: true,
      describe: help.arguments.backupDir,
    }) as never,
  handler: (args) => run(() => makeBackup(args)),
};

/** Brings a backup back into a new workspace (`-C`). */
export const restore: CommandModule<object, BackupArgs> = {
  command: 'restore <dir>',
  describe: help.commands.restore,
  builder: (yargs) =>
    withJson(yargs)
      .positional('dir', { type: 'string', demandOption: true, describe: help.arguments.backupDir })
      .option('key', { type: 'string', requiresArg: true, describe: help.options.backupKey }) as never,
  handler: (args) => run(() => bringBack(args)),
};

async function makeBackup({ C, dir, json }: BackupArgs): Promise<ExitCode> {
  const { loadWorkspaceConfig } = await import('../app.ts');
  const { backUp } = await import('../flow/backup/index.ts');
  const { keyFile } = await import('../config/workspace.ts');
  const config = loadWorkspaceConfig(C);
  const record = await shown(json, async (onCopied) =>
    backUp(config, await keysAt(keyFile(config)), dir, Temporal.Now.instant().toString(), onCopied),
  );
  if (json) printJson(record);
  else print(fill(help.said.backedUp, { folder: resolve(dir), ...counts(record.tables) }));
  tell(say('backup-key-apart', { key: process.env.B2_BRIDGE_KEY?.trim() ? 'B2_BRIDGE_KEY' : keyFile(config) }));
  return exitCodes.done;
}

async function bringBack({ C, dir, key, json }: BackupArgs): Promise<ExitCode> {
  const { restore: bring } = await import('../flow/backup/index.ts');
  const { loadKeys } = await import('../store/key.ts');
  const { keyFile } = await import('../config/workspace.ts');
  const { record, config } = await shown(json, (onCopied) =>
    bring(
      dir,
      C,
      process.env,
      (file) =>
        key === undefined
          ? loadKeys({ env: process.env.B2_BRIDGE_KEY, file })
          : loadKeys({ env: undefined, file: key }),
      onCopied,
    ),
  );
  // Only a key that fits gets its place.
  if (key !== undefined && !existsSync(keyFile(config))) {
    copyFileSync(key, keyFile(config));
    chmodSync(keyFile(config), 0o600);
  }
  if (json) printJson(record);
  else print(fill(help.said.restored, { folder: resolve(C), ...counts(record.tables) }));
  tell(say('restore-look-first', { at: localTime(record.at) }));
  return exitCodes.done;
}

/** The key of a workspace, from the environment or its file. */
export async function keysAt(file: string): Promise<Keys> {
  const { loadKeys } = await import('../store/key.ts');
  return loadKeys({ env: process.env.B2_BRIDGE_KEY, file });
}

/** Long copying shows how far it is. */
export async function shown<T>(json: boolean, work: (onCopied: (done: number) => void) => Promise<T>): Promise<T> {
  const progress = await openProgress(!json);
  try {
    return await work((done) => progress.onProgress?.({ what: 'copy', done }));
  } finally {
    progress.end();
  }
}

const counts = (tables: StorePrint) => ({
  orders: tables.order_heads?.rows ?? 0,
  documents: tables.documents?.rows ?? 0,
});

function tell({ sentence, remedy }: { readonly sentence: string; readonly remedy: string }): void {
  warn(`${sentence} → ${remedy}`);
}
