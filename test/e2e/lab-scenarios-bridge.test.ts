import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { b2Client } from '../support/b2-client.ts';
import { startCli } from '../support/cli.ts';
import { amazonClient, labControl, packageOf } from '../support/lab-client.ts';
import { openScenarioBridge, type ScenarioBridge } from '../support/scenario-bridge.ts';

/* The scenarios that come with the lab, run by `lab run` beside the bridge; and beside clients that do what they must not. */

let lab: Lab;
let bridge: ScenarioBridge | undefined;
const folder = mkdtempSync(join(tmpdir(), 'lab-scenarios-'));
beforeEach(async () => {
  lab = await startLab({ seed: 'empty' });
});
afterEach(async () => {
  await bridge?.close();
  bridge = undefined;
  await lab.close();
  printed.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `lab run FILE` beside a client, which does one round after the other. The clock is turned between them: nobody waits for minutes. */
async function runBeside(file: string, round: () => Promise<unknown>): Promise<{ code: number | null; said: string }> {
  const { ended, said } = startCli(['lab', 'run', file, '--url', lab.control]);
  let code: number | null | undefined;
  void ended.then(([one]) => {
    code = one;
  });
  const { get } = labControl(lab);
  while (code === undefined) {
    // Before it began, its reset would take away what was done.
    if ((await get('/scenarios')).json.runs.length > 0) {
      await round();
      lab.clock.turn(120_000);
    }
    await sleep(20);
  }
  return { code, said: said() };
}

const withBridge = async (): Promise<() => Promise<void>> => {
  bridge = await openScenarioBridge(lab.control);
  return () => bridge!.pass();
};

describe('beside the bridge', () => {
  it.each(['one-shipment', 'every-order-once', 'cancelled-between'])('%s passes', async (name) => {
    const { code, said } = await runBeside(name, await withBridge());
    expect([code, said]).toEqual([0, expect.stringMatching(/PASSED: (\d+) of \1 steps/)]);
  });
});

/** A scenario whose waits in vain are over soon. */
function hasty(name: string): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'mocks', 'scenarios', 'examples', `${name}.yaml`));
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text.toString('utf8').replace(/atMost: PT\d+S/g, 'atMost: PT2S'));
  return file;
}

const printed = new Set<string>();
/** A label for a reference, once. */
async function print(reference: string): Promise<string> {
  const b2 = b2Client(lab);
  const [row] = await b2.print([b2.shipment({ shipment_number: reference })]);
  printed.add(reference);
  return String(row!.shipment.tracking_number);
}

/** Orders as a client of Amazon sees them. */
async function pullAmazon(token: string) {
  const query = { createdAfter: '2026-01-01', includedData: 'RECIPIENT,FULFILLMENT' };
  const { json } = await amazonClient(lab).raw('GET', '/orders/2026-01-01/orders', { token, query });
  return (json?.orders ?? []) as readonly { orderId: string; orderItems: { orderItemId: string }[] }[];
}

const tell = (token: string, order: Awaited<ReturnType<typeof pullAmazon>>[number], trackingNumber: string) =>
  amazonClient(lab).raw('POST', `/orders/v0/orders/${order.orderId}/shipmentConfirmation`, {
    token,
    body: packageOf(
      { lines: order.orderItems.map((one) => ({ ...one, quantity: 2 })) },
      { trackingNumber, shipDate: Temporal.Instant.fromEpochMilliseconds(lab.clock.now()).toString() },
    ),
  });

/** Each takes an order from the pull to the told number once, with one thing wrong. */
const sinners: Readonly<Record<string, readonly [scenario: string, sin: Sin, found: RegExp]>> = {
  'tells a number, and then another': [
    'one-shipment',
    async (token, order) => {
      const number = await print(`${order.orderId}_1`);
      await tell(token, order, '400000000036');
      await tell(token, order, number);
    },
    /told: expected exactly 1, but it is 2[\s\S]*told twice: expected no, but it is yes/,
  ],
  'tells a number of no label': [
    'one-shipment',
    async (token, order) => {
      await print(`${order.orderId}_1`);
      await tell(token, order, '400000000036');
    },
    /no client did it[\s\S]*number told: expected the label's: \d+, but it is 400000000036/,
  ],
};
type Sin = (token: string, order: Awaited<ReturnType<typeof pullAmazon>>[number]) => Promise<unknown>;

describe('beside a client that', () => {
  it.each(Object.entries(sinners))('%s, it fails', async (_, [scenario, sin, found]) => {
    let done = false;
    const { code, said } = await runBeside(hasty(scenario), async () => {
      if (done) return;
      const token = await amazonClient(lab).token();
      const [order] = await pullAmazon(token);
      if (!order) return;
      done = true;
      await sin(token, order);
    });
    expect([code, said]).toEqual([3, expect.stringMatching(found)]);
    expect(said).toContain('FAILED');
  });

  it('prints a label for what was cancelled, it fails though the bridge did nothing wrong', async () => {
    const pass = await withBridge();
    const { code, said } = await runBeside('cancelled-between', async () => {
      const { orders } = await labControl(lab, 'qoo10').holdings();
      const gone = orders!.find((one) => /Q10-MUG/.test(JSON.stringify(one)));
      if (gone && printed.size === 0) await print(`${gone.packNo}_1`);
      await pass();
    });
    expect([code, said]).toEqual([3, expect.stringMatching(/shipments: expected exactly 0, but it is 1/)]);
  });

  it('gives the orders of a rough hour each other’s numbers, it fails', async () => {
    const pass = await withBridge();
    let isSwapped = false;
    const { code, said } = await runBeside(hasty('every-order-once'), async () => {
      const token = await amazonClient(lab).token();
      const [order] = await pullAmazon(token);
      if (order && !isSwapped) isSwapped = (await tell(token, order, '400000000036')).status === 204;
      await pass();
    });
    expect([code, said]).toEqual([3, expect.stringMatching(/labels: expected exactly 12|number told: expected/)]);
  });
});
