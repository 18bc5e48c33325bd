import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { withLabCommands } from './lab-control.ts';
import { withLabRecords } from './lab-record.ts';
import { withLabRuns } from './lab-run.ts';
import { type CommonArgs, withWorkspace } from './options.ts';
import { print } from './output.ts';
import { run } from './run.ts';
import { whenStopped } from './stop.ts';

interface LabArgs extends CommonArgs {
  readonly port: string | undefined;
  readonly seed: string | undefined;
  readonly json: boolean;
  readonly life: boolean;
  readonly strict: boolean;
  readonly state: string | undefined;
  readonly rates: string | undefined;
  readonly shops: string | undefined;
  readonly stopWithStdin: boolean;
}

/**
 * The mocks of outside systems, until a signal ends them. Needs no workspace; the bridge of the one that it runs in finds
 * the lab through `data/lab.json`.
 */
export const lab: CommandModule<object, LabArgs> = {
  command: 'lab',
  describe: help.commands.lab,
  builder: (yargs) =>
    withLabRecords(withLabRuns(withLabCommands(withWorkspace(yargs))))
      .option('port', { type: 'string', requiresArg: true, describe: help.options.port })
      .option('seed', { type: 'string', requiresArg: true, describe: help.options.seed })
      .option('life', { type: 'boolean', default: false, describe: help.options.life })
      .option('strict', { type: 'boolean', default: false, describe: help.options.labStrict })
      .option('state', { type: 'string', requiresArg: true, describe: help.options.labState })
      .option('rates', { type: 'string', requiresArg: true, describe: help.options.labRates })
      .option('shops', { type: 'string', requiresArg: true, describe: help.options.labShops })
      .option('stop-with-stdin', { type: 'boolean', default: false, hidden: true })
      .option('json', { type: 'boolean', default: false, describe: help.options.labJson }) as never,
  handler: ({ C, port, seed: wantedSeed, json, life, strict, state, rates, shops, stopWithStdin }) =>
    run(async () => {
      const [{ openLab }, { labLine, writeLabFile }] = await Promise.all([
        import('../lab-host.ts'),
        import('../lab-file.ts'),
      ]);
      // Alone it needs nothing of the bridge.
      const config = existsSync(join(C, 'bridge.yaml'))
        ? (await import('../app.ts')).loadWorkspaceConfig(C)
        : undefined;
      const seed = wantedSeed ?? config?.lab.seed ?? 'small';
      const stopped = new Promise<void>((done) => {
        whenStopped(() => done());
        // Whoever started it is gone when its end of the pipe is.
        if (stopWithStdin) process.stdin.resume().on('close', () => done());
      });
      const wanted = readPort(port, config?.lab.port ?? 0);
      const started = await openLab({
        port: wanted,
        seed,
        life,
        strict,
        ...(state !== undefined && { state: resolve(state) }),
        ...(rates !== undefined && { rates }),
        ...(shops !== undefined && { shops }),
      }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE')
          throw new CommandRefused(exitCodes.busy, 'lab-port-taken', { port: String(wanted) });
        if (error.name === 'FolderTaken')
          throw new CommandRefused(exitCodes.busy, 'lab-folder-taken', { folder: state ?? '' });
        if (error.name === 'LabRefused' && state === undefined && !error.message.startsWith('seed'))
          throw new CommandRefused(exitCodes.usage, 'lab-bad-world', { reason: error.message });
        if (error.name === 'LabRefused' && !error.message.startsWith('seed'))
          throw new CommandRefused(exitCodes.settings, 'lab-folder-unreadable', {
            folder: state ?? '',
            reason: error.message,
          });
        if (error.name === 'LabRefused') throw new CommandRefused(exitCodes.usage, 'lab-bad-seed', { seed });
        throw error;
      });
      const { panel, mail, systems, curl } = started;
      const { labFile } = await import('../config/endpoints.ts');
      const takeAway = config ? writeLabFile(labFile(config.data), started) : () => {};
      if (json) print(labLine(started));
      else print(fill(help.said.labListens, { panel, smtp: mail.smtp, systems: shown(systems, curl) }));
      await stopped;
      process.stdin.destroy();
      takeAway();
      await started.close();
      return exitCodes.done;
    }),
};

/** Each system: where it is, its keys, and a line that works as it stands. */
const shown = (
  systems: Readonly<Record<string, { readonly api: string; readonly credentials: object }>>,
  curl: Readonly<Record<string, string>>,
): string =>
  Object.entries(systems)
    .map(([name, { api, credentials }]) => {
      const keys = Object.entries(credentials).map(([key, value]) => `    ${key}: ${value}`);
      return [`  ${name}: ${api}`, ...keys, `    ${curl[name] ?? ''}`].join('\n');
    })
    .join('\n');

/** 0 = a free one. @throws CommandRefused */
function readPort(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new CommandRefused(exitCodes.usage, 'lab-bad-port', { port: text });
  return port;
}
