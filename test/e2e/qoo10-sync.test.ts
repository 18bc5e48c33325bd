import { afterEach, describe, expect, test } from 'vitest';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { openQoo10, type Qoo10Shop, type Qoo10ShopOptions } from '../support/qoo10-shop.ts';

/* Q10 and Q11: what Qoo10 knows of payments and cancels comes over. */

let place: Qoo10Shop;
const start = async (options: Qoo10ShopOptions = {}) => {
  place = await openQoo10({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(() => place.close());
const lineStates = async (pack: string) =>
  (await place.order(pack))!.order.lines.map((line) => [line.sku, line.status]);
const shipped = async (pack: string) =>
  (await place.shipments(pack)).map(({ shipment, state }) => [state, shipment.lines.map((line) => line.sku)]);

describe('Q10: a payment', () => {
  test('makes the order paid, and 出荷待ち when no other hold remains', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA', { unpaid: 'yes' });
    await place.job('pull');
    expect(await place.states(pack)).toEqual(['held unpaid']);
    expect(await place.job('sync')).toMatchObject({ changed: false });
    place.minutes(15 * 60);
    await place.change('pay-order', { pack });
    expect(await place.job('sync')).toMatchObject({ counts: { revised: 1 }, changed: true });
    expect((await place.order(pack))?.order.payment).toMatchObject({ state: 'paid', paidAt: '2026-11-16T18:01:00Z' });
    expect(await place.states(pack)).toEqual(['ready']);
  });

  test('with another hold it stays held for that', async () => {
    await start();
    const { pack } = await place.place('Q10-LAMP', { unpaid: 'yes' });
    await place.job('pull');
    const reasons = async () => (await place.states(pack))[0]?.split(' ').toSorted();
    // その他: no label of Yamato, and no words for Qoo10.
    expect(await reasons()).toEqual(['delivery-method-untold', 'held', 'not-a-yamato-method', 'unpaid']);
    await place.change('pay-order', { pack });
    await place.job('sync');
    expect(await reasons()).toEqual(['delivery-method-untold', 'held', 'not-a-yamato-method']);
  });

  test('of an order that somebody confirmed by hand at once comes, too', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA', { unpaid: 'yes' });
    await place.job('pull');
    await place.change('pay-order', { pack });
    await place.change('confirm-by-hand', { pack, date: '2026-11-20' });
    await place.job('sync');
    expect((await place.order(pack))?.order.payment.state).toBe('paid');
    expect(await place.states(pack)).toEqual(['ready']);
  });
});

describe('Q11: a cancel', () => {
  test('of the whole order: キャンセル, no label, nothing told', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA, Q10-CARD');
    await place.job('pull');
    await place.change('cancel-order', { pack });
    expect(await place.job('sync')).toMatchObject({ counts: { revised: 1 }, changed: true });
    expect((await place.order(pack))?.order.cancelled).toBe(true);
    expect(await place.states(pack)).toEqual(['cancelled', 'cancelled']);
    expect(await place.print([pack])).toEqual([]);
    await place.job('schedule');
    expect(await place.told('confirm')).toEqual([]);
    // It is over: nobody asks for it any more.
    const before = await place.calls('ShippingBasic.GetClaimInfo_V3');
    await place.job('sync');
    expect(await place.calls('ShippingBasic.GetClaimInfo_V3')).toBe(before);
  });

  test('an unpaid order whose time to pay ran out is cancelled, too', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA', { unpaid: 'yes' });
    await place.job('pull');
    place.minutes(6 * 24 * 60);
    await place.job('sync');
    expect(await place.states(pack)).toEqual(['cancelled']);
  });

  test('of one line: it leaves the parcel, its number is told no more, and the log names its SKU', async () => {
    await start();
    const { pack, orders } = await place.place('Q10-TEA, Q10-SHIRT:NAVY-M, Q10-MUG:BL');
    await place.job('pull');
    await place.change('cancel-order', { order: orders[1]! });
    const run = await place.job('sync');
    expect(run.items).toContainEqual(
      expect.objectContaining({
        key: pack,
        code: 'line-cancelled',
        args: expect.objectContaining({ sku: 'Q10-SHIRT-NAVY-M' }),
      }),
    );
    expect(await lineStates(pack)).toEqual([
      ['Q10-TEA', 'open'],
      ['Q10-SHIRT-NAVY-M', 'cancelled'],
      ['Q10-MUG-BL', 'open'],
    ]);
    expect(await shipped(pack)).toEqual([['ready', ['Q10-TEA', 'Q10-MUG-BL']]]);
    await place.job('schedule');
    expect((await place.told('confirm')).map((one) => one.orderNo)).toEqual([orders[0], orders[2]]);
    // Said once.
    expect((await place.job('sync')).items).toEqual([]);
  });

  test('of a line with additional options as lines of their own: they go with it, and the rest goes on', async () => {
    await start({ api: { 'additional-options': 'lines' } });
    const { pack, orders } = await place.place('Q10-MUG:BL+あり, Q10-TEA');
    await place.job('pull');
    await place.change('cancel-order', { order: orders[0]! });
    await place.job('sync');
    expect(await shipped(pack)).toEqual([['ready', ['Q10-TEA']]]);
    expect((await lineStates(pack)).map(([, status]) => status)).toEqual(['cancelled', 'cancelled', 'open']);
    // Once more brings nothing new.
    expect((await place.job('sync')).items).toEqual([]);
    expect(await place.states(pack)).toEqual(['ready']);
  });

  test('of the only line that went by a carrier: that parcel is gone, the other goes', async () => {
    await start();
    const { pack, orders } = await place.place('Q10-TEA, Q10-CARD');
    await place.job('pull');
    await place.change('cancel-order', { order: orders[1]! });
    await place.job('sync');
    expect((await shipped(pack)).map(([state]) => state)).toEqual(['ready', 'cancelled']);
  });

  test('of the first line: the other parcel keeps its number', async () => {
    await start();
    const { pack, orders } = await place.place('Q10-TEA, Q10-CARD');
    await place.job('pull');
    await place.change('cancel-order', { order: orders[0]! });
    await place.job('sync');
    expect((await place.shipments(pack)).map(({ shipment, state }) => [shipment.customerNo, state])).toEqual([
      [`${pack}-1_1`, 'cancelled'],
      [`${pack}-2_2`, 'ready'],
    ]);
  });

  test('only own added lines are left: the order is キャンセル', async () => {
    await start({ api: { 'additional-options': 'lines' } });
    const { pack, orders } = await place.place('Q10-CAKE+御礼, Q10-TEA');
    await place.job('pull');
    expect((await lineStates(pack)).map(([sku]) => sku)).toEqual(['Q10-CAKE', 'NOSHI-1', 'Q10-TEA']);
    await place.change('cancel-order', { order: orders[1]! });
    await place.job('sync');
    expect(await shipped(pack)).toEqual([['ready', ['Q10-CAKE', 'NOSHI-1']]]);
    await place.change('cancel-order', { order: orders[0]! });
    await place.job('sync');
    expect(await place.states(pack)).toEqual(['cancelled']);
  });

  test('キャンセル要請 alone is none: the shipment is held, and goes on when it is withdrawn', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.job('schedule');
    await place.change('request-cancel', { pack });
    await place.job('sync');
    expect((await place.order(pack))?.order.cancelled).toBe(false);
    expect(await place.states(pack)).toEqual(['held cancel-requested']);
    await place.change('withdraw-cancel', { pack });
    await place.job('sync');
    expect(await place.states(pack)).toEqual(['ready']);
    await place.change('request-cancel', { pack });
    await place.job('sync');
    await place.change('accept-cancel', { pack });
    await place.job('sync');
    expect(await place.states(pack)).toEqual(['cancelled']);
  });

  test('after the label: held for a person, never dropped in silence', async () => {
    await start();
    const { pack, orders } = await place.place('Q10-TEA, Q10-MUG:BL');
    await place.job('pull');
    await place.job('schedule');
    await issueShipments(place.ctx, { shop: place.shop });
    await place.change('request-cancel', { order: orders[0]! });
    await place.change('accept-cancel', { order: orders[0]! });
    await place.job('sync');
    expect((await place.states(pack))[0]).toContain('line-cancelled-after-issue');
    await place.change('request-cancel', { order: orders[1]! });
    await place.change('accept-cancel', { order: orders[1]! });
    await place.job('sync');
    expect((await place.states(pack))[0]).toContain('cancelled-after-issue');
  });

  test('an order that is merely not found is not taken for cancelled', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    // Qoo10 keeps nothing that is older than 90 days.
    place.minutes(95 * 24 * 60);
    expect(await place.job('sync')).toMatchObject({ counts: { revised: 0 }, changed: false });
    expect(await place.states(pack)).toEqual(['ready']);
  });

  test('a return after delivery is no cancel', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.job('schedule');
    await place.print([pack]);
    await place.job('ship');
    place.minutes(3 * 24 * 60);
    await place.change('return-order', { pack });
    await place.job('sync');
    expect((await place.order(pack))?.order.cancelled).toBe(false);
  });
});

describe('the sync costs four searches, however many orders are open', () => {
  test('and two more only where some are on their way already', async () => {
    await start({ seed: { orders: 60 } });
    await place.job('pull');
    const before = (await place.stand.requests()).length;
    await place.job('sync');
    const asked = (await place.stand.requests()).slice(before).map((one) => one.operation);
    expect(asked.filter((one) => one.startsWith('ShippingBasic.'))).toHaveLength(4);
    const { pack } = await place.place();
    await place.job('pull');
    await place.change('ship-by-hand', { pack, number: '400000000013' });
    const then = (await place.stand.requests()).length;
    await place.job('sync');
    const more = (await place.stand.requests()).slice(then).map((one) => one.operation);
    expect(more.filter((one) => one.startsWith('ShippingBasic.'))).toHaveLength(6);
    const [shipment] = await place.shipments(pack);
    expect(shipment?.state).not.toBe('ready');
  });

  test('shipped by hand with its number: the shipment is not ours to print any more', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.change('confirm-by-hand', { pack, date: '2026-11-20' });
    await place.change('ship-by-hand', { pack, number: '400000000013' });
    await place.job('sync');
    expect(await place.print()).toEqual([]);
    await place.job('ship');
    expect(await place.told('send')).toEqual([]);
    expect((await place.rows(pack))[0]).toMatchObject({ status: 4, trackingNo: '400000000013' });
  });
});
