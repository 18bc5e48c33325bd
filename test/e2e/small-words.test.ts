import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';

/* 29: small words and exit codes of the command line. */

let root: string;
const run = (...args: string[]) => cli(args, { cwd: root });
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-small-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a value that begins with -', () => {
  test.each([
    [['orders', 'show', '--', '-5'], '-5'],
    [['orders', 'show', '-C', '.', '--', '--json'], '--json'],
    [['-C', '.', 'orders', 'explain', '--', '-x'], '-x'],
    [['orders', 'confirm', 'A', '--', '-1', '--', '-2'], '-2'],
    [['holds', 'clear', '--note', '試験', '--', '-5'], '-5'],
  ])('%j is a number, not an option', async (args, named) => {
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([3, expect.stringContaining(named)]);
  });

  test('where a command takes no values it is refused', async () => {
    const { code, stderr } = await run('issue', '--orders', '1', '--', '-5');
    expect([code, stderr]).toEqual([2, expect.stringContaining('-5')]);
  });
});

test.each([['init'], ['init again']])(
  '%s beside a database without its key says so and makes no other key',
  async () => {
    await run('orders', 'list');
    copyFileSync(join(root, 'data', 'bridge.key'), join(root, 'kept.key'));
    rmSync(join(root, 'data', 'bridge.key'));
    const { code, stderr, stdout } = await run('init', '.');
    expect([code, stderr]).toEqual([4, expect.stringContaining('その暗号鍵')]);
    expect(stdout).not.toContain('準備ができました');
    copyFileSync(join(root, 'kept.key'), join(root, 'data', 'bridge.key'));
    expect((await run('init', '.')).code).toBe(0);
  },
);

test('a file beyond the limit is refused with the limit as bridge.yaml writes it', async () => {
  const before = readFileSync(join(root, 'bridge.yaml'));
  writeFileSync(join(root, 'bridge.yaml'), 'limits: { file: 7KB, line: 3KB }\nshops:\n  amazon:\n');
  writeFileSync(join(root, 'big.txt'), 'x'.repeat(7 * 1024 + 1));
  writeFileSync(join(root, 'long.csv'), `a,b\n${'x'.repeat(3500)},1\n`);
  const big = await run('intake', 'big.txt');
  expect([big.code, big.stderr]).toEqual([3, expect.stringContaining('大きすぎます（7.1KB、上限 7KB）')]);
  const long = await run('intake', 'long.csv');
  expect([long.code, long.stderr]).toEqual([3, expect.stringContaining('（3KBを超えています）')]);
  writeFileSync(join(root, 'bridge.yaml'), before);
});

test('a disk that is full ends with 5; what was there stays, and it works on when there is room', async () => {
  await run('orders', 'list');
  const many = Array.from({ length: 3000 }, (_, i) => ({ 'order-id': `250-0000001-${String(i).padStart(7, '0')}` }));
  writeFileSync(join(root, 'many.txt'), amazonReport(many, 'utf-8'));
  writeFileSync(join(root, 'few.txt'), amazonReport(many.slice(0, 2), 'utf-8'));
  // The shell's limit of file sizes (blocks of 512 bytes) stands in for the full disk.
  const blocks = Math.ceil(statSync(join(root, 'data', 'bridge.db')).size / 512) + 500;
  const shell = `ulimit -f ${blocks}; exec "$@"`;
  const child = spawn(
    '/bin/sh',
    ['-c', shell, 'sh', process.execPath, main, 'intake', 'many.txt', '--shop', 'amazon'],
    {
      cwd: root,
      env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE: '', NODE_DISABLE_COMPILE_CACHE: '1' },
    },
  );
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString('utf8');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, stderr]).toEqual([5, expect.stringContaining('データベースの読み書きに失敗しました')]);
  expect((await run('orders', 'list', '--json')).stdout.trim()).toBe('[]');
  expect((await run('intake', 'few.txt', '--shop', 'amazon')).code).toBe(0);
});

test('a database that is damaged ends with 4, not with "run it again"', async () => {
  writeFileSync(join(root, 'few.txt'), amazonReport([{ 'order-id': '250-0000001-0000001' }], 'utf-8'));
  await run('intake', 'few.txt', '--shop', 'amazon');
  const file = join(root, 'data', 'bridge.db');
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096, bytes.length - 4096);
  writeFileSync(file, bytes);
  const { code, stderr } = await run('orders', 'list');
  expect([code, stderr]).toEqual([4, expect.stringMatching(/壊れ/)]);
});
