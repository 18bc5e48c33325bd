import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import yargs from 'yargs';
import { writeFor } from '../config/access.ts';
import { packageRoot } from '../config/package-root.ts';
import { help } from '../core/sentences/help.ts';
import { unmarked, withoutDashes } from './after-dashes.ts';
import { b2 } from './b2.ts';
import { backup, restore } from './backup.ts';
import { convert } from './convert.ts';
import { exitCodes } from './exit.ts';
import { forget } from './forget.ts';
import { holds } from './holds.ts';
import { init } from './init.ts';
import { intake } from './intake.ts';
import { issue } from './issue.ts';
import { jobs } from './jobs.ts';
import { lab } from './lab.ts';
import { layouts } from './layouts.ts';
import { commandsOfMarketplaces } from './marketplaces.ts';
import { masters } from './masters.ts';
import { notices } from './notices.ts';
import { orders } from './orders.ts';
import { warn } from './output.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';
import { runOnce } from './run-job.ts';
import { runs } from './runs.ts';
import { secrets } from './secrets.ts';
import { service } from './service.ts';
import { shops } from './shops.ts';
import { start } from './start.ts';
import { stock } from './stock.ts';
import { store } from './store.ts';
import { users } from './users.ts';
import { worker } from './worker.ts';

/** Parses the command line and runs the command. Each command loads what it needs only when it runs. */
export async function commandLine(args: readonly string[]): Promise<void> {
  // Until the settings are known, and for commands without any.
  writeFor('nobody');
  const parser = yargs(withoutDashes(args))
    .scriptName('b2-bridge')
    .locale('ja')
    .updateStrings(help.yargs as never) // its type does not know plurals
    .usage(`${help.usage}\n\n${help.program}`)
    .epilogue(help.epilogue)
    // Codes are text: `orders show 0123` must not become 123, and values never turn into lists or nested objects.
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false, 'dot-notation': false })
    .command(init)
    .command(start)
    .command(worker)
    .command(intake)
    .command(convert)
    .command(issue)
    .command(b2)
    .command(orders)
    .command(commandsOfMarketplaces)
    .command(holds)
    .command(notices)
    .command(stock)
    .command(runOnce)
    .command(runs)
    .command(jobs)
    .command(shops)
    .command(secrets)
    .command(users)
    .command(layouts)
    .command(masters)
    .command(rules)
    .command(report)
    .command(forget)
    .command(backup)
    .command(restore)
    .command(store)
    .command(replay)
    .command(lab)
    .command(service)
    .completion('completion', help.commands.completion)
    .middleware(unmarked, true)
    .demandCommand(1, help.wrong.noCommand)
    .strict()
    .recommendCommands()
    .help('help', help.options.help)
    .alias('h', 'help')
    .version('version', help.options.version, version())
    .group(['help', 'version'], help.groups.common)
    .wrap(Math.min(100, process.stdout.columns || 100))
    .exitProcess(false)
    .fail((message, error, failed) => {
      // Commands settle their own errors (`run`): what arrives here with a message is yargs refusing the arguments.
      if (error && !message) throw error;
      if (message === help.wrong.noCommand) failed.showHelp('error');
      warn(message.trim());
      if (message !== help.wrong.noCommand) warn(help.wrong.seeHelp);
      process.exitCode = exitCodes.usage;
      throw new WrongUsage();
    });
  try {
    await parser.parseAsync();
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
  }
}

/** Said already; only stops yargs. */
class WrongUsage extends Error {}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
