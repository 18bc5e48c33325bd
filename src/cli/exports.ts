import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { localTime, print, printJson, printTable, warn } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

interface AgainArgs extends JsonArgs {
  readonly file: string;
  readonly note: string;
  readonly by?: string;
}

/** Files of scheduled exports: what was written, and one of them once more. */
export const exportFiles: CommandModule = {
  command: 'exports <command>',
  describe: help.commands.exports,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['exports list'],
        (y) => withPage(y),
        (args) => run(() => list(args as never)),
      )
      .command(
        'again <file>',
        help.commands['exports again'],
        (y) =>
          withJson(y)
            .positional('file', { type: 'string', demandOption: true, describe: help.arguments.exportFile })
            .option('note', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.note })
            .option('by', { type: 'string', requiresArg: true, describe: help.options.by }),
        (args) => run(() => again(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

function list(args: PageArgs): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { listExported } = await import('../flow/export/index.ts');
    await printList(
      args,
      (page) => listExported(context, page),
      (rows) => {
        const { exportFile, exportName, name, started } = help.headings;
        printTable(
          [exportFile, exportName, name, started],
          rows.map((one) => [one.id.slice(0, 12), one.export, one.file, localTime(one.at)]),
        );
      },
    );
    return exitCodes.done;
  });
}

async function again({ C, file, note, by, json }: AgainArgs): Promise<ExitCode> {
  if (note.trim() === '') throw new CommandRefused(exitCodes.usage, 'command-note-needed');
  return withBridge(C, async (context) => {
    const { exportAgainNamed } = await import('../flow/desk/export-files.ts');
    const done = await exportAgainNamed(context, file, { actor: by ?? userInfo().username, note });
    if (json) printJson(done);
    else if (!done.done) warn(`${done.sentence} → ${done.remedy}`);
    else
      print(
        fill(done.isThere ? help.said.exportedAgain : help.said.exportWaits, {
          file: done.file,
          count: done.shipments,
        }),
      );
    return done.done ? exitCodes.done : exitCodes.input;
  });
}
