import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyStore } from '../../src/store/copy.ts';
import { openStore } from '../../src/store/db.ts';
import { StoreRefused } from '../../src/store/refused.ts';
import type { Store } from '../../src/store/types.ts';
import { raw } from '../support/raw-database.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

describe.each(storeKinds)('%s', (kind) => {
  let place: StorePlace;
  let store: Store;
  beforeEach(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
  });
  afterEach(async () => {
    await store.close();
    place.remove();
  });
  const named = (customerNo: string) => ({ shop: 'sheet', customerNo });

  test('a store keeps its identity, and each issue is a new epoch whose names wait until they stand outside', async () => {
    const first = await store.standing();
    expect(first).toEqual({ identity: expect.stringMatching(/^[0-9a-f]{24}$/), epoch: 0 });
    await store.write((tx) => tx.markIssued([named('A_1'), named('A_2'), named('A_1')]));
    await store.write((tx) => tx.markIssued([named('B_1')]));
    await store.write((tx) => tx.markIssued([]));
    expect(await store.standing()).toEqual({ ...first, epoch: 2 });
    expect(await store.issueMarks()).toEqual([
      { epoch: 1, ...named('A_1') },
      { epoch: 1, ...named('A_2') },
      { epoch: 2, ...named('B_1') },
    ]);
    await store.write((tx) => tx.dropIssueMarks(1));
    expect(await store.issueMarks()).toHaveLength(1);
    await store.close();
    store = await openStore(place.target, testKey);
    expect(await store.standing()).toEqual({ ...first, epoch: 2 });
  });

  test('what is taken back unprinted is a new epoch too, and is told apart', async () => {
    await store.write(async (tx) => {
      await tx.markIssued([named('A_1')]);
      await tx.markReleased([named('A_1')]);
      await tx.markReleased([]);
    });
    expect(await store.issueMarks()).toEqual([
      { epoch: 1, ...named('A_1') },
      { epoch: 2, ...named('A_1'), released: true },
    ]);
  });

  test('what a transaction that fails marked is not marked', async () => {
    const broken = store.write(async (tx) => {
      await tx.markIssued([named('A_1')]);
      throw new Error('broken off');
    });
    await expect(broken).rejects.toThrow('broken off');
    expect([await store.issueMarks(), (await store.standing()).epoch]).toEqual([[], 0]);
  });

  test('labels that it does not know are found by what stands before their serial, in their shop', async () => {
    await store.write((tx) => tx.setIssuedBefore([named('A_1'), named('A_12'), named('A_B_1'), named('A_1')]));
    expect((await store.issuedBefore('sheet', ['A', 'X'])).map((one) => one.customerNo).sort()).toEqual([
      'A_1',
      'A_12',
    ]);
    expect(await store.issuedBefore('other', ['A'])).toEqual([]);
    expect(await store.issuedBefore('sheet', [])).toEqual([]);
  });

  test('a copy is the same store as far as it goes', async () => {
    await store.write((tx) => tx.markIssued([named('A_1')]));
    const other = await newStorePlace(kind);
    await copyStore(place.target, other.target, [testKey]);
    const copy = await openStore(other.target, testKey);
    expect(await copy.standing()).toEqual(await store.standing());
    expect(await copy.issueMarks()).toEqual(await store.issueMarks());
    await copy.close();
    other.remove();
  });

  test.each([
    ['an earlier content', `update meta set value = ${kind === 'sqlite' ? "x'30'" : "'\\x30'"} where name = 'epoch'`],
    ['another store', `update meta set value = ${kind === 'sqlite' ? "x'41'" : "'\\x41'"} where name = 'identity'`],
  ])('%s under a running process is noticed by the next write', async (_, statement) => {
    await store.write((tx) => tx.markIssued([named('A_1')]));
    await raw(place.target, statement);
    const write = store.write((tx) => tx.markIssued([named('B_1')]));
    await expect(write).rejects.toMatchObject({ code: 'database-replaced' });
    expect(await store.issueMarks()).toHaveLength(1);
  });

  test('a store that must not write only reads', async () => {
    await store.write((tx) => tx.markIssued([named('A_1')]));
    store.refuseWrites(new StoreRefused('store-other'));
    await expect(store.write((tx) => tx.dropIssueMarks(9))).rejects.toMatchObject({ code: 'store-other' });
    expect(await store.issueMarks()).toHaveLength(1);
    expect(await store.integrity()).toBe('');
  });

  test('whoever closes the store does not wait for the look at all of it', async () => {
    const look = store.integrity();
    await store.close();
    expect(await look).toBe('');
    store = await openStore(place.target, testKey);
  });
});
