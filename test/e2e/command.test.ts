import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prune } from '../../packaging/after-build.ts';
import { linkCommand } from '../../packaging/link-command.ts';
import { cli } from '../support/cli.ts';
import { descendants, machineEnv, program, root, runProgram, runs, until } from '../support/programs.ts';

/* The command of a clone, called as a person calls it: through npx and npm. */

let folder: string;
let workspace: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'b2-command-'));
  workspace = join(folder, 'shop');
  env = machineEnv({ npm_config_cache: join(folder, 'npm') });
  await cli(['init', workspace]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('12 calls of npx side by side all find it, and npm keeps nothing of it in its own folder', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const calls = Array.from({ length: 12 }, () => runProgram('npx', ['b2-bridge', '--version'], { cwd: root, env }));
  for (const call of await Promise.all(calls)) expect(call).toEqual({ code: 0, signal: null, said: `${version}\n` });
  expect(existsSync(join(folder, 'npm', '_npx'))).toBe(false);
});

test('called directly it runs as well, whatever Node the machine has', async () => {
  const command = join(root, 'node_modules', '.bin', 'b2-bridge');
  expect(await runProgram(command, ['orders', 'list', '--json', '-C', workspace], { env })).toMatchObject({
    code: 0,
    said: '[]\n',
  });
  expect((await runProgram(command, ['orders', 'show', '0123', '-C', workspace], { env })).code).toBe(3);
});

test.each([
  ['npx', 'SIGTERM'],
  ['npx', 'SIGKILL'],
  ['npm start', 'SIGTERM'],
  ['npm start', 'Ctrl-C'],
  ['npx', 'SIGHUP'],
  ['npm start', 'SIGHUP'],
  ['npm start', 'SIGKILL'],
] as const)('a bridge started by %s ends when that gets %s', async (by, signal) => {
  const own = join(folder, `${by} ${signal}`);
  await cli(['init', own]);
  const [file, args] = by === 'npx' ? ['npx', ['b2-bridge', 'start', '-C', own]] : ['npm', ['start', '--', '-C', own]];
  const { child, ended, saying } = program(file, args, { cwd: root, env, detached: true });
  await saying('受信フォルダーを見張っています');
  const below = descendants(child.pid!);
  expect(below.length).toBeGreaterThan(0);
  // A terminal tells the whole group, and npm passes it on once more.
  if (signal === 'Ctrl-C') process.kill(-child.pid!, 'SIGINT');
  else child.kill(signal);
  try {
    await until(() => !below.some(runs), 15_000);
    await ended;
  } finally {
    for (const pid of below.filter(runs)) process.kill(pid, 'SIGKILL');
  }
});

describe('the link in node_modules/.bin', () => {
  const made = () => join(folder, 'clone', 'node_modules', '.bin');

  test('is made, made again, mended, and is never in the way of itself', async () => {
    const clone = join(folder, 'clone');
    mkdirSync(join(clone, 'dist', 'src', 'cli'), { recursive: true });
    writeFileSync(join(clone, 'dist', 'src', 'cli', 'main.js'), '#!/usr/bin/env node\nconsole.log("here");\n', {
      mode: 0o755,
    });
    for (const _ of [1, 2]) {
      await Promise.all(Array.from({ length: 8 }, () => linkCommand(clone, 'linux')));
      expect((await runProgram(join(made(), 'b2-bridge'), [])).said).toBe('here\n');
    }
    rmSync(join(made(), 'b2-bridge'));
    writeFileSync(join(made(), 'b2-bridge'), 'something old');
    await linkCommand(clone, 'linux');
    expect(lstatSync(join(made(), 'b2-bridge')).isSymbolicLink()).toBe(true);
    expect(readdirSync(made())).toEqual(['b2-bridge']);
  });

  test('is three scripts on Windows (read only here: there is no Windows on this machine)', async () => {
    for (const _ of [1, 2]) await linkCommand(join(folder, 'clone'), 'win32');
    expect(readdirSync(made()).sort()).toEqual(['b2-bridge', 'b2-bridge.cmd', 'b2-bridge.ps1']);
    expect(readFileSync(join(made(), 'b2-bridge.cmd'), 'utf8')).toContain(
      '"%dp0%\\..\\..\\dist\\src\\cli\\main.js" %*',
    );
  });
});

test('a build takes away what an earlier one left of sources that are gone, and nothing else', () => {
  const clone = join(folder, 'built');
  for (const [path, text] of [
    ['src/kept.ts', ''],
    ['dist/src/kept.js', ''],
    ['dist/src/kept.js.map', ''],
    ['dist/src/gone/old.js', ''],
    ['dist/src/gone/old.js.map', ''],
    ['dist/note.txt', ''],
  ] as const) {
    mkdirSync(join(clone, path, '..'), { recursive: true });
    writeFileSync(join(clone, path), text);
  }
  expect(
    prune(clone)
      .map((path) => path.slice(clone.length + 1))
      .sort(),
  ).toEqual(['dist/src/gone/old.js', 'dist/src/gone/old.js.map']);
  expect(existsSync(join(clone, 'dist/src/kept.js'))).toBe(true);
  expect(existsSync(join(clone, 'dist/note.txt'))).toBe(true);
});
