import { afterEach, expect, test } from 'vitest';
import { followUp } from '../../src/flow/issue/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { type Desk, openDesk, row } from '../support/desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const told = async (): Promise<string[]> => {
  const lines: string[] = [];
  const ctx: Context = { ...desk.ctx, tell: (line) => lines.push(line) };
  await followUp(ctx, 'amazon', true);
  return lines.map((line) => /（出荷 (\d+) 件）/.exec(line)?.[1] ?? line);
};

test.each([
  [1, ['1']],
  [1000, ['1000']],
  [2005, ['1000', '1000', '5']],
])('29: of %i shipments each file says how many are in it', async (count, counts) => {
  desk = await openDesk({ issue: 'auto' });
  await desk.report(Array.from({ length: count }, (_, index) => row(index + 1, index + 1)));
  expect(await told()).toEqual(counts);
  expect(await told()).toEqual([]);
});
