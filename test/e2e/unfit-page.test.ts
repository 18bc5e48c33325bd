import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { standardLayoutsFolder } from '../../src/config/layout-files.ts';
import type { ReadLayout } from '../../src/layout/types.ts';
import { openShopserve, type ShopserveShop } from '../support/shopserve-shop.ts';

/* Row 30, by API: pages of a shop whose own layout fails its cases are not taken, and come once it is put right. */

const name = 'shopserve-orders-api';
let place: ShopserveShop;
afterEach(() => place.close());

/** The standard layout as the workspace's own, in this folder; another object each time, as another process has it. */
const own = (): ReadLayout => ({ ...place.ctx.layouts.read.get(name)!, own: true });
const use = (layout: ReadLayout) => {
  (place.ctx as { layouts: unknown }).layouts = {
    ...place.ctx.layouts,
    read: new Map([...place.ctx.layouts.read, [name, layout]]),
  };
};
/** Spoils the expected file of one case, or puts it right again. */
function spoil(): () => void {
  const folder = join(place.ctx.config.root, 'layouts', 'read', name);
  cpSync(join(standardLayoutsFolder(), 'read', name), folder, { recursive: true });
  const first = join(folder, 'cases', readdirSync(join(folder, 'cases')).sort()[0]!);
  const file = join(first, readdirSync(first).find((one) => one.startsWith('out.'))!);
  renameSync(file, `${file}.good`);
  writeFileSync(file, '{"orders":[]}');
  return () => writeFileSync(file, readFileSync(`${file}.good`));
}

test('nothing is lost: the cursor stays, and after the layout is mended the orders come', async () => {
  place = await openShopserve({ api: { 'page-size': 2 } });
  const mend = spoil();
  const placed = [];
  for (let i = 0; i < 5; i++) placed.push(await place.place());
  use(own());
  for (let run = 0; run < 2; run++) {
    const { counts, items } = await place.job('pull');
    expect(counts).toMatchObject({ new: 0 });
    expect(items[0]).toMatchObject({ kind: 'fix', code: 'layout-unfit', args: { name } });
    expect(await place.ctx.store.cursor(place.shop, 'pull')).toBe('');
    place.minutes(5);
  }
  expect(await place.ctx.store.orders({ shop: place.shop })).toEqual([]);
  mend();
  use(own());
  expect((await place.job('pull')).counts).toMatchObject({ new: 5 });
  const numbers = (await place.ctx.store.orders({ shop: place.shop })).map((one) => one.order.number);
  expect(numbers.sort()).toEqual(placed.map((one) => one.orderNo).sort());
});

test('a page that was taken before does not take the cursor past one that was refused', async () => {
  place = await openShopserve({ api: { 'page-size': 1 } });
  await place.place();
  await place.job('pull');
  const before = await place.ctx.store.cursor(place.shop, 'pull');
  const mend = spoil();
  use(own());
  const late = await place.place();
  await place.job('pull');
  expect(await place.ctx.store.cursor(place.shop, 'pull')).toBe(before);
  mend();
  use(own());
  await place.job('pull');
  expect(await place.order(late.orderNo)).toBeDefined();
});
