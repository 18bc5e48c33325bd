import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';

/* 23: what stands in bridge.yaml behind a # is meant to be uncommented: each example must start, alone and all together. */

const sample = readFileSync(join(import.meta.dirname, '../../bridge.yaml'), 'utf8').split('\n');

/** First and last line of each commented example: a key behind `# `, and what is indented below it. */
const examples: { name: string; from: number; to: number }[] = [];
for (const [at, line] of sample.entries()) {
  const key = /^(\s*)# ([a-z][a-z0-9-]*):(\s|$)/.exec(line);
  if (!key) continue;
  let to = at;
  while (new RegExp(`^${key[1]}#  +\\S`).test(sample[to + 1] ?? '')) to += 1;
  examples.push({ name: `${key[2]} (line ${at + 1})`, from: at, to });
}

const uncommented = (chosen: readonly { from: number; to: number }[]): string =>
  sample
    .map((line, at) => (chosen.some(({ from, to }) => at >= from && at <= to) ? line.replace(/^(\s*)# /, '$1') : line))
    .join('\n');

let root: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-commented-'));
  await cli(['init', root]);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Starts the bridge until it watches, then ends it. */
async function start(): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { DATABASE_URL: _url, B2_BRIDGE_KEY: _key, B2_BRIDGE_LAB: _lab, ...env } = process.env;
  const child = spawn(process.execPath, [main, 'start', '-C', root], { env: { ...env, NODE_NO_WARNINGS: '1' } });
  const said = { stdout: '', stderr: '' };
  let isEnding = false;
  child.stdout.on('data', (bytes: Buffer) => {
    said.stdout += bytes.toString('utf8');
    // Once: a second signal ends it in the middle of its work.
    if (isEnding || !said.stdout.includes('見張っています')) return;
    isEnding = child.kill('SIGTERM');
  });
  child.stderr.on('data', (bytes: Buffer) => {
    said.stderr += bytes.toString('utf8');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

test('the examples are found', () => {
  const names = examples.map(({ name }) => name.split(' ')[0]);
  expect(names).toEqual(expect.arrayContaining(['name', 'shared-with', 'exports', 'mail']));
});

test.each([...examples.map((one) => [one.name, [one]] as const), ['all of them', examples] as const])(
  '%s starts when uncommented',
  async (_name, chosen) => {
    writeFileSync(join(root, 'bridge.yaml'), uncommented(chosen));
    expect(await start()).toEqual({ code: 0, stdout: expect.stringContaining('見張っています'), stderr: '' });
  },
);
