import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import type { StoredMail } from '../store/types.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { localTime, oneLine, print, printJson, printTable, warn } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

interface ListArgs extends PageArgs {
  readonly state?: StoredMail['state'][];
}

interface ResendArgs extends JsonArgs {
  readonly ids?: string[];
  readonly all: boolean;
}

/** Mails to staff: which did not go out, and sending those again. */
export const mails: CommandModule = {
  command: 'mails <command>',
  describe: help.commands.mails,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['mails list'],
        (y) =>
          withPage(y).option('state', {
            type: 'string',
            array: true,
            requiresArg: true,
            choices: Object.keys(help.mailStates),
            describe: help.options.mailState,
          }),
        (args) => run(() => list(args as never)),
      )
      .command(
        'resend [ids..]',
        help.commands['mails resend'],
        (y) =>
          withJson(y)
            .positional('ids', { type: 'string', array: true, describe: help.arguments.mails })
            .option('all', { type: 'boolean', default: false, describe: help.options.allMails }),
        (args) => run(() => resend(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

function list(args: ListArgs): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { listMails } = await import('../flow/desk/mails.ts');
    await printList(
      args,
      (page) => listMails(context, { states: args.state }, page),
      (rows) => {
        const { mail, state, mailTo, mailSubject, since } = help.headings;
        printTable(
          [mail, state, mailTo, mailSubject, since],
          rows.map((one) => [
            one.id.slice(0, 8),
            help.mailStates[one.state],
            one.to,
            oneLine(one.subject),
            localTime(one.at),
          ]),
        );
      },
    );
    return exitCodes.done;
  });
}

function resend({ C, ids = [], all, json }: ResendArgs): Promise<ExitCode> {
  // Which ones is always said: a mail that goes out cannot be taken back.
  if (!all && ids.length === 0) throw new CommandRefused(exitCodes.usage, 'command-mails-what');
  return withBridge(C, async (context) => {
    const { resendMails } = await import('../flow/desk/mails.ts');
    const again = await resendMails(context, all ? 'all' : { ids }, userInfo().username);
    if (json) printJson(again);
    else print(fill(help.said.mailsAgain, { count: again.count }));
    if (again.problem) warn(`${again.problem.sentence} → ${again.problem.remedy}`);
    return again.count === 0 && !all ? exitCodes.input : exitCodes.done;
  });
}
