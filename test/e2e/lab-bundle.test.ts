import { afterEach, beforeEach, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';

let workspace: LabWorkspace;
beforeEach(async () => {
  workspace = await labWorkspace({ seed: 'empty', read: 'amazon-orders-v2026', issue: 'manual' });
});
afterEach(() => workspace.close());

const place = async (args: object): Promise<string> => {
  const headers = { 'content-type': 'application/json' };
  const address = `${workspace.lab.control}/systems/amazon/place-order`;
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(args) });
  return ((await answer.json()) as { orderId: string }).orderId;
};

test('同梱 can be practised: two orders of one buyer go into one parcel, another buyer’s do not', async () => {
  const first = await place({ sku: 'LAB-TEA-01' });
  const second = await place({ sku: 'LAB-CASE-S', buyer: first });
  const other = await place({ sku: 'LAB-CASE-S', buyer: '架空 五郎' });
  workspace.lab.clock.turn(600_000);
  const run = (...args: string[]) => cli([...args, '-C', workspace.root]);
  expect((await run('run', 'pull')).code).toBe(0);
  const refused = await run('orders', 'bundle', first, other);
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('同じではありません')]);
  expect((await run('orders', 'bundle', first, second)).code).toBe(0);
  const shown = JSON.parse((await run('orders', 'list', '--json')).stdout) as { shipments: { state: string }[] }[];
  expect(shown.flatMap((one) => one.shipments.map(({ state }) => state)).sort()).toEqual([
    'cancelled',
    'ready',
    'ready',
  ]);
});
