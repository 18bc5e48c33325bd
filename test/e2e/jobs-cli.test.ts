import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';

/* Jobs by the command line: what runs when, switched off with who and why, and on again. What the commands do is tested without them. */

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'b2-jobs-'));
  writeFileSync(join(root, 'bridge.yaml'), 'shops:\n  sheet:\n    jobs: { issue: { cron: "0 10,14 * * *" } }\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => cli(['jobs', ...args, '-C', root]);

test('X2: a job is paused with who and why, listed so, and resumed', async () => {
  expect((await run('pause', 'issue', '--shop', 'sheet', '--by', '山田', '--note', '棚卸し')).code).toBe(0);
  const paused = /^sheet .*一時停止（山田 \d\d-\d\d \d\d:\d\d 棚卸し） +毎日 10:00・14:00/m;
  expect((await run('list')).stdout).toMatch(paused);
  const resumed = await run('resume', 'issue', '--by', '山田', '--json');
  expect(JSON.parse(resumed.stdout)).toEqual([{ shop: 'sheet', changed: true }]);
}, 60_000);
