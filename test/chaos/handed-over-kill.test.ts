import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';

/* B10: killed at any step of a hand-over, no other way makes a label of what may stand on a screen, until that is ended. */

class Killed extends Error {}
let bench: B2Bench;
let kill = '';
beforeEach(async () => {
  bench = await b2Bench({
    at: (point) => {
      if (point === kill) throw new Killed(point);
    },
  });
});
afterEach(() => bench.close());

const number = '250-0000009-0000001';

test.each(['b2:intent', 'marks:named', 'marks:headed', 'b2:handed', 'b2:open'])('killed at %s', async (point) => {
  await bench.order(number);
  kill = point;
  await expect(issueByApi(bench.ctx, {})).rejects.toThrow(Killed);
  kill = '';
  bench.restart();
  const ways = [
    () => issueShipments(bench.ctx, {}),
    () => issueShipments(bench.ctx, { orders: [number] }),
    () => issueShipments(bench.ctx, { auto: true }),
    () => issueShipments(bench.ctx, { orders: [number], reissue: { note: '紙詰まり' } }),
  ];
  for (const way of ways) expect((await way()).shipments).toEqual([]);
  expect((await issueByApi(bench.ctx, { orders: [number] })).handOvers).toEqual([]);
  expect(await bench.states()).toEqual({ [`${number}_1`]: 'issuing' });
});
