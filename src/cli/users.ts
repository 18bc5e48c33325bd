import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { roleTitles } from '../core/sentences/console/access.ts';
import { fill, help } from '../core/sentences/help.ts';
import type { ConsoleRole } from '../store/types.ts';
import { ask, canAsk, readStdin } from './ask.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';
import { run } from './run.ts';
import { japanTime } from './times.ts';

interface UserArgs extends JsonArgs {
  readonly name: string;
}

interface AddArgs extends UserArgs {
  readonly role: string;
  readonly update: boolean;
  readonly keepPassword: boolean;
}

export const users: CommandModule = {
  command: 'users <command>',
  describe: help.commands.users,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['users list'],
        (y) => withJson(y),
        (args) => run(() => list(args as never)),
      )
      .command(
        'add <name>',
        help.commands['users add'],
        (y) =>
          withJson(y)
            .positional('name', named)
            .option('role', {
              choices: [...Object.keys(roleTitles), ...Object.values(roleTitles)],
              demandOption: true,
              describe: help.options.role,
            })
            .option('update', { type: 'boolean', default: false, describe: help.options.updateUser })
            .option('keep-password', {
              type: 'boolean',
              default: false,
              implies: 'update',
              describe: help.options.keepPassword,
            }),
        (args) => run(() => add(args as never)),
      )
      .command(
        'remove <name>',
        help.commands['users remove'],
        (y) => withJson(y).positional('name', named),
        (args) => run(() => remove(args as never)),
      )
      .command(
        'sign-out <name>',
        help.commands['users sign-out'],
        (y) => withJson(y).positional('name', named),
        (args) => run(() => signOut(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

const named = { type: 'string', demandOption: true, describe: help.arguments.userName } as const;

const by = () => ({ actor: userInfo().username, now: Temporal.Now.instant() });

function list({ C, json }: JsonArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { listUsers } = await import('../flow/desk/users.ts');
    const found = await listUsers(context);
    if (json) printJson(found);
    else if (found.length === 0) print(help.said.none);
    else {
      const { user, role, createdAt, lockedUntil } = help.headings;
      const now = Temporal.Now.instant().toString();
      printTable(
        [user, role, createdAt, lockedUntil],
        found.map((one) => [
          one.name,
          roleTitles[one.role],
          japanTime(one.createdAt),
          one.lockedUntil > now ? japanTime(one.lockedUntil) : '',
        ]),
      );
    }
    return exitCodes.done;
  });
}

async function add({ C, name, role, update, keepPassword, json }: AddArgs): Promise<ExitCode> {
  const known = Object.entries(roleTitles).find(([code, title]) => code === role || title === role);
  const wanted = known![0] as ConsoleRole;
  const { saveUser } = await import('../flow/desk/users.ts');
  const password = keepPassword ? undefined : await askPassword(name);
  return withBridge(C, async (context) => {
    const result = await saveUser(context, { name, role: wanted, password, update }, by());
    if (json) printJson(result);
    else for (const one of result.users) print(fill(help.said.userSaved, { name, role: roleTitles[one.role] }));
    return ended(result.refused);
  });
}

async function askPassword(name: string): Promise<string> {
  if (!canAsk()) return readStdin();
  const { shortestPassword: least } = await import('../flow/desk/passwords.ts');
  const password = await ask(fill(help.said.passwordPrompt, { name, least }), true);
  if ((await ask(help.said.passwordAgain, true)) !== password)
    throw new CommandRefused(exitCodes.input, 'user-passwords-differ');
  return password;
}

function signOut({ C, name, json }: UserArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { endSessions } = await import('../flow/desk/users.ts');
    const result = await endSessions(context, name, by());
    if (json) printJson(result);
    else if (!result.refused) print(fill(help.said.userSignedOut, { name }));
    return ended(result.refused);
  });
}

function remove({ C, name, json }: UserArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { removeUser } = await import('../flow/desk/users.ts');
    const result = await removeUser(context, name, by());
    if (json) printJson(result);
    else if (!result.refused) print(fill(help.said.userGone, { name }));
    return ended(result.refused);
  });
}

function ended(refused: { readonly sentence: string; readonly remedy: string } | null): ExitCode {
  if (!refused) return exitCodes.done;
  warn(`${refused.sentence} → ${refused.remedy}`);
  return exitCodes.input;
}
