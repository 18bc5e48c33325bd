import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { shortDiff } from '../core/line-diff.ts';
import { fill, help } from '../core/sentences/help.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { localTime, print, printJson, printTable, warn } from './output.ts';
import { run } from './run.ts';

interface RestoreArgs extends JsonArgs {
  readonly id: string;
  readonly dryRun: boolean;
  readonly by?: string;
}

/** Earlier texts of `bridge.yaml` and of masters: the list, and one of them put back. */
export const settings: CommandModule = {
  command: 'settings <command>',
  describe: help.commands.settings,
  builder: (yargs) =>
    yargs
      .command(['list', '$0'], help.commands['settings list'], withJson, (args: JsonArgs) => run(() => list(args)))
      .command(
        'restore <id>',
        help.commands['settings restore'],
        (y) =>
          withJson(y)
            .positional('id', { type: 'string', demandOption: true, describe: help.arguments.earlier })
            .option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun })
            .option('by', { type: 'string', requiresArg: true, describe: help.options.by }),
        (args) => run(() => restore(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

function list({ C, json }: JsonArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { listEarlier, shownName } = await import('../flow/desk/settings/earlier.ts');
    const rows = listEarlier(context);
    if (json) printJson(rows);
    else if (rows.length === 0) print(help.said.none);
    else
      printTable(
        [help.headings.earlier, help.headings.settingsFile, help.headings.until],
        rows.map((one) => [one.id, shownName(one.file), localTime(one.until)]),
      );
    return exitCodes.done;
  });
}

function restore({ C, id, dryRun, by, json }: RestoreArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { readEarlier, shownName } = await import('../flow/desk/settings/earlier.ts');
    const { readSettingsFile } = await import('../flow/desk/settings/files.ts');
    const { propose, writeSettings } = await import('../flow/desk/settings/propose.ts');
    const earlier = readEarlier(context, id);
    const now = earlier && readSettingsFile(context, earlier.file);
    if (!earlier || !now) throw new CommandRefused(exitCodes.input, 'command-no-such-settings', { id });
    const proposal = propose(context, now, earlier.text);
    if (!json) for (const line of shortDiff(proposal.diff)) print(line);
    for (const one of proposal.complaints)
      warn(`${one.file}:${one.line}:${one.column} ${one.sentence}${one.remedy === '' ? '' : ` → ${one.remedy}`}`);
    const { isSame, complaints } = proposal;
    if (json && (dryRun || complaints.length > 0))
      printJson({ file: earlier.file, isSame, complaints, written: false });
    if (complaints.length > 0) return exitCodes.settings;
    if (dryRun) {
      if (!json) print(help.said.dryRun);
      return exitCodes.done;
    }
    const change = { file: earlier.file, hash: now.hash, text: earlier.text };
    const who = { actor: by ?? userInfo().username, now: Temporal.Now.instant() };
    const { kind } = await writeSettings(context, change, who);
    if (kind !== 'done' && kind !== 'same') throw new CommandRefused(exitCodes.busy, 'command-settings-moved');
    if (json) printJson({ file: earlier.file, isSame, complaints, written: kind === 'done' });
    else
      print(kind === 'same' ? help.said.settingsSame : fill(help.said.settingsBack, { file: shownName(earlier.file) }));
    return exitCodes.done;
  });
}
