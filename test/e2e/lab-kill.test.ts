import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Lab } from '../../mocks/server.ts';
import { main } from '../support/command.ts';
import { until } from '../support/programs.ts';

/* `kill -9` while everybody writes: whatever was answered is there afterwards, once. */

let child: ChildProcess | undefined;
const folder = mkdtempSync(join(tmpdir(), 'lab-kill-'));
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Lab> {
  const args = [main, 'lab', '--json', '--seed', 'empty', '--state', join(folder, 'state')];
  child = spawn(process.execPath, args, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return JSON.parse(line) as Lab;
}

it('loses nothing that was answered, kill after kill', async () => {
  const answered = { qoo10: [] as string[], shopserve: [] as string[], faults: 0, seeded: 0 };
  const asked = { qoo10: 0, shopserve: 0, faults: 0, seeded: 0 };
  for (const round of [0, 1]) {
    const { control } = await start();
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${control}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify(body),
      });
      return (await answer.json()) as Readonly<Record<string, string>>;
    };
    const on = async (work: () => Promise<unknown>) => {
      for (;;) await work();
    };
    const everybody = [
      on(async () => {
        asked.qoo10 += 1;
        answered.qoo10.push(String((await post('/systems/qoo10/place-order', { lines: 'Q10-TEA*1' })).packNo));
      }),
      on(async () => {
        asked.shopserve += 1;
        answered.shopserve.push(String((await post('/systems/shopserve/place-order', { lines: 'SS-TEA*1' })).orderNo));
      }),
      on(async () => {
        asked.faults += 1;
        await post('/faults', { system: 'amazon', kind: 'lost' });
        answered.faults += 1;
      }),
      // Takes long enough that everything is written anew now and then.
      on(async () => {
        asked.seeded += 200;
        await post('/seed', { seed: 200, system: 'ecforce' });
        answered.seeded += 200;
      }),
    ];
    const over = Promise.allSettled(everybody);
    await until(() => Math.min(answered.qoo10.length, answered.shopserve.length) >= 6 * (round + 1));
    await sleep(97 * round);
    child!.kill('SIGKILL');
    await Promise.all([over, once(child!, 'exit')]);
  }
  const { control } = await start();
  const get = async (path: string) => (await fetch(`${control}${path}`)).json();
  const orders = async (system: string): Promise<readonly Readonly<Record<string, string>>[]> =>
    (await get(`/holdings/${system}`)).orders;
  const there = {
    qoo10: (await orders('qoo10')).map((one) => String(one.packNo)),
    shopserve: (await orders('shopserve')).map((one) => String(one.orderNo)),
  };
  for (const name of ['qoo10', 'shopserve'] as const) {
    expect(answered[name].filter((one) => !there[name].includes(one))).toEqual([]);
    expect([new Set(there[name]).size, there[name].length <= asked[name]]).toEqual([there[name].length, true]);
  }
  const counts = { faults: (await get('/faults')).length, seeded: (await orders('ecforce')).length };
  for (const name of ['faults', 'seeded'] as const) {
    expect(counts[name]).toBeGreaterThanOrEqual(answered[name]);
    expect(counts[name]).toBeLessThanOrEqual(asked[name]);
  }
});
