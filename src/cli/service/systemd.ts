import { join } from 'node:path';
import { exitCodes } from '../exit.ts';
import { type Call, markStart, type Plan, type Wanted } from './plan.ts';

export interface SystemdWanted extends Wanted {
  /** A unit of the machine runs as this user; undefined = a unit of the user who installs it. */
  readonly user?: string;
  /** Folder of the units: `~/.config/systemd/user` or `/etc/systemd/system`. */
  readonly folder: string;
}

/**
 * A systemd unit (A: systemd.service(5), systemd.syntax(7)). It starts again after a failure, but not with settings that are wrong: those a
 * person must mend. Stopping waits for the file in hand.
 */
export function systemdPlan(wanted: SystemdWanted): Plan {
  const { name, workspace, runtime, main, user, folder } = wanted;
  const unit = `${name}.service`;
  const ofUser = user === undefined;
  const mark = `# ${markStart}${workspace}`;
  const systemctl = (...words: string[]): Call => ({
    command: ['systemctl', ...(ofUser ? ['--user'] : []), ...words],
  });
  const lines = [
    mark,
    '[Unit]',
    `Description=b2-bridge: ${path(workspace)}`,
    ...(ofUser ? [] : ['Wants=network-online.target', 'After=network-online.target']),
    '',
    '[Service]',
    'Type=exec',
    ...(ofUser ? [] : [`User=${user}`]),
    `WorkingDirectory=${path(workspace)}`,
    `ExecStart=${[quoted(runtime), ...[main, 'start', '-C', workspace].map(word)].join(' ')}`,
    `EnvironmentFile=-${path(join(workspace, 'service.env'))}`,
    'Restart=on-failure',
    'RestartSec=10',
    `RestartPreventExitStatus=${exitCodes.usage} ${exitCodes.settings}`,
    'TimeoutStopSec=120',
    'UMask=0077',
    'NoNewPrivileges=yes',
    '',
    '[Install]',
    `WantedBy=${ofUser ? 'default.target' : 'multi-user.target'}`,
    '',
  ];
  return {
    system: 'systemd',
    name,
    file: join(folder, unit),
    text: lines.join('\n'),
    encoding: 'utf8',
    mark,
    install: [systemctl('daemon-reload'), systemctl('enable', unit), systemctl('restart', unit)],
    remove: [systemctl('disable', '--now', unit)],
    afterRemove: [systemctl('daemon-reload')],
    status: systemctl('is-active', '--quiet', unit),
    notes: ofUser ? ['linger', 'logs-user'] : ['logs-system'],
  };
}

/** A path that is a whole value: only specifiers (`%h`) have a meaning in it. */
const path = (text: string): string => text.replaceAll('%', '%%');

/** One word of a command line, blanks and specifiers included. */
const quoted = (text: string): string => `"${path(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** A word after the program, in which `$VARIABLE` would also mean something. */
const word = (text: string): string => quoted(text).replaceAll('$', '$$$$');
