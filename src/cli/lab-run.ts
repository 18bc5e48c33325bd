import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Argv } from 'yargs';
import { help } from '../core/sentences/help.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type CommonArgs, withWorkspace } from './options.ts';
import { print, warn } from './output.ts';
import { run } from './run.ts';

interface LabRunArgs extends CommonArgs {
  readonly files: readonly string[];
  readonly url: string | undefined;
  readonly client: string | undefined;
  readonly json: boolean;
}

interface LabOrdersArgs extends CommonArgs {
  readonly file: string;
  readonly url: string | undefined;
  readonly system: string | undefined;
}

/** `lab run`, `lab orders`. */
export const withLabRuns = <T>(yargs: Argv<T>): Argv<T> =>
  yargs
    .command(
      'run <files..>',
      help.commands['lab run'],
      (y) =>
        withUrl(y)
          .positional('files', { type: 'string', array: true, demandOption: true, describe: help.arguments.scenarios })
          .option('client', { type: 'string', requiresArg: true, describe: help.options.labClient })
          .option('json', { type: 'boolean', default: false, describe: help.options.json }),
      (args) => run(() => runScenarios(args as never)),
    )
    .command(
      'orders <file>',
      help.commands['lab orders'],
      (y) =>
        withUrl(y)
          .positional('file', { type: 'string', demandOption: true, describe: help.arguments.labOrders })
          .option('system', { type: 'string', requiresArg: true, describe: help.options.labSystem }),
      (args) => run(() => placeOrders(args as never)),
    );

const withUrl = <T>(yargs: Argv<T>) =>
  withWorkspace(yargs).option('url', { type: 'string', requiresArg: true, describe: help.options.labUrl });

/** Runs scenarios one after the other, in a lab that is there or in one of its own; a client may be started beside them. */
async function runScenarios({ files, url, client, json }: LabRunArgs): Promise<ExitCode> {
  const own =
    url === undefined ? await (await import('../lab-host.ts')).openLab({ port: 0, seed: 'empty' }) : undefined;
  const control = (url ?? own!.control).replace(/\/$/, '');
  const children: ChildProcess[] = [];
  try {
    const sources = [];
    for (const file of files) sources.push({ file, source: await sourceOf(control, file) });
    let code: ExitCode = exitCodes.done;
    const outcomes = [];
    for (const { file, source } of sources) {
      if (client !== undefined) children.push(startClient(client, control));
      const report = json ? '' : '?report=text';
      const answer = await ask(`${control}/scenarios${report}`, source, 'text/yaml');
      end(children.pop());
      const text = await answer.text();
      if (answer.status === 400) {
        for (const line of (JSON.parse(text) as { error: string }).error.split('\n')) warn(`${file}: ${line}`);
        code = exitCodes.input;
        if (json) outcomes.push({ file, ...(JSON.parse(text) as object) });
        continue;
      }
      if (json) outcomes.push({ file, ...(JSON.parse(text) as object) });
      else print(text.trimEnd());
      if (!answer.ok) code = exitCodes.input;
    }
    if (json) print(JSON.stringify(outcomes));
    return code;
  } finally {
    for (const child of children) end(child);
    await own?.close();
  }
}

/** Puts the orders of a file into a lab that is there. */
async function placeOrders({ C, file, url, system }: LabOrdersArgs): Promise<ExitCode> {
  const control = (url ?? (await labOf(C))).replace(/\/$/, '');
  if (!existsSync(file)) throw new CommandRefused(exitCodes.usage, 'lab-no-orders', { file });
  const query = system === undefined ? '' : `?system=${encodeURIComponent(system)}`;
  const answer = await ask(`${control}/orders${query}`, readFileSync(file), 'application/octet-stream');
  const said = (await answer.json()) as { error?: string; orders?: { system: string; number: string }[] };
  if (!answer.ok) {
    for (const line of (said.error ?? '').split('\n')) warn(`${file}: ${line}`);
    return exitCodes.input;
  }
  for (const one of said.orders ?? []) print(`${one.system}\t${one.number}`);
  return exitCodes.done;
}

/** The lab of the workspace. @throws CommandRefused */
async function labOf(folder: string): Promise<string> {
  const [{ loadWorkspaceConfig }, { findLab }] = await Promise.all([
    import('../app.ts'),
    import('../config/endpoints.ts'),
  ]);
  const data = existsSync(`${folder}/bridge.yaml`) ? loadWorkspaceConfig(folder).data : `${folder}/data`;
  const lab = await findLab(data, process.env);
  if (!lab) throw new CommandRefused(exitCodes.usage, 'lab-not-there', { url: 'data/lab.json' });
  return lab.control;
}

/** A file, or the name of a scenario that comes with the lab. @throws CommandRefused */
async function sourceOf(control: string, file: string): Promise<string> {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const list = await reach(`${control}/scenarios`);
  const { examples } = (await list.json()) as { examples: readonly string[] };
  if (!examples.includes(file))
    throw new CommandRefused(exitCodes.usage, 'lab-no-scenario', { file, known: examples.join('、') });
  return (await reach(`${control}/scenarios/examples/${file}`)).text();
}

const ask = (address: string, body: string | Uint8Array<ArrayBuffer>, type: string): Promise<Response> =>
  reach(address, { method: 'POST', headers: { 'content-type': type }, body });

/** Only this machine is asked. @throws CommandRefused */
async function reach(address: string, init?: RequestInit): Promise<Response> {
  const { isHere } = await import('../config/endpoints.ts');
  if (!isHere(address)) throw new CommandRefused(exitCodes.usage, 'lab-not-there', { url: address });
  try {
    return await fetch(address, { redirect: 'error', ...init });
  } catch {
    throw new CommandRefused(exitCodes.busy, 'lab-not-there', { url: address });
  }
}

/** Finds the lab by `LAB_URL`; the bridge itself by `B2_BRIDGE_LAB`. What it says goes to stderr. */
function startClient(command: string, control: string): ChildProcess {
  const env = { ...process.env, LAB_URL: control, B2_BRIDGE_LAB: control };
  return spawn(command, { shell: true, env, stdio: ['ignore', 2, 2], detached: process.platform !== 'win32' });
}

/** With everything that its shell started. */
function end(child: ChildProcess | undefined): void {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It ended meanwhile.
  }
}
