import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/db.ts';
import type { LinkRecord, Store, StoredHandOver } from '../../src/store/types.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

const handOver = (id: string, more: Partial<StoredHandOver> = {}): StoredHandOver => ({
  id,
  route: 'screen',
  state: 'sending',
  notifyHash: `hash-${id}`,
  payload: 'document',
  shipments: ['s2', 's1'],
  handle: { actor: 'test', results: [], address: 'https://example.jp/?_RXID=RXsecrettoken' },
  looks: 0,
  notBefore: '2026-11-21T03:05:00Z',
  code: '',
  args: {},
  createdAt: `2026-11-21T03:00:0${id.at(-1)}Z`,
  at: '2026-11-21T03:00:00Z',
  ...more,
});
const record = (id: string, at: string): LinkRecord => ({
  id,
  handOver: 'h1',
  direction: 'to-b2',
  at,
  result: 'done',
  orders: 1,
  shipments: 2,
  code: 'b2-handed-over',
  args: { count: 2 },
});

describe.each(storeKinds)('hand-overs in %s', (kind) => {
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
  });
  afterAll(async () => {
    await store.close();
    place.remove();
  });

  test('come back as they went in, by id, state and notify hash, oldest first', async () => {
    const [one, two] = [handOver('h1'), handOver('h2', { state: 'open' })];
    await store.write(async (tx) => {
      await tx.putHandOver(two, true);
      await tx.putHandOver(one, false);
    });
    expect(await store.handOvers()).toEqual([one, two]);
    expect(await store.handOvers({ states: ['open'] })).toEqual([two]);
    expect(await store.handOvers({ watched: true })).toEqual([two]);
    expect(await store.handOvers({ notifyHash: 'hash-h1' })).toEqual([one]);
    expect(await store.handOvers({ ids: [] })).toEqual([]);
  });

  test('change everything but what was sent', async () => {
    const sent = (await store.handOvers({ ids: ['h1'] }))[0]!;
    await store.write((tx) =>
      tx.putHandOver(
        { ...sent, state: 'done', handle: { actor: 'x', results: [] }, shipments: [], payload: 'other' },
        false,
      ),
    );
    expect((await store.handOvers({ ids: ['h1'] }))[0]).toEqual({
      ...sent,
      state: 'done',
      handle: { actor: 'x', results: [] },
    });
  });

  test('keep their tokens sealed', async () => {
    if (place.target.kind !== 'sqlite') {
      expect((await store.handOvers({ ids: ['h2'] }))[0]!.handle).toMatchObject({ actor: 'test' });
      return;
    }
    await store.write(async (tx) => tx.putHandOver(handOver('h3'), true));
    const { file } = place.target;
    for (const path of [file, `${file}-wal`]) expect(readFileSync(path).includes('RXsecrettoken')).toBe(false);
  });

  test('the link history is newest first, each line once, and ends where it is told to', async () => {
    await store.write(async (tx) => {
      await tx.addLinkRecord(record('a', '2026-11-01T00:00:00Z'));
      await tx.addLinkRecord(record('b', '2026-11-20T00:00:00Z'));
      await tx.addLinkRecord(record('b', '2026-11-25T00:00:00Z'));
    });
    expect((await store.linkHistory()).map((one) => one.id)).toEqual(['b', 'a']);
    expect(await store.linkHistory({ since: '2026-11-10T00:00:00Z' })).toEqual([record('b', '2026-11-20T00:00:00Z')]);
    const what = { before: '2026-11-10T00:00:00Z', now: '2026-11-25T00:00:00Z' };
    expect(await store.forget.history('link_history', { ...what, dryRun: true })).toEqual({ forgotten: 1, kept: 0 });
    expect(await store.forget.history('link_history', what)).toEqual({ forgotten: 1, kept: 0 });
    expect((await store.linkHistory()).map((one) => one.id)).toEqual(['b']);
  });
});
