import { win32 } from 'node:path';
import { type Call, markStart, type Plan, type Wanted } from './plan.ts';
import { xmlText } from './xml.ts';

export interface WindowsTaskWanted extends Wanted {
  /** `DOMAIN\user`, as Windows names him. */
  readonly account: string;
}

/**
 * A task of the Task Scheduler (A: "Task Scheduler Schema"; order of the elements B: as exported tasks have it). It starts when the user logs on and
 * is looked after every five minutes: if it runs already, nothing happens. It runs as the logged-on user, not "whether he is logged on or
 * not", because such a task could not reach network shares. Untried: no Windows is at hand.
 */
export function windowsTaskPlan({ name, workspace, runtime, main, account }: WindowsTaskWanted): Plan {
  const task = `\\b2-bridge\\${name}`;
  const file = win32.join(workspace, 'service-task.xml');
  const user = xmlText(account);
  const mark = `<Description>${xmlText(`${markStart}${workspace}`)}</Description>`;
  const schtasks = (verb: string, ...words: string[]): Call => ({ command: ['schtasks', verb, '/TN', task, ...words] });
  const words = [main, 'start', '-C', workspace].map(argument).join(' ');
  const text = `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    ${mark}
    <URI>${task}</URI>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Repetition>
        <Interval>PT5M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <Enabled>true</Enabled>
      <UserId>${user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <IdleSettings>
      <StopOnIdleEnd>false</StopOnIdleEnd>
      <RestartOnIdle>false</RestartOnIdle>
    </IdleSettings>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xmlText(runtime)}</Command>
      <Arguments>${xmlText(words)}</Arguments>
      <WorkingDirectory>${xmlText(workspace)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
`;
  return {
    system: 'windows-task',
    name,
    file,
    // schtasks reads UTF-16 with its mark, and the line ends of Windows.
    text: `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    encoding: 'utf16le',
    mark,
    install: [{ ...schtasks('/End'), mayFail: true }, schtasks('/Create', '/XML', file, '/F'), schtasks('/Run')],
    remove: [{ ...schtasks('/End'), mayFail: true }, schtasks('/Delete', '/F')],
    afterRemove: [],
    status: schtasks('/Query'),
    notes: ['window', 'logged-on', 'untried'],
  };
}

/** One argument as Windows programs take command lines apart: quoted, backslashes before the quote doubled. */
const argument = (text: string): string => `"${text.replace(/(\\+)$/, '$1$1')}"`;
