import { afterEach, describe, expect, test } from 'vitest';
import { pullShop, sweepShop, syncShop } from '../../src/flow/pull/index.ts';
import type { Context, RunResult } from '../../src/flow/types.ts';
import { type AmazonBridge, openAmazonBridge } from '../support/amazon-bridge.ts';

/* Orders that no differential pull ever gives, searches that go round, and reading open orders again. */

let bridge: AmazonBridge;
let ctx: Context;
const change = (name: string, args: Record<string, string> = {}) =>
  bridge.control.change(name, args) as Promise<{ orderId: string }>;
const numbers = async () => (await ctx.store.orders({ shop: 'amazon' })).map((one) => one.order.number);
const named = ({ items }: RunResult) => items.filter((one) => one.code === 'found-by-sweep').map((one) => one.key);
const requests = async (operation: string) =>
  ((await bridge.control.get('/requests?limit=100000')).json as { operation: string }[]).filter(
    (one) => one.operation === operation,
  ).length;
const documents = async () => (await ctx.store.documents({ shop: 'amazon', direction: 'in' })).length;

async function open(options: Parameters<typeof openAmazonBridge>[0] = {}): Promise<void> {
  bridge = await openAmazonBridge(options);
  ({ ctx } = bridge);
}
afterEach(() => bridge.close());

/** Somebody orders, and Amazon shows it only so many minutes later; meanwhile another order moves the search past its time. */
async function hidden(minutes: number): Promise<string> {
  const { orderId } = await change('place-order');
  await change('hide-order-for', { order: orderId, minutes: String(minutes) });
  bridge.turn(10);
  await change('place-order');
  bridge.turn(10);
  await pullShop(ctx, 'amazon');
  return orderId;
}

describe.each([
  ['v2026', 'searchOrders'],
  ['v0', 'v0.getOrders'],
])('orders by %s', (version, operation) => {
  const start = (more = '') =>
    open({ read: `amazon-orders-${version}`, api: `orders-api: ${version}${more === '' ? '' : `\n      ${more}`}` });

  test.each([30, 60, 600])(
    'an order that Amazon shows %i minutes late is found by the sweep and named',
    async (late) => {
      await start();
      await pullShop(ctx, 'amazon');
      const order = await hidden(late);
      // The bridge is never away for long: that would sweep by itself.
      for (let left = late; left > 0; left -= 120) {
        bridge.turn(Math.min(left, 120));
        await pullShop(ctx, 'amazon');
      }
      expect(await numbers()).not.toContain(order);
      const swept = await sweepShop(ctx, 'amazon');
      expect(named(swept)).toEqual([order]);
      expect(swept.changed).toBe(true);
      expect(await numbers()).toContain(order);
      expect(named(await sweepShop(ctx, 'amazon'))).toEqual([]);
    },
  );

  test('a search that gives the same page under ever new tokens is ended, said, and goes on later', async () => {
    await start('page-size: 3');
    for (let count = 0; count < 5; count++) await change('place-order');
    bridge.turn(5);
    await change('repeat-pages', { pages: '5000' });
    const before = await requests(operation);
    const stuck = await pullShop(ctx, 'amazon');
    expect(stuck.items).toContainEqual(expect.objectContaining({ kind: 'retry', code: 'search-goes-round' }));
    expect((await requests(operation)) - before).toBeLessThanOrEqual(4);
    await change('repeat-pages', { pages: '0' });
    const then = await pullShop(ctx, 'amazon');
    expect(then.items).toEqual([]);
    const { orders } = await bridge.place.holdings<{
      orders: { orderId: string; fulfilledBy: string; status: string }[];
    }>();
    const ours = orders.filter((one) => one.fulfilledBy === 'MERCHANT' && one.status !== 'SHIPPED');
    const have = await numbers();
    expect(ours.map((one) => one.orderId).filter((one) => !have.includes(one))).toEqual([]);
  });
});

test('a sweep that finds nothing leaves nothing behind, and waits for the first pull', async () => {
  await open();
  expect(await sweepShop(ctx, 'amazon')).toMatchObject({ counts: { pages: 0 }, changed: false });
  await pullShop(ctx, 'amazon');
  bridge.turn(10);
  const before = await documents();
  const swept = await sweepShop(ctx, 'amazon');
  expect(swept.counts.unchanged).toBeGreaterThan(0);
  expect(swept.changed).toBe(false);
  expect(await documents()).toBe(before);
});

test.each([
  ['four pulls that failed', 4],
  ['hours without a pull', 0],
])('after %s the next good pull sweeps by itself', async (_, failures) => {
  await open();
  await pullShop(ctx, 'amazon');
  const order = await hidden(60);
  if (failures > 0) await bridge.control.fault('searchOrders', 'unavailable', { count: failures });
  for (let count = 0; count < failures; count++) {
    bridge.turn(15);
    await pullShop(ctx, 'amazon');
  }
  if (failures === 0) bridge.turn(4 * 60);
  bridge.turn(15);
  expect(named(await pullShop(ctx, 'amazon'))).toEqual([order]);
  bridge.turn(15);
  expect(named(await pullShop(ctx, 'amazon'))).toEqual([]);
});

test('sync reads the open orders again: what changed comes in as by a pull, what did not leaves nothing behind', async () => {
  await open();
  await pullShop(ctx, 'amazon');
  const ready = await ctx.store.shipments({ shop: 'amazon', states: ['ready'] });
  const [cancelled, asked] = [...new Set(ready.map((one) => one.shipment.orderNumber))];
  await change('cancel-order', { order: cancelled! });
  await change('request-cancel', { order: asked! });
  const before = await documents();
  const synced = await syncShop(ctx, 'amazon');
  expect(synced).toMatchObject({ counts: { revised: 2 }, changed: true });
  expect(await documents()).toBe(before + 2);
  const states = async (number: string) =>
    (await ctx.store.shipments({ shop: 'amazon', numbers: [number] })).map((one) => one.state);
  expect([await states(cancelled!), await states(asked!)]).toEqual([['cancelled'], ['held']]);
  const again = await syncShop(ctx, 'amazon');
  expect(again).toMatchObject({ counts: { revised: 0, new: 0 }, changed: false });
  // The cancelled one is over and is not asked for any more.
  expect(again.counts.pages).toBe(synced.counts.pages! - 1);
  expect(await documents()).toBe(before + 2);
});
