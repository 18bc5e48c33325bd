import { afterEach, describe, expect, test } from 'vitest';
import { type Bridge, openBridge } from '../../src/app.ts';
import { probeShop } from '../../src/flow/desk/shops.ts';
import { intakeFile } from '../../src/flow/intake.ts';
import { issueShipments } from '../../src/flow/issue.ts';
import { notifyShop } from '../../src/flow/notify.ts';
import { pullShop } from '../../src/flow/pull.ts';
import { runJob } from '../../src/flow/run-job.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { labControl } from '../support/lab-client.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';
import { newStorePlace, storeKinds } from '../support/stores.ts';

/* The whole bridge against the lab's own faults: pulled, printed, told; then the lab's ledger and our store are looked at. */

interface Booked {
  readonly confirmations: { readonly orderId: string; readonly effect: string }[];
  readonly packages: { readonly orderId: string; readonly trackingNumber: string }[];
}

let place: LabWorkspace;
let bridge: Bridge;
let ticking: NodeJS.Timeout;

afterEach(async () => {
  clearInterval(ticking);
  await bridge.close();
  await place.close();
});

const ctx = () => bridge.context;
const control = () => labControl(place.lab);
const turn = (minutes: number) => place.lab.clock.turn(minutes * 60_000);
const notices = () => ctx().store.notices({ shop: 'amazon' });
const states = async () => Object.groupBy(await notices(), (one) => one.state);
const booked = () => place.holdings<Booked>();

async function start(kind: 'sqlite' | 'postgres' = 'sqlite', api = '', orders = 30): Promise<void> {
  place = await labWorkspace({ seed: { orders }, read: 'amazon-orders-v2026', api, issue: 'manual' });
  const store = kind === 'postgres' ? (await newStorePlace('postgres')).target : undefined;
  const env = store?.kind === 'postgres' ? { DATABASE_URL: store.url } : {};
  // Forty times as fast as a clock, so that waiting for rate limits is short.
  place.lab.clock.freeze();
  ticking = setInterval(() => place.lab.clock.turn(200), 5);
  const now = () => Temporal.Instant.fromEpochMilliseconds(place.lab.clock.now());
  bridge = await openBridge(place.root, { env, now });
}

/** Pulled, printed, numbers back, reserved; `most` of them. Answers the order numbers. */
async function toBeTold(most: number): Promise<string[]> {
  await pullShop(ctx(), 'amazon');
  const ready = (await ctx().store.shipments({ shop: 'amazon', states: ['ready'] })).slice(0, most);
  expect(ready).toHaveLength(most);
  const { shipments } = await issueShipments(ctx(), {
    shop: 'amazon',
    orders: ready.map((one) => one.shipment.orderNumber),
  });
  const rows = shipments.map((customerNo, index) => ({ customerNo, number: trackingNumber(index) }));
  await intakeFile(ctx(), { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
  await notifyShop(ctx(), 'amazon');
  const due = await notices();
  expect(due.map((one) => one.state)).toEqual(shipments.map(() => 'due'));
  turn(5);
  return due.map((one) => one.orderNumber);
}

describe.each(storeKinds)('on %s', (kind) => {
  test('an answer that is lost after confirmShipment is looked up, and the order is confirmed once', async () => {
    await start(kind);
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
    await start(kind);
    const secret = place.lab.systems.amazon.credentials.clientSecret;
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
  await start('sqlite', 'feed-from: 5');
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
