import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/db.ts';
import type { Store } from '../../src/store/types.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

/* What may be written at the same time: on PostgreSQL the notices of different shops, from one process and from several. */

const at = '2026-11-27T00:00:00Z';
const now = () => Temporal.Instant.from(at);

/** A door that somebody inside a transaction waits at, and whether they have come to it. */
function door() {
  const reached = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: open.resolve,
    async pass() {
      reached.resolve();
      await open.promise;
    },
  };
}

const settled = async (promise: Promise<unknown>, ms = 150): Promise<boolean> => {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), ms));
  return Promise.race([promise.then(() => true), late]);
};

describe.each(storeKinds)('writers beside each other in %s', (kind) => {
  let place: StorePlace;
  let one: Store;
  let other: Store;
  beforeEach(async () => {
    place = await newStorePlace(kind);
    one = await openStore(place.target, testKey);
    other = await openStore(place.target, testKey);
  });
  afterEach(async () => {
    await one.close();
    await other.close();
    place.remove();
  });

  const said = (store: Store) => store.cursor('a', 'said');
  /** Adds a letter to what stands there, as it was read: lost if two do it at the same time. */
  const add = (letter: string, shop = 'a') => ({
    alone: (store: Store, wait = async () => {}) =>
      store.write(async (tx) => {
        const before = await tx.cursor(shop, 'said');
        await wait();
        await tx.setCursor(shop, 'said', before + letter, at);
      }),
    ofShop: (store: Store, wait = async () => {}) =>
      store.writeShop(shop, async (tx) => {
        const before = await tx.cursor(shop, 'said');
        await wait();
        await tx.setCursor(shop, 'said', before + letter, at);
      }),
  });

  test('of one shop and of all wait for each other, so that nothing is lost', async () => {
    const stores = [one, other];
    const letters = [...'abcdefghijklmnopqrst'];
    await Promise.all(
      letters.map((letter, index) => {
        const { alone, ofShop } = add(letter);
        return index % 3 === 0 ? alone(stores[index % 2]!) : ofShop(stores[index % 2]!);
      }),
    );
    expect([...(await said(one))].sort()).toEqual(letters);
  });

  test('who writes alone waits for those of a shop, and they for him', async () => {
    const first = door();
    const shop = add('1').ofShop(one, first.pass);
    await first.reached;
    const alone = add('2').alone(kind === 'sqlite' ? one : other);
    expect(await settled(alone)).toBe(false);
    first.open();
    await Promise.all([shop, alone]);
    const second = door();
    const holding = add('3').alone(one, second.pass);
    await second.reached;
    const waiting = add('4').ofShop(kind === 'sqlite' ? one : other);
    expect(await settled(waiting)).toBe(false);
    second.open();
    await Promise.all([holding, waiting]);
    expect(await said(one)).toBe('1234');
  });

  test('what fails is undone, and whoever waited goes on', async () => {
    const failed = one.writeShop('a', async (tx) => {
      await tx.setCursor('a', 'said', 'x', at);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await add('1').ofShop(one);
    expect(await said(one)).toBe('1');
  });
});

describe('PostgreSQL', () => {
  let one: Store;
  let other: Store;
  beforeEach(async () => {
    const { target } = await newStorePlace('postgres');
    one = await openStore(target, testKey);
    other = await openStore(target, testKey);
  });
  afterEach(async () => {
    await one.close();
    await other.close();
  });

  test.each(['one process', 'two processes'])('lets shops write beside each other, in %s', async (where) => {
    const [a, b] = [door(), door()];
    const second = where === 'one process' ? one : other;
    const writing = [one.writeShop('a', a.pass), second.writeShop('b', b.pass)];
    await Promise.all([a.reached, b.reached]);
    // A budget is drawn while somebody writes.
    await one.changeBudget('calls', () => ({
      bucket: { due: 1, seen: now().epochMilliseconds },
      result: undefined,
    }));
    a.open();
    b.open();
    await Promise.all(writing);
    expect((await other.budget('calls')).due).toBe(1);
  });

  test('more shops than places: all get their turn, and reading inside goes on', async () => {
    const shops = Array.from({ length: 30 }, (_, index) => `shop-${index}`);
    await Promise.all(
      shops.map((shop) =>
        one.writeShop(shop, async (tx) => {
          await one.cursor(shop, 'said');
          await tx.setCursor(shop, 'said', shop, at);
        }),
      ),
    );
    const found = await Promise.all(shops.map((shop) => other.cursor(shop, 'said')));
    expect(found).toEqual(shops);
  });

  test('two shops that get in each other’s way (a mail of both) both end', async () => {
    const mail = (id: string) => ({
      id,
      to: 'a@example.jp',
      subject: id,
      text: id,
      state: 'due' as const,
      attempts: 0,
      notBefore: at,
      at,
    });
    const [a, b] = [door(), door()];
    let runs = 0;
    const both = (store: Store, shop: string, first: string, second: string, own: ReturnType<typeof door>) =>
      store.writeShop(shop, async (tx) => {
        runs++;
        await tx.putMails([mail(first)]);
        await own.pass();
        await tx.putMails([mail(second)]);
      });
    const writing = [both(one, 'a', 'm1', 'm2', a), both(other, 'b', 'm2', 'm1', b)];
    await Promise.all([a.reached, b.reached]);
    a.open();
    b.open();
    await Promise.all(writing);
    expect(runs).toBeGreaterThan(2); // one of them was broken off by the database and ran again
    expect((await one.mails()).map((one) => one.id).sort()).toEqual(['m1', 'm2']);
  });
});
