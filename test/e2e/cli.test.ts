import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';

let parent: string;
let workspace: string;
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'b2-cli-'));
  workspace = join(parent, 'shop');
  const made = await cli(['init', workspace]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('help', () => {
  test('is Japanese and names every command and every exit code', async () => {
    const { code, stdout, stderr } = await cli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const commands = 'init start intake convert issue orders holds layouts report replay completion'.split(' ');
    for (const command of commands) expect(stdout).toContain(`b2-bridge ${command}`);
    expect(stdout).toContain('使い方:');
    expect(stdout).toMatch(/0 正常 .* 2 使い方の誤り .* 3 入力に問題あり .* 4 設定/);
  });

  test.each([
    ['intake', ['--shop', '--layout', '--dry-run', '--json', '-C']],
    ['convert', ['--to', '--out', '--shop', '--skip-bad', '--json', '-C']],
    ['issue', ['--shop', '--seller-as-shipper', '--dry-run', '--reissue', '--json', '-C']],
    ['orders explain', ['--cell', '--shop', '--json', '-C']],
    ['holds clear', ['--note', '--by', '--json', '-C']],
    ['layouts new', ['--from', '-C']],
    ['report', ['--out', '--json', '-C']],
    ['start', ['--demo', '-C']],
    ['service install', ['--name', '--system', '--print', '--json', '-C']],
  ])('of "%s" lists its options', async (command, options) => {
    const { code, stdout } = await cli([...command.split(' '), '--help']);
    expect(code).toBe(0);
    for (const option of options) expect(stdout).toContain(option);
  });

  test('--version is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(await cli(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test('completion prints a script, and the shell is offered the commands', async () => {
    expect((await cli(['completion'])).stdout).toContain('b2-bridge');
    const offered = (await cli(['--get-yargs-completions', 'b2-bridge', ''])).stdout;
    expect(offered).toContain('intake');
    expect(offered).toContain('issue');
  });
});

describe('wrong usage ends with 2, says so in Japanese on stderr and prints nothing on stdout', () => {
  test.each([
    ['no command', [], 'コマンドを指定してください'],
    ['a misspelt command', ['isue'], 'issue'],
    ['an unknown option', ['orders', 'list', '--bogus'], 'bogus'],
    ['a missing argument', ['orders', 'show'], '足りません'],
    ['a missing option', ['convert', 'x.csv'], 'to'],
    ['a re-issue without a reason', ['issue', '--reissue'], '--note'],
    ['a hold cleared without a reason', ['holds', 'clear', 'x', '--note', ' '], '--note'],
    ['a state that does not exist', ['orders', 'list', '--state', 'lost'], 'held'],
  ])('%s', async (_name, args, words) => {
    const { code, stdout, stderr } = await cli(args, { cwd: workspace });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('a shop that is not in bridge.yaml', async () => {
    const { code, stderr } = await cli(['orders', 'list', '--shop', 'amzon', '-C', workspace]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/「amzon」.*amazon qoo10/s);
  });
});

describe('settings', () => {
  test('a folder that is no workspace ends with 4 and the way out', async () => {
    const { code, stderr } = await cli(['orders', 'list', '-C', parent]);
    expect(code).toBe(4);
    expect(stderr).toContain('b2-bridge init');
  });

  test('every mistake is said with file, line and column, in one go', async () => {
    const broken = join(parent, 'broken');
    await cli(['init', broken]);
    writeFileSync(join(broken, 'bridge.yaml'), 'watch: { quiet: 1 }\nshops:\n  amazon: { isue: auto }\n');
    const { code, stdout, stderr } = await cli(['issue', '-C', broken]);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/^bridge\.yaml:1:10 .*quiet-ms/m);
    expect(stderr).toMatch(/^bridge\.yaml:3:13 .*issue/m);
  });
});

describe('in a new workspace', () => {
  test('lists are empty JSON arrays, and issuing writes nothing', async () => {
    expect(await cli(['orders', 'list', '--json', '-C', workspace])).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(await cli(['holds', '--json', '-C', workspace])).toMatchObject({ code: 0, stdout: '[]\n' });
    const issued = await cli(['issue', '--json', '-C', workspace]);
    expect(JSON.parse(issued.stdout)).toMatchObject({ files: [], shipments: [], leftOut: [] });
    expect(issued.code).toBe(0);
  });

  test('what does not exist is said with 3: a file, an order, a hold, a document', async () => {
    for (const [args, words] of [
      [['intake', 'no-such.csv'], 'no-such.csv'],
      [['convert', 'no-such.csv', '--to', 'b2-csv', '--out', '.'], 'no-such.csv'],
      [['issue', '--order', '0123'], '「0123」'],
      [['orders', 'show', '0123'], '「0123」'],
      [['holds', 'clear', '0123_1:unpaid', '--note', 'x'], '0123_1:unpaid'],
      [['replay', 'deadbeef'], 'deadbeef'],
    ] as const) {
      const { code, stderr } = await cli([...args, '-C', workspace]);
      expect({ args, code }).toEqual({ args, code: 3 });
      expect(stderr).toContain(words);
    }
  });

  test('a result that cannot be written is said with 5 and its path, and is no bug of ours', async () => {
    const file = join(workspace, 'bridge.yaml');
    for (const args of [
      ['report', '--out', join(file, 'x.xlsx')],
      ['report', '--out', join(workspace, 'no', 'such', 'x.xlsx')],
      ['convert', join(workspace, '受注シート.csv'), '--to', 'b2-csv', '--out', file],
    ]) {
      const { code, stderr } = await cli([...args, '-C', workspace]);
      if (args[0] === 'report') expect({ args, code }).toEqual({ args, code: 5 });
      expect(stderr).not.toContain('不具合');
    }
  });

  test('layouts list has the standard layouts, and the own copy of one after "layouts new"', async () => {
    const made = await cli(['layouts', 'new', 'my-amazon', '--from', 'amazon-unshipped-report', '-C', workspace]);
    expect(made.code).toBe(0);
    const { code, stdout } = await cli(['layouts', '--json', '-C', workspace]);
    expect(code).toBe(0);
    const all = JSON.parse(stdout) as { name: string; origin: string; direction: string }[];
    expect(all.find(({ name }) => name === 'my-amazon')).toMatchObject({ origin: 'workspace', direction: 'read' });
    expect(all.find(({ name }) => name === 'b2-csv')).toMatchObject({ origin: 'standard', direction: 'write' });
    const again = await cli(['layouts', 'new', 'my-amazon', '--from', 'b2-csv', '-C', workspace]);
    expect(again.code).toBe(3);
  });
});
