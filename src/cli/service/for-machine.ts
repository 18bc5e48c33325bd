import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { CommandRefused, exitCodes } from '../exit.ts';
import { mainFile } from '../main-file.ts';
import { launchdPlan } from './launchd.ts';
import { checkPaths, type Plan, type Wanted } from './plan.ts';
import { systemdPlan } from './systemd.ts';
import { windowsTaskPlan } from './windows-task.ts';

/** What of the machine and of its user decides how a service is made. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly uid: number;
  /** Name of the user who owns a folder. */
  readonly ownerOf: (folder: string) => string;
}

export interface ServiceWish {
  readonly workspace: string;
  readonly name?: string;
  /** systemd: a unit of the machine, instead of one of the user. */
  readonly system: boolean;
}

/**
 * The plan for this machine.
 *
 * @throws CommandRefused when this system has no services that we know, or a name, path or program cannot be used
 */
export function planService({ workspace, name, system }: ServiceWish, machine: Machine, program = thisProgram()): Plan {
  const { platform, env, home, uid } = machine;
  if (program.main.includes(`${sep}_npx${sep}`))
    throw new CommandRefused(exitCodes.settings, 'service-passing-program', { path: dirname(program.main) });
  checkPaths([workspace, program.runtime, program.main, home]);
  if (system && platform !== 'linux') throw new CommandRefused(exitCodes.usage, 'service-system-only-linux');
  const wanted: Wanted = { name: checkedName(name ?? usualName(workspace)), workspace, ...program };
  if (platform === 'darwin') return launchdPlan({ ...wanted, home, uid });
  if (platform === 'win32') return windowsTaskPlan({ ...wanted, account: windowsAccount(env) });
  if (platform !== 'linux')
    throw new CommandRefused(exitCodes.usage, 'service-unknown-system', { platform, workspace });
  if (system) return systemdPlan({ ...wanted, user: machine.ownerOf(workspace), folder: '/etc/systemd/system' });
  const config = env.XDG_CONFIG_HOME?.trim() || join(home, '.config');
  return systemdPlan({ ...wanted, folder: join(config, 'systemd', 'user') });
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    uid: process.getuid?.() ?? 0,
    // The owner of the workspace runs it, never root because somebody typed sudo.
    ownerOf: (folder) => {
      const { uid } = statSync(folder);
      return execFileSync('id', ['-un', `${uid}`], { encoding: 'utf8' }).trim();
    },
  };
}

/** Name of the user, as sentences name him. */
export const userName = (): string => userInfo().username;

/** The running Node.js and the program that it runs. */
const thisProgram = (): Pick<Wanted, 'runtime' | 'main'> => ({ runtime: process.execPath, main: mainFile });

/** `b2-bridge-my-shop` of `/home/x/my-shop`; a folder whose name has no such letters is told apart by a hash of its path. */
function usualName(workspace: string): string {
  const plain = basename(workspace)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);
  if (plain.startsWith('b2-bridge')) return plain;
  return `b2-bridge-${plain || createHash('sha256').update(workspace).digest('hex').slice(0, 8)}`;
}

function checkedName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(name)) throw new CommandRefused(exitCodes.usage, 'service-bad-name', { name });
  return name;
}

function windowsAccount({ USERDOMAIN, USERNAME }: NodeJS.ProcessEnv): string {
  return USERDOMAIN ? `${USERDOMAIN}\\${USERNAME ?? ''}` : (USERNAME ?? '');
}
