import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lettingThrough } from '../support/cli.ts';
import { dropAndWait } from '../support/dropping.ts';
import { descendants, machineEnv, type Program, program, root, runProgram, runs, until } from '../support/programs.ts';
import { commandsAfter } from '../support/shell-blocks.ts';

/* `npm pack` in a clone, `npm install -g` into an empty folder, with the machine's own Node.js and npm (20 will do). */

let folder: string;
let env: NodeJS.ProcessEnv;
let installed: string;
/** As in the README, in this order. */
const commands = commandsAfter('README.md', '**Where Node.js 20 or newer is**');
const bash = (line: string | undefined) => runProgram('bash', ['-c', line ?? 'exit 99'], { cwd: folder, env });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'b2-packed-'));
  const prefix = join(folder, 'prefix');
  env = machineEnv({ HOME: folder, npm_config_prefix: prefix, npm_config_prefer_offline: 'true' });
  // The cache that `npm ci` filled: nothing needs the network.
  env.npm_config_cache ??= execFileSync('npm', ['config', 'get', 'cache'], {
    env: machineEnv(),
    encoding: 'utf8',
  }).trim();
  env.PATH = [join(prefix, 'bin'), env.PATH].join(delimiter);
  installed = join(prefix, 'lib', 'node_modules', 'b2-bridge');
  await pack(folder);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packs a copy of this clone: the build that belongs to it must not disturb tests that run beside this one. */
async function pack(into: string): Promise<void> {
  const clone = join(folder, 'clone');
  mkdirSync(clone);
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  const present = files.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  execFileSync('xargs', ['-0', 'cp', '--parents', '-t', clone], { cwd: root, input: present.join('\0') });
  execFileSync('cp', ['-al', join(root, 'node_modules'), clone]);
  const before = readFileSync(join(clone, 'package.json'), 'utf8');
  const { code, said } = await runProgram('npm', ['pack', '--pack-destination', into], { cwd: clone, env });
  expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
  // The folder is as it was: package.json without the command, no file too many.
  expect(readFileSync(join(clone, 'package.json'), 'utf8')).toBe(before);
  expect(existsSync(join(clone, 'THIRD-PARTY-LICENSES.txt'))).toBe(false);
  rmSync(clone, { recursive: true });
}

describe('the packed package, by the commands of the README', () => {
  let bridge: Program | undefined;
  afterAll(async () => {
    bridge?.child.kill('SIGKILL');
    await bridge?.ended;
  });

  test('installs with nothing but the runtime to fetch', async () => {
    expect(commands).toHaveLength(3);
    expect(commands[0]).toMatch(/^npm install -g /);
    const { code, said } = await bash(commands[0]);
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringMatching(/added [12] packages?/) });
    expect(said).not.toMatch(/warn/i);
  }, 240_000);

  test('has what it needs, and no tests, benches, sources or maps', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (file) => !file.startsWith('node_modules'),
    );
    for (const wanted of [
      'dist/src/cli/main.js',
      'layouts/read',
      'mocks/b2cloud/screen/b2.css',
      'docs/operations.md',
      'bridge.yaml',
      'THIRD-PARTY-LICENSES.txt',
    ])
      expect(files).toContain(wanted);
    expect(
      files.filter((file) =>
        /^(test|bench|src|packaging)\/|dist\/(test|bench)|(?<!\.d)\.ts$|\.map$|\.test\./.test(file),
      ),
    ).toEqual([]);
    const { bin, scripts, devDependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect({ bin, scripts, devDependencies }).toEqual({ bin: { 'b2-bridge': 'dist/src/cli/main.js' } });
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages as Record<
      string,
      { version: string }
    >;
    for (const name of ['exceljs', 'unzipper', 'zod', 'fontkit']) {
      const own = JSON.parse(readFileSync(join(installed, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      };
      expect({ name, version: own.version }).toEqual({ name, version: lock[`node_modules/${name}`]!.version });
    }
  });

  test('makes a workspace', async () => {
    expect(await bash(commands[1])).toMatchObject({ code: 0 });
    const settings = join(folder, 'my-shop', 'bridge.yaml');
    writeFileSync(settings, lettingThrough(readFileSync(settings, 'utf8')));
  });

  test('watches, takes a file and writes the B2 file', async () => {
    bridge = program('bash', ['-c', `exec ${commands[2]}`], { cwd: folder, env });
    await bridge.saying('受信フォルダーを見張っています');
    expect(await dropAndWait(join(folder, 'my-shop'))).toEqual(['250-0000009-0000001_1', '250-0000009-0000002_1']);
  });

  test('ends with the process that was started, whatever Node that runs under', async () => {
    const { child, ended, said } = bridge!;
    const all = [child.pid!, ...descendants(child.pid!)];
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(said()).toContain('終了しています…');
    await until(() => !all.some(runs), 5000);
  });

  test('gives on exit codes, and what is typed or piped in', async () => {
    expect((await bash('b2-bridge orders show 0123 -C my-shop')).code).toBe(3);
    expect((await bash('b2-bridge no-such-command')).code).toBe(2);
    expect((await bash('printf s3cret | b2-bridge secrets set AMAZON -C my-shop')).code).toBe(0);
    expect((await bash('b2-bridge secrets list --json -C my-shop')).said).toContain('AMAZON');
  });

  test('brings the lab with its screens, their styles and their font', async () => {
    const lab = program('b2-bridge', ['lab', '--json'], { cwd: folder, env });
    try {
      await lab.saying('}\n');
      const { systems } = JSON.parse(lab.said()) as { systems: { b2cloud: { import: string } } };
      const page = await fetch(systems.b2cloud.import);
      const styles = (await page.text()).match(/href="([^"]+\.css)"/)![1]!;
      const style = await fetch(new URL(styles, page.url));
      expect([page.status, style.status]).toEqual([200, 200]);
      const font = await fetch(new URL((await style.text()).match(/url\(['"]?([^'")]+)/)![1]!, style.url));
      expect((await font.arrayBuffer()).byteLength).toBeGreaterThan(1_000_000);
    } finally {
      lab.child.kill('SIGTERM');
      await lab.ended;
    }
  });

  test('brings the lab to the tests of somebody else’s package: node:test, as a module, as CommonJS, and its types', async () => {
    const theirs = join(folder, 'somebody-else');
    mkdirSync(join(theirs, 'node_modules'), { recursive: true });
    // As `npm install` lays it there, which would unpack it a second time.
    execFileSync('cp', ['-al', installed, join(theirs, 'node_modules', 'b2-bridge')]);
    const file = (name: string, text: string) => writeFileSync(join(theirs, name), text);
    file('package.json', '{ "name": "somebody-else", "private": true, "type": "module" }');
    file(
      'lab.test.js',
      `import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startLab } from 'b2-bridge/lab';
let lab;
before(async () => { lab = await startLab({ seed: 'empty' }); });
after(() => lab.close());
test('an order that was placed is there', async () => {
  await lab.change('amazon', 'place-order');
  assert.equal((await lab.holdings('amazon')).orders.length, 1);
});
test('what is wrong is said', () => assert.rejects(lab.change('amazon', 'no-such'), /unknown change/));
`,
    );
    // Never closed: it ends with the process, and does not keep it.
    file(
      'left.test.cjs',
      `const { test } = require('node:test');
const { startLab } = require('b2-bridge/lab');
test('left open', async () => { await (await startLab({ seed: 'empty' })).reset('small'); });
`,
    );
    const args = ['--test', '--test-reporter=spec', 'lab.test.js', 'left.test.cjs'];
    const { code, said } = await runProgram('node', args, { cwd: theirs, env });
    expect([code, said]).toEqual([0, expect.stringMatching(/pass 3\n[\s\S]*fail 0\n/)]);
    file(
      'types.ts',
      `import { type Lab, startLab } from 'b2-bridge/lab';
const lab: Lab = await startLab({ seed: 10, life: true });
export const key: string = lab.systems.qoo10.credentials.apiKey;
// @ts-expect-error no such seed
await startLab({ seed: 'huge' });
await lab.close();
`,
    );
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const typed = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '', 'types.ts'];
    expect(await runProgram(tsc, typed, { cwd: theirs, env })).toEqual({ code: 0, signal: null, said: '' });
  });
});
