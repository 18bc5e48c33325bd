import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cli, startCli } from '../support/cli.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';
import { raw } from '../support/raw-database.ts';

/* The clock of the machine is put back: nobody waits in silence for a time that was there already. */

let place: LabWorkspace;
beforeEach(async () => {
  place = await labWorkspace({ seed: 'small', read: 'amazon-orders-v2026', issue: 'manual' });
});
afterEach(() => place.close());
const run = (...args: string[]) => cli([...args, '-C', place.root]);
/** As somebody who sets the clock of the machine; the lab's own buttons only go forwards. */
const back = (hours: number) => place.lab.clock.turn(-hours * 3_600_000);
const runs = async () => JSON.parse((await run('runs', 'list', '--json')).stdout) as { id: string; result: string }[];
const database = () => ({ kind: 'sqlite' as const, file: join(place.root, 'data', 'bridge.db') });
/** Every rate budget as it is after many calls. */
const usedUp = (seconds: number) => {
  const now = place.lab.clock.now();
  return raw(database(), `update budgets set due = ${now + 20 * 3_600_000 + seconds * 1000}, seen = ${now}`);
};

test.each([1, 24])(
  'put back by %i hours: a pull goes on at once, and is listed first',
  async (hours) => {
    expect((await run('run', 'pull')).code).toBe(0);
    const [first] = await runs();
    back(hours);
    const began = performance.now();
    const again = await run('run', 'pull');
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(performance.now() - began).toBeLessThan(20_000);
    const listed = await runs();
    expect(listed.map((one) => one.result)).toEqual(['done', 'done']);
    expect(listed[1]!.id).toBe(first!.id);
  },
  120_000,
);

test('a pull that must wait says so, is listed as running, and blames nothing but the stopping', async () => {
  expect((await run('run', 'pull')).code).toBe(0);
  await usedUp(3600);
  back(1);
  const waiting = startCli(['run', 'pull', '-C', place.root]);
  await waiting.saying('待っています');
  const [running] = await runs();
  expect(running!.result).toBe('running');
  waiting.child.kill('SIGINT');
  await waiting.ended;
  expect(waiting.said()).not.toMatch(/インターネット|回線/);
  // Said at once, not only by the next run.
  expect((await runs()).map((one) => one.result)).toEqual(['failed', 'done']);
  await raw(database(), 'delete from budgets');
  expect((await run('run', 'pull')).code).toBe(0);
  expect((await runs()).map((one) => one.result)).toEqual(['done', 'failed', 'done']);
  const { stdout } = await run('runs', 'show', running!.id);
  expect(stdout).toContain('処理の途中でプログラムが終わりました');
  expect(stdout).not.toMatch(/インターネット|回線/);
}, 120_000);

test('a running bridge goes on when the clock is put back under it, also for calls that were used up', async () => {
  const bridge = startCli(['start', '--no-console', '-C', place.root]);
  try {
    await bridge.saying('新規', 60_000);
    const before = (await runs()).length;
    await usedUp(3600);
    back(1);
    // Each job with an interval counts as due again, so that nothing stands still for an hour.
    await bridge.saying('待っています', 60_000);
    await raw(database(), 'delete from budgets');
    await expect.poll(async () => (await runs()).length, { timeout: 60_000 }).toBeGreaterThan(before);
    expect(bridge.said()).not.toMatch(/インターネット|回線/);
  } finally {
    bridge.child.kill('SIGINT');
    await bridge.ended;
  }
  expect((await runs()).map((one) => one.result)).not.toContain('running');
}, 240_000);
