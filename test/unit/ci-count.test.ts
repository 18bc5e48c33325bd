import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const count = join(import.meta.dirname, '..', '..', '.ci', 'count.mjs');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'b2-count-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Last line and exit code of `.ci/count.mjs` for a report of these tests. */
function counted(suites: unknown, status = 0) {
  const file = join(folder, 'report.json');
  writeFileSync(file, suites === undefined ? '' : JSON.stringify({ testResults: suites }));
  const { stdout, status: code } = spawnSync(process.execPath, [count, file, String(status)], { encoding: 'utf8' });
  return { line: stdout.trimEnd().split('\n').at(-1), code };
}

const suite = (...statuses: string[]) => ({
  name: 'a.test.ts',
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status, fullName: status })),
});

test('CI passes only when something ran and everything passed', () => {
  expect(counted([suite('passed', 'passed'), suite('passed')])).toEqual({ line: '3 passed, 0 failed', code: 0 });
  expect(counted([])).toEqual({ line: '0 passed, 0 failed', code: 1 });
});

test('a failed, a skipped and an unfinished test each fail CI', () => {
  for (const status of ['failed', 'pending', 'todo', 'skipped']) {
    expect(counted([suite('passed', status)])).toEqual({ line: '1 passed, 1 failed', code: 1 });
  }
});

test('a test file that cannot be loaded, a missing report and a failed check each fail CI', () => {
  expect(counted([suite('passed'), { ...suite(), status: 'failed' }])).toEqual({ line: '1 passed, 1 failed', code: 1 });
  expect(counted(undefined, 2)).toEqual({ line: '0 passed, 1 failed', code: 1 });
  expect(counted([suite('passed')], 1)).toEqual({ line: '1 passed, 1 failed', code: 1 });
});
