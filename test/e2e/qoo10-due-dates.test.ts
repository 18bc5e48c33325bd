import { afterEach, describe, expect, test } from 'vitest';
import { markByHand } from '../../src/flow/desk/link-state.ts';
import { listNotices } from '../../src/flow/desk/notices.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { notifyShop } from '../../src/flow/notify/index.ts';
import { openQoo10, type Qoo10Shop, type Qoo10ShopOptions } from '../support/qoo10-shop.ts';

/* Q9: 発送予定日 goes to Qoo10, which makes 配送準備 of 新規注文. */

let place: Qoo10Shop;
// Monday noon in Japan.
const start = async (options: Qoo10ShopOptions = {}) => {
  place = await openQoo10({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(() => place.close());
const days = async (pack: string) => (await place.rows(pack)).map((row) => [row.status, row.shipOn]);
const link = async (pack: string) => (await showOrder(place.ctx, pack))[0]?.linkState;

describe('Q9', () => {
  test('each order number gets the day, the order becomes 配送準備 and 印刷済み, and nothing is told twice', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA, Q10-CARD, Q10-SHIRT:NAVY-M');
    await place.job('pull');
    expect(await place.job('schedule')).toMatchObject({ counts: { done: 2 } });
    expect(await days(pack)).toEqual([
      [3, '2026-11-19'],
      [3, '2026-11-19'],
      [3, '2026-11-19'],
    ]);
    expect(await link(pack)).toBe('printed');
    // The day moves on with every day; what was told stays told.
    place.minutes(2 * 24 * 60);
    await place.job('sync');
    expect((await place.job('schedule')).counts).toMatchObject({ reserved: 0 });
    expect(await place.told('confirm')).toHaveLength(3);
  });

  test('counted back from the wished day, where the shop wants it', async () => {
    await start({ api: { 'due-days-before-wish': 3 } });
    const wished = await place.place('Q10-TEA', { wish: '2026-11-25 14:00~16:00' });
    const plain = await place.place('Q10-TEA');
    await place.job('pull');
    await place.job('schedule');
    expect(await days(wished.pack)).toEqual([[3, '2026-11-20']]);
    expect(await days(plain.pack)).toEqual([[3, '2026-11-19']]);
  });

  test('the shop’s holidays count', async () => {
    await start({ shop: { holidays: { weekdays: [], national: false, dates: ['2026-11-18', '2026-11-19'] } } });
    const { pack } = await place.place();
    await place.job('pull');
    await place.job('schedule');
    expect(await days(pack)).toEqual([[3, '2026-11-23']]);
  });

  test('what waits is said once, though the order is worked out twice: as a new one, and among all', async () => {
    await start({ api: { 'due-days-before-wish': 1 } });
    const { pack } = await place.place('Q10-TEA', { wish: '2026-12-02' });
    await place.job('pull');
    const { items } = await notifyShop(place.ctx, place.shop, { kinds: ['schedule'], all: true });
    expect(items.map((one) => [one.key, one.code])).toEqual([[pack, 'due-day-beyond']]);
  });

  test('a day beyond ten days waits, says so, and is registered on the day that it comes within', async () => {
    await start({ api: { 'due-days-before-wish': 1 } });
    const { pack } = await place.place('Q10-TEA', { wish: '2026-12-02' });
    await place.job('pull');
    const run = await place.job('schedule');
    expect(run.items).toContainEqual(
      expect.objectContaining({
        code: 'due-day-beyond',
        args: expect.objectContaining({ from: '2026-11-21', day: '2026-12-01' }),
      }),
    );
    expect(await days(pack)).toEqual([[2, '']]);
    place.minutes(4 * 24 * 60);
    await place.job('schedule');
    expect(await place.told('confirm')).toEqual([]);
    place.minutes(24 * 60);
    await place.job('schedule');
    expect(await days(pack)).toEqual([[3, '2026-12-01']]);
  });

  test.each([
    ['出荷待ち', async () => {}],
    ['作業中 (the label is made)', async (pack: string) => void (await place.print([pack]))],
  ])('for %s', async (_, before) => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await before(pack);
    await place.job('schedule');
    expect((await days(pack))[0]?.[0]).toBe(3);
  });

  test('not for orders that are held, and not for unpaid ones', async () => {
    await start();
    const unpaid = await place.place('Q10-TEA', { unpaid: 'yes' });
    const untold = await place.place('Q10-LAMP');
    await place.job('pull');
    expect(await place.states(untold.pack)).toEqual([expect.stringMatching(/^held .*delivery-method-untold/)]);
    await place.job('schedule');
    expect(await place.told('confirm')).toEqual([]);
    expect((await days(unpaid.pack))[0]?.[0]).toBe(1);
  });

  test('it runs after a sync that changed at least one order, and not after one that changed nothing', async () => {
    await start();
    const { qoo10 } = await import('../../src/connectors/qoo10/index.ts');
    expect(qoo10.jobs?.schedule?.after).toEqual({ job: 'sync', changed: true });
    const { pack } = await place.place('Q10-TEA', { unpaid: 'yes' });
    await place.job('pull');
    expect(await place.job('sync')).toMatchObject({ changed: false });
    await place.change('pay-order', { pack });
    expect(await place.job('sync')).toMatchObject({ changed: true });
    await place.job('schedule');
    expect((await days(pack))[0]?.[0]).toBe(3);
  });

  test('a day that was registered by hand in QSM is found by the sync, and counts as 印刷済み; no second day is sent', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.change('confirm-by-hand', { pack, date: '2026-12-24' });
    await place.job('sync');
    await place.job('schedule');
    expect(await place.told('confirm')).toEqual([]);
    expect(await days(pack)).toEqual([[3, '2026-12-24']]);
    await place.print([pack]);
    await place.job('ship');
    expect((await place.rows(pack))[0]?.status).toBe(4);
  });

  test('or a person says 印刷済み (the manual’s way): the day is not sent', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.change('confirm-by-hand', { pack, date: '2026-12-24' });
    await markByHand(place.ctx, place.shop, pack, 'printed');
    expect(await link(pack)).toBe('printed');
    await place.job('schedule');
    expect(await place.told('confirm')).toEqual([]);
  });

  test('somebody registered it while ours was on its way: that is done, not an error', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.change('confirm-by-hand', { pack, date: '2026-11-20' });
    expect(await place.job('schedule')).toMatchObject({ counts: { done: 1 } });
    expect(await days(pack)).toEqual([[3, '2026-11-20']]);
    expect(await link(pack)).toBe('printed');
  });

  test('an order that was cancelled meanwhile is refused with its number; the others of the call are done', async () => {
    await start();
    const gone = await place.place();
    const good = [await place.place(), await place.place('Q10-CARD')];
    await place.job('pull');
    await place.change('cancel-order', { pack: gone.pack });
    const run = await place.job('schedule');
    expect(run.counts).toMatchObject({ done: 2, fix: 1 });
    for (const { pack } of good) expect((await days(pack))[0]?.[0]).toBe(3);
    const [failed] = await listNotices(place.ctx, { shop: place.shop, states: ['failed'] });
    expect(failed).toMatchObject({ number: gone.pack, kind: 'schedule' });
    expect(failed?.sentence).toContain(gone.pack);
  });

  test.each([
    ['lost', '-', 3],
    ['reset', '-', 2],
  ] as const)('an answer that is %s: the day is there once in the end', async (fault, _, after) => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.stand.fault('qoo10', 'ShippingBasic.SetSellerCheckYNBulk', fault);
    await place.job('schedule');
    expect((await days(pack))[0]?.[0]).toBe(after);
    for (let pass = 0; pass < 6; pass++) {
      place.minutes(20);
      await place.job('schedule');
    }
    expect((await days(pack))[0]?.[0]).toBe(3);
    expect((await place.told('confirm')).filter((one) => one.effect === 'done')).toHaveLength(1);
    expect(await link(pack)).toBe('printed');
  });
});
