import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeBudgets } from '../../src/store/budgets.ts';
import { openStore } from '../../src/store/db.ts';
import { storeKept } from '../../src/store/kept.ts';
import type { Store } from '../../src/store/types.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

const at = (ms: number) => () => Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + ms);

describe.each(storeKinds)('rate budgets in %s', (kind) => {
  let place: StorePlace;
  let one: Store;
  let other: Store;
  beforeAll(async () => {
    place = await newStorePlace(kind);
    one = await openStore(place.target, testKey);
    other = await openStore(place.target, testKey);
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    place.remove();
  });

  test('are one bucket for two processes: no two calls get the same place', async () => {
    const budgets = [storeBudgets(one, at(0)), storeBudgets(other, at(0))];
    const waits = await Promise.all(Array.from({ length: 20 }, (_, i) => budgets[i % 2]!.take('both', 2, 5)));
    expect(waits.sort((a, b) => a - b)).toEqual([0, 0, 0, 0, ...Array.from({ length: 16 }, (_, i) => (i + 1) * 500)]);
  });

  test('count the calls of a quota over all processes', async () => {
    const counts = await Promise.all(
      [one, other, one].map((store) => storeBudgets(store, at(0)).count('quota 2026-11-21', 2)),
    );
    expect(counts.toSorted()).toEqual([1, 2, 3]);
    expect(await storeBudgets(other, at(0)).count('quota 2026-11-21', 9)).toBe(3);
  });

  test('what a connection keeps is apart by place and outlives the process', async () => {
    const [lab, live] = [storeKept(one, at(0))('lab shop'), storeKept(one, at(0))('live shop')];
    await lab.write('token', 'first');
    await lab.write('token', 'lab-token-1');
    await live.write('token', 'live-token-1');
    const again = storeKept(other, at(0))('lab shop');
    expect([await again.read('token'), await live.read('token'), await lab.read('x')]).toEqual([
      'lab-token-1',
      'live-token-1',
      '',
    ]);
  });

  test('remember across a restart, and come back with time', async () => {
    for (let i = 0; i < 4; i++) await storeBudgets(one, at(0)).take('kept', 2, 5);
    const again = await openStore(place.target, testKey);
    expect(await storeBudgets(again, at(0)).take('kept', 2, 5)).toBe(500);
    expect(await storeBudgets(again, at(60_000)).take('kept', 2, 5)).toBe(0);
    await again.close();
  });

  test.each([
    ['two days', 2 * 86_400_000],
    ['an hour', 3_600_000],
    ['two minutes', 120_000],
  ])('a clock that is put back by %s takes what is still to be waited for along, and no more', async (name, back) => {
    const key = `turned ${name}`;
    // A minute a call, as a slow search: six calls in a row.
    for (let i = 0; i < 5; i++) await storeBudgets(one, at(back)).take(key, 1 / 60, 5);
    expect(await storeBudgets(one, at(back)).take(key, 1 / 60, 5)).toBe(120_000);
    expect(await storeBudgets(other, at(0)).take(key, 1 / 60, 5)).toBe(180_000);
    expect(await storeBudgets(one, at(60_000)).take(key, 1 / 60, 5)).toBe(180_000);
    // Nothing is forgotten either: the limit holds.
    expect(await storeBudgets(one, at(600_000)).take(key, 1 / 60, 5)).toBe(0);
  });

  test('an empty bucket stays empty over a clock that is put back', async () => {
    await storeBudgets(one, at(3_600_000)).empty('emptied', 1, 2);
    expect(await storeBudgets(one, at(0)).take('emptied', 1, 2)).toBe(1000);
  });

  test('clocks of two machines that differ by seconds give nothing away', async () => {
    const waits: number[] = [];
    for (let i = 0; i < 6; i++)
      waits.push(await storeBudgets(i % 2 ? one : other, at(i % 2 ? 0 : 2000)).take('skew', 1, 2));
    // Six calls, one a second: the last must not come sooner than five seconds after the first.
    expect(waits.at(-1)).toBeGreaterThanOrEqual(5000);
  });

  test('are empty when the other side said so', async () => {
    await storeBudgets(one, at(0)).empty('said', 0.5, 10);
    expect(await storeBudgets(other, at(0)).take('said', 0.5, 10)).toBe(2000);
  });
});

test('on PostgreSQL who drew last draws in one statement, without the lock of the budget, and never past another one’s draw', async () => {
  const place = await newStorePlace('postgres');
  const store = await openStore(place.target, testKey);
  const other = new pg.Client({ connectionString: (place.target as { url: string }).url });
  await other.connect();
  try {
    const budgets = storeBudgets(store, at(0));
    expect(await budgets.take('own', 2, 3)).toBe(0);
    await other.query('begin');
    await other.query("select pg_advisory_xact_lock(6238, hashtext('own'))");
    expect(await budgets.take('own', 2, 3)).toBe(0);
    // Another process draws under the lock: its row is waited for, and what it drew counts.
    await other.query("select * from budgets where key = 'own' for update");
    await other.query("update budgets set due = due + 500 where key = 'own'");
    const waiting = budgets.take('own', 2, 3);
    await other.query('commit');
    expect(await waiting).toBe(1000);
    expect(await budgets.take('own', 2, 3)).toBe(1500);
  } finally {
    await other.end();
    await store.close();
    place.remove();
  }
});
