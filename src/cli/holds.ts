import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

interface ListArgs extends PageArgs {
  readonly shop?: string;
  readonly hold?: string[];
}

interface ClearArgs extends JsonArgs {
  readonly hold: string;
  readonly note: string;
  readonly drop: boolean;
  readonly by?: string;
}

export const holds: CommandModule = {
  command: 'holds <command>',
  describe: help.commands.holds,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['holds list'],
        (y) =>
          withPage(y)
            .option('shop', shopOption)
            .option('hold', { type: 'string', array: true, requiresArg: true, describe: help.options.holdCode }),
        (args) => run(() => list(args as never)),
      )
      .command(
        'clear <hold>',
        help.commands['holds clear'],
        (y) =>
          withJson(y)
            .positional('hold', { type: 'string', demandOption: true, describe: help.arguments.hold })
            .option('note', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.note })
            .option('drop', { type: 'boolean', default: false, describe: help.options.dropWords })
            .option('by', { type: 'string', requiresArg: true, describe: help.options.by }),
        (args) => run(() => clear(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

function list(args: ListArgs): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { listHolds } = await import('../flow/desk/holds.ts');
    const filter = { shop: checkShop(context, args.shop) || undefined, codes: args.hold };
    await printList(
      args,
      (page) => listHolds(context, filter, page),
      (views) => {
        const { id, shop, reason, who } = help.headings;
        printTable(
          [id, shop, who, reason],
          views.map((view) => [
            view.id,
            view.shop,
            help.clearers[view.clearedBy] ?? view.clearedBy,
            view.sentence + (view.values ?? ''),
          ]),
        );
      },
    );
    return exitCodes.done;
  });
}

async function clear({ C, hold, note, by, drop, json }: ClearArgs): Promise<ExitCode> {
  if (note.trim() === '') throw new CommandRefused(exitCodes.usage, 'command-note-needed');
  return withBridge(C, async (context) => {
    const { clearHold } = await import('../flow/desk/holds.ts');
    const { cleared, refused, problem } = await clearHold(context, hold, note, by ?? userInfo().username, { drop });
    if (json) printJson({ cleared, refused });
    else for (const { id } of cleared) print(fill(help.said.cleared, { id }));
    for (const { id, clearedBy, sentence, remedy } of refused) {
      // A person may clear it, but not without knowing what is lost.
      const isOurs = clearedBy === 'operator';
      warn(
        isOurs
          ? `${id}: ${sentence} → ${remedy}`
          : fill(help.said.notYours, { id, who: help.clearers[clearedBy] ?? clearedBy, sentence, remedy }),
      );
    }
    if (problem) warn(`${problem.sentence} → ${problem.remedy}`);
    return cleared.length > 0 ? exitCodes.done : exitCodes.input;
  });
}
