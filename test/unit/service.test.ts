import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installService, type RunCall, removeService, serviceState } from '../../src/cli/service/carry-out.ts';
import { type Machine, planService } from '../../src/cli/service/for-machine.ts';
import type { Plan } from '../../src/cli/service/plan.ts';

/* Units of systemd are read by its own checker where that is here. There is no Mac and no Windows: their files are read as XML, nothing more. */

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'b2-service-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = { runtime: process.execPath, main: join(import.meta.dirname, '../../src/cli/main.ts') };
const machine = (more: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  env: { USERDOMAIN: 'SHOP-PC', USERNAME: '山田' },
  home: folder,
  uid: 501,
  ownerOf: () => 'shop',
  ...more,
});
const planned = (workspace: string, on: Partial<Machine> = {}, more: { system?: boolean; name?: string } = {}): Plan =>
  planService({ workspace, system: false, ...more }, machine(on), program);

/** Elements of an XML text as `path=text`, or an error where it is not well-formed. */
function elements(xml: string): string[] {
  const found: string[] = [];
  const path: string[] = [];
  const parser = new SaxesParser();
  let text = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
  });
  parser.on('text', (piece) => {
    text += piece;
  });
  parser.on('closetag', () => {
    if (text.trim() !== '') found.push(`${path.slice(1).join('/')}=${text}`);
    path.pop();
    text = '';
  });
  parser.write(xml).close();
  return found;
}

describe('the systemd unit', () => {
  test('starts the bridge of the workspace, again after a failure, but not with wrong settings', () => {
    const { file, text, notes } = planned('/home/shop/my-shop');
    expect(file).toBe(join(folder, '.config/systemd/user/b2-bridge-my-shop.service'));
    expect(text).toContain(`ExecStart="${program.runtime}" "${program.main}" "start" "-C" "/home/shop/my-shop"\n`);
    expect(text).toContain('\nRestart=on-failure\n');
    expect(text).toContain('\nRestartPreventExitStatus=2 4\n');
    expect(text).toContain('\nWantedBy=default.target\n');
    expect(text).not.toContain('User=');
    expect(notes).toContain('linger');
  });

  test('of the machine runs as the owner of the workspace, never as root because of sudo', () => {
    const { file, text, install } = planned('/srv/shop', {}, { system: true });
    expect(file).toBe('/etc/systemd/system/b2-bridge-shop.service');
    expect(text).toContain('\nUser=shop\n');
    expect(text).toContain('\nWantedBy=multi-user.target\n');
    expect(install.flatMap(({ command }) => command)).not.toContain('--user');
  });

  test.each(['/home/shop/店舗 の 受注', '/srv/100% "real" shop', '/srv/$HOME/${X}/a\\b', "/srv/it's; rm -rf; #shop"])(
    'is read by systemd with a workspace at %s',
    (workspace) => {
      const { text } = planned(workspace);
      const words = [...text.match(/^ExecStart=(.*)$/m)![1]!.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word]) => word!);
      const plain = words.map((word) => word.replaceAll('$$', '$').replaceAll('%%', '%').replaceAll(/\\(.)/g, '$1'));
      expect(plain).toEqual([program.runtime, program.main, 'start', '-C', workspace]);
      expect(text).toContain(`\nWorkingDirectory=${workspace.replaceAll('%', '%%')}\n`);
      if (spawnSync('systemd-analyze', ['--version']).status !== 0) return;
      for (const system of [false, true]) {
        const unit = join(folder, 'verify.service');
        const { text: whole } = planned(workspace, { ownerOf: () => 'root' }, { system });
        writeFileSync(unit, whole);
        const env = { ...process.env, XDG_RUNTIME_DIR: folder };
        const args = ['verify', '--man=no', ...(system ? [] : ['--user']), unit];
        const { status, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8', env });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      }
    },
  );
});

describe('the agent of launchd (untried)', () => {
  test.each(['/Users/shop/my-shop', '/Users/shop/A & B <店舗>'])('is a property list for %s', (workspace) => {
    const { file, text, install } = planned(workspace, { platform: 'darwin' });
    const strings = elements(text).filter((one) => one.startsWith('dict/array/string='));
    expect(strings.map((one) => one.slice('dict/array/string='.length))).toEqual([
      program.runtime,
      program.main,
      'start',
      '-C',
      workspace,
    ]);
    const keys = elements(text).filter((one) => one.startsWith('dict/key='));
    expect(keys.map((one) => one.slice('dict/key='.length))).toEqual(
      expect.arrayContaining([
        'Label',
        'ProgramArguments',
        'WorkingDirectory',
        'RunAtLoad',
        'KeepAlive',
        'StandardOutPath',
      ]),
    );
    expect(file).toMatch(/Library\/LaunchAgents\/jp\.b2-bridge-.*\.plist$/);
    expect(install.at(-1)!.command).toEqual(['launchctl', 'bootstrap', 'gui/501', file]);
  });
});

describe('the task of Windows (untried)', () => {
  test.each([
    ['C:\\Users\\山田\\b2-bridge', '"C:\\Users\\山田\\b2-bridge"'],
    ['D:\\A & B <shop>', '"D:\\A & B <shop>"'],
    ['E:\\', '"E:\\\\"'],
  ])('is a description for %s in the encoding that schtasks reads', (workspace, quoted) => {
    const { text, encoding, notes } = planned(workspace, { platform: 'win32' });
    expect(encoding).toBe('utf16le');
    expect([...Buffer.from(text, encoding).subarray(0, 4)]).toEqual([0xff, 0xfe, 0x3c, 0]); // its mark, then "<"
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const found = elements(text.slice(1));
    expect(found).toContain(`Actions/Exec/Command=${program.runtime}`);
    expect(found).toContain(`Actions/Exec/Arguments="${program.main}" "start" "-C" ${quoted}`);
    expect(found).toContain(`Actions/Exec/WorkingDirectory=${workspace}`);
    expect(found).toContain('Triggers/LogonTrigger/UserId=SHOP-PC\\山田');
    expect(found).toContain('Triggers/LogonTrigger/Repetition/Interval=PT5M');
    expect(found).toContain('Principals/Principal/LogonType=InteractiveToken'); // else no network share
    expect(found).toContain('Settings/MultipleInstancesPolicy=IgnoreNew');
    expect(found).toContain('Settings/ExecutionTimeLimit=PT0S');
    expect(notes).toContain('untried');
  });
});

describe('refused is', () => {
  test.each([
    ['a system without services that we know', {}, { platform: 'freebsd' as const }, 'service-unknown-system'],
    ['a unit of the machine on Windows', { system: true }, { platform: 'win32' as const }, 'service-system-only-linux'],
    ['a unit of the machine on a Mac', { system: true }, { platform: 'darwin' as const }, 'service-system-only-linux'],
    ['a name with a blank', { name: 'my shop' }, {}, 'service-bad-name'],
    ['a name that is a path', { name: '../x' }, {}, 'service-bad-name'],
    ['an empty name', { name: '' }, {}, 'service-bad-name'],
    ['a name that is too long', { name: 'x'.repeat(51) }, {}, 'service-bad-name'],
  ])('%s', (_what, more, on, code) => {
    expect(() => planned('/srv/shop', on, more)).toThrow(code);
  });

  test.each(['/srv/two\nlines', '/srv/tab\there', '/srv/\u001b[31m'])(
    'a path that no description can hold: %j',
    (workspace) => {
      expect(() => planned(workspace)).toThrow('service-bad-path');
    },
  );

  test('a program in the folder that npx empties', () => {
    const main = '/home/x/.npm/_npx/1234/node_modules/b2-bridge/dist/src/cli/main.js';
    expect(() => planService({ workspace: '/srv/shop', system: false }, machine(), { ...program, main })).toThrow(
      'service-passing-program',
    );
  });
});

test.each([
  ['/srv/my-shop', 'b2-bridge-my-shop'],
  ['/srv/b2-bridge', 'b2-bridge'],
  ['/srv/My Shop (2)', 'b2-bridge-my-shop-2'],
])('the workspace %s gives the service its name %s', (workspace, name) => {
  expect(planned(workspace).name).toBe(name);
});

test('a workspace without a single Latin letter gets a name of its own, always the same', () => {
  expect(planned('/srv/店舗').name).toMatch(/^b2-bridge-[0-9a-f]{8}$/);
  expect(planned('/srv/店舗').name).toBe(planned('/srv/店舗').name);
  expect(planned('/srv/店舗').name).not.toBe(planned('/srv/本店').name);
});

describe.each(['linux', 'darwin', 'win32'] as const)('carried out on %s', (platform) => {
  /** The plan with its file in a folder of the test, and a system that remembers what it was asked. */
  function stand(name: string, refuse: (words: string) => boolean = () => false) {
    const at = join(folder, `${platform}-${name}`);
    mkdirSync(at, { recursive: true });
    const plan = { ...planned('/srv/shop', { platform, home: at }), file: join(at, 'deep', 'description') };
    const asked: string[] = [];
    const run: RunCall = ({ command }) => {
      const words = command.join(' ');
      asked.push(words);
      return refuse(words) ? { code: 1, said: 'no' } : { code: 0, said: '' };
    };
    return { plan, asked, run };
  }

  test('installing writes the description and calls the system; a second time nothing happens', () => {
    const { plan, asked, run } = stand('twice');
    expect(serviceState(plan, run)).toEqual({ installed: false, answers: false });
    expect(installService(plan, run)).toBe('installed');
    expect(asked).toEqual(plan.install.map(({ command }) => command.join(' ')));
    expect(readFileSync(plan.file, plan.encoding)).toBe(plan.text);
    expect(installService(plan, run)).toBe('already');
    expect(asked.slice(plan.install.length)).toEqual([plan.status.command.join(' ')]);
    expect(serviceState(plan, run)).toEqual({ installed: true, answers: true });
  });

  test('an update of the program is written and started anew', () => {
    const { plan, asked, run } = stand('update');
    installService(plan, run);
    asked.length = 0;
    const newer = { ...plan, text: plan.text.replaceAll(program.main, '/opt/newer/main.js') };
    expect(installService(newer, run)).toBe('installed');
    expect(asked).toEqual(plan.install.map(({ command }) => command.join(' ')));
    expect(readFileSync(plan.file, plan.encoding)).toContain('/opt/newer/main.js');
  });

  test('what stands still is started again', () => {
    let answers = false;
    const { plan, run } = stand('still', (words) => !answers && words === stand('still').plan.status.command.join(' '));
    expect(installService(plan, run)).toBe('installed');
    expect(installService(plan, run)).toBe('installed');
    answers = true;
    expect(installService(plan, run)).toBe('already');
  });

  test('removing stops it and takes it away; a second time there is nothing to do', () => {
    const { plan, asked, run } = stand('remove');
    installService(plan, run);
    asked.length = 0;
    expect(removeService(plan, run)).toBe('removed');
    expect(asked).toEqual([...plan.remove, ...plan.afterRemove].map(({ command }) => command.join(' ')));
    expect(existsSync(plan.file)).toBe(false);
    expect(removeService(plan, run)).toBe('none');
  });

  test('when the system refuses, nothing is left of a new one, and an old one is put back', () => {
    const { plan } = stand('refused');
    const last = plan.install.at(-1)!.command.join(' ');
    const { asked, run } = stand('refused', (words) => words === last);
    expect(() => installService(plan, run)).toThrow('service-call-failed');
    expect(existsSync(plan.file)).toBe(false);
    expect(asked.slice(plan.install.length, plan.install.length + plan.remove.length)).toEqual(
      plan.remove.map(({ command }) => command.join(' ')),
    );
    const old = plan.text.replaceAll(program.main, '/opt/older/main.js');
    writeFileSync(plan.file, old, plan.encoding);
    expect(() => installService(plan, run)).toThrow('service-call-failed');
    expect(readFileSync(plan.file, plan.encoding)).toBe(old);
  });

  test('a machine without the tool says so', () => {
    const { plan } = stand('bare');
    expect(() => installService(plan, () => null)).toThrow('service-no-manager');
    expect(existsSync(plan.file)).toBe(false);
  });

  test('a description of somebody else, or of another workspace, is never touched', () => {
    const { plan, asked, run } = stand('foreign');
    installService(plan, run);
    for (const [text, code] of [
      ['[Unit]\nDescription=something else\n', 'service-not-ours'],
      [planned('/srv/other', { platform }).text, 'service-other-workspace'],
      [planned('/srv/shop2', { platform }).text, 'service-other-workspace'],
    ] as const) {
      writeFileSync(plan.file, text, plan.encoding);
      asked.length = 0;
      for (const act of [installService, removeService, serviceState]) expect(() => act(plan, run)).toThrow(code);
      expect(asked).toEqual([]);
      expect(readFileSync(plan.file, plan.encoding)).toBe(text);
    }
  });
});
