import { afterEach, describe, expect, test } from 'vitest';
import { probeShop } from '../../src/flow/desk/shops.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import { type AmazonBridge, type AmazonBridgeOptions, openAmazonBridge } from '../support/amazon-bridge.ts';
import { cli } from '../support/cli.ts';
import { storeKinds } from '../support/stores.ts';

/* The whole bridge against the lab's own faults: pulled, printed, told; then the lab's ledger and our store are looked at. */

let amazon: AmazonBridge;

afterEach(() => amazon.close());

const ctx = () => amazon.ctx;
const control = () => amazon.control;
const { turn, states, booked, toBeTold } = {
  turn: (minutes: number) => amazon.turn(minutes),
  states: () => amazon.states(),
  booked: () => amazon.booked(),
  toBeTold: (most: number) => amazon.toBeTold(most),
};
const start = async (options: AmazonBridgeOptions = {}) => {
  amazon = await openAmazonBridge(options);
};

describe.each(storeKinds)('on %s', (kind) => {
  test('an answer that is lost after confirmShipment is looked up, and the order is confirmed once', async () => {
    await start({ store: kind });
    const numbers = await toBeTold(3);
    await control().fault('confirmShipment', 'lost', { count: 1 });
    await notifyShop(ctx(), 'amazon');
    expect((await states()).unsure).toHaveLength(1);
    turn(1);
    await notifyShop(ctx(), 'amazon');
    expect((await states()).told).toHaveLength(3);
    const { confirmations } = await booked();
    expect(confirmations.map((one) => one.orderId).sort()).toEqual(numbers.toSorted());
  });

  test('a wrong client secret stops the shop with one sentence; the probe lets it go on where it stood', async () => {
    await start({ store: kind });
    const secret = amazon.place.lab.systems.amazon.credentials.clientSecret;
    const numbers = await toBeTold(2);
    await control().change('change-secret', { secret: 'amzn1.oa2-cs.v1.lab-secret-0002' });
    await control().change('expire-tokens');
    const ran = await runJob(ctx(), 'notify', 'amazon', notifyShop);
    expect(ran).toMatchObject({ kind: 'ran' });
    expect(await ctx().store.halts()).toMatchObject([{ shop: 'amazon', code: 'credentials-refused' }]);
    expect(await runJob(ctx(), 'notify', 'amazon', notifyShop)).toMatchObject({ kind: 'halted' });
    expect((await probeShop(ctx(), 'amazon', 'operator')).resumed).toBe(false);
    expect((await ctx().store.mails()).map((one) => one.subject)).toEqual(['Amazonの自動処理を止めました']);
    await control().change('change-secret', { secret });
    expect(await probeShop(ctx(), 'amazon', 'operator')).toMatchObject({ kind: 'done', resumed: true });
    turn(2);
    await runJob(ctx(), 'notify', 'amazon', notifyShop);
    expect((await booked()).confirmations.map((one) => one.orderId).sort()).toEqual(numbers.toSorted());
  });
});

test('ten minutes of 429 park no notice: what was not sent is no try, and waits grow', async () => {
  await start();
  const numbers = await toBeTold(8);
  await control().fault('confirmShipment', 'too-many', { count: 100_000 });
  for (let minute = 0; minute < 10; minute++) {
    await notifyShop(ctx(), 'amazon');
    turn(1);
  }
  expect(Object.keys(await states())).toEqual(['due']);
  expect(await ctx().store.mails()).toEqual([]);
  await control().send('DELETE', '/faults');
  for (let minute = 0; minute < 70; minute += 10) {
    turn(10);
    await notifyShop(ctx(), 'amazon');
  }
  const { confirmations } = await booked();
  expect(confirmations.map((one) => one.effect)).toEqual(numbers.map(() => 'created'));
});

test('many go as one feed: FATAL half done, then each is told once and none is lost', async () => {
  await start({ api: 'feed-from: 5' });
  const numbers = await toBeTold(6);
  await control().change('plan-feed', { fatalAfter: '3', report: 'no' });
  await notifyShop(ctx(), 'amazon');
  expect((await states()).pending).toHaveLength(6);
  for (let round = 0; round < 12; round++) {
    turn(3);
    await notifyShop(ctx(), 'amazon');
  }
  expect(Object.keys(await states())).toEqual(['told']);
  const { packages } = await booked();
  expect(packages.map((one) => one.orderId).sort()).toEqual(numbers.toSorted());
});

test.each(['garbage', 'wrong-type', 'truncated'])(
  'a %s answer to a pull is tried again; then a person is told, and finds the evidence',
  async (fault) => {
    await start();
    await control().fault('searchOrders', fault, { count: 4 });
    const ids: string[] = [];
    for (let run = 0; run < 4; run++) {
      const ran = await runJob(ctx(), 'pull', 'amazon', pullShop);
      if (ran.kind !== 'ran') throw new Error(ran.kind);
      ids.push(ran.run.id);
      expect(ran.run.items).toMatchObject([{ key: 'amazon', kind: 'retry' }]);
      expect(await ctx().store.mails()).toHaveLength(run < 3 ? 0 : 1);
      turn(15);
    }
    expect((await ctx().store.mails())[0]).toMatchObject({ subject: 'Amazonの受注を取得できていません' });
    const shown = await cli(['runs', 'show', ids[0]!, '-C', amazon.place.root]);
    if (fault !== 'truncated') expect(shown.stdout).toMatch(/証拠[\s\S]*HTTP 200 request/);
    expect(shown.stdout).not.toMatch(/試験|見本|090-0000/);
    const ran = await runJob(ctx(), 'pull', 'amazon', pullShop);
    expect(ran.kind === 'ran' && ran.run.counts.new).toBeGreaterThan(5);
    await control().fault('searchOrders', fault, { count: 1 });
    turn(60 * 24);
    await runJob(ctx(), 'pull', 'amazon', pullShop);
    expect(await ctx().store.mails()).toHaveLength(1);
  },
);

test('a shop whose first pull failed for weeks still begins where it was connected', async () => {
  await start();
  await control().change('revoke-token');
  await pullShop(ctx(), 'amazon');
  expect(await ctx().store.halts()).toMatchObject([{ code: 'authorization-revoked' }]);
  turn(60 * 24 * 20);
  await control().change('restore-token');
  expect(await probeShop(ctx(), 'amazon', 'operator')).toMatchObject({ resumed: true });
  expect((await pullShop(ctx(), 'amazon')).counts.new).toBeGreaterThan(5);
});

test('an order cancelled at Amazon between pull and notice is not told, whether a pull has seen it or not', async () => {
  await start();
  const [seen, unseen, good] = await toBeTold(3);
  await control().change('cancel-order', { order: seen });
  turn(3);
  const pulled = await pullShop(ctx(), 'amazon');
  expect(pulled.counts.revised).toBeGreaterThan(0);
  await control().change('cancel-order', { order: unseen });
  const { items } = await notifyShop(ctx(), 'amazon');
  expect(
    items
      .filter((one) => one.code === 'notice-order-cancelled')
      .map((one) => one.key)
      .sort(),
  ).toEqual([seen, unseen].toSorted());
  expect((await booked()).packages.map((one) => one.orderId)).toEqual([good]);
});

test('the role withdrawn: orders are held for it, and printed when it is back', async () => {
  await start();
  await control().change('withdraw-role', { role: 'direct-to-consumer-shipping' });
  await pullShop(ctx(), 'amazon');
  const held = await ctx().store.shipments({ shop: 'amazon', states: ['held'] });
  const { stdout } = await cli(['holds', 'list', '-C', amazon.place.root]);
  expect(stdout).toContain('個人情報の権限');
  expect(await ctx().store.shipments({ shop: 'amazon', states: ['ready'] })).toEqual([]);
  await control().change('grant-role', { role: 'direct-to-consumer-shipping' });
  turn(20);
  await pullShop(ctx(), 'amazon');
  const ready = await ctx().store.shipments({ shop: 'amazon', states: ['ready'] });
  expect(held.length).toBeGreaterThan(5);
  const still = await ctx().store.shipments({ shop: 'amazon', states: ['held'] });
  expect(still.flatMap((one) => one.holds.map((hold) => hold.code))).not.toContain('address-withheld');
  expect(ready.length).toBeGreaterThan(5);
});

test('two pulls at once: one runs, the other is told that it is busy; every order is there once', async () => {
  await start();
  const both = await Promise.all([1, 2].map(() => runJob(ctx(), 'pull', 'amazon', pullShop)));
  expect(both.map((one) => one.kind).sort()).toEqual(['busy', 'ran']);
});
