import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../mocks/server.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';

/* The running bridge and the lab: orders appear by themselves, and a number that came back is seen as shipped there. */

let root: string;
let lab: Lab;
let place: LabWorkspace;

beforeEach(async () => {
  place = await labWorkspace({
    seed: 'small',
    read: 'amazon-orders-v2026',
    more: 'jobs:\n  pull: { every: 15m }\n  notify: { every: 1m }\n',
  });
  ({ root, lab } = place);
});
afterEach(() => place.close());

const files = (start: string) =>
  existsSync(join(root, 'outbox', 'amazon'))
    ? readdirSync(join(root, 'outbox', 'amazon')).filter((name) => name.startsWith(start) && name.endsWith('.csv'))
    : [];
async function waitFor<T>(what: () => Promise<T | undefined> | T | undefined, ms = 30_000): Promise<T> {
  for (const end = Date.now() + ms; ; await sleep(50)) {
    const found = await what();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
  }
}
const holdings = () =>
  place.holdings<{
    orders: { orderId: string; status: string }[];
    packages: { orderId: string; trackingNumber: string }[];
  }>();

test('orders appear from Amazon by themselves, and one with a number is shipped there within ten minutes', async () => {
  const bridge = spawn(process.execPath, [main, 'start', '-C', root], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    stdio: 'ignore',
  });
  try {
    const name = await waitFor(() => files('b2-amazon')[0]);
    const [row] = b2Rows(readFileSync(join(root, 'outbox', 'amazon', name)));
    const customerNo = row![0]!;
    const orderId = customerNo.replace(/_\d+$/, '');
    expect((await holdings()).orders.find((one) => one.orderId === orderId)?.status).toBe('UNSHIPPED');

    const number = trackingNumber(7);
    writeFileSync(join(root, '.issued.csv'), issuedData([{ customerNo, number }]));
    renameSync(join(root, '.issued.csv'), join(root, 'inbox', 'results', 'issued.csv'));
    await waitFor(() => !existsSync(join(root, 'inbox', 'results', 'issued.csv')));
    const shipped = await waitFor(async () => {
      lab.clock.turn(60_000);
      await sleep(700);
      return (await holdings()).packages.find((one) => one.orderId === orderId);
    }, 40_000);
    expect(shipped.trackingNumber).toBe(number);
    expect((await holdings()).orders.find((one) => one.orderId === orderId)?.status).toBe('SHIPPED');

    const { stdout } = await waitFor(async () => {
      const shown = await cli(['orders', 'list', '--shop', 'amazon', '--json', '-C', root]);
      return shown.stdout.includes('"closed"') ? shown : undefined;
    });
    const order = (JSON.parse(stdout) as { number: string; state: string }[]).find((one) => one.number === orderId);
    expect(order?.state).toBe('closed');
  } finally {
    bridge.kill('SIGTERM');
    await once(bridge, 'close');
  }
});
