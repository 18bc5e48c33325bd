import { afterEach, describe, expect, it } from 'vitest';
import { type Buyers, createLife, type Happened, ordersADay } from '../../mocks/life.ts';
import { type Lab, type LabOptions, startLab } from '../../mocks/server.ts';
import { labControl } from '../support/lab-client.ts';

const start = Date.parse('2026-11-21T03:00:00Z');
const hour = 3_600_000;

let lab: Lab;
afterEach(() => lab.close());

/** A lab with nothing in it whose clock moves only by hand. */
async function born(options: LabOptions = {}) {
  lab = await startLab({ now: () => start, seed: 'empty', life: true, ...options });
  const control = labControl(lab);
  const happened = async (): Promise<(Omit<Happened, 'at'> & { at: string })[]> =>
    (await control.get('/life')).json.happened;
  return { control, happened };
}

const orders = <T extends { readonly what: string; readonly system: string }>(happened: readonly T[]): readonly T[] =>
  happened.filter((one) => one.what === 'place-order' && one.system === 'amazon');

describe('life', () => {
  it('is off unless it is asked for, and can be switched on and off', async () => {
    const { control, happened } = await born({ life: false });
    lab.clock.turn(24 * hour);
    expect(await happened()).toEqual([]);
    expect((await control.post('/life', { on: true })).json.on).toBe(true);
    expect(await happened()).toEqual([]);
    lab.clock.turn(12 * hour);
    const first = (await happened()).length;
    expect(first).toBeGreaterThan(10);
    await control.post('/life', { on: false });
    lab.clock.turn(24 * hour);
    expect((await happened()).length).toBe(first);
    expect((await control.post('/life', { on: 'maybe' })).status).toBe(400);
    const panel = await (await fetch(lab.panel, { headers: { accept: 'text/html' } })).text();
    expect(panel).toContain('自然な出来事');
  });

  it('brings about as many orders a day as it says, most of them in the evening, and the ledger holds them', async () => {
    const { control, happened } = await born();
    lab.clock.set(Date.parse('2026-11-21T15:00:00Z'));
    const before = orders(await happened()).length;
    lab.clock.turn(24 * hour);
    const day = orders(await happened()).slice(before);
    expect(day.length).toBeGreaterThan(ordersADay * 0.7);
    expect(day.length).toBeLessThan(ordersADay * 1.3);
    const at = (from: number, to: number) =>
      day.filter(({ at: when }) => {
        const japan = (new Date(when).getUTCHours() + 9) % 24;
        return japan >= from && japan < to;
      }).length;
    expect(at(19, 24)).toBeGreaterThan(4 * at(1, 6));
    const held = (await control.holdings()).orders!;
    expect(held.length).toBe(before + day.length);
    expect(held.some((one) => one.status === 'CANCELLED')).toBe(true);
    expect(held.some((one) => one.status === 'PENDING')).toBe(true);
  });

  it('is the same whether the clock is turned at once or goes step by step, and another for another seed', async () => {
    const run = async (steps: number, random: number) => {
      const { happened } = await born({ random });
      for (let step = 0; step < steps; step += 1) {
        lab.clock.turn((12 * hour) / steps);
        await happened();
      }
      const told = (await happened()).map(({ at, system, what }) => [at, system, what]);
      await lab.close();
      return told;
    };
    const once = await run(1, 1);
    expect(await run(72, 1)).toEqual(once);
    expect(await run(1, 2)).not.toEqual(once);
    await born();
  });

  it('begins anew with a reset, in the same way', async () => {
    const { control, happened } = await born();
    lab.clock.turn(6 * hour);
    const first = await happened();
    lab.clock.set(start);
    await control.post('/reset', { seed: 'empty', random: 1 });
    expect(await happened()).toEqual([]);
    lab.clock.turn(6 * hour);
    expect(await happened()).toEqual(first);
  });

  it('lives only the last three days of a long turn, and nothing again when the clock goes back', async () => {
    const { happened } = await born();
    lab.clock.turn(365 * 24 * hour);
    const seen = await happened();
    const oldest = Date.parse(seen[0]!.at);
    expect(oldest).toBeGreaterThan(start + 361.9 * 24 * hour);
    lab.clock.turn(-24 * hour);
    lab.clock.turn(23 * hour);
    expect(await happened()).toEqual(seen);
  });

  it('stands still with a frozen clock', async () => {
    const { control, happened } = await born();
    lab.clock.turn(3 * hour);
    await control.post('/clock', { frozen: true });
    const seen = await happened();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await happened()).toEqual(seen);
  });
});

describe('the order of things', () => {
  it('what becomes of an order happens at its time, between the other happenings, and only if it still can', async () => {
    await born();
    const life = createLife(3, 0);
    life.turn(true, 0);
    const told: [string, number][] = [];
    let count = 0;
    const order = (at: number) => {
      count += 1;
      return {
        about: `order ${count}`,
        later: [
          { at: at + 90 * 60_000, what: 'pay-order' },
          { at: at + 30 * 60_000, what: 'cancel-order' },
        ],
      };
    };
    const happen: Buyers['happen'] = ({ about, what }, when) => {
      told.push([about, when]);
      return what === 'pay-order';
    };
    const settled: number[] = [];
    life.live({ name: 'toy', order, happen }, 24 * hour, (at) => settled.push(at));
    expect(count).toBeGreaterThan(20);
    const times = told.map(([, at]) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(settled).toEqual([...settled].sort((a, b) => a - b));
    const kinds = new Set(life.diary().map((one) => one.what));
    expect(kinds).toEqual(new Set(['place-order', 'pay-order']));
  });
});
