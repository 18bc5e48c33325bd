import { afterEach, beforeEach, expect, test } from 'vitest';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import type { Context } from '../../src/flow/types.ts';
import { market } from '../support/market.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

/* Q14: a key that ends without a word of the marketplace is counted down. */

let space: Workspace;
let ctx: Context;
let now: Temporal.Instant;

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-21T00:00:00+09:00');
  space = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config) => ({
      ...config,
      mail: { to: ['staff@example.com'], from: 'b2@example.com', smtp: undefined },
    }),
  });
  const { connector, connection } = market();
  const keyEnds = (settings: unknown) => settings as string | null;
  ctx = { ...space.ctx, link: () => ({ connector: { ...connector, keyEnds }, connection, settings: '2027-01-20' }) };
});
afterEach(() => removeWorkspace(space));

const run = async () => {
  const ran = await runJob(ctx, 'pull', 'amazon', async () => ({ counts: {}, items: [], changed: false }));
  return ran.kind === 'ran' ? ran.run.items.map((one) => [one.code, one.args?.days]) : [];
};
const days = (count: number) => {
  now = now.add({ hours: 24 * count });
};

test('Q14: the staff are told once at each step, in the history and by mail, and of an end that has passed', async () => {
  const said: unknown[] = [];
  for (let day = 0; day <= 62; day += 1) {
    said.push(...(await run()), ...(await run()));
    days(1);
  }
  expect(said).toEqual([
    ['key-ends-soon', 60],
    ['key-ends-soon', 30],
    ['key-ends-soon', 14],
    ['key-ends-soon', 7],
    ['key-ends-soon', 3],
    ['key-ends-soon', 1],
    ['key-ends-soon', 0],
    ['key-ended', 0],
  ]);
  const mails = await ctx.store.mails();
  expect(mails).toHaveLength(8);
  expect(mails[0]?.text).toContain('2027-01-20');
  expect(mails[0]?.text).toContain('shops probe');
});

test('Q14: a bridge that was off for a while says the step of today only; a new key begins anew', async () => {
  days(50);
  expect(await run()).toEqual([['key-ends-soon', 10]]);
  const link = ctx.link!('amazon')!;
  ctx = { ...ctx, link: () => ({ ...link, settings: '2028-01-10' }) };
  expect(await run()).toEqual([]);
  ctx = { ...ctx, link: () => ({ ...link, settings: null }) };
  expect(await run()).toEqual([]);
});
