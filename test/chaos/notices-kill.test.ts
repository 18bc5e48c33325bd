import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBridge } from '../../src/app.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';

/*
 * kill -9 of the bridge 50 times at random while 200 notices go out one by one: the lab's ledger shows each order confirmed
 * exactly once. The lab's real rate limits hold; its clock is turned quickly, and the bridge follows it.
 */

const orders = 200;
const kills = 50;
const child = join(import.meta.dirname, '..', 'support', 'children', 'notify-loop.ts');
let root: string;
let place: LabWorkspace;
let turning: NodeJS.Timeout;
const env = { ...process.env, NODE_NO_WARNINGS: '1' };

beforeEach(async () => {
  place = await labWorkspace({ seed: { orders }, read: 'amazon-orders-v2026', api: 'feed-from: 100000' });
  ({ root } = place);
  // A hundred times as fast: 200 confirmations at two a second, and looks after minutes.
  turning = setInterval(() => place.lab.clock.turn(10_000), 100);
});
afterEach(async () => {
  clearInterval(turning);
  await place.close();
});

async function prepare(): Promise<string[]> {
  const bridge = await openBridge(root, { env: {} });
  const ctx = bridge.context;
  await pullShop(ctx, 'amazon');
  await issueShipments(ctx, { shop: 'amazon' });
  const shipments = await ctx.store.shipments({ shop: 'amazon', states: ['issuing'] });
  const rows = shipments.map(({ shipment }, index) => ({
    customerNo: shipment.customerNo,
    number: trackingNumber(index),
  }));
  const [document] = await intakeFile(ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
  expect(document?.registered.waybills).toBe(shipments.length);
  await notifyShop(ctx, 'amazon');
  const reserved = await ctx.store.notices({ shop: 'amazon' });
  await bridge.close();
  return reserved.map((one) => one.orderNumber);
}

test('each order is confirmed exactly once, whenever the bridge is killed', async () => {
  const reserved = await prepare();
  expect(reserved.length).toBeGreaterThan(orders * 0.5);
  let finished = false;
  let killed = 0;
  while (!finished) {
    const bridge = spawn(process.execPath, [child, root, 'amazon'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const errors: Buffer[] = [];
    bridge.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
    const ended = once(bridge, 'close');
    if (killed < kills) {
      await Promise.race([ended, sleep(350 + Math.random() * 450)]);
      bridge.kill('SIGKILL');
    }
    const [code, signal] = (await ended) as [number | null, string | null];
    if (signal === 'SIGKILL') killed++;
    else if (code === 0) finished = true;
    else throw new Error(Buffer.concat(errors).toString('utf8'));
  }
  expect(killed).toBeGreaterThanOrEqual(kills * 0.8);
  const { packages, confirmations } =
    await place.holdings<Record<'packages' | 'confirmations', { orderId: string }[]>>();
  expect(packages.map((one) => one.orderId).sort()).toEqual(reserved.sort());
  expect(confirmations.map((one) => one.orderId).sort()).toEqual(reserved.sort());
}, 300_000);
