import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson } from './output.ts';
import { run } from './run.ts';

/* Commands for a lab that runs already: this workspace's, or the one that is named. */

interface Args extends JsonArgs {
  readonly url: string | undefined;
}

/** `lab wait`, `lab snapshot`, `lab restore`, `lab snapshots`. */
export function withLabCommands<T>(yargs: Argv<T>): Argv<T> {
  return yargs
    .command(
      'wait',
      help.commands['lab wait'],
      (y) =>
        withUrl(y).option('timeout', {
          type: 'string',
          requiresArg: true,
          default: '30',
          describe: help.options.labTimeout,
        }),
      (args) => run(() => wait(args as never)),
    )
    .command(
      'snapshot <name>',
      help.commands['lab snapshot'],
      (y) => withUrl(y).positional('name', named),
      (args) => run(() => keep(args as never)),
    )
    .command(
      'restore <name>',
      help.commands['lab restore'],
      (y) => withUrl(y).positional('name', named),
      (args) => run(() => bringBack(args as never)),
    )
    .command('snapshots', help.commands['lab snapshots'], withUrl, (args) => run(() => list(args as never)));
}

const named = { type: 'string', demandOption: true, describe: help.arguments.snapshotName } as const;

const withUrl = <T>(yargs: Argv<T>) =>
  withJson(yargs).option('url', { type: 'string', requiresArg: true, describe: help.options.labUrl });

/** Until the lab answers: 0, or 5 when it does not in time. It may not even be started yet. */
async function wait({ C, url, timeout, json }: Args & { readonly timeout: string }): Promise<ExitCode> {
  const seconds = Number(timeout);
  if (!(seconds >= 0) || timeout === '') throw new CommandRefused(exitCodes.usage, 'lab-bad-timeout', { timeout });
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const control = await controlOf(C, url);
    const said = control === undefined ? undefined : await ask(control, 'GET', '/address').catch(() => undefined);
    if (said?.ok) {
      const address: unknown = await said.json();
      if (json) printJson(address);
      else print(fill(help.said.labReady, { control: control ?? '' }));
      return exitCodes.done;
    }
    if (performance.now() >= until)
      throw new CommandRefused(exitCodes.busy, 'lab-not-there', { url: control ?? url ?? '' });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function keep({ name, ...args }: Args & { readonly name: string }): Promise<ExitCode> {
  const kept = await tell(args, 'POST', '/snapshots', { name });
  if (args.json) printJson(kept);
  else print(fill(help.said.labKept, { name }));
  return exitCodes.done;
}

async function bringBack({ name, ...args }: Args & { readonly name: string }): Promise<ExitCode> {
  const restored = await tell(args, 'POST', `/snapshots/${encodeURIComponent(name)}/restore`);
  if (args.json) printJson(restored);
  else print(fill(help.said.labRestored, { name }));
  return exitCodes.done;
}

async function list(args: Args): Promise<ExitCode> {
  const kept = (await tell(args, 'GET', '/snapshots')) as readonly { name: string; at: string; bytes: number }[];
  if (args.json) printJson(kept);
  else if (kept.length === 0) print(help.said.labNoSnapshots);
  else for (const { name, at } of kept) print(`${name}  ${at}`);
  return exitCodes.done;
}

/** Asks the lab. @throws CommandRefused when it is not there, or refuses */
async function tell({ C, url }: Args, method: string, path: string, body?: object): Promise<unknown> {
  const control = await controlOf(C, url);
  const answer = control === undefined ? undefined : await ask(control, method, path, body).catch(() => undefined);
  if (!answer) throw new CommandRefused(exitCodes.busy, 'lab-not-there', { url: control ?? url ?? '' });
  const said = (await answer.json().catch(() => ({}))) as { readonly error?: string };
  if (!answer.ok)
    throw new CommandRefused(exitCodes.input, 'lab-refused', { reason: said.error ?? String(answer.status) });
  return said;
}

const ask = (control: string, method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${control}${path}`, {
    method,
    signal: AbortSignal.timeout(60_000),
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

/** The control interface: of the named lab (its URL, with or without `/_lab`), else of the workspace's. `undefined` = none is known yet. */
async function controlOf(root: string, url: string | undefined): Promise<string | undefined> {
  if (url !== undefined) return `${url.replace(/\/+(_lab\/*)?$/, '')}/_lab`;
  const { findLab } = await import('../config/endpoints.ts');
  const data = existsSync(join(root, 'bridge.yaml'))
    ? (await import('../app.ts')).loadWorkspaceConfig(root).data
    : join(root, 'data');
  try {
    return (await findLab(data, process.env))?.control;
  } catch (error) {
    // A lab that is named and does not answer yet.
    if (/^https?:/.test(process.env.B2_BRIDGE_LAB ?? '')) return process.env.B2_BRIDGE_LAB?.replace(/\/$/, '');
    throw error;
  }
}
