import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBridge } from '../../src/app.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { startCli } from '../support/cli.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';
import type { Program } from '../support/programs.ts';
import { newStorePlace } from '../support/stores.ts';
import { toldSoon } from '../support/told-soon.ts';

/*
 * Two workers on one PostgreSQL tell Amazon of 200 shipments; whichever is at it is killed with kill -9 or frozen for longer than its
 * lease (and woken when the other has taken over), in turns. Each order is told once. `CHAOS_ROUNDS` kills and as many freezes.
 */

const orders = 200 + Number(process.env.CHAOS_ROUNDS ?? 1) * 10;
const rounds = Number(process.env.CHAOS_ROUNDS ?? 1);
const lease = 3000;
let place: LabWorkspace;
let turning: NodeJS.Timeout;
let env: Readonly<Record<string, string>>;
let workers: Program[] = [];

beforeEach(async () => {
  const more = 'jobs: { pull: { cron: "0 0 1 1 *" }, restock: { cron: "0 0 1 1 *" }, notify: { every: 1m } }\n';
  place = await labWorkspace({ seed: { orders }, read: 'amazon-orders-v2026', api: 'feed-from: 100000', more });
  const { target } = await newStorePlace('postgres');
  env = {
    DATABASE_URL: target.kind === 'postgres' ? target.url : '',
    B2_BRIDGE_KEY: Buffer.alloc(32, 7).toString('base64'),
    B2_BRIDGE_LEASE_MS: String(lease),
    B2_BRIDGE_HEARTBEAT: '10',
  };
});
afterEach(async () => {
  clearInterval(turning);
  for (const one of workers) await kill(one);
  workers = [];
  await place.close();
});

async function kill({ child, ended }: Program): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

const open = () => openBridge(place.root, { env });

test(
  'each order is told once, whichever of two workers is killed or frozen in the middle of it',
  async () => {
    const numbers = await toldSoon(place, env);
    expect(numbers.length).toBeGreaterThan(orders * 0.5);
    place.lab.clock.turn(20 * 60_000); // what is told rests for a while first
    // Five times as fast as Amazon allows, so that every round finds somebody at work.
    turning = setInterval(() => place.lab.clock.turn(250), 100);
    const start = () => startCli(['worker', '-C', place.root, '--concurrency', '2'], env);
    workers = [start(), start()];
    const bridge = await open();
    const { store } = bridge.context;
    const confirmed = async () =>
      (await place.holdings<{ confirmations: { orderId: string }[] }>()).confirmations.length;
    /** Who holds the lease of the job at hand. */
    const holder = async (): Promise<Program | undefined> => {
      const text = await store.cursor('amazon', 'lease:notify');
      const pid = text === '' ? 0 : (JSON.parse(text) as { pid: number }).pid;
      return workers.find(({ child }) => child.pid === pid && child.exitCode === null && child.signalCode === null);
    };
    const found = async (wanted: (one: Program | undefined) => boolean): Promise<Program | undefined> => {
      const end = performance.now() + 240_000;
      for (let one = await holder(); performance.now() < end; one = await holder()) {
        if (wanted(one)) return one;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`nobody took over; ${workers.map((one) => one.said()).join('\n--\n')}`);
    };
    let killed = 0;
    let frozen = 0;
    while (killed < rounds || frozen < rounds) {
      const before = await confirmed();
      if (before >= numbers.length) break;
      const began = await confirmed();
      await untilTrue(async () => (await confirmed()) > began);
      const busy = (await found((one) => one !== undefined))!;
      if (killed <= frozen) {
        await kill(busy);
        workers = [...workers.filter((one) => one !== busy), start()];
        killed++;
      } else {
        busy.child.kill('SIGSTOP');
        await found((one) => one !== undefined && one !== busy);
        busy.child.kill('SIGCONT');
        frozen++;
      }
    }
    expect([killed, frozen]).toEqual([rounds, rounds]);
    // Nothing is left to the beat of a minute: the rest, and what the kills left in doubt, is told here.
    for (const one of workers) await kill(one);
    workers = [];
    clearInterval(turning);
    turning = setInterval(() => place.lab.clock.turn(10_000), 100);
    for (let pass = 0; pass < 40 && (await confirmed()) < numbers.length; pass++) {
      place.lab.clock.turn(15 * 60_000);
      await notifyShop(bridge.context, 'amazon').catch(() => {});
    }
    await bridge.close();
    const { packages, confirmations } =
      await place.holdings<Record<'packages' | 'confirmations', { orderId: string }[]>>();
    expect(confirmations.map((one) => one.orderId).sort()).toEqual(numbers.sort());
    expect(packages.map((one) => one.orderId).sort()).toEqual(numbers.sort());
  },
  300_000 + rounds * 120_000,
);

async function untilTrue(what: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 150_000;
  while (!(await what())) {
    if (performance.now() > end)
      throw new Error(`nothing more was told; ${workers.map((one) => one.said()).join('|')}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
