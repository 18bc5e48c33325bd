import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Because } from '../../src/core/when.ts';
import { startEngine } from '../../src/engine/local.ts';
import { type BossOptions, startBossEngine } from '../../src/engine/pgboss.ts';
import type { Engine, Job } from '../../src/engine/types.ts';
import { newStorePlace } from '../support/stores.ts';

/* What every engine promises, on the clock of the test; then what pg-boss adds: several processes. */

let now: Temporal.Instant;
let url: string;
let stop: AbortController;
let ran: string[];
const engines: Engine[] = [];

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-26T00:00:00Z');
  const { target } = await newStorePlace('postgres');
  url = target.kind === 'postgres' ? target.url : '';
  stop = new AbortController();
  ran = [];
});
afterEach(async () => {
  stop.abort();
  for (const one of engines.splice(0)) await one.stopped;
});

const turn = (minutes: number) => {
  now = now.add({ minutes });
};
const words = (because: Because) => (because.kind === 'after' ? `after ${because.job}` : because.kind);

function job(name: string, shop: string, when: Job['when'], more: Partial<Job> & { changed?: boolean } = {}): Job {
  return {
    name,
    shop,
    when,
    async run(because) {
      ran.push(`${name} ${shop} ${words(because)}`);
      return { changed: more.changed ?? false };
    },
    ...(more.run && { run: more.run }),
  };
}

async function boss(jobs: readonly Job[], more: Partial<BossOptions> = {}): Promise<Engine> {
  const engine = await startBossEngine(jobs, {
    url,
    now: () => now,
    signal: stop.signal,
    lookEvery: 0,
    onError: () => {},
    onDead: async () => {},
    lastRun: async () => undefined,
    ...more,
  });
  engines.push(engine);
  return engine;
}

const starts = {
  async local(jobs: readonly Job[]): Promise<Engine> {
    const engine = startEngine(jobs, { now: () => now, signal: stop.signal, lookEvery: 0, onError: () => {} });
    engines.push(engine);
    return engine;
  },
  pgboss: (jobs: readonly Job[]) => boss(jobs),
};

describe.each(['local', 'pgboss'] as const)('An engine (%s)', (kind) => {
  const start = starts[kind];

  test('starts what is due by the clock, once per time', async () => {
    const engine = await start([
      job('pull', 'a', { every: 15 * 60_000 }),
      job('restock', 'a', { cron: '0 10 * * *' }), // 1:00 UTC
      job('sync', 'a', {}),
    ]);
    await engine.tick();
    await engine.tick();
    turn(15);
    await engine.tick();
    turn(45);
    await engine.tick();
    await engine.tick();
    expect(ran).toEqual(['pull a clock', 'pull a clock', 'pull a clock', 'restock a clock']);
  });

  test('starts what stands after a job that changed something, of the same shop only', async () => {
    const engine = await start([
      job('pull', 'a', { every: 15 * 60_000 }, { changed: true }),
      job('notify', 'a', { after: { job: 'pull', changed: true } }),
      job('notify', 'b', { after: { job: 'pull', changed: true } }),
      job('restock', 'a', { after: { job: 'notify', changed: false } }),
      job('ship', 'a', { after: { job: 'notify', changed: true } }),
    ]);
    await engine.tick();
    expect(ran).toEqual(['pull a clock', 'notify a after pull', 'restock a after notify']);
  });

  test('runs a job of a shop once at a time, others beside it, and what happened meanwhile once more afterwards', async () => {
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    let atOnce = 0;
    let most = 0;
    const engine = await start([
      job(
        'ship',
        'a',
        { after: { job: 'intake', changed: true } },
        {
          async run() {
            most = Math.max(most, ++atOnce);
            ran.push('ship a');
            begun.resolve();
            await held.promise;
            atOnce--;
            return { changed: false };
          },
        },
      ),
      job('ship', 'b', { after: { job: 'intake', changed: true } }),
    ]);
    engine.happened('intake', 'a', true);
    await begun.promise;
    for (let i = 0; i < 3; i++) engine.happened('intake', 'a', true);
    engine.happened('intake', 'b', true);
    await expect.poll(() => ran).toContain('ship b after intake');
    held.resolve();
    await expect.poll(() => ran.filter((one) => one === 'ship a').length).toBe(2);
    await engine.tick();
    expect(most).toBe(1);
    expect(ran.filter((one) => one === 'ship a')).toHaveLength(2);
  });

  test('begins nothing more after the signal, and has stopped when what ran has ended', async () => {
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    let ended = false;
    const engine = await start([
      job(
        'pull',
        'a',
        { every: 60_000 },
        {
          async run() {
            begun.resolve();
            await held.promise;
            ended = true;
            return { changed: true };
          },
        },
      ),
      job('notify', 'a', { after: { job: 'pull', changed: true } }),
    ]);
    void engine.tick().catch(() => {});
    await begun.promise;
    stop.abort();
    held.resolve();
    await engine.stopped;
    expect(ended).toBe(true);
    expect(ran).toEqual([]);
  });

  test('a job that throws is told and does not stop the others', async () => {
    const engine = await start([
      job(
        'pull',
        'a',
        { every: 60_000 },
        {
          run: async () => {
            throw new TypeError('a bug');
          },
        },
      ),
      job('pull', 'b', { every: 60_000 }),
    ]);
    if (kind === 'local') await engine.tick();
    else void engine.tick().catch(() => {}); // it is tried again: that may last
    await expect.poll(() => ran).toEqual(['pull b clock']);
  });
});

describe('pg-boss on several machines', () => {
  test('does each thing once, and shares the work', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `shop-${index}`);
    const who = new Map<string, string[]>();
    const jobs = (machine: string) =>
      names.map((shop) =>
        job(
          'pull',
          shop,
          { every: 15 * 60_000 },
          {
            async run() {
              who.set(shop, [...(who.get(shop) ?? []), machine]);
              await new Promise((resolve) => setTimeout(resolve, 30));
              return { changed: false };
            },
          },
        ),
      );
    const [one] = await Promise.all([boss(jobs('one'), { concurrency: 2 }), boss(jobs('two'), { concurrency: 2 })]);
    await one!.tick();
    expect([...who.values()].map((machines) => machines.length)).toEqual(names.map(() => 1));
    expect(new Set([...who.values()].flat())).toEqual(new Set(['one', 'two']));
  });

  test('what a person is at by hand is asked for again', async () => {
    let tries = 0;
    const engine = await boss([
      job(
        'ship',
        'a',
        { after: { job: 'intake', changed: true } },
        {
          async run() {
            tries++;
            return { changed: false, busy: tries === 1 };
          },
        },
      ),
    ]);
    engine.happened('intake', 'a', true);
    await expect.poll(() => tries, { timeout: 25_000 }).toBe(2);
  });

  test('a machine that does not know a job leaves it to one that does; what nobody can do is put away for a person', async () => {
    const deaths: string[] = [];
    const first = await boss(
      [
        job(
          'pull',
          'gone',
          { every: 60_000 },
          {
            run: async () => {
              throw new TypeError('a bug');
            },
          },
        ),
      ],
      { retryDelay: 1, deaths: 1, onDead: async (name, shop) => void deaths.push(`${name} ${shop}`), pollDead: 1 },
    );
    void first.tick().catch(() => {});
    await expect.poll(() => deaths, { timeout: 30_000 }).toEqual(['pull gone']);
  });

  test('the beat of a minute comes by itself and finds what is due', async () => {
    await boss([job('pull', 'a', { every: 15 * 60_000 })], { lookEvery: 1000 });
    await expect.poll(() => ran).toEqual(['pull a clock']);
  });
});
