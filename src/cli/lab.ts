import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { type CommonArgs, withWorkspace } from './options.ts';
import { print } from './output.ts';
import { run } from './run.ts';
import { whenStopped } from './stop.ts';

interface LabArgs extends CommonArgs {
  readonly port: string | undefined;
  readonly seed: string | undefined;
  readonly json: boolean;
  readonly life: boolean;
}

/**
 * The mocks of outside systems, until a signal ends them. Needs no workspace; the bridge of the one that it runs in finds
 * the lab through `data/lab.json`.
 */
export const lab: CommandModule<object, LabArgs> = {
  command: 'lab',
  describe: help.commands.lab,
  builder: (yargs) =>
    withWorkspace(yargs)
      .option('port', { type: 'string', requiresArg: true, describe: help.options.port })
      .option('seed', { type: 'string', requiresArg: true, describe: help.options.seed })
      .option('life', { type: 'boolean', default: false, describe: help.options.life })
      .option('json', { type: 'boolean', default: false, describe: help.options.labJson }) as never,
  handler: ({ C, port, seed: wantedSeed, json, life }) =>
    run(async () => {
      const [{ loadWorkspaceConfig, openLab }, { labLine, writeLabFile }, { labFile }] = await Promise.all([
        import('../app.ts'),
        import('../lab-file.ts'),
        import('../config/endpoints.ts'),
      ]);
      const config = existsSync(join(C, 'bridge.yaml')) ? loadWorkspaceConfig(C) : undefined;
      const seed = wantedSeed ?? config?.lab.seed ?? 'small';
      const stopped = new Promise<void>((resolve) => whenStopped(() => resolve()));
      const wanted = readPort(port, config?.lab.port ?? 0);
      const started = await openLab({ port: wanted, seed, life }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE')
          throw new CommandRefused(exitCodes.busy, 'lab-port-taken', { port: String(wanted) });
        if (error.name === 'LabRefused') throw new CommandRefused(exitCodes.usage, 'lab-bad-seed', { seed });
        throw error;
      });
      const { panel, mail, systems } = started;
      const takeAway = config ? writeLabFile(labFile(config.data), started) : () => {};
      if (json) print(labLine(started));
      else print(fill(help.said.labListens, { panel, smtp: mail.smtp, systems: bases(systems) }));
      await stopped;
      takeAway();
      await started.close();
      return exitCodes.done;
    }),
};

/** A line with the base URL of each mock. */
const bases = (systems: Readonly<Record<string, { readonly api: string }>>): string =>
  Object.entries(systems)
    .map(([name, { api }]) => `  ${name}: ${api}`)
    .join('\n');

/** 0 = a free one. @throws CommandRefused */
function readPort(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new CommandRefused(exitCodes.usage, 'lab-bad-port', { port: text });
  return port;
}
