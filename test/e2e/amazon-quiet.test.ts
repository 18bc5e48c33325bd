import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openBridge } from '../../src/app.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { sendMails } from '../../src/flow/mail/send-mails.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import { type AmazonBridge, openAmazonBridge } from '../support/amazon-bridge.ts';
import { amazonClient } from '../support/lab-client.ts';
import { labWorkspace } from '../support/lab-workspace.ts';

/* What the bridge writes down of its dealings with Amazon, and when it goes on after a kill. */

let amazon: AmazonBridge;

afterEach(() => amazon?.close());

test('whatever goes wrong: no name, address, telephone or secret in history, journal, mails or the database file', async () => {
  amazon = await openAmazonBridge();
  const { ctx, control, turn } = amazon;
  await amazon.toBeTold(8);
  const people = (await ctx.store.orders({ shop: 'amazon' })).flatMap(({ order }) =>
    [order.orderer, ...order.destinations.map((one) => one.consignee)].flatMap((one) => [
      one.name,
      one.phone,
      one.address.street,
    ]),
  );
  const secrets = Object.values(amazon.place.lab.systems.amazon.credentials).slice(1, 3);
  const private_ = [...new Set([...people, ...secrets])].filter((text) => text.length > 3);
  expect(private_.length).toBeGreaterThan(20);
  for (const fault of [
    'lost',
    'garbage',
    'wrong-type',
    'truncated',
    'reset',
    'server-error',
    'maintenance',
    'too-many',
  ])
    await control.fault('confirmShipment', fault, { count: 1 });
  for (let run = 0; run < 20; run++) {
    await control.fault('searchOrders', ['garbage', 'wrong-type', 'truncated', 'server-error'][run % 4]!, { count: 1 });
    await runJob(ctx, 'pull', 'amazon', pullShop);
    await runJob(ctx, 'notify', 'amazon', notifyShop);
    turn(10);
  }
  await control.change('revoke-token');
  await control.change('expire-tokens');
  await runJob(ctx, 'pull', 'amazon', pullShop);
  await sendMails(ctx);
  expect((await ctx.store.halts()).length).toBe(1);
  const { confirmations } = await amazon.booked();
  expect(confirmations.filter((one) => one.effect === 'created')).toHaveLength(8);
  const mailbox = (await control.get('/mail')).text;
  const written = JSON.stringify([
    await ctx.store.runs(1000),
    await ctx.store.journal({ shop: 'amazon', limit: 10_000 }),
    await ctx.store.notices({ shop: 'amazon' }),
    await ctx.store.mails(),
  ]);
  expect(written).toContain('shop-garbled');
  expect(mailbox).toContain('subject');
  const data = join(amazon.place.root, 'data');
  const raw = readdirSync(data)
    .filter((name) => name.includes('.db'))
    .map((name) => readFileSync(join(data, name)).toString('utf8'))
    .join('');
  for (const text of private_) {
    expect({ text, in: written.includes(text) || mailbox.includes(text) || raw.includes(text) }).toEqual({
      text,
      in: false,
    });
  }
});

test('a pull that is killed between two pages goes on with the next; every order is there once', async () => {
  let pages = 0;
  amazon = await openAmazonBridge({
    api: 'page-size: 5',
    at: (point) => {
      if (point === 'pull:page' && ++pages === 2) throw new Error('killed');
    },
  });
  const { ctx } = amazon;
  await expect(pullShop(ctx, 'amazon')).rejects.toThrow('killed');
  const before = (await ctx.store.orders({ shop: 'amazon' })).length;
  expect(before).toBeGreaterThan(3);
  const { counts } = await pullShop(ctx, 'amazon');
  const orders = await ctx.store.orders({ shop: 'amazon' });
  expect(before + counts.new!).toBe(orders.length);
  const once = await openAmazonBridge();
  await pullShop(once.ctx, 'amazon');
  const expected = (await once.ctx.store.orders({ shop: 'amazon' })).map((one) => one.order.number);
  await once.close();
  expect(orders.map((one) => one.order.number).sort()).toEqual(expected.sort());
});

test('a feed that Amazon cancelled before it began is sent again, and each order is told once', async () => {
  amazon = await openAmazonBridge({ api: 'feed-from: 5' });
  const { ctx, turn } = amazon;
  const numbers = await amazon.toBeTold(5);
  await notifyShop(ctx, 'amazon');
  const [feed] = (await amazon.booked()).feeds;
  const cancelled = await amazonClient(amazon.place.lab).raw('DELETE', `/feeds/2021-06-30/feeds/${feed!.feedId}`);
  expect(cancelled.status).toBe(200);
  for (let round = 0; round < 6; round++) {
    turn(2);
    await notifyShop(ctx, 'amazon');
  }
  expect(Object.keys(await amazon.states())).toEqual(['told']);
  expect((await amazon.booked()).packages.map((one) => one.orderId).sort()).toEqual(numbers.toSorted());
});

test('a live shop without its own secrets stops before anything goes out, and never takes the lab’s', async () => {
  const place = await labWorkspace({ seed: 'small', read: 'amazon-orders-v2026' });
  const file = join(place.root, 'bridge.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('    api:\n', '    live: true\n    api:\n'));
  const bridge = await openBridge(place.root, { env: {} });
  const calls = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('the network was reached'));
  try {
    for (const [job, work] of [
      ['pull', pullShop],
      ['notify', notifyShop],
    ] as const)
      await runJob(bridge.context, job, 'amazon', work);
    expect(await bridge.context.store.halts()).toMatchObject([{ shop: 'amazon', code: 'secret-missing' }]);
    expect(calls).not.toHaveBeenCalled();
  } finally {
    calls.mockRestore();
    await bridge.close();
    await place.close();
  }
});
