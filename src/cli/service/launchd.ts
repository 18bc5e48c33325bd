import { join } from 'node:path';
import { markStart, type Plan, type Wanted } from './plan.ts';
import { xmlText } from './xml.ts';

export interface LaunchdWanted extends Wanted {
  /** The user's own folder, and his number. */
  readonly home: string;
  readonly uid: number;
}

/**
 * An agent of the user (A: launchd.plist(5), launchctl(1)): runs while he is logged in, starts again after a failure. Untried: no
 * Mac is at hand.
 */
export function launchdPlan({ name, workspace, runtime, main, home, uid }: LaunchdWanted): Plan {
  const label = `jp.${name}`;
  const file = join(home, 'Library', 'LaunchAgents', `${label}.plist`);
  const mark = xmlText(`${markStart}${workspace}`);
  const log = join(workspace, 'service.log');
  const command = [runtime, main, 'start', '-C', workspace].map((one) => `    <string>${xmlText(one)}</string>`);
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${label}</string>
  <key>ServiceDescription</key>
  <string>${mark}</string>
  <key>ProgramArguments</key>
  <array>
${command.join('\n')}
  </array>
  <key>WorkingDirectory</key>
  <string>${xmlText(workspace)}</string>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>30</integer>
  <key>ExitTimeOut</key>
  <integer>120</integer>
  <key>Umask</key>
  <integer>${0o077}</integer>
  <key>StandardOutPath</key>
  <string>${xmlText(log)}</string>
  <key>StandardErrorPath</key>
  <string>${xmlText(log)}</string>
</dict>
</plist>
`;
  const domain = `gui/${uid}`;
  return {
    system: 'launchd',
    name,
    file,
    text,
    encoding: 'utf8',
    mark: `<string>${mark}</string>`,
    install: [
      { command: ['launchctl', 'bootout', `${domain}/${label}`], mayFail: true },
      { command: ['launchctl', 'bootstrap', domain, file] },
    ],
    remove: [{ command: ['launchctl', 'bootout', `${domain}/${label}`], mayFail: true }],
    afterRemove: [],
    status: { command: ['launchctl', 'print', `${domain}/${label}`] },
    notes: ['log-file', 'logged-on', 'untried'],
  };
}
