import { afterEach, describe, expect, test } from 'vitest';
import type { JobName } from '../../src/core/jobs.ts';
import { say } from '../../src/core/sentences/index.ts';
import { probeShop } from '../../src/flow/desk/shops.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { shopJobs } from '../../src/flow/work/index.ts';
import { type EcforceShop, type EcforceShopOptions, openEcforce } from '../support/ecforce-shop.ts';

/* E6: the day's calls are counted, warned of, and end cleanly until 9:00 in Japan. */

let place: EcforceShop;
/** 12:00 in Japan. */
const start = async (options: EcforceShopOptions = {}) => {
  place = await openEcforce({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(() => place?.close());
const run = (name: JobName) => runJob(place.ctx, name, place.shop, shopJobs[name]);
const items = async (name: JobName) => {
  const ran = await run(name);
  return ran.kind === 'ran' ? ran.run.items : [];
};
const codes = async (name: JobName) => (await items(name)).map((one) => one.code);

describe('E6: the day’s calls', () => {
  test('are counted, said once at 80 %, and kept for results when they run short', async () => {
    await start({ api: { 'calls-per-day': 20, 'calls-for-results': 4 } });
    const number = await place.place();
    await run('pull');
    await run('acknowledge');
    await place.print([number]);
    // 3 so far: sign-in, pull, 出荷作業中.
    const said: string[] = [];
    for (let at = 0; at < 16; at++) said.push(...(await codes('pull')));
    expect(said.filter((code) => code === 'quota-nearly-used')).toHaveLength(1);
    expect(said.at(-1)).toBe('quota-used-up');
    expect(await place.calls()).toBe(16);
    expect((await place.ctx.store.mails()).map((one) => one.subject).join()).toContain('APIについて');
    const [remark] = (await place.ctx.store.runs(100)).flatMap((one) =>
      one.items.filter((item) => item.code === 'quota-nearly-used'),
    );
    expect(say('quota-nearly-used', remark!.args as never).sentence).toContain('16 / 20 回');
    // The result still goes.
    expect(await codes('ship')).toEqual(['notice-told']);
    await run('complete');
    expect((await place.row(number)).state).toBe('shipped');
    // Nothing is lost: at 9:00 everything goes on.
    const late = await place.place();
    expect(await codes('pull')).toEqual(['quota-used-up']);
    expect(await place.order(late)).toBeUndefined();
    place.stand.setClock('2026-11-16T23:59:00Z');
    expect(await codes('pull')).toEqual(['quota-used-up']);
    place.stand.setClock('2026-11-17T00:00:01Z');
    await run('pull');
    expect(await place.states(late)).toEqual(['ready']);
  });

  test.each([
    [{ 'calls-per-day': 50 }, 45],
    [{ 'calls-per-day': 10 }, 9],
    [{ 'calls-per-day': 40, 'calls-for-results': 100 }, 20],
  ])('a small contract %j fetches %i times a day and says so before it ends', async (api, most) => {
    await start({ api });
    const number = await place.place();
    await run('pull');
    await run('acknowledge');
    await place.print([number]);
    const said: string[] = [];
    while (said.at(-1) !== 'quota-used-up') said.push(...(await codes('pull')));
    expect(await place.calls()).toBe(most);
    expect(said).toEqual(['quota-nearly-used', 'quota-used-up']);
    const [last] = await items('pull');
    expect(say('quota-used-up', last!.args as never).sentence).toContain(`この処理に使える分（${most} 回）`);
    expect(await codes('ship')).toEqual(['notice-told']);
  });

  test('are used up at ecforce earlier than we counted: it stands still until 9:00, notices lose no try, and a probe looks anew', async () => {
    await start();
    const number = await place.place();
    await run('pull');
    await place.change('set-quota', { calls: '3' });
    await run('sync');
    for (let at = 0; at < 3; at++) {
      await run('pull');
      place.minutes(2);
    }
    const before = await place.calls();
    const [stands] = await items('pull');
    expect(stands).toMatchObject({ kind: 'retry', code: 'quota-used-up-there', args: { at: '2026-11-17 09:00' } });
    for (const job of ['acknowledge', 'sync', 'ship'] as const) await run(job);
    // Not one call more.
    expect(await place.calls()).toBe(before);
    expect(await probeShop(place.ctx, place.shop, 'operator')).toMatchObject({ kind: 'retry' });
    await place.change('set-quota', { calls: '2000' });
    expect(await probeShop(place.ctx, place.shop, 'operator')).toMatchObject({ kind: 'done' });
    place.minutes(2);
    await run('acknowledge');
    expect((await place.row(number)).state).toBe('working');
  });

  test('and when nobody looks, it goes on by itself at 9:00', async () => {
    await start();
    await run('pull');
    await place.change('set-quota', { calls: '3' });
    await place.change('set-habit', { name: 'quota-answer', value: 'with-header' });
    expect(await codes('pull')).toEqual([]);
    expect(await codes('pull')).toEqual(['quota-used-up-there']);
    const number = await place.place();
    place.stand.setClock('2026-11-17T00:00:01Z');
    await run('pull');
    expect(await place.states(number)).toEqual(['ready']);
  });

  test('a short throttle is waited for, and stops nothing', async () => {
    await start();
    await place.stand.fault('ecforce', 'orders.list', 'too-many');
    expect(await items('pull')).toMatchObject([{ kind: 'retry', code: 'shop-busy' }]);
    await place.place();
    expect(await codes('pull')).toEqual([]);
  });
});

test('a day of 1,000 orders, taken in, printed and told by the usual schedules, costs at most 100 calls', async () => {
  // From 9:00 to 9:00 in Japan.
  await start({ at: '2026-11-16T00:00:00Z', api: { 'carrier-ids': { yamato: '1' } } });
  const hour = 60;
  let placed = 0;
  for (let at = 0; at < 24; at++) {
    // Buyers come all day; labels are printed at 13:00 and 17:00, and in the morning for the night.
    for (; placed < Math.round(((at + 1) / 24) * 1000); placed++)
      await place.change('place-order', { lines: 'EC-SERUM' });
    if ((await place.job('pull')).changed) await place.job('acknowledge');
    if (at % 4 === 3) await place.job('sync');
    if (at === 4 || at === 8 || at === 23) await place.print();
    if ((await place.job('ship')).counts.done) await place.job('complete');
    if (at < 23) place.minutes(hour);
  }
  expect((await place.rows()).map((one) => one.state)).toEqual(Array.from({ length: 1000 }, () => 'shipped'));
  const calls = await place.calls();
  expect(calls).toBeLessThanOrEqual(100);
}, 300_000);
