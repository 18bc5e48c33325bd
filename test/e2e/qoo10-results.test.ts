import { afterEach, describe, expect, test } from 'vitest';
import { bundleOrders } from '../../src/flow/desk/bundle.ts';
import { historyEntry } from '../../src/flow/desk/history.ts';
import { markByHand } from '../../src/flow/desk/link-state.ts';
import { listNotices, retryNotices } from '../../src/flow/desk/notices.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { splitOrder } from '../../src/flow/desk/split.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { openQoo10, type Qoo10Shop, type Qoo10ShopOptions } from '../support/qoo10-shop.ts';

/* Q12: carrier and number go to Qoo10, which makes 配送中 of 配送準備. */

let place: Qoo10Shop;
const start = async (options: Qoo10ShopOptions = {}) => {
  place = await openQoo10({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(() => place.close());
const sent = async (pack: string) => (await place.rows(pack)).map((row) => [row.status, row.company, row.trackingNo]);
const link = async (pack: string) => (await showOrder(place.ctx, pack))[0]?.linkState;
const hours = (count: number) => place.minutes(count * 60);
const notices = (...states: ('failed' | 'asking')[]) =>
  listNotices(place.ctx, { shop: place.shop, kinds: ['ship'], states });

/** Taken in, planned and printed. */
async function printed(lines?: string, more?: Readonly<Record<string, string>>) {
  const one = await place.place(lines, more);
  await place.job('pull');
  await place.job('schedule');
  await place.print([one.pack]);
  return one;
}

describe('Q12', () => {
  test('each order number gets carrier and number, and the log has a line for each', async () => {
    await start();
    const { pack, orders } = await printed('Q10-TEA, Q10-SHIRT:NAVY-M, Q10-MUG:BL');
    await place.job('ship');
    expect(await sent(pack)).toEqual(orders.map(() => [4, 'ヤマト宅急便', trackingNumber(0)]));
    expect(await link(pack)).toBe('returned');
    const [told] = await listNotices(place.ctx, { shop: place.shop, kinds: ['ship'], states: ['told'] });
    expect(told?.parts.map((part) => [part.key, part.kind, part.code])).toEqual(
      orders.map((order) => [order, 'done', 'notice-told']),
    );
    expect(await place.states(pack)).toEqual(['closed']);
  });

  test('a cart that was split by carrier tells each line the number of its own parcel', async () => {
    await start();
    const { pack } = await printed('Q10-TEA, Q10-CARD*2, Q10-SHIRT:NAVY-M');
    await place.job('ship');
    expect(await sent(pack)).toEqual([
      [4, 'ヤマト宅急便', trackingNumber(0)],
      [4, 'ネコポス', trackingNumber(1)],
      [4, 'ヤマト宅急便', trackingNumber(0)],
    ]);
  });

  test('a parcel that goes by another carrier than Yamato: the number of a list, the carrier of the master', async () => {
    await start();
    const { pack } = await place.place('Q10-RICE');
    await place.job('pull');
    await place.job('schedule');
    await intakeFile(place.ctx, {
      name: 'numbers.csv',
      bytes: Buffer.from(
        `お客様管理番号,伝票番号,配送会社,出荷日\r\n${pack}_1,${trackingNumber(7)},佐川急便,2026/11/16\r\n`,
      ),
      shop: '',
      layout: '',
    });
    await place.job('ship');
    expect(await sent(pack)).toEqual([[4, '佐川急便', trackingNumber(7)]]);
  });

  test('of several numbers the first goes', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA*9');
    await place.job('pull');
    await place.job('schedule');
    const { shipments } = await issueShipments(place.ctx, { shop: place.shop, orders: [pack] });
    const rows = [5, 6].map((stem) => ({ customerNo: shipments[0]!, number: trackingNumber(stem), day: '2026/11/16' }));
    await intakeFile(place.ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
    await place.job('ship');
    expect(await sent(pack)).toEqual([[4, 'ヤマト宅急便', trackingNumber(5)]]);
  });

  test('not before it is 印刷済み: it waits for its day of shipping, then goes', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.print([pack]);
    await place.job('ship');
    expect(await place.told('send')).toEqual([]);
    expect(await link(pack)).toBe('waiting');
    await place.job('schedule');
    await place.job('ship');
    expect((await sent(pack))[0]?.[0]).toBe(4);
  });

  test('where people plan the day themselves: said, and sent once Qoo10 has it', async () => {
    await start({ jobsOff: ['schedule'] });
    const { pack } = await place.place();
    await place.job('pull');
    await place.print([pack]);
    const run = await place.job('ship');
    expect(run.items).toContainEqual(expect.objectContaining({ code: 'notice-waits-schedule' }));
    expect(await place.told('send')).toEqual([]);
    await place.change('confirm-by-hand', { pack, date: '2026-11-20' });
    await place.job('sync');
    await place.job('ship');
    expect((await sent(pack))[0]?.[0]).toBe(4);
    expect(await place.told('confirm')).toEqual([]);
  });

  test('not while a cancel is asked for, and again when it is withdrawn on the same day', async () => {
    await start();
    const { pack } = await printed();
    await place.change('request-cancel', { pack });
    await place.job('sync');
    const run = await place.job('ship');
    expect(run.items).toContainEqual(expect.objectContaining({ code: 'notice-cancel-requested' }));
    expect(await place.told('send')).toEqual([]);
    await place.change('withdraw-cancel', { pack });
    await place.job('sync');
    await place.job('ship');
    expect((await sent(pack))[0]?.[0]).toBe(4);
  });

  test('a cancel that was asked for a moment ago, which the sync has not seen: refused, named, not sent again by itself', async () => {
    await start();
    const { pack } = await printed();
    await place.change('request-cancel', { pack });
    expect(await place.job('ship')).toMatchObject({ counts: { fix: 1 } });
    expect(await notices('failed')).toMatchObject([{ number: pack, code: 'notice-refused-for-cancel' }]);
    const before = (await place.told('send')).length;
    place.minutes(30);
    await place.job('ship');
    expect(await place.told('send')).toHaveLength(before);
  });

  test('refused for a cancel that the sync sees afterwards: sent when that is withdrawn', async () => {
    await start();
    const { pack, orders } = await printed('Q10-TEA, Q10-MUG:BL');
    await place.change('request-cancel', { order: orders[1]! });
    await place.job('ship');
    expect((await sent(pack)).map(([status]) => status)).toEqual([4, 3]);
    await place.job('sync');
    await place.job('ship');
    expect(await notices('failed', 'asking')).toEqual([]);
    await place.change('withdraw-cancel', { order: orders[1]! });
    await place.job('sync');
    await place.job('ship');
    expect((await sent(pack)).map(([status, , number]) => [status, number])).toEqual([
      [4, trackingNumber(0)],
      [4, trackingNumber(0)],
    ]);
  });

  test('only on the day of shipping: yesterday’s waits for a person, who sends it', async () => {
    await start();
    const { pack } = await printed();
    hours(24);
    const run = await place.job('ship');
    expect(run.counts.done ?? 0).toBe(0);
    expect(await place.told('send')).toEqual([]);
    expect(await notices('asking')).toMatchObject([{ number: pack, code: 'notice-day-passed' }]);
    const { retried } = await retryNotices(place.ctx, { shop: place.shop, kinds: ['ship'] });
    expect(retried).toHaveLength(1);
    await place.job('ship');
    expect((await sent(pack))[0]).toEqual([4, 'ヤマト宅急便', trackingNumber(0)]);
  });

  test('failed yesterday, sent again today by the operator', async () => {
    await start();
    const { pack } = await printed();
    await place.change('request-cancel', { pack });
    await place.job('ship');
    expect(await notices('failed')).toHaveLength(1);
    await place.change('withdraw-cancel', { pack });
    hours(24);
    await place.job('sync');
    await place.job('ship');
    expect((await sent(pack))[0]?.[0]).toBe(3);
    await retryNotices(place.ctx, { shop: place.shop });
    await place.job('ship');
    expect((await sent(pack))[0]?.[0]).toBe(4);
  });

  test('done by hand in QSM: the person says 出荷済み, and nothing is sent', async () => {
    await start();
    const { pack } = await printed();
    await place.change('ship-by-hand', { pack, number: '400000000013' });
    await markByHand(place.ctx, place.shop, pack, 'returned');
    await place.job('ship');
    expect(await place.told('send')).toEqual([]);
    expect(await link(pack)).toBe('returned');
    expect(await place.states(pack)).toEqual(['closed']);
  });

  test('done by hand with the same number, and nobody said so: found there, done', async () => {
    await start();
    const { pack } = await printed();
    await place.change('ship-by-hand', { pack, number: trackingNumber(0) });
    expect(await place.job('ship')).toMatchObject({ counts: { done: 1 } });
    expect(await link(pack)).toBe('returned');
  });

  test('done by hand with another number: said, and nothing is overwritten; what a person then says stands in the history', async () => {
    await start();
    const { pack } = await printed();
    await place.change('ship-by-hand', { pack, number: '400000000013' });
    await place.job('ship');
    expect(await notices('failed')).toMatchObject([{ number: pack, code: 'notice-other-number' }]);
    expect((await sent(pack))[0]?.[2]).toBe('400000000013');
    await place.job('sync');
    expect((await showOrder(place.ctx, pack))[0]?.untold).toHaveLength(1);
    await markByHand(place.ctx, place.shop, pack, { kind: 'ship' });
    expect((await showOrder(place.ctx, pack))[0]?.untold).toEqual([]);
    const said = (await showOrder(place.ctx, pack))[0]!.journal.map((one) => historyEntry(one, new Map()).details);
    expect(said).toContainEqual(['印刷済み → 問番戻し', '出荷実績の通知']);
    await place.job('ship');
    expect(await notices('failed', 'asking')).toEqual([]);
  });

  test('a split order: each line is told once, with the first of its parcels', async () => {
    await start();
    const { pack, orders } = await place.place('Q10-TEA*3, Q10-MUG:BL');
    await place.job('pull');
    await place.job('schedule');
    await place.job('sync');
    const split = await splitOrder(place.ctx, pack, {
      shop: place.shop,
      lines: [
        { no: orders[0]!, quantity: 1 },
        { no: orders[1]!, quantity: 1 },
      ],
    });
    expect(split.refused).toEqual([]);
    await place.print([pack]);
    await place.job('ship');
    expect(await sent(pack)).toEqual([
      [4, 'ヤマト宅急便', trackingNumber(0)],
      [4, 'ヤマト宅急便', trackingNumber(1)],
    ]);
    expect(await place.told('send')).toHaveLength(2);
  });

  test('bundled orders: the goods of the other order go with the number of the parcel that carries them', async () => {
    await start();
    const a = await place.place('Q10-TEA');
    const b = await place.place('Q10-MUG:BL');
    const same = {
      name: '見本 花子',
      zip: '150-0002',
      address1: '東京都渋谷区',
      address2: '渋谷2-2-2',
      mobile: '090-0000-0001',
    };
    for (const { pack } of [a, b]) await place.change('change-address', { pack, ...same });
    await place.job('pull');
    await place.job('schedule');
    const bundled = await bundleOrders(place.ctx, a.pack, [b.pack], { shop: place.shop });
    expect(bundled.refused).toEqual([]);
    await place.print([a.pack, b.pack]);
    await place.job('ship');
    expect([...(await sent(a.pack)), ...(await sent(b.pack))]).toEqual([
      [4, 'ヤマト宅急便', trackingNumber(0)],
      [4, 'ヤマト宅急便', trackingNumber(0)],
    ]);
  });
});
