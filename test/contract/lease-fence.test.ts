import { AsyncResource } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttp } from '../../src/connectors/http.ts';
import { type JobWork, runJob } from '../../src/flow/jobs/run-job.ts';
import { fencedStore, LeaseLost, leaseMs, stillHolding, withLeases } from '../../src/flow/leases/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { openStore } from '../../src/store/db.ts';
import type { Store } from '../../src/store/types.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const nothing = { counts: {}, items: [], changed: false };
const begin = Temporal.Instant.from('2026-11-26T00:00:00Z');

describe.each(storeKinds)('A process that stood still for longer than its lease (%s)', (kind) => {
  let space: Workspace;
  let place: StorePlace;
  let store: Store;
  let frozen: Context;
  let other: Context;
  /** Real time; moves when a process "freezes". */
  let real: Temporal.Instant;
  const clock = () => real;
  /** What is called through it is done by another process: it stands under none of this one's leases. */
  let elsewhere: <T>(work: () => Promise<T>) => Promise<T>;

  beforeEach(async () => {
    real = begin;
    elsewhere = AsyncResource.bind((work) => work());
    space = await openWorkspace(newRoot());
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
    frozen = { ...space.ctx, store: fencedStore(store) };
    other = { ...space.ctx, store: fencedStore(store) };
  });
  afterEach(async () => {
    await store.close();
    place.remove();
    await removeWorkspace(space);
  });

  /** Runs `work` after another process has taken the run over. */
  const afterFreeze = (work: JobWork): Promise<unknown> =>
    runJob(
      frozen,
      'ship',
      'amazon',
      async (ctx, shop) => {
        real = real.add({ milliseconds: leaseMs + 1 });
        const taken = await elsewhere(() => runJob(other, 'ship', 'amazon', async () => nothing, clock));
        expect(taken.kind).toBe('ran');
        return work(ctx, shop);
      },
      clock,
    );

  test('commits nothing any more, and its run is the other one’s to close', async () => {
    const ran = await afterFreeze(async (ctx) => {
      await expect(ctx.store.write((tx) => tx.setCursor('amazon', 'x', 'late', '2026-11-26'))).rejects.toThrow(
        LeaseLost,
      );
      const ofShop = ctx.store.writeShop('amazon', (tx) => tx.setCursor('amazon', 'x', 'late', '2026-11-26'));
      await expect(ofShop).rejects.toThrow(LeaseLost);
      return nothing;
    });
    expect(ran).toEqual({ kind: 'taken-over' });
    expect(await store.cursor('amazon', 'x')).toBe('');
    const runs = await store.runs();
    expect(runs.map(({ result, items }) => [result, items.map(({ code }) => code)]).sort()).toEqual([
      ['done', []],
      ['failed', ['run-interrupted']],
    ]);
  });

  test('sends nothing any more, and says that it sent nothing', async () => {
    const budgets = { take: async () => 0, empty: async () => {}, count: async () => 1 };
    const sent: string[] = [];
    const http = createHttp({
      now: clock,
      sleep: async () => {},
      budgets,
      redact: (text) => text,
      beforeSend: stillHolding,
      onCall: ({ url }) => sent.push(url),
    });
    const ran = await afterFreeze(async () => {
      await expect(http({ method: 'POST', url: 'http://127.0.0.1:9/' })).rejects.toMatchObject({
        outcome: { kind: 'retry', code: 'lease-lost' },
      });
      return nothing;
    });
    expect(ran).toEqual({ kind: 'taken-over' });
    expect(sent).toEqual([]);
  });

  test('whose run throws is not recorded over the other one’s, and no mail speaks of it', async () => {
    const ran = await afterFreeze(async () => {
      throw new TypeError('anything');
    });
    expect(ran).toEqual({ kind: 'taken-over' });
    expect(await store.mails()).toEqual([]);
  });

  test('goes on when nobody took over meanwhile', async () => {
    const ran = await runJob(
      frozen,
      'ship',
      'amazon',
      async (ctx) => {
        real = real.add({ milliseconds: 10 * leaseMs });
        await stillHolding();
        await ctx.store.write((tx) => tx.setCursor('amazon', 'x', 'late', '2026-11-26'));
        return nothing;
      },
      clock,
    );
    expect(ran).toMatchObject({ kind: 'ran', run: { result: 'done' } });
    expect(await store.cursor('amazon', 'x')).toBe('late');
  });

  test('is held back by an inner lease as well (one kind of notice)', async () => {
    await withLeases(
      frozen,
      'amazon',
      ['notify:ship'],
      async () => {
        real = real.add({ milliseconds: leaseMs + 1 });
        const inner = async (held: readonly string[]) => expect(held).toEqual(['notify:ship']);
        await elsewhere(() => withLeases(other, 'amazon', ['notify:ship'], inner, clock));
        await expect(frozen.store.write(async () => {})).rejects.toThrow(LeaseLost);
        await expect(stillHolding()).rejects.toMatchObject({ outcome: { code: 'lease-lost' } });
      },
      clock,
    );
    expect(await store.cursor('amazon', 'lease:notify:ship')).toBe('');
  });

  test('who works under no lease is not looked at', async () => {
    await frozen.store.write((tx) => tx.setCursor('amazon', 'x', 'free', '2026-11-26'));
    await stillHolding();
    expect(await store.cursor('amazon', 'x')).toBe('free');
  });
});
