import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';

/* Who may use the console, by the command line: the password comes from stdin and is never seen again. */

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-users-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const users = (args: readonly string[], input?: string) =>
  cli(['users', ...args, '-C', root], input === undefined ? {} : { input });
const password = '送り状 を 正しく 刷る';

test('users are added, listed, changed, signed out and removed', async () => {
  const short = await users(['add', '山田', '--role', '管理'], 'short\n');
  expect([short.code, short.stderr]).toEqual([3, expect.stringContaining('10 文字以上')]);
  const added = await users(['add', '山田', '--role', '管理'], `${password}\n`);
  expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('「山田」（管理）')]);
  const again = await users(['add', '山田', '--role', 'work'], `${password}\n`);
  expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('もうあります')]);
  const last = await users(['add', '山田', '--role', 'work', '--update', '--keep-password']);
  expect([last.code, last.stderr]).toEqual([3, expect.stringContaining('「管理」のユーザーがいなくなる')]);
  expect((await users(['sign-out', '山田'])).stdout).toContain('サインインを終わらせました');
  const list = await users(['list', '--json']);
  expect(JSON.parse(list.stdout)).toEqual([expect.objectContaining({ name: '山田', role: 'manage' })]);
  const gone = await users(['remove', '山田']);
  expect([gone.code, gone.stdout]).toEqual([0, expect.stringContaining('消しました')]);
  const unknown = await users(['remove', '山田']);
  expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('はありません')]);
  for (const { stdout, stderr } of [short, added, again, last, list, gone])
    expect(stdout + stderr).not.toContain(password);
});
