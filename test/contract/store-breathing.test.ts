import { expect, test } from 'vitest';
import { openStore } from '../../src/store/db.ts';
import { storedOrder } from '../support/store-samples.ts';
import { newStorePlace, testKey } from '../support/stores.ts';

test('a long transaction lets the rest of the process have its turn, sees all or nothing, and is not met by the log being emptied', async () => {
  const place = await newStorePlace('sqlite');
  const store = await openStore(place.target, testKey);
  try {
    const seen: number[] = [];
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        await new Promise((resolve) => setImmediate(resolve));
        if (!isOver) seen.push((await store.listOrders({}, { limit: 1 })).rows.length);
      }
    })();
    const writing = store.write(async (tx) => {
      for (let page = 0; page < 20; page++)
        await tx.saveOrders(Array.from({ length: 100 }, (_, no) => storedOrder(`A-${page}-${no}`)));
    });
    const emptied = new Promise((resolve) => setTimeout(resolve, 20)).then(() => store.forget.settle());
    await writing;
    isOver = true;
    await Promise.all([others, emptied]);
    // Nobody could look while it ran, before: the first turn came after the commit.
    expect(seen.filter((count) => count === 0).length).toBeGreaterThan(3);
    expect(await store.countOrders()).toBe(2000);
  } finally {
    await store.close();
    place.remove();
  }
});
