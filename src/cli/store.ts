import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import type { Context } from '../flow/types.ts';
import { keysAt, shown } from './backup.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson } from './output.ts';
import { run } from './run.ts';

interface CopyArgs extends JsonArgs {
  readonly to: string;
}

export const store: CommandModule = {
  command: 'store <command>',
  describe: help.commands.store,
  builder: (yargs) =>
    yargs
      .command(
        'copy',
        help.commands['store copy'],
        (y) =>
          withJson(y).option('to', {
            type: 'string',
            demandOption: true,
            requiresArg: true,
            describe: help.options.copyTo,
          }),
        (args) => run(() => copy(args as never)),
      )
      .command(
        'accept',
        help.commands['store accept'],
        (y) =>
          withJson(y)
            .option('note', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.note })
            .option('by', { type: 'string', requiresArg: true, describe: help.options.by })
            .option('outbox', {
              type: 'string',
              array: true,
              requiresArg: true,
              default: [],
              describe: help.options.acceptOutbox,
            }),
        (args) => run(() => accept(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

interface AcceptArgs extends JsonArgs {
  readonly note: string;
  readonly by?: string;
  readonly outbox: readonly string[];
}

/** Goes on with a store that is older than what lies outside, or another one: nobody may watch the workspace meanwhile. */
async function accept({ C, note, by, outbox, json }: AcceptArgs): Promise<ExitCode> {
  if (note.trim() === '') throw new CommandRefused(exitCodes.usage, 'command-note-needed');
  for (const folder of outbox) {
    if (!existsSync(folder)) throw new CommandRefused(exitCodes.usage, 'store-accept-no-folder', { folder });
  }
  const work = async (context: Context): Promise<ExitCode> => {
    const { acceptStore } = await import('../flow/desk/accept-store.ts');
    const actor = by ?? userInfo().username;
    const report = await acceptStore(context, { note, actor, folders: outbox.map((one) => resolve(one)) });
    if (json) printJson(report);
    else {
      const { named, marked, held, unknown } = report;
      print(fill(help.said.storeAccepted, { named, marked: marked.length, held: held.length, unknown }));
    }
    return exitCodes.done;
  };
  return withBridge(C, work, { accept: true, lock: true });
}

/** Moves a store: nobody may watch the workspace meanwhile, or what it takes in would stay behind. */
async function copy({ C, to, json }: CopyArgs): Promise<ExitCode> {
  const { loadWorkspaceConfig } = await import('../app.ts');
  const { lockWorkspace } = await import('../config/lock.ts');
  const { keyFile } = await import('../config/workspace.ts');
  const { copyStore } = await import('../store/copy.ts');
  const config = loadWorkspaceConfig(C);
  const isUrl = /^postgres(ql)?:\/\/./.test(to);
  const { database } = config;
  const isSame = isUrl
    ? database.kind === 'postgres' && database.url === to
    : database.kind === 'sqlite' && database.file === resolve(to);
  if (isSame || (!isUrl && /^[a-z]+:\/\//i.test(to)))
    throw new CommandRefused(exitCodes.usage, 'command-copy-to', { to: isUrl ? 'PostgreSQL' : to });
  const lock = lockWorkspace(
    config.data,
    Temporal.Now.plainDateTimeISO('Asia/Tokyo').toString({ smallestUnit: 'second' }),
  );
  try {
    const target = isUrl ? ({ kind: 'postgres', url: to } as const) : ({ kind: 'sqlite', file: resolve(to) } as const);
    const keys = await keysAt(keyFile(config));
    const tables = await shown(json, (onCopied) => copyStore(database, target, keys, onCopied));
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    if (json) printJson({ tables, rows });
    else {
      print(fill(help.said.storeCopied, { rows }));
      print(help.said.copyNext);
    }
    return exitCodes.done;
  } finally {
    lock.release();
  }
}
