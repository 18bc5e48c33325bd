import type { CommandModule } from 'yargs';
import { help } from '../core/sentences/help.ts';
import { type JsonArgs, shopOption, withJson, withWorkspace } from './options.ts';
import { run } from './run.ts';

export const rules: CommandModule = {
  command: 'rules <command>',
  describe: help.commands.rules,
  builder: (yargs) =>
    yargs
      .command(['list', '$0'], help.commands['rules list'], withJson, (args: JsonArgs) =>
        run(async () => (await import('./rules-list.ts')).listRules(args)),
      )
      .command('check', help.commands['rules check'], withJson, (args: JsonArgs) =>
        run(async () => (await import('./rules-check.ts')).checkRuleFile(args)),
      )
      .command(
        'try [names..]',
        help.commands['rules try'],
        (y) =>
          withJson(y)
            .positional('names', { type: 'string', array: true, default: [], describe: help.arguments.ruleNames })
            .option('orders', {
              type: 'string',
              default: 'last-week',
              requiresArg: true,
              describe: help.options.rulesOrders,
            })
            .option('shop', shopOption)
            .option('limit', { type: 'number', default: 50, requiresArg: true, describe: help.options.rows }),
        (args) => run(async () => (await import('./rules-try.ts')).tryRuleFile(args as never)),
      )
      .command(
        'new <name>',
        help.commands['rules new'],
        (y) =>
          withWorkspace(y)
            .positional('name', { type: 'string', demandOption: true, describe: help.arguments.ruleName })
            .option('title', { type: 'string', requiresArg: true, describe: help.options.ruleTitle }),
        (args) => run(async () => (await import('./rules-edit.ts')).newRule(args as never)),
      )
      .command(
        'on <names..>',
        help.commands['rules on'],
        (y) =>
          withWorkspace(y).positional('names', {
            type: 'string',
            array: true,
            demandOption: true,
            describe: help.arguments.ruleNames,
          }),
        (args) => run(async () => (await import('./rules-edit.ts')).switchRules(args as never, true)),
      )
      .command(
        'off <names..>',
        help.commands['rules off'],
        (y) =>
          withWorkspace(y).positional('names', {
            type: 'string',
            array: true,
            demandOption: true,
            describe: help.arguments.ruleNames,
          }),
        (args) => run(async () => (await import('./rules-edit.ts')).switchRules(args as never, false)),
      )
      .command(
        'import <file>',
        help.commands['rules import'],
        (y) =>
          withWorkspace(y).positional('file', { type: 'string', demandOption: true, describe: help.arguments.file }),
        (args) => run(async () => (await import('./rules-import.ts')).importRules(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};
