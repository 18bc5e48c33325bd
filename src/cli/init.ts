import { relative } from 'node:path';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { print } from './output.ts';
import { run } from './run.ts';

export const init: CommandModule<object, { dir: string }> = {
  command: 'init <dir>',
  describe: help.commands.init,
  builder: (yargs) => yargs.positional('dir', { type: 'string', demandOption: true, describe: help.arguments.dir }),
  handler: ({ dir }) =>
    run(async () => {
      const { initWorkspace, missingKey } = await import('../config/workspace.ts');
      const { loadConfig } = await import('../config/load.ts');
      const { makeKeyFile } = await import('../store/key.ts');
      for (const { path, made } of await initWorkspace(dir, process.env, makeKeyFile)) {
        print(fill(made ? help.said.made : help.said.kept, { path: relative(process.cwd(), path) || path }));
      }
      const key = missingKey(loadConfig(dir, process.env).config, process.env);
      if (key !== undefined) throw new CommandRefused(exitCodes.settings, 'init-key-missing', { file: key });
      print(fill(help.said.ready, { dir }));
      return exitCodes.done;
    }),
};
