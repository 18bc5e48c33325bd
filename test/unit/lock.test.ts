import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockWorkspace, WorkspaceBusy } from '../../src/config/lock.ts';
import { cli } from '../support/cli.ts';

const source = pathToFileURL(join(import.meta.dirname, '..', '..', 'src', 'config', 'lock.ts')).href;
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'b2-lock-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** A child process that takes the lock, says so, and stays. */
async function holder() {
  const code = `import { lockWorkspace } from ${JSON.stringify(source)};
    globalThis.lock = lockWorkspace(${JSON.stringify(data)}, '2026-11-21T00:00:00Z');
    console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a second bridge is refused and told who holds the workspace', async () => {
  const child = await holder();
  try {
    const attempt = () => lockWorkspace(data, '2026-11-21T00:00:01Z');
    expect(attempt).toThrow(WorkspaceBusy);
    expect(attempt).toThrow(expect.objectContaining({ holder: expect.stringContaining(`PID ${child.pid}`) }));
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
});

test('a killed bridge leaves no lock behind', async () => {
  const child = await holder();
  child.kill('SIGKILL');
  await once(child, 'close');
  const lock = lockWorkspace(data, '2026-11-21T00:00:02Z');
  expect(readFileSync(join(data, 'bridge.pid'), 'utf8')).toContain(`PID ${process.pid}`);
  lock.release();
});

test('a released workspace can be taken again', () => {
  lockWorkspace(data, '2026-11-21T00:00:00Z').release();
  const again = lockWorkspace(data, '2026-11-21T00:00:01Z');
  expect(() => lockWorkspace(data, '2026-11-21T00:00:02Z')).toThrow(WorkspaceBusy);
  again.release();
});

test('two starts on one database file: the second says who is there, and ends', async () => {
  const root = mkdtempSync(join(tmpdir(), 'b2-two-starts-'));
  try {
    await cli(['init', root]);
    const first = lockWorkspace(join(root, 'data'), '2026-11-21T00:00:00Z');
    const second = await cli(['start', '--no-console', '-C', root]);
    first.release();
    expect(second.code).toBe(5);
    expect(second.stderr).toContain('この作業フォルダーでは別の b2-bridge が動いています');
    expect(second.stderr).toContain(`PID ${process.pid}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
