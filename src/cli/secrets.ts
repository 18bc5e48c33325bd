import type { CommandModule } from 'yargs';
import type { Config } from '../config/types.ts';
import { fill, help } from '../core/sentences/help.ts';
import type { Secrets } from '../store/secrets.ts';
import { ask, canAsk, readStdin } from './ask.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson } from './output.ts';
import { run } from './run.ts';

interface SecretArgs extends JsonArgs {
  readonly name: string;
}

export const secrets: CommandModule = {
  command: 'secrets <command>',
  describe: help.commands.secrets,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['secrets list'],
        (y) => withJson(y),
        (args) => run(() => list(args as never)),
      )
      .command(
        'set <name>',
        help.commands['secrets set'],
        (y) => withJson(y).positional('name', named),
        (args) => run(() => set(args as never)),
      )
      .command(
        'remove <name>',
        help.commands['secrets remove'],
        (y) => withJson(y).positional('name', named),
        (args) => run(() => remove(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

const named = { type: 'string', demandOption: true, describe: help.arguments.secretName } as const;

/** The sealed secrets of a workspace; makes its folders and its key when it is new. */
export async function openWorkspaceSecrets(config: Config): Promise<Secrets> {
  const { workspaceSecrets } = await import('../flow/desk/settings/secrets.ts');
  return workspaceSecrets(config);
}

async function ofWorkspace(root: string): Promise<Secrets> {
  const { loadWorkspaceConfig } = await import('../app.ts');
  return openWorkspaceSecrets(loadWorkspaceConfig(root));
}

async function list({ C, json }: JsonArgs): Promise<ExitCode> {
  const names = (await ofWorkspace(C)).names();
  if (json) printJson(names);
  else for (const name of names.length > 0 ? names : [help.said.none]) print(name);
  return exitCodes.done;
}

async function set({ C, name, json }: SecretArgs): Promise<ExitCode> {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name)) {
    throw new CommandRefused(exitCodes.usage, 'settings-bad-secret-name', { key: 'secrets set' });
  }
  const store = await ofWorkspace(C);
  const value = canAsk() ? await ask(fill(help.said.secretPrompt, { name }), true) : await readStdin();
  if (value === '') throw new CommandRefused(exitCodes.usage, 'secret-empty', { name });
  store.set(name, value);
  if (json) printJson({ name });
  else print(fill(help.said.secretKept, { name }));
  return exitCodes.done;
}

async function remove({ C, name, json }: SecretArgs): Promise<ExitCode> {
  const isGone = (await ofWorkspace(C)).remove(name);
  if (json) printJson({ name, removed: isGone });
  else print(isGone ? fill(help.said.secretGone, { name }) : help.said.none);
  return exitCodes.done;
}
