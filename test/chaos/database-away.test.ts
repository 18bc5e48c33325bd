import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBridge } from '../../src/app.ts';
import { japanMinute } from '../../src/core/time.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { startCli } from '../support/cli.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import type { Program } from '../support/programs.ts';
import { toldSoon } from '../support/told-soon.ts';

/*
 * PostgreSQL is switched off under bridges that are in the middle of telling Amazon of parcels, and on again: nothing is told twice, nothing is
 * forgotten, and the operator is told what is the matter. `AWAY_MS` is how long it is off.
 */

const away = Number(process.env.AWAY_MS ?? 3000);
let server: PostgresServer;
let place: LabWorkspace;
let programs: Program[] = [];
let turning: NodeJS.Timeout | undefined;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  const more = 'jobs: { pull: { cron: "0 0 1 1 *" }, restock: { cron: "0 0 1 1 *" }, notify: { every: 1m } }\n';
  place = await labWorkspace({
    seed: { orders: 120 },
    read: 'amazon-orders-v2026',
    api: 'feed-from: 100000',
    more,
    issue: 'manual',
  });
  env = {
    DATABASE_URL: await server.newDatabase(),
    B2_BRIDGE_KEY: Buffer.alloc(32, 7).toString('base64'),
    B2_BRIDGE_HEARTBEAT: '10',
  };
});
afterEach(async () => {
  clearInterval(turning);
  for (const { child, ended } of programs.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  await place.close();
});

describe.each([
  ['one bridge', [['start', '--no-console']]],
  ['a bridge and a worker that share the jobs', [['start', '--no-console', '--engine', 'pgboss'], ['worker']]],
])('PostgreSQL goes away in the middle of notices (%s)', (_, commands) => {
  test('each is told once, and the operator hears why it stood still', async () => {
    const numbers = await toldSoon(place, env);
    // Slow enough for an outage to fall into it.
    await limit(8);
    place.lab.clock.turn(20 * 60_000);
    programs = commands.map((args) => startCli([...args, '-C', place.root], env));
    const confirmed = async () =>
      (await place.holdings<{ confirmations: { orderId: string }[] }>()).confirmations.map((one) => one.orderId);
    const told = async (count: number, ms = 60_000) => {
      const end = performance.now() + ms;
      while ((await confirmed()).length < count) {
        if (performance.now() > end) throw new Error(programs.map((one) => one.said()).join('\n--\n'));
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    };
    await told(12);
    await server.goAway();
    const before = (await confirmed()).length;
    await new Promise((resolve) => setTimeout(resolve, away));
    // Nothing leaves that could not be written down.
    expect((await confirmed()).length - before).toBeLessThanOrEqual(1);
    await server.comeBack();
    await limit(100);
    turning = setInterval(() => place.lab.clock.turn(2000), 100);
    await told(numbers.length, 90_000);
    clearInterval(turning);
    for (const { child, ended } of programs) {
      child.kill('SIGTERM');
      expect((await ended)[0]).toBe(0);
    }
    expect((await confirmed()).sort()).toEqual(numbers.sort());
    const said = programs.map((one) => one.said()).join('\n');
    expect(said).toMatch(/データベース|PostgreSQL/);
    expect(said).not.toMatch(/^ +at .*:\d+/m); // no stack of a program's error
    expect(said).not.toContain('引き継ぎました'); // nobody took anything over
    // Nothing is left over, and nothing was sent in doubt.
    const bridge = await openBridge(place.root, { env });
    await notifyShop(bridge.context, 'amazon');
    const open = await bridge.context.store.notices({ states: ['due', 'sending', 'unsure', 'failed', 'asking'] });
    const runs = await bridge.context.store.runs();
    await bridge.close();
    expect(open).toEqual([]);
    expect((await confirmed()).length).toBe(numbers.length);
    expect(
      runs
        .filter((one) => one.result === 'running')
        .map((one) => [one.job, japanMinute(Temporal.Instant.from(one.startedAt))]),
    ).toEqual([]);
  }, 240_000);
});

async function limit(perSecond: number): Promise<void> {
  const answer = await fetch(`${place.lab.control}/systems/amazon/set-limit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: 'confirmShipment', perSecond: String(perSecond), burst: '10' }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
