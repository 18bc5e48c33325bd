import type { CommandModule } from 'yargs';
import { help } from '../core/sentences/help.ts';
import type { ReplayReport } from '../flow/types.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { oneLine, print, printJson, problemLine, warn } from './output.ts';
import { run } from './run.ts';

interface ReplayArgs extends JsonArgs {
  readonly document: string;
}

export const replay: CommandModule<object, ReplayArgs> = {
  command: 'replay <document>',
  describe: help.commands.replay,
  builder: (yargs) =>
    withJson(yargs).positional('document', {
      type: 'string',
      demandOption: true,
      describe: help.arguments.document,
    }) as never,
  handler: (args) => run(() => again(args)),
};

function again({ C, document, json }: ReplayArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const wanted = document.toLowerCase();
    const found = /^[0-9a-f]{8,64}$/.test(wanted)
      ? (await context.store.listDocuments({ hash: wanted }, { limit: 2 })).rows
      : [];
    if (found.length !== 1) throw new CommandRefused(exitCodes.input, 'command-no-such-document', { hash: document });
    const { replayDocument } = await import('../flow/desk/replay.ts');
    const report: ReplayReport = await replayDocument(context, found[0]!.hash);
    if (json) printJson(report);
    else {
      print(`${oneLine(report.file)}  ${report.shop}  ${report.before} → ${report.after}`);
      if (report.changes.length === 0) print(help.said.noChange);
      for (const { number, change, fields } of report.changes) {
        print(`  ${oneLine(number)}: ${help.changes[change]}${fields.length > 0 ? ` (${fields.join(' ')})` : ''}`);
      }
    }
    for (const problem of report.problems) warn(problemLine(report.file, problem));
    return exitCodes.done;
  });
}
