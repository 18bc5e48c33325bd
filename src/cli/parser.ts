import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import yargs, { type Argv } from 'yargs';
import { writeFor } from '../config/access.ts';
import { packageRoot } from '../config/package-root.ts';
import { help } from '../core/sentences/help.ts';
import { unmarked, withoutDashes } from './after-dashes.ts';
import { exitCodes } from './exit.ts';
import { warn } from './output.ts';

/** Parses the command line and runs the command, one of those that `add` names. */
export async function parseWith(args: readonly string[], add: (parser: Argv) => Argv): Promise<void> {
  // Until the settings are known, and for commands without any.
  writeFor('nobody');
  const begun = yargs(withoutDashes(args))
    .scriptName('b2-bridge')
    .locale('ja')
    .updateStrings(help.yargs as never) // its type does not know plurals
    .usage(`${help.usage}\n\n${help.program}`)
    .epilogue(help.epilogue)
    // Codes are text: `orders show 0123` must not become 123, and values never turn into lists or nested objects.
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false, 'dot-notation': false });
  const parser = add(begun)
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
