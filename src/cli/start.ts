import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { exitCodes } from './exit.ts';
import { type CommonArgs, withWorkspace } from './options.ts';
import { print } from './output.ts';
import { run } from './run.ts';

export const start: CommandModule<object, CommonArgs & { demo: boolean }> = {
  command: 'start',
  describe: help.commands.start,
  builder: (yargs) =>
    withWorkspace(yargs).option('demo', { type: 'boolean', default: false, describe: help.options.demo }),
  handler: ({ C, demo }) =>
    run(async () => {
      const { openBridge } = await import('../app.ts');
      const { startBridge } = await import('../flow/start.ts');
      const bridge = await openBridge(C, { env: process.env, tell: print, lock: true });
      const stop = new AbortController();
      try {
        // The first signal lets the file in hand be finished; the second ends the process at once (nothing is lost then either).
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => {
            print(help.said.stopping);
            stop.abort();
          });
        }
        print(fill(help.said.watching, { inbox: bridge.context.config.inbox }));
        await startBridge(bridge.context, { demo, signal: stop.signal });
      } finally {
        stop.abort(); // whatever ended it: the watcher must not keep the process alive
        await bridge.close();
      }
      return exitCodes.done;
    }),
};
