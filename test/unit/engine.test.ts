import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { When } from '../../src/core/when.ts';
import { startEngine } from '../../src/engine/local.ts';
import { sleepOn } from '../../src/engine/sleep.ts';
import type { Job } from '../../src/engine/types.ts';

/** A clock that only the test turns. */
let now: Temporal.Instant;
let stop: AbortController;
let ran: string[];
let errors: string[];

beforeEach(() => {
  now = Temporal.Instant.from('2026-11-21T14:00:00Z'); // 23:00 in Japan
  stop = new AbortController();
  ran = [];
  errors = [];
});
afterEach(() => stop.abort());

const turn = (words: string) => {
  now = now.add(Temporal.Duration.from(words));
};
const job = (name: string, when: When, run?: Job['run'], shop = 's'): Job => ({
  name,
  shop,
  when,
  run: async () => {
    ran.push(`${shop} ${name} ${now.toString().slice(11, 16)}`);
    return (await run?.({ kind: 'clock' })) ?? { changed: false };
  },
});
const start = (...jobs: Job[]) =>
  startEngine(jobs, {
    now: () => now,
    signal: stop.signal,
    lookEvery: 0,
    onError: ({ name }, error) => errors.push(`${name}: ${(error as Error).message}`),
  });

describe('the engine', () => {
  test('every: at once, then each time the interval has passed; what was missed counts once', async () => {
    const engine = start(job('pull', { every: 900_000 }));
    await engine.tick();
    await engine.tick();
    turn('PT14M59S');
    await engine.tick();
    turn('PT1S');
    await engine.tick();
    turn('PT5H');
    await engine.tick();
    await engine.tick();
    expect(ran).toEqual(['s pull 14:00', 's pull 14:15', 's pull 19:15']);
  });

  test('cron is Japan time: midnight there, not in UTC', async () => {
    const engine = start(job('restock', { cron: '0 0 * * *' }));
    await engine.tick();
    turn('PT59M59S');
    await engine.tick();
    expect(ran).toEqual([]);
    turn('PT1S');
    await engine.tick();
    await engine.tick();
    turn('PT24H');
    await engine.tick();
    expect(ran).toEqual(['s restock 15:00', 's restock 15:00']);
  });

  test('a clock that is turned back neither stops a job nor makes it wait for its old time', async () => {
    const engine = start(job('pull', { every: 900_000 }), job('restock', { cron: '*/10 * * * *' }));
    await engine.tick();
    turn('-PT3H');
    await engine.tick();
    turn('PT10M');
    await engine.tick();
    turn('PT5M');
    await engine.tick();
    expect(ran).toEqual(['s pull 14:00', 's pull 11:00', 's restock 11:10', 's pull 11:15']);
  });

  test('T17: hours, quiet hours and holidays: a time of cron outside is none', async () => {
    now = Temporal.Instant.from('2026-11-20T15:00:00Z'); // Saturday the 21st, 0:00 in Japan; Monday the 23rd is a holiday
    const holidays = { weekdays: [7], national: true, dates: ['2026-11-25'] };
    const quiet = [{ from: 14 * 60, to: 15 * 60 }];
    const engine = start(
      job('issue', { cron: '0 10,14 * * *', open: { hours: [{ from: 540, to: 1080 }], quiet, holidays } }),
    );
    for (let hour = 0; hour < 7 * 24; hour++) {
      await engine.tick();
      turn('PT1H');
    }
    // 1:00 UTC is 10:00; Sunday the 22nd, Monday the 23rd and Wednesday the 25th are left out.
    expect(ran.length).toBe(4);
    expect(ran.every((one) => one.endsWith('01:00'))).toBe(true);
  });

  test('every and after wait until it is open again, once', async () => {
    const open = { quiet: [{ from: 22 * 60, to: 6 * 60 }] };
    const engine = start(
      job('pull', { every: 900_000, open }),
      job('notify', { after: { job: 'intake', changed: true }, open }),
    );
    await engine.tick();
    engine.happened('intake', 's', true);
    engine.happened('intake', 's', true);
    turn('PT6H59M');
    await engine.tick();
    expect(ran).toEqual([]);
    turn('PT1M');
    await engine.tick();
    await engine.tick();
    expect(ran.sort()).toEqual(['s notify 21:00', 's pull 21:00']);
  });

  test('T22: a time of cron that was missed while nothing ran is made up for, once, and is told from an ordinary one', async () => {
    const because: unknown[] = [];
    const run: Job['run'] = async (why) => {
      because.push(why);
      return { changed: false };
    };
    const days = { cron: '0 10 * * *' };
    const lastRun = Temporal.Instant.from('2026-11-18T01:00:00Z');
    const missed = (name: string, when: When): Job => ({ name, shop: 's', when, lastRun, run });
    now = Temporal.Instant.from('2026-11-21T03:00:00Z'); // 12:00 in Japan
    const engine = start(
      missed('a', days),
      missed('b', { ...days, catchUp: 3_600_000 }),
      missed('c', { ...days, catchUp: 0 }),
    );
    await engine.tick();
    await engine.tick();
    expect(because).toEqual([{ kind: 'late', due: '2026-11-21T01:00:00Z' }]);
    turn('PT22H');
    await engine.tick();
    expect(because.slice(1)).toEqual([{ kind: 'clock' }, { kind: 'clock' }, { kind: 'clock' }]);
  });

  test('a job of the workspace stands after those of any shop, and is told after which', async () => {
    const because: unknown[] = [];
    const engine = start({
      name: 'export',
      shop: '',
      when: { after: { job: 'issue', changed: true } },
      run: async (why) => {
        because.push(why);
        return { changed: false };
      },
    });
    engine.happened('issue', 'amazon', true);
    await engine.tick();
    expect(because).toEqual([{ kind: 'after', job: 'issue', shop: 'amazon' }]);
  });

  test('after: only when the other job of the same shop changed something', async () => {
    let changed = false;
    const engine = start(
      job('pull', { every: 60_000 }, async () => ({ changed })),
      job('notify', { after: { job: 'pull', changed: true } }),
      job('restock', { after: { job: 'pull', changed: false } }),
      job('notify', { after: { job: 'pull', changed: true } }, undefined, 'other'),
    );
    await engine.tick();
    expect(ran).toEqual(['s pull 14:00', 's restock 14:00']);
    changed = true;
    turn('PT1M');
    await engine.tick();
    expect(ran.slice(2)).toEqual(['s pull 14:01', 's notify 14:01', 's restock 14:01']);
  });

  test('what happens outside sets jobs off as well', async () => {
    const engine = start(job('restock', { after: { job: 'intake', changed: true } }));
    engine.happened('intake', 's', false);
    engine.happened('intake', 'other', true);
    engine.happened('intake', 's', true);
    await engine.tick();
    expect(ran).toEqual(['s restock 14:00']);
  });

  test('a job never runs beside itself; an event that comes meanwhile gives one more run', async () => {
    let beside = 0;
    let most = 0;
    let release = () => {};
    const slow = async () => {
      most = Math.max(most, ++beside);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      beside--;
      return { changed: false };
    };
    const engine = start(job('notify', { every: 60_000, after: { job: 'pull', changed: true } }, slow));
    const first = engine.tick();
    for (let i = 0; i < 5; i++) engine.happened('pull', 's', true);
    turn('PT10M');
    const second = engine.tick();
    release();
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await Promise.all([first, second]);
    expect(most).toBe(1);
    expect(ran.length).toBe(2);
  });

  test('a job that throws is told, and the schedule goes on', async () => {
    const engine = start(
      job('pull', { every: 60_000 }, async () => {
        throw new Error('broken');
      }),
      job('notify', { every: 60_000 }),
    );
    await engine.tick();
    turn('PT1M');
    await engine.tick();
    expect(errors).toEqual(['pull: broken', 'pull: broken']);
    expect(ran.filter((one) => one.includes('notify')).length).toBe(2);
  });

  test('stopping lets what runs end and starts nothing new', async () => {
    let release = () => {};
    let ended = false;
    const engine = start(
      job('pull', { every: 60_000 }, async () => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        ended = true;
        return { changed: true };
      }),
      job('notify', { after: { job: 'pull', changed: true } }),
    );
    void engine.tick();
    stop.abort();
    release();
    await engine.stopped;
    expect(ended).toBe(true);
    turn('PT1H');
    await engine.tick();
    expect(ran).toEqual(['s pull 14:00']);
  });

  test('looks at the clock by itself', async () => {
    const done = Promise.withResolvers<void>();
    const counted = job('pull', { every: 1 }, async () => {
      turn('PT1S');
      if (ran.length === 3) done.resolve();
      return { changed: false };
    });
    startEngine([counted], { now: () => now, signal: stop.signal, lookEvery: 1, onError: () => {} });
    await done.promise;
    expect(ran.length).toBe(3);
  });
});

describe('waiting on a clock that may be turned', () => {
  test('ends when the clock was turned past the end', async () => {
    const from = performance.now();
    const waiting = sleepOn(() => now, undefined, 1)(60_000);
    turn('PT1M');
    await waiting;
    expect(performance.now() - from).toBeLessThan(5000);
  });

  test('ends by real time when the clock stands still', async () => {
    const from = performance.now();
    await sleepOn(() => now, undefined, 5)(30);
    expect(performance.now() - from).toBeGreaterThan(25);
  });

  test('is broken off by the signal', async () => {
    const waiting = sleepOn(() => now, stop.signal)(60_000);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });
});
