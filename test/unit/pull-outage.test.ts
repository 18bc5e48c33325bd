import { expect, test } from 'vitest';
import type { Connection, Connector } from '../../src/connectors/contract.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import type { Context } from '../../src/flow/types.ts';
import { newRoot, openWorkspace, removeWorkspace } from '../support/workspace.ts';

test('T22: a pull after an outage says since when, and what lies before the window of the marketplace', async () => {
  let now = Temporal.Instant.from('2026-11-20T00:00:00Z');
  const place = await openWorkspace(newRoot(), { now: () => now });
  const connection = { async *pullOrders() {}, oldestRange: 3 } as Pick<Connection, 'pullOrders' | 'oldestRange'>;
  const ctx: Context = {
    ...place.ctx,
    link: () => ({ settings: {}, connector: {} as Connector, connection: connection as Connection }),
  };
  const codes = async (words: string) => {
    now = now.add(Temporal.Duration.from(words));
    return (await pullShop(ctx, 'amazon')).items.map(({ code, kind, args }) => [code, kind, args?.hours]);
  };
  expect(await codes('PT0S')).toEqual([]);
  expect(await codes('PT15M')).toEqual([]);
  expect(await codes('PT5H')).toEqual([['pull-after-outage', 'done', 5]]);
  expect(place.told.join()).toContain('2026年11月20日 9:15、5 時間前');
  expect(await codes('PT15M')).toEqual([]);
  expect(await codes('PT100H')).toEqual([['pull-outage-too-long', 'fix', 100]]);
  await removeWorkspace(place);
});
