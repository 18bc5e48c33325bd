import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { standInTempFolder } from '../support/temp-folder.ts';

/* What a test run may not leave behind: the check at its end, tried on a folder of its own. */

test.each<[string, (folder: string) => unknown]>([
  ['left.txt', (folder) => writeFileSync(join(folder, 'left.txt'), '')],
  ['deep', (folder) => mkdirSync(join(folder, 'deep', 'er'), { recursive: true })],
  ['link', (folder) => symlinkSync('/nowhere', join(folder, 'link'))],
  ['b2-made-', () => mkdtempSync(join(tmpdir(), 'b2-made-'))],
])('%s is named, and taken away all the same', (name, leave) => {
  const before = tmpdir();
  const temp = standInTempFolder();
  expect(tmpdir()).toBe(temp.path);
  leave(temp.path);
  expect(() => temp.close()).toThrow(`left in the temporary folder: ${name}`);
  expect(existsSync(temp.path)).toBe(false);
  expect(tmpdir()).toBe(before);
});

test('a run that leaves nothing ends well, also of a command that was started in it', async () => {
  const temp = standInTempFolder();
  expect((await cli(['layouts', 'list', '--json'])).code).toBe(0);
  temp.close();
});
