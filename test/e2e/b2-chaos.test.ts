import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRandom } from '../../mocks/random.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { lookAfterHandOvers } from '../../src/flow/b2/looks.ts';
import { startNotifyEndpoint } from '../../src/flow/b2/notify-endpoint.ts';
import { releaseHandOver } from '../../src/flow/b2/release.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';

/*
 * Kills and lost answers at every step of a print without a screen. What a person does in between: starts the program again, and
 * when it asks, looks at B2's history and hands over again. Truth is B2's ledger: every shipment has exactly one waybill there, and
 * the same one here.
 */

const points = [
  'b2:intent',
  'b2:handed',
  'b2:open',
  'b2:print-intent',
  'b2:printed',
  'b2:ticket',
  'b2:polled',
  'b2:labels',
  'b2:labelled',
  'b2:collected',
  'b2:kept',
  'b2:before-registered',
  'b2:looked',
];
const operations = ['registerEdit', 'issue', 'polling', 'checkFile', 'getFile', 'spool', 'history'];
const rounds = 100;

class Killed extends Error {}

let bench: B2Bench;
let kill = '';
const hit = new Set<string>();
beforeEach(async () => {
  bench = await b2Bench({
    at: (point) => {
      if (point !== kill) return;
      hit.add(kill);
      kill = '';
      throw new Killed(point);
    },
  });
});
afterEach(() => bench.close());

/** Work that may be killed; then a new process. */
async function alive(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    bench.restart();
  }
}

test(`${rounds} rounds: every shipment has exactly one waybill in B2's ledger and in our store`, async () => {
  const random = createRandom(7);
  for (let round = 0; round < rounds; round++) {
    const numbers = [1, 2].map((one) => `250-${String(round).padStart(7, '0')}-${String(one).padStart(7, '0')}`);
    for (const number of numbers) await bench.order(number);
    // Both ways that numbers may come; not back and forth, because the lab would number forgotten prints of earlier rounds.
    if (round === 0) await bench.change('numbers-at', { when: 'ready' });
    if (round === rounds / 2) await bench.change('numbers-at', { when: 'pdf' });
    kill = points[round % points.length]!;
    if (random.below(2) === 0) {
      const operation = operations[random.below(operations.length)]!;
      await bench.stand.fault('b2cloud', operation, random.below(2) === 0 ? 'lost' : 'reset');
    }
    await alive(() => issueByApi(bench.ctx, { unattended: true }));
    for (let pass = 0; pass < 60 && !(await isDone(numbers)); pass++) {
      bench.stand.turn(2 * 60_000);
      await alive(() => lookAfterHandOvers(bench.ctx));
      await alive(person);
      if (Object.values(await bench.states()).includes('ready')) {
        await alive(() => issueByApi(bench.ctx, { unattended: true }));
      }
    }
    kill = '';
    await bench.stand.control('/faults/clear', {});
    expect([round, await isDone(numbers)]).toEqual([round, true]);
  }
  const ledger = await bench.ledger();
  expect(ledger.size).toBe(rounds * 2);
  expect([...ledger.values()].filter((numbers) => numbers.length !== 1)).toEqual([]);
  expect(await bench.numbers()).toEqual(ledger);
  // Each kill point was really met.
  expect([...hit].sort()).toEqual([...points].sort());
}, 300_000);

test('thirty rounds on the screen: notifications lost, doubled, cut off by kills; one waybill each', async () => {
  const random = createRandom(11);
  const steps = ['b2:intent', 'b2:handed', 'b2:open', 'b2:notified', 'b2:collected', 'b2:kept', 'b2:before-registered'];
  const endpoint = await startNotifyEndpoint(bench.ctx);
  const all: string[] = [];
  try {
    for (let round = 0; round < 30; round++) {
      const numbers = [1, 2].map((one) => `251-${String(round).padStart(7, '0')}-${String(one).padStart(7, '0')}`);
      all.push(...numbers);
      for (const number of numbers) await bench.order(number);
      await bench.change('notify', { by: random.pick(['browser', 'lost', 'twice', 'server']) });
      kill = steps[round % steps.length]!;
      if (random.below(3) === 0) await bench.stand.fault('b2cloud', 'spool', random.pick(['lost', 'reset']));
      for (let pass = 0; pass < 40 && !(await isDone(numbers)); pass++) {
        let address = '';
        if (Object.values(await bench.states()).includes('ready')) {
          await alive(async () => {
            address = (await issueByApi(bench.ctx, {})).handOvers[0]?.address ?? '';
          });
        }
        // Whoever got an address prints at once; a screen that nobody got to see stays unprinted.
        if (address !== '') await (await openScreen(address)).print();
        await endpoint.settled();
        bench.stand.turn(5 * 60_000);
        await alive(() => lookAfterHandOvers(bench.ctx));
        await alive(person);
      }
      kill = '';
      await bench.stand.control('/faults/clear', {});
      expect([round, await isDone(numbers)]).toEqual([round, true]);
    }
    await endpoint.settled();
  } finally {
    await endpoint.close();
  }
  const ledger = await bench.ledger();
  expect(new Set(ledger.keys())).toEqual(new Set(all.map((number) => `${number}_1`)));
  expect([...ledger.values()].filter((numbers) => numbers.length !== 1)).toEqual([]);
  expect(await bench.numbers()).toEqual(ledger);
}, 200_000);

/** Asked: looks, and hands over again what is certainly not printed. */
async function person(): Promise<void> {
  for (const { id } of await bench.ctx.store.handOvers({ states: ['asking'] })) {
    await releaseHandOver(bench.ctx, id, { note: '履歴で確認', actor: 'test' }).catch((error: { code?: string }) => {
      if (error.code === undefined) throw error;
    });
  }
}

async function isDone(numbers: readonly string[]): Promise<boolean> {
  const shipments = await bench.ctx.store.shipments({ numbers });
  return shipments.length === numbers.length && shipments.every((one) => one.waybills.length === 1);
}
