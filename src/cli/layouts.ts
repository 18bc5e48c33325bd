import type { CommandModule } from 'yargs';
import { diffWords } from '../core/sentences/diff-words.ts';
import { help } from '../core/sentences/help.ts';
import { type JsonArgs, shopOption, withJson, withWorkspace } from './options.ts';
import { run } from './run.ts';

export const layouts: CommandModule = {
  command: 'layouts <command>',
  describe: help.commands.layouts,
  builder: (yargs) =>
    yargs
      .command(['list', '$0'], help.commands['layouts list'], withJson, (args: JsonArgs) =>
        run(async () => (await import('./layouts-list.ts')).listLayouts(args)),
      )
      .command('check', help.commands['layouts check'], withJson, (args: JsonArgs) =>
        run(async () => (await import('./layouts-check.ts')).checkLayouts(args)),
      )
      .command(
        'new <name>',
        help.commands['layouts new'],
        (y) =>
          withWorkspace(y)
            .positional('name', { type: 'string', demandOption: true, describe: help.arguments.layoutName })
            .option('from', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.from }),
        (args) => run(async () => (await import('./layouts-new.ts')).newLayout(args as never)),
      )
      .command(
        'diff <name>',
        diffWords.command,
        (y) =>
          withJson(y)
            .positional('name', { type: 'string', demandOption: true, describe: diffWords.name })
            .option('from', { type: 'string', requiresArg: true, describe: diffWords.from }),
        (args) => run(async () => (await import('./layouts-diff.ts')).diffLayout(args as never)),
      )
      .command(
        'try <file>',
        help.commands['layouts try'],
        (y) =>
          withJson(y)
            .positional('file', { type: 'string', demandOption: true, describe: help.arguments.file })
            .option('shop', shopOption)
            .option('layout', { type: 'string', requiresArg: true, describe: help.options.layout })
            .option('rows', { type: 'number', default: 3, requiresArg: true, describe: help.options.rows }),
        (args) => run(async () => (await import('./layouts-try.ts')).tryFile(args as never)),
      )
      .command(
        'learn <file>',
        help.commands['layouts learn'],
        (y) =>
          withJson(y)
            .positional('file', { type: 'string', demandOption: true, describe: help.arguments.file })
            .option('name', { type: 'string', requiresArg: true, describe: help.options.layoutName })
            .option('shop', { ...shopOption, describe: help.options.learnShop })
            .option('yes', { type: 'boolean', default: false, describe: help.options.yes }),
        (args) => run(async () => (await import('./layouts-learn.ts')).learnLayout(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};
