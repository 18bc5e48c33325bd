import { expect, test } from 'vitest';
import { memoryBudgets } from '../../src/connectors/budgets.ts';
import { createHttp } from '../../src/connectors/http.ts';
import { createRedact } from '../../src/connectors/redact.ts';
import { fullBucket, reserve } from '../../src/core/rate.ts';
import { sayWaits } from '../../src/say-waits.ts';
import { newRoot, openWorkspace, removeWorkspace } from '../support/workspace.ts';

test.each([
  [1 / 60, 20],
  [1 / 60, 1],
  [0.5, 30],
  [2, 2],
])('a clock put back by any time never makes a call wait longer than before (%f a second, burst %i)', (rate, burst) => {
  for (const back of [61_000, 3_600_000, 26 * 3_600_000]) {
    let bucket = fullBucket;
    let wait = 0;
    for (let i = 0; i < 40; i++) ({ bucket, wait } = reserve(bucket, 1e12, rate, burst));
    const { wait: after } = reserve(bucket, 1e12 - back, rate, burst);
    expect(after).toBeLessThanOrEqual(wait + 1000 / rate);
  }
});

test('a wait is told before it begins; stopped in it, nothing is blamed but the stopping', async () => {
  const now = () => Temporal.Instant.fromEpochMilliseconds(1e12);
  const waits: number[] = [];
  const http = createHttp({
    now,
    budgets: memoryBudgets(now),
    redact: createRedact(() => []),
    onWait: (ms) => waits.push(ms),
    sleep: async () => {
      throw new Error('aborted');
    },
  });
  const call = {
    method: 'GET',
    url: 'http://127.0.0.1:1/x',
    budget: { key: 'k', perSecond: 1 / 60, burst: 1 },
  } as const;
  await http(call).catch(() => {});
  await expect(http(call)).rejects.toMatchObject({ outcome: { kind: 'retry', code: 'stopped-while-waiting' } });
  expect(waits).toEqual([60_000]);
});

test('waits that are long are said, once in ten minutes for a shop', async () => {
  const work = await openWorkspace(newRoot());
  try {
    let now = 0;
    const said: string[] = [];
    const wait = sayWaits(
      work.ctx.config,
      (line) => said.push(line),
      () => now,
    );
    wait('amazon', 14_000);
    expect(said).toEqual([]);
    wait('amazon', 61_500);
    wait('sheet', 20_000);
    now = 599_000;
    wait('amazon', 61_500);
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/62秒待っています.*異常ではありません/);
    now = 600_001;
    wait('amazon', 61_500);
    expect(said).toHaveLength(3);
  } finally {
    await removeWorkspace(work);
  }
});
