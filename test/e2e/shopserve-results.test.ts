import { afterEach, describe, expect, test } from 'vitest';
import { bundleOrders } from '../../src/flow/desk/bundle.ts';
import { markByHand } from '../../src/flow/desk/link-state.ts';
import { listNotices, retryNotices } from '../../src/flow/desk/notices.ts';
import { splitOrder } from '../../src/flow/desk/split.ts';
import { trackingNumber } from '../support/issued-data.ts';
import {
  openShopserve,
  type Placed,
  type ShopserveShop,
  type ShopserveShopOptions,
} from '../support/shopserve-shop.ts';

/* S4 and S5: money, numbers, 取引完了. */

let place: ShopserveShop;
const start = async (options: ShopserveShopOptions = {}) => {
  place = await openShopserve(options);
};
afterEach(() => place.close());
const notices = (...states: ('failed' | 'asking' | 'pending' | 'unsure' | 'told')[]) =>
  listNotices(place.ctx, { shop: place.shop, states });

/** Taken in, confirmed and printed. */
async function printed(args?: Readonly<Record<string, string>>): Promise<Placed> {
  const order = await place.place(args);
  await place.job('pull');
  await place.job('acknowledge');
  await place.print([order.orderNo]);
  return order;
}
/** 決済依頼, its result, and the numbers. */
async function settled() {
  await place.job('capture');
  place.minutes(12);
  await place.job('capture');
  return place.job('ship');
}

describe('S4', () => {
  test('a card order: 決済依頼 first, once, then carrier and number over the provisional one, → 発送済', async () => {
    await start();
    const order = await printed();
    expect((await place.job('ship')).changed).toBe(false);
    expect(await place.slips(order)).toEqual(['Yamato 000000000000']);
    await place.job('capture');
    expect(await place.row(order)).toMatchObject({ settlement: 'Requesting', isShipped: false });
    await place.job('ship');
    expect((await place.row(order)).isShipped).toBe(false);
    place.minutes(12);
    await place.job('capture');
    await place.job('ship');
    expect(await place.slips(order)).toEqual([`Yamato ${trackingNumber(0)} 2026-11-16`]);
    expect(await place.row(order)).toMatchObject({ isShipped: true, settlement: 'CollectionPlanned' });
    expect(await place.link(order.orderNo)).toBe('returned');
    for (let i = 0; i < 3; i++) await settled();
    expect([await place.acts('settle'), await place.acts('ship')]).toEqual([['done'], ['done']]);
  });

  test('no other way of payment asks for a settlement', async () => {
    await start();
    const orders = [
      await printed({ method: 'BankTransfer', paid: 'yes' }),
      await printed({ method: 'NpDeferred' }),
      await printed({ method: 'Paidy' }),
      await printed({ method: 'CashOnDelivery' }),
    ];
    await place.job('capture');
    await place.job('ship');
    for (const one of orders) expect((await place.row(one)).isShipped).toBe(true);
    expect(await place.acts('settle')).toEqual([]);
  });

  test('an order with several destinations: one 決済依頼, each destination its own number', async () => {
    await start();
    const order = await printed({ lines: 'SS-TEA | SS-MUG | SS-CAKE' });
    await settled();
    expect(await place.acts('settle')).toEqual(['done']);
    expect(await place.slips(order)).toEqual([0, 1, 2].map((one) => `Yamato ${trackingNumber(one)} 2026-11-16`));
  });

  test('a destination that was split waits for all its parcels', async () => {
    await start();
    const order = await place.place({ lines: 'SS-TEA*2' });
    await place.job('pull');
    await place.job('acknowledge');
    await splitOrder(place.ctx, order.orderNo, { lines: [{ no: '1', quantity: 1 }] });
    expect(await place.states(order.orderNo)).toEqual(['ready', 'ready']);
    const [first, second] = (await place.shipments(order.orderNo)).map((one) => one.shipment.customerNo);
    const register = (customerNo: string, stem: number) =>
      place.drop(`number-${stem}.csv`, [
        'お客様管理番号,伝票番号,出荷日',
        `${customerNo},${trackingNumber(stem)},2026/11/16`,
      ]);
    await register(first!, 1);
    await settled();
    expect(await place.acts('ship')).toEqual([]);
    await register(second!, 2);
    await settled();
    expect(await place.slips(order)).toEqual([`Yamato ${trackingNumber(1)} 2026-11-16`]);
    expect(await place.acts('settle')).toEqual(['done']);
  });

  test('two orders in one parcel: each is told the parcel’s number, each asks for its own money', async () => {
    await start();
    const [a, b] = [await place.place(), await place.place({ lines: 'SS-MUG' })];
    for (const one of [a, b]) await place.change('change-address', { order: one.serialCode, name: '見本 同梱' });
    await place.job('pull');
    await place.job('acknowledge');
    await bundleOrders(place.ctx, a.orderNo, [b.orderNo]);
    expect(await place.print()).toHaveLength(1);
    await settled();
    for (const one of [a, b]) {
      expect(await place.slips(one)).toEqual([`Yamato ${trackingNumber(0)} 2026-11-16`]);
      expect(await place.acts('settle', one)).toEqual(['done']);
    }
  });

  test('goods that came back before anything was told: no number goes, no money is asked for', async () => {
    await start();
    const order = await printed();
    const [shipment] = await place.shipments(order.orderNo);
    await place.ctx.store.write((tx) => tx.saveShipments([{ ...shipment!, state: 'returned' }]));
    await settled();
    expect(await place.acts('settle')).toEqual([]);
    expect(await place.slips(order)).toEqual(['Yamato 000000000000']);
  });

  test('asked for by hand already: it is not asked for again, and the number goes', async () => {
    await start();
    const order = await printed();
    await place.change('settle-by-hand', { order: order.serialCode });
    await settled();
    expect(await place.acts('settle')).toEqual([]);
    expect((await place.row(order)).isShipped).toBe(true);
  });

  test.each(['lost', 'truncated', 'garbage', 'server-error', 'duplicate'])(
    'an answer to 決済依頼 that is %s: looked at, never asked for twice',
    async (kind) => {
      await start();
      const order = await printed();
      await place.stand.fault('shopserve', 'requestSettlement', kind);
      await place.job('capture');
      for (let i = 0; i < 8; i++) {
        place.minutes(12);
        await place.job('capture');
        await place.job('ship');
      }
      const asked = (await place.acts('settle')).filter((one) => one === 'done');
      expect(asked.length).toBeLessThanOrEqual(1);
      // Refused before anything happened: a person must look, because it is money.
      if (asked.length === 0) expect(await notices('failed')).toMatchObject([{ kind: 'capture' }]);
      else expect((await place.row(order)).isShipped).toBe(true);
    },
  );

  test('credit that failed: no number goes, it is said; settled by hand and recorded, the number goes', async () => {
    await start();
    const order = await printed();
    await place.change('set-settlement', { order: order.serialCode, status: 'Error' });
    await settled();
    expect(await notices('failed')).toMatchObject([{ kind: 'capture', code: 'capture-failed' }]);
    expect((await place.row(order)).isShipped).toBe(false);
    await place.change('set-settlement', { order: order.serialCode, status: 'Collected' });
    await markByHand(place.ctx, place.shop, order.orderNo, { kind: 'capture' });
    await place.job('ship');
    expect((await place.row(order)).isShipped).toBe(true);
    expect(await place.acts('settle')).toEqual([]);
  });

  test('only on the day of shipping: yesterday’s waits for a person, money too; sent again on request', async () => {
    await start({ at: '2026-11-16T14:00:00Z' });
    const order = await printed();
    place.minutes(120);
    await settled();
    expect(await place.acts('settle')).toEqual([]);
    expect((await notices('asking')).map((one) => [one.kind, one.code])).toEqual([
      ['capture', 'notice-day-passed'],
      ['ship', 'notice-day-passed'],
    ]);
    await retryNotices(place.ctx, { shop: place.shop, kinds: ['capture'] }, { checked: true });
    await settled();
    expect(await place.acts('settle')).toEqual(['done']);
    expect((await place.row(order)).isShipped).toBe(true);
  });

  test('a result of 決済依頼 that comes over midnight does not leave the number behind', async () => {
    await start({ at: '2026-11-16T14:40:00Z' });
    const order = await printed();
    place.minutes(15);
    await place.job('capture');
    place.minutes(15);
    await place.job('capture');
    await place.job('ship');
    expect((await place.row(order)).isShipped).toBe(true);
    expect(await place.slips(order)).toEqual([`Yamato ${trackingNumber(0)} 2026-11-16`]);
  });
});

describe('S5', () => {
  const isCompleted = async (order: Placed) => (await place.row(order)).isCompleted;
  const sync = async () => {
    await place.job('sync');
    return place.job('complete');
  };

  test('a card order moves to 取引完了 when it is 回収予定; until then it stays 出荷済み', async () => {
    await start();
    const order = await printed();
    await settled();
    expect(await place.states(order.orderNo)).toEqual(['shipped']);
    await place.job('complete');
    expect(await isCompleted(order)).toBe(false);
    await sync();
    expect(await isCompleted(order)).toBe(true);
    expect(await place.states(order.orderNo)).toEqual(['closed']);
    await sync();
    expect(await place.acts('complete')).toEqual(['done']);
  });

  test.each([
    ['Deferred', 'AuthOk', false],
    ['Deferred', 'Requesting', false],
    ['Deferred', 'Requested', true],
    ['NpDeferred', 'Requested', true],
    ['Paidy', 'AuthOk', false],
    ['Paidy', 'Requested', true],
    ['CreditCard', 'Collected', true],
    ['BankTransfer', 'None', true],
    ['CashOnDelivery', 'None', true],
    ['PayPay', 'AuthOk', true],
  ])('%s with the settlement %s: %s', async (method, status, expected) => {
    await start();
    await place.change('set-habit', { name: 'settlements', value: 'labels' });
    const order = await printed({ method, paid: 'yes' });
    await settled();
    expect((await place.row(order)).isShipped).toBe(true);
    await place.change('set-settlement', { order: order.serialCode, status });
    await sync();
    expect(await isCompleted(order)).toBe(expected);
  });

  test.each(['NpDeferred', 'Paidy', 'CreditCard'])(
    '%s whose settlement never comes is left to a person after its days, and no longer read',
    async (method) => {
      await start({ api: { 'complete-within-days': 20 } });
      const order = await printed({ method, paid: 'yes' });
      await settled();
      await place.change('set-settlement', { order: order.serialCode, status: 'AuthOk' });
      place.minutes(19 * 1440);
      expect((await sync()).items).toEqual([]);
      expect(await place.states(order.orderNo)).toEqual(['shipped']);
      place.minutes(1440);
      const { items } = await sync();
      expect(items).toMatchObject([{ code: 'complete-left', args: { days: 20 } }]);
      expect(await place.states(order.orderNo)).toEqual(['closed']);
      const before = await place.calls('retrieveOrders');
      expect((await sync()).items).toEqual([]);
      expect(await place.calls('retrieveOrders')).toBe(before);
      expect(await isCompleted(order)).toBe(false);
    },
  );

  test('several destinations: all must be reported', async () => {
    await start();
    const order = await place.place({ lines: 'SS-TEA | SS-MUG', method: 'BankTransfer', paid: 'yes' });
    await place.job('pull');
    await place.job('acknowledge');
    await place.print();
    await place.stand.fault('shopserve', 'registerShipping', 'too-many');
    await place.job('ship');
    await sync();
    expect(await isCompleted(order)).toBe(false);
    place.minutes(5);
    await place.job('ship');
    await sync();
    expect(await isCompleted(order)).toBe(true);
  });

  test('moved by hand: nothing is told, the order is over', async () => {
    await start();
    const order = await printed({ method: 'BankTransfer', paid: 'yes' });
    await place.job('ship');
    await place.change('complete-by-hand', { order: order.serialCode });
    await sync();
    expect(await place.acts('complete')).toEqual([]);
    expect(await place.states(order.orderNo)).toEqual(['closed']);
  });
});
