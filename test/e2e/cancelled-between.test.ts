import { afterEach, describe, expect, test } from 'vitest';
import type { JobName } from '../../src/core/jobs.ts';
import { type SentenceCode, say } from '../../src/core/sentences/index.ts';
import { advance } from '../../src/flow/b2/advance.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { shopJobs } from '../../src/flow/work/index.ts';
import { openScreen } from '../support/b2-screen.ts';
import { jobsOf, type Market, type MarketOptions, markets, statesOf } from '../support/four-markets.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import type { ShopInLab } from '../support/shop-in-lab.ts';

/* An order is cancelled at the marketplace between two of our states: what the store says, who hears of it, what the next run does. */

describe.each(Object.entries(markets))('%s: an order is cancelled there', (_, market) => {
  let place: ShopInLab;
  let number: string;
  /** Taken in and said to be taken in, as far as the marketplace knows that. */
  const start = async (options: MarketOptions = {}) => {
    place = await market.open(options);
    number = await market.place(place);
    await run('pull');
    for (const job of jobsOf(place).telling) await run(job);
    expect(await statesOf(place, number)).toEqual(['ready']);
  };
  afterEach(() => place?.close());
  const run = (job: JobName) => runJob(place.ctx, job, place.shop, shopJobs[job]);
  const tell = async () => {
    for (const job of jobsOf(place).telling) await run(job);
    place.minutes(6);
    for (const job of jobsOf(place).telling) await run(job);
  };
  const cancelled = async () => {
    await cancel(market);
    await run('sync');
  };
  const cancel = (at: Market) => at.cancel(place, number);
  const mails = async () =>
    (await place.ctx.store.mails({})).filter((one) => one.to === 'desk@example.jp').map(({ subject }) => subject);
  /** What the history says of the order, in Japanese. */
  const said = async (job: JobName) => {
    const last = (await place.ctx.store.runs(50)).find((one) => one.job === job && one.items.length > 0);
    const own = (last?.items ?? []).filter(({ key }) => key === number);
    return own.map(({ code, args }) => say(code as SentenceCode, args as never).sentence).join();
  };
  const isTold = () => market.isShipped(place, number);
  const register = (at = 0) => {
    const rows = [{ customerNo: customerNo!, number: trackingNumber(at), day: '2026/11/16' }];
    return intakeFile(place.ctx, { name: `issued-${at}.csv`, bytes: issuedData(rows), shop: '', layout: '' });
  };
  let customerNo: string | undefined;

  test('before the label: it ends here, no label is made, nothing is told', async () => {
    await start();
    await cancelled();
    expect(await statesOf(place, number)).toEqual(['cancelled']);
    expect(await place.print()).toEqual([]);
    await tell();
    expect([await isTold(), await mails()]).toEqual([false, []]);
    const [last] = await place.ctx.store.runs(1);
    expect(last!.result).toBe('done');
    // The next runs have nothing to say of it.
    await run('pull');
    await run('sync');
    expect([await statesOf(place, number), await said('sync')]).toEqual([['cancelled'], '']);
  });

  test('after the label, before its number: held and told at once, and the number that comes goes nowhere', async () => {
    await start();
    [customerNo] = (await issueShipments(place.ctx, { shop: place.shop })).shipments;
    await cancelled();
    expect(await statesOf(place, number)).toEqual(['issuing cancelled-after-issue']);
    expect(await mails()).toEqual(['送り状を出した受注のキャンセル・変更（1件）']);
    expect(await said('sync')).toContain('キャンセル');
    await register();
    await tell();
    expect([await isTold(), await statesOf(place, number)]).toEqual([
      false,
      [expect.stringMatching(/cancelled-after-issue$/)],
    ]);
    // Read again: no second mail, no second label.
    await run('pull');
    await run('sync');
    expect(await mails()).toHaveLength(1);
    expect(await place.print()).toEqual([]);
  });

  test('after its number, before it was told: held and told at once, and the marketplace hears of no parcel', async () => {
    await start();
    await place.print([number]);
    await cancelled();
    expect((await statesOf(place, number)).join()).toMatch(/cancelled-after-issue$/);
    expect(await mails()).toEqual(['送り状を出した受注のキャンセル・変更（1件）']);
    await tell();
    expect(await isTold()).toBe(false);
  });

  test('and nobody here knows yet when the parcel is told: it is not called shipped, and a person hears of it', async () => {
    await start();
    await place.print([number]);
    // What was read of the order a while ago is no news any more.
    place.minutes(30);
    await cancel(market);
    await tell();
    expect(await isTold()).toBe(false);
    const failed = await place.ctx.store.notices({ shop: place.shop, states: ['failed'] });
    expect(new Set(failed.map((one) => one.orderNumber))).toEqual(new Set([number]));
    expect((await mails()).length).toBeGreaterThan(0);
    const count = (await place.stand.requests()).length;
    place.minutes(60);
    await tell();
    // Refused is refused: it is not tried again and again.
    const more = (await place.stand.requests()).slice(count).filter((one) => one.method !== 'GET');
    expect(more.map((one) => one.operation)).toEqual([]);
    await run('sync');
    expect((await statesOf(place, number)).join()).toMatch(/cancelled-after-issue$/);
  });

  test('while B2’s screen is open: told at once what to do there, named apart when it was printed', async () => {
    await start({ b2: true });
    const [handOver] = (await issueByApi(place.ctx, {})).handOvers;
    const screen = await openScreen(handOver!.address);
    await cancelled();
    expect(await statesOf(place, number)).toEqual(['issuing cancelled-after-issue']);
    const late = async () => (await place.ctx.store.mails({})).filter((one) => /送り状を出した/.test(one.subject));
    expect((await late()).map((one) => one.to).toSorted()).toEqual([
      'b2@example.jp',
      'boss@example.jp',
      'desk@example.jp',
    ]);
    expect((await late())[0]!.text).toContain('チェックを外して');
    await screen.print(undefined, false);
    place.minutes(10);
    await advance(place.ctx, handOver!.id, true);
    const registered = (await place.ctx.store.mails({})).find((one) => /出荷実績を登録/.test(one.subject));
    expect(registered!.text.split('【止める理由のある受注')[1]).toContain(number);
    await tell();
    await run('sync');
    expect([await isTold(), (await late()).length]).toEqual([false, 3]);
    expect((await issueByApi(place.ctx, {})).handOvers).toEqual([]);
  });
});
