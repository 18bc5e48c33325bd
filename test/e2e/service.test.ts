import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';
import { program } from '../support/programs.ts';

/* `b2-bridge service` on Linux, with a systemctl that only writes down how it was called (no systemd runs where tests do). */

let home: string;
let workspace: string;
let env: Record<string, string>;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'b2-service-cli-'));
  workspace = join(home, 'my-shop');
  await cli(['init', workspace]);
  mkdirSync(join(home, 'bin'));
  writeFileSync(join(home, 'bin', 'systemctl'), `#!/bin/sh\necho "$@" >> '${home}/calls'\n`, { mode: 0o755 });
  env = { HOME: home, XDG_CONFIG_HOME: '', PATH: [join(home, 'bin'), process.env.PATH].join(delimiter) };
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const service = (...args: string[]) => cli(['service', ...args, '-C', workspace], { env });
const unit = () => join(home, '.config', 'systemd', 'user', 'b2-bridge-my-shop.service');
const calls = () => readFileSync(join(home, 'calls'), 'utf8').trimEnd().split('\n');

describe('service', () => {
  test('install --print shows everything and does nothing', async () => {
    const { code, stdout } = await service('install', '--print');
    expect(code).toBe(0);
    expect(stdout).toContain(unit());
    expect(stdout).toContain(`"start" "-C" "${workspace}"`);
    expect(stdout).toContain('systemctl --user enable b2-bridge-my-shop.service');
    expect(readdirSync(home)).not.toContain('calls');
  });

  test('status of none ends with 3', async () => {
    expect(await service('status')).toMatchObject({ code: 3, stdout: expect.stringContaining('登録されていません') });
  });

  test('install, install again, status, remove, remove again', async () => {
    const installed = await service('install');
    expect(installed).toMatchObject({ code: 0, stdout: expect.stringContaining('開始しました') });
    expect(installed.stderr).toContain('loginctl enable-linger');
    expect(calls()).toEqual([
      '--user daemon-reload',
      '--user enable b2-bridge-my-shop.service',
      '--user restart b2-bridge-my-shop.service',
    ]);
    expect(readFileSync(unit(), 'utf8')).toContain(workspace);
    expect(await service('install')).toMatchObject({ code: 0, stdout: expect.stringContaining('登録済み') });
    expect(calls()).toHaveLength(4);

    const state = JSON.parse((await service('status', '--json')).stdout);
    expect(state).toMatchObject({ installed: true, answers: true, watching: null, system: 'systemd' });
    const bridge = program(process.execPath, [main, 'start', '-C', workspace], {
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    await bridge.saying('受信フォルダーを見張っています');
    expect(JSON.parse((await service('status', '--json')).stdout).watching).toContain(`PID ${bridge.child.pid}`);
    bridge.child.kill('SIGTERM');
    await bridge.ended;

    // Wrong settings are no reason to keep a service.
    writeFileSync(join(workspace, 'bridge.yaml'), 'nonsense: 1\n');
    expect(await service('remove')).toMatchObject({ code: 0, stdout: expect.stringContaining('取り消しました') });
    expect(await service('remove')).toMatchObject({ code: 0, stdout: expect.stringContaining('登録されていません') });
    expect(readdirSync(join(unit(), '..'))).toEqual([]);
  });

  test('with wrong settings none is installed', async () => {
    const { code, stderr } = await service('install');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^bridge\.yaml:1:1 /m);
    expect(readdirSync(join(unit(), '..'))).toEqual([]);
  });
});
