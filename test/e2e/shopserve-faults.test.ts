import { afterEach, describe, expect, test } from 'vitest';
import { habits } from '../../mocks/shopserve/state/habits.ts';
import { type JobName, jobNames } from '../../src/core/jobs.ts';
import { say } from '../../src/core/sentences/index.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { listNotices } from '../../src/flow/desk/notices.ts';
import { probeShop } from '../../src/flow/desk/shops.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { shopJobs } from '../../src/flow/work/index.ts';
import type { StoredShipment } from '../../src/store/types.ts';
import { openShopserve, type ShopserveShop, type ShopserveShopOptions } from '../support/shopserve-shop.ts';

/* S7, and what else shopserve may do to a shop: after each, what stands in the store, what is said, what the next run does. */

let place: ShopserveShop;
const start = async (options: ShopserveShopOptions = {}) => {
  place = await openShopserve(options);
};
afterEach(() => place.close());
/** As the bridge runs a job: with its lease, its history and its halt. */
const run = (name: JobName) => runJob(place.ctx, name, place.shop, shopJobs[name]);
const orders = async () => (await place.ctx.store.orders({ shop: place.shop })).length;
const habit = (name: string, value: string) => place.change('set-habit', { name, value });

describe('S7', () => {
  test.each(['json', 'page'])(
    'in maintenance (%s) each job ends with one line, nothing is lost, the next run catches up',
    async (form) => {
      await start({ at: '2026-11-17T16:50:00Z' }); // 01:50 on the third Wednesday in Japan
      await habit('maintenance', form);
      const args = { method: 'BankTransfer', paid: 'yes' };
      const taken = [await place.place(args), await place.place(args), await place.place(args)];
      await place.drop('map.csv', [
        '商品コード,店舗,店舗商品コード,オプションコード',
        'TEA,shopserve,SS-TEA,',
        'MUG,shopserve,SS-MUG,',
      ]);
      await place.drop('stock.csv', ['商品コード,在庫数', 'TEA,20', 'MUG,3']);
      await run('pull');
      await place.print();
      const late = await place.place();
      place.minutes(15);
      for (let hour = 2; hour < 8; hour++) {
        for (const job of ['pull', 'sync', 'acknowledge', 'restock'] as const) {
          const { items } = await shopJobs[job](place.ctx, place.shop);
          expect([job, items.map((one) => one.code)]).toEqual([job, ['shop-maintenance']]);
          const [line] = items;
          expect(
            say(line!.code as 'shop-maintenance', { system: '', operation: '', ...line!.args }).sentence,
          ).toContain('メンテナンス期間中のため、APIは使用できません');
        }
        place.minutes(60);
      }
      expect(await place.ctx.store.halts()).toEqual([]);
      // A night of it is nobody's mail.
      expect(await place.ctx.store.mails()).toEqual([]);
      expect(await place.acts('confirm')).toEqual([]);
      // 08:05: everything goes on by itself, on the same day.
      for (const job of ['pull', 'sync', 'acknowledge', 'ship', 'restock'] as const) await run(job);
      expect(await orders()).toBe(4);
      expect((await place.order(late.orderNo))?.order.remote).toMatchObject({ key: late.serialCode });
      for (const one of taken) expect(await place.row(one)).toMatchObject({ isConfirmed: true, isShipped: true });
      expect(await listNotices(place.ctx, { shop: place.shop, states: ['failed', 'unsure'] })).toEqual([]);
      const { stock } = await place.holdings();
      expect(stock!.find((one) => one.code === 'SS-MUG')?.quantity).toBe(3);
    },
  );

  test('maintenance in the middle of a pull: what came is kept, the rest comes next time', async () => {
    await start({ api: { 'page-size': 2 } });
    for (let i = 0; i < 6; i++) await place.place();
    await place.stand.fault('shopserve', 'retrieveOrders', 'maintenance', { count: 1, skip: 1 });
    await run('pull');
    expect(await orders()).toBe(2);
    await run('pull');
    expect(await orders()).toBe(6);
  });

  test('maintenance in the middle of a series: what was told stays told, the rest goes once', async () => {
    await start();
    for (let i = 0; i < 4; i++) await place.place();
    await run('pull');
    await place.stand.fault('shopserve', 'confirmOrder', 'maintenance', { count: 1, skip: 2 });
    await run('acknowledge');
    expect(await place.acts('confirm')).toEqual(['done', 'done']);
    place.minutes(20);
    await run('acknowledge');
    expect(await place.acts('confirm')).toEqual(['done', 'done', 'done', 'done']);
  });
});

describe('keys and limits', () => {
  test('a manager key that was made anew: the shop stands still and says what to do; with the new key it goes on', async () => {
    await start();
    const order = await place.place();
    await run('pull');
    await place.change('change-key', { key: 'another-one' });
    await run('acknowledge');
    const [halt] = await place.ctx.store.halts();
    expect(halt).toMatchObject({ shop: place.shop, code: 'manager-key-refused' });
    expect(say(halt!.code as 'manager-key-refused', { system: '', operation: '', ...halt!.args }).remedy).toContain(
      '発行し直す',
    );
    expect(await run('pull')).toMatchObject({ kind: 'halted' });
    expect((await probeShop(place.ctx, place.shop, 'operator')).resumed).toBe(false);
    place.secrets.set('lab-SHOPSERVE_KEY', 'another-one');
    const probe = await probeShop(place.ctx, place.shop, 'operator');
    expect(probe).toMatchObject({ kind: 'done', resumed: true });
    // The probe says that the order side is a stand-in.
    expect(probe.note?.sentence).toContain('仮の仕様');
    place.minutes(5);
    await run('acknowledge');
    expect((await place.row(order)).isConfirmed).toBe(true);
  });

  test('wrong keys lock the door for an hour: that is waited for, the shop does not stand still', async () => {
    await start();
    await place.place();
    const { api } = place.stand.lab.systems.shopserve;
    for (let i = 0; i < 5; i++)
      await fetch(`${api}/items/_search`, { method: 'POST', headers: { authorization: 'Basic eA==' } });
    const { items } = await shopJobs.pull(place.ctx, place.shop);
    expect(items.map((one) => [one.kind, one.code])).toEqual([['retry', 'shop-locked']]);
    expect(await place.ctx.store.halts()).toEqual([]);
    place.minutes(61);
    await run('pull');
    expect(await orders()).toBe(1);
  });

  test('the day’s calls used up: it waits until midnight in Japan; a limit of our own stops before', async () => {
    await start({ api: { 'calls-per-day': 100 } });
    for (let i = 0; i < 3; i++) await place.place();
    await run('pull');
    await place.change('set-limit', { perDay: '2' });
    await run('acknowledge');
    expect(await place.acts('confirm')).toEqual(['done']);
    place.minutes(13 * 60);
    await place.change('set-limit', {});
    await run('acknowledge');
    expect(await place.acts('confirm')).toEqual(['done', 'done', 'done']);
  });
});

describe('answers of every shape', () => {
  test.each(Object.entries(habits).flatMap(([name, values]) => values.map((value) => [name, value])))(
    '%s = %s: a day goes by as it should',
    async (name, value) => {
      await start();
      await habit(name!, value!);
      const card = await place.place();
      const paid = await place.place({ method: 'BankTransfer', paid: 'yes' });
      for (const job of ['pull', 'acknowledge', 'sync'] as const) await run(job);
      await place.print();
      for (let i = 0; i < 4; i++) {
        for (const job of ['capture', 'ship', 'sync', 'complete'] as const) await run(job);
        place.minutes(12);
      }
      for (const one of [card, paid])
        expect(await place.row(one)).toMatchObject({ isConfirmed: true, isShipped: true, isCompleted: true });
      expect(await place.acts('settle')).toEqual(['done']);
    },
  );

  test.each(['truncated', 'garbage', 'wrong-type', 'server-error', 'reset', 'lost', 'repeat'])(
    'a search that is %s: no order is lost or taken in twice',
    async (kind) => {
      await start({ api: { 'page-size': 2 } });
      for (let i = 0; i < 5; i++) await place.place();
      await place.stand.fault('shopserve', 'retrieveOrders', kind, { count: 1, skip: 1 });
      await run('pull');
      await run('pull');
      expect(await orders()).toBe(5);
    },
  );

  test('every job while every fifth call goes wrong: the day ends as without, and money is asked for once an order', async () => {
    await start();
    const placed = [];
    for (let i = 0; i < 5; i++) placed.push(await place.place());
    for (const kind of ['lost', 'server-error', 'truncated', 'too-many', 'reset'])
      await place.stand.control('/faults', { system: 'shopserve', operation: '*', kind, probability: 0.04 });
    const known = jobNames.filter((name) =>
      ['pull', 'sync', 'acknowledge', 'capture', 'ship', 'complete'].includes(name),
    );
    for (let i = 0; i < 30; i++) {
      for (const job of known) await run(job);
      if (i === 10) await place.print();
      place.minutes(10);
    }
    await place.stand.control('/faults/clear', {});
    for (let i = 0; i < 4; i++) {
      for (const job of known) await run(job);
      place.minutes(35);
    }
    const failed = await listNotices(place.ctx, { shop: place.shop, states: ['failed', 'asking'] });
    for (const one of placed) {
      const settled = (await place.acts('settle', one)).filter((effect) => effect === 'done');
      expect(settled.length).toBeLessThanOrEqual(1);
      // What did not go through is at a person, named; never silently missing.
      if (!failed.some((notice) => notice.number === one.orderNo))
        expect(await place.row(one)).toMatchObject({ isConfirmed: true, isShipped: true, isCompleted: true });
    }
    expect(failed.every((one) => one.kind === 'capture' || one.kind === 'ship')).toBe(true);
  });
});

describe('what people do on the shop’s own screen', () => {
  test('shipped by hand after our label: the other number stays until a person has looked, then ours goes', async () => {
    await start();
    const order = await place.place({ method: 'BankTransfer', paid: 'yes' });
    for (const job of ['pull', 'acknowledge'] as const) await run(job);
    await place.print();
    await place.change('ship-by-hand', { order: order.serialCode, number: '999' });
    await run('sync');
    await run('ship');
    expect(await place.slips(order)).toEqual(['Yamato 999 2026-11-16']);
    const [held] = await place.states(order.orderNo);
    expect(held).toMatch(/^shipped .*shipped-elsewhere/);
    const [{ holds }] = (await place.shipments(order.orderNo)) as [StoredShipment];
    expect(holds.find((one) => one.code === 'shipped-elsewhere')?.args).toEqual({ number: '999' });
    await clearHold(place.ctx, `${order.orderNo}_1:shipped-elsewhere`, '画面で確かめた', 'desk');
    await run('ship');
    expect(await place.slips(order)).toEqual([expect.stringMatching(/^Yamato 4\d{11} 2026-11-16$/)]);
  });

  test('shipped by hand a moment ago, which no sync has seen: the other number is not written over, and it is said', async () => {
    await start();
    const order = await place.place({ method: 'BankTransfer', paid: 'yes' });
    for (const job of ['pull', 'acknowledge'] as const) await run(job);
    await place.print();
    await place.change('ship-by-hand', { order: order.serialCode, number: '499999999991' });
    await run('ship');
    expect(await place.slips(order)).toEqual(['Yamato 499999999991 2026-11-16']);
    const [failed] = await listNotices(place.ctx, { shop: place.shop, kinds: ['ship'], states: ['failed'] });
    expect(failed).toMatchObject({ number: order.orderNo, code: 'notice-other-number' });
  });

  test('a card order that somebody shipped elsewhere: no money is asked for before a person has looked', async () => {
    await start();
    const order = await place.place();
    for (const job of ['pull', 'acknowledge'] as const) await run(job);
    await place.print();
    await place.change('ship-by-hand', { order: order.serialCode, number: '499999999991' });
    await run('sync');
    for (const job of ['capture', 'ship'] as const) await run(job);
    expect(await place.acts('settle')).toEqual([]);
    await clearHold(place.ctx, `${order.orderNo}_1:shipped-elsewhere`, '画面で確かめた', 'desk');
    await run('capture');
    expect(await place.acts('settle')).toEqual(['done']);
  });

  test('an emoji in an option and a choice with a slash come in as they are; the label waits where B2 cannot print them', async () => {
    await start({ seed: 'nasty' });
    await run('pull');
    const all = await place.ctx.store.orders({ shop: place.shop });
    const names = all.flatMap(({ order }) => order.lines.map((line) => line.name)).join('|');
    expect(names).toContain('メッセージ🎂:おめでとう🎉');
    const cake = all.find(({ order }) => order.lines.some((line) => line.name.includes('🎂')))!;
    expect((await place.states(cake.order.number))[0]).toMatch(/^held /);
  });

  test('an answer of another shape changes nothing: the sync says so, the next one goes on', async () => {
    await start();
    const order = await place.place();
    await run('pull');
    await place.stand.fault('shopserve', 'retrieveOrders', 'wrong-type');
    const { items } = await shopJobs.sync(place.ctx, place.shop);
    expect(items.map((one) => [one.kind, one.code])).toEqual([['retry', 'shop-garbled']]);
    expect(await place.states(order.orderNo)).toEqual(['ready']);
    expect((await shopJobs.sync(place.ctx, place.shop)).items).toEqual([]);
  });
});
