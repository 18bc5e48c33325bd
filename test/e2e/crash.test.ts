import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';

/* The running bridge is killed (SIGKILL) at a named point, started again, and must end as if nothing had happened. */

let root: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-crash-'));
  await cli(['init', root]);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function start(killAt = '') {
  const child = spawn(process.execPath, [main, 'start', '-C', root], {
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...(killAt && { B2_BRIDGE_KILL_AT: killAt }) },
    stdio: 'ignore',
  });
  return { child, ended: once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]> };
}

/** Appears whole, as a file that is copied in by a person would at its end. */
function drop(name: string, bytes: Uint8Array): void {
  const aside = join(root, `.${name}`);
  writeFileSync(aside, bytes);
  renameSync(aside, join(root, 'inbox', name));
}

const outbox = (start: string) =>
  existsSync(join(root, 'outbox', 'amazon'))
    ? readdirSync(join(root, 'outbox', 'amazon')).filter((name) => name.startsWith(start) && !name.endsWith('.json'))
    : [];
const waitFor = async (what: () => boolean, ms = 20_000) => {
  const end = Date.now() + ms;
  while (!what()) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain`);
    await sleep(25);
  }
};
const inboxIsEmpty = () => !readdirSync(join(root, 'inbox')).some((name) => /\.(txt|csv)$/.test(name));

const orders = Array.from({ length: 3 }, (_, index) => ({ 'order-id': `250-0000002-000000${index + 1}` }));

/** Drops the report, lets the bridge die at the point, starts it again and waits until all is settled. */
async function throughCrash(point: string, name: string, bytes: Uint8Array, settled: () => boolean): Promise<void> {
  const first = start(point);
  drop(name, bytes);
  const [, signal] = await Promise.race([first.ended, sleep(20_000).then(() => [null, null] as const)]);
  first.child.kill('SIGKILL');
  expect(signal, `the bridge passes ${point}`).toBe('SIGKILL');
  const second = start();
  try {
    await waitFor(() => inboxIsEmpty() && settled());
  } finally {
    second.child.kill('SIGTERM');
    await second.ended;
  }
}

const points = [
  'watch:read',
  'intake:document',
  'intake:before-commit',
  'watch:taken',
  'file-away:reported',
  'file-away:moved',
  'outbox:draft',
  'outbox:part',
  'outbox:staged',
  'outbox:manifest',
  'outbox:renamed',
  'outbox:written',
];

test.each(points)('killed at %s on the way in, every order is in exactly one B2 file', async (point) => {
  await throughCrash(point, 'report.txt', amazonReport(orders), () => outbox('b2-amazon').length > 0);
  const rows = outbox('b2-amazon').flatMap((name) => b2Rows(readFileSync(join(root, 'outbox', 'amazon', name))));
  expect(rows.map((row) => row[0])).toEqual(orders.map((one) => `${one['order-id']}_1`));
  const { stdout } = await cli(['orders', 'list', '--json', '-C', root]);
  const states = (JSON.parse(stdout) as { state: string }[]).map((one) => one.state);
  expect(states).toEqual(['issuing', 'issuing', 'issuing']);
  expect(readdirSync(join(root, 'inbox', '_done'))).toHaveLength(1);
  expect(existsSync(join(root, 'inbox', '_error'))).toBe(false);
});

test.each(['intake:before-commit', 'watch:taken', 'outbox:staged', 'outbox:renamed'])(
  'killed at %s on the way back, every number is told to the marketplace exactly once',
  async (point) => {
    const report = join(root, 'report.txt');
    writeFileSync(report, amazonReport(orders));
    await cli(['intake', report, '-C', root]);
    await cli(['issue', '-C', root]);
    const issued = issuedData(
      orders.map((one, index) => ({ customerNo: `${one['order-id']}_1`, number: trackingNumber(index) })),
    );
    await throughCrash(point, 'issued.csv', issued, () => outbox('amazon-shipment-confirm').length > 0);
    const lines = outbox('amazon-shipment-confirm').flatMap((name) =>
      readFileSync(join(root, 'outbox', 'amazon', name), 'latin1')
        .trimEnd()
        .split('\r\n')
        .slice(3),
    );
    expect(lines.map((line) => line.split('\t')[0])).toEqual(orders.map((one) => one['order-id']));
  },
);

test('killed before a big file is committed, whose orders a thread has written, nothing of it is there, and then all of it', async () => {
  const count = 5200;
  const many = Array.from({ length: count }, (_, index) => ({ 'order-id': `250-0000003-${1_000_000 + index}` }));
  const report = join(root, 'big.txt');
  const bytes = amazonReport(many);
  expect(bytes.length, 'big enough for a thread').toBeGreaterThan(1024 * 1024);
  writeFileSync(report, bytes);
  const child = spawn(process.execPath, [main, 'intake', report, '-C', root], {
    env: { ...process.env, NODE_NO_WARNINGS: '1', B2_BRIDGE_KILL_AT: 'intake:before-commit' },
    stdio: 'ignore',
  });
  expect((await once(child, 'close'))[1]).toBe('SIGKILL');
  expect(JSON.parse((await cli(['orders', 'list', '--json', '-C', root])).stdout)).toEqual([]);
  const { documents } = JSON.parse((await cli(['intake', report, '--json', '-C', root])).stdout);
  expect(documents[0].orders).toEqual({ new: count, revised: 0, unchanged: 0, refused: 0 });
  expect((await cli(['intake', report, '--json', '-C', root])).stdout).toContain('"seenBefore": true');
});
