import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepEarlier } from '../../src/flow/desk/settings/earlier.ts';
import { readSettingsFile } from '../../src/flow/desk/settings/files.ts';
import { loadWorkspaceConfig } from '../../src/flow/loading/index.ts';
import { cli } from '../support/cli.ts';

/* What the settings said before, and mails that did not go out, by the command line. */

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-settings-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('an earlier bridge.yaml is listed, shown and put back', async () => {
  const file = join(root, 'bridge.yaml');
  const before = readFileSync(file, 'utf8');
  const config = loadWorkspaceConfig(root);
  keepEarlier({ config }, readSettingsFile({ config }, 'bridge.yaml')!, Temporal.Instant.from('2026-11-21T01:02:03Z'));
  const changed = before.replace(/^( +)title: .*$/m, '$1title: 変えた店');
  expect(changed).not.toBe(before);
  writeFileSync(file, changed);

  const { stdout } = await cli(['settings', 'list', '--json', '-C', root]);
  const [one] = JSON.parse(stdout) as { id: string; until: string }[];
  expect(one).toMatchObject({ file: 'bridge.yaml', until: '2026-11-21T01:02:03.000Z' });
  const dry = await cli(['settings', 'restore', one!.id, '--dry-run', '-C', root]);
  expect([dry.code, dry.stdout]).toEqual([0, expect.stringMatching(/^- *title: 変えた店$/m)]);
  expect(readFileSync(file, 'utf8')).toBe(changed);
  const done = await cli(['settings', 'restore', one!.id, '-C', root]);
  expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('前の設定に戻しました')]);
  expect(readFileSync(file, 'utf8')).toBe(before);
  const none = await cli(['settings', 'restore', '../bridge.yaml', '-C', root]);
  expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('残っていません')]);
});

test('mails that did not go out are listed; which are sent again is always said', async () => {
  const list = await cli(['mails', 'list', '-C', root]);
  expect([list.code, list.stdout]).toEqual([0, expect.stringContaining('該当するものはありません')]);
  const what = await cli(['mails', 'resend', '-C', root]);
  expect([what.code, what.stderr]).toEqual([2, expect.stringContaining('指定されていません')]);
});
