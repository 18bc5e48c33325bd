import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { print } from './output.ts';
import { run } from './run.ts';

interface LabArgs {
  readonly port: string | undefined;
  readonly seed: string;
  readonly json: boolean;
}

/** The mocks of outside systems, until a signal ends them. Needs no workspace. */
export const lab: CommandModule<object, LabArgs> = {
  command: 'lab',
  describe: help.commands.lab,
  builder: (yargs) =>
    yargs
      .option('port', { type: 'string', requiresArg: true, describe: help.options.port })
      .option('seed', { type: 'string', requiresArg: true, default: 'small', describe: help.options.seed })
      .option('json', { type: 'boolean', default: false, describe: help.options.labJson }) as never,
  handler: ({ port, seed, json }) =>
    run(async () => {
      const { openLab } = await import('../app.ts');
      const stopped = new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      const wanted = readPort(port);
      const started = await openLab({ port: wanted, seed }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE')
          throw new CommandRefused(exitCodes.busy, 'lab-port-taken', { port: String(wanted) });
        if (error.name === 'LabRefused') throw new CommandRefused(exitCodes.usage, 'lab-bad-seed', { seed });
        throw error;
      });
      const { control, panel, mail, systems } = started;
      if (json) print(JSON.stringify({ control, panel, mail, systems }));
      else print(fill(help.said.labListens, { panel, smtp: mail.smtp, amazon: systems.amazon.api }));
      await stopped;
      await started.close();
      return exitCodes.done;
    }),
};

/** 0 = a free one. @throws CommandRefused */
function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new CommandRefused(exitCodes.usage, 'lab-bad-port', { port: text });
  return port;
}
