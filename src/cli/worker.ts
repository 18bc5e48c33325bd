import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { saveMemory, withoutSaving } from './memory.ts';
import { type CommonArgs, logOption, withWorkspace } from './options.ts';
import { mutePrint, oneLine, print, warn } from './output.ts';
import { run } from './run.ts';
import { whenStopped } from './stop.ts';
import { type Watched, watchOver } from './watch-over.ts';

interface WorkerArgs extends CommonArgs {
  readonly concurrency: number;
  readonly log: 'plain' | 'json';
}

/** One of any number of processes that do the jobs of a store on PostgreSQL; it watches no inbox. */
export const worker: CommandModule<object, WorkerArgs> = {
  command: 'worker',
  describe: help.commands.worker,
  builder: (yargs) =>
    withWorkspace(yargs)
      .option('concurrency', {
        type: 'number',
        default: 4,
        describe: help.options.concurrency,
      })
      .option('log', logOption) as never,
  handler: ({ C, concurrency, log: format }) =>
    run(async () => {
      saveMemory();
      if (format === 'json') mutePrint();
      if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64) {
        throw new CommandRefused(exitCodes.usage, 'command-bad-concurrency', { value: String(concurrency) });
      }
      const [{ openBridge }, { followEdits, startBossJobs }, { followingContext }] = await Promise.all([
        import('../app.ts'),
        import('../flow/bridge/index.ts'),
        import('../flow/loading/index.ts'),
      ]);
      const stop = new AbortController();
      const { signal } = stop;
      const bridge = await openBridge(C, { env: process.env, tell: (line) => print(oneLine(line)), signal });
      let watched: Watched | undefined;
      try {
        whenStopped(() => {
          print(help.said.stopping);
          stop.abort();
        });
        watched = await watchOver(bridge.context, format);
        const { log } = watched;
        const following = followingContext(watched.context, process.env);
        const { context } = following;
        log?.event('started', { engine: 'pgboss' });
        if (context.config.database.kind !== 'postgres')
          throw new CommandRefused(exitCodes.settings, 'engine-needs-postgres');
        const onBug = (error: unknown) =>
          log ? log.broke(error) : warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
        const engine = await startBossJobs(context, { signal, onBug, concurrency, hurry: withoutSaving });
        print(fill(help.said.working, { count: concurrency }));
        void followEdits(following, { signal, onBug });
        await engine.stopped;
      } finally {
        stop.abort();
        await watched?.close();
        await bridge.close();
      }
      return exitCodes.done;
    }),
};
