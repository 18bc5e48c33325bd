import { afterEach, describe, expect, test } from 'vitest';
import { listNotices, retryNotices } from '../../src/flow/desk/notices.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { splitOrder } from '../../src/flow/desk/split.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { type EcforceShop, type EcforceShopOptions, openEcforce } from '../support/ecforce-shop.ts';
import { trackingNumber } from '../support/issued-data.ts';

/* ecforce: slip numbers go back, then 出荷済み. E3, E8. */

let place: EcforceShop;
const start = async (options: EcforceShopOptions = {}) => {
  place = await openEcforce({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(() => place?.close());

/** Taken in, 出荷作業中, printed. */
async function printed(lines?: string, more?: Readonly<Record<string, string>>) {
  const number = await place.place(lines, more);
  await place.job('pull');
  await place.job('acknowledge');
  await place.print([number]);
  return number;
}
const link = async (number: string) => (await showOrder(place.ctx, number))[0]?.linkState;

describe('E8: the result, with the shop’s own carrier id', () => {
  test('slip, day and the id of the delivery method go out; the order is 問番戻し, then 出荷済み', async () => {
    await start({ api: { 'carrier-ids': { yamato: '1', nekopos: '6' } } });
    const parcel = await printed();
    const small = await printed('EC-MASK', { carrier: '6' });
    expect([await link(parcel), await link(small)]).toEqual(['printed', 'printed']);
    await place.job('ship');
    expect(await place.row(parcel)).toMatchObject({ slip: trackingNumber(0), carrierId: 1, shippedAt: '2026-11-16' });
    expect(await place.row(small)).toMatchObject({ slip: trackingNumber(1), carrierId: 6, state: 'working' });
    // One call for both, one more for their state; no payment was touched.
    expect(await place.calls('orders.shipping')).toBe(1);
    await place.job('complete');
    expect([(await place.row(parcel)).state, (await place.row(small)).state]).toEqual(['shipped', 'shipped']);
    expect([await link(parcel), await place.states(parcel)]).toEqual(['returned', ['closed']]);
    expect(await place.told('payment')).toEqual([]);
    // Nothing is told twice.
    const before = await place.calls();
    for (const job of ['ship', 'complete', 'acknowledge'] as const) await place.job(job);
    expect(await place.calls()).toBe(before);
  });

  test('without any id ecforce hears slip and day only', async () => {
    await start();
    const number = await printed('EC-MASK', { carrier: '6' });
    await place.job('ship');
    expect(await place.told('shipping')).toEqual([`${number} ${trackingNumber(0)} 2026-11-16`]);
    expect(await place.row(number)).toMatchObject({ carrierId: 6 });
  });

  test('a shop that names ids wants them all: a method without one holds before the label', async () => {
    await start({ api: { 'carrier-ids': { nekopos: '6' } } });
    const number = await place.place();
    await place.job('pull');
    expect(await place.states(number)).toEqual(['held delivery-method-untold']);
    expect(await place.print()).toEqual([]);
  });

  test('an id that is not in the shop’s table is refused, named with its method, and goes again when it was put right', async () => {
    await start({ api: { 'carrier-ids': { yamato: '77' } } });
    const number = await printed();
    const other = await printed();
    const { items } = await place.job('ship');
    expect(new Set(items.map((one) => [one.key, one.code, one.args?.carrier].join(' ')))).toEqual(
      new Set([`${number} carrier-id-refused 77`, `${other} carrier-id-refused 77`]),
    );
    expect((await place.row(number)).slip).toBe('');
    expect((await listNotices(place.ctx, { shop: place.shop, states: ['failed'] })).map((one) => one.number)).toEqual(
      expect.arrayContaining([number, other]),
    );
    expect((await place.ctx.store.mails()).length).toBeGreaterThan(0);
    await place.job('complete');
    expect((await place.row(number)).state).toBe('working');
  });

  test('one bad row in a bulk keeps the others going', async () => {
    await start();
    const [a, b, c] = [await printed(), await printed(), await printed()];
    await place.change('delete-order', { order: b });
    const { items } = await place.job('ship');
    expect(items.map((one) => [one.key, one.kind])).toEqual([
      [a, 'done'],
      [b, 'fix'],
      [c, 'done'],
    ]);
    expect(items[1]).toMatchObject({ code: 'notice-order-unknown' });
    await place.job('complete');
    expect([(await place.row(a)).state, (await place.row(b)).state]).toEqual(['shipped', 'working']);
  });

  test('each address of an order gets its own number; 出荷済み waits for both', async () => {
    await start();
    const number = await place.place('EC-GIFT, EC-SOAP', { addresses: '2' });
    await place.job('pull');
    await place.job('acknowledge');
    await place.print([number]);
    await place.job('ship');
    const [first, second] = (await place.shipments(number)).map((one) => one.shipment.destination);
    expect((await place.row(number)).slips).toBe(`${first}:${trackingNumber(0)} ${second}:${trackingNumber(1)}`);
    await place.job('complete');
    expect((await place.row(number)).state).toBe('shipped');
  });

  test('several parcels to one address: the first number goes out, and the order is finished with it', async () => {
    await start();
    const number = await place.place('EC-SERUM, EC-SOAP');
    await place.job('pull');
    await place.job('acknowledge');
    const lines = (await place.order(number))!.order.lines;
    await splitOrder(place.ctx, number, { lines: [{ no: lines[1]!.no, quantity: 1 }] });
    await place.print([number]);
    await place.job('ship');
    await place.job('complete');
    expect(await place.row(number)).toMatchObject({ slip: trackingNumber(0), state: 'shipped' });
    expect((await place.told('shipping')).length).toBe(1);
    expect(await place.states(number)).toEqual(['closed', 'closed']);
  });

  test('a number that was registered by hand in ecforce is said, never overwritten', async () => {
    await start();
    const number = await printed();
    await place.change('ship-by-hand', { order: number, slip: '400000000046' });
    await place.job('sync');
    const { items } = await place.job('ship');
    expect(items.map((one) => one.code)).toContain('notice-other-number');
    expect(await place.row(number)).toMatchObject({ slip: '400000000046', state: 'shipped' });
  });

  test('an order that somebody shipped by hand before the label is not shipped a second time', async () => {
    await start();
    const number = await place.place();
    await place.job('pull');
    await place.change('ship-by-hand', { order: number, slip: '400000000046' });
    await place.job('sync');
    expect(await place.print()).toEqual([]);
    expect((await place.states(number)).join()).toMatch(/^elsewhere /);
  });

  test('cancelled after the label: a person is told, nothing is written to ecforce', async () => {
    await start();
    const number = await printed();
    await place.change('cancel-order', { order: number });
    await place.job('sync');
    expect((await place.states(number))[0]).toMatch(/cancelled-after-issue/);
    for (const job of ['ship', 'complete'] as const) await place.job(job);
    expect(await place.row(number)).toMatchObject({ state: 'canceled', slip: '' });
  });

  test('the order file and the API are one order, in any order of arrival', async () => {
    await start({ shop: { layouts: { read: [], issue: 'b2-csv', notify: '' } } });
    const number = await place.place();
    await place.job('pull');
    const csv = Buffer.from(
      [
        '受注番号,対応状況,決済状況,支払い方法,お届け先（名前フル）,お届け先（郵便番号フル）,お届け先（都道府県）,お届け先（住所フル）,お届け先（電話番号フル）,購入商品（SKUコード）,購入商品（商品名）,購入商品（個数）',
        `${number},注文確定,仮売上完了,クレジットカード,試験 太郎,530-0001,大阪府,大阪府大阪市北区梅田3-1-3,06-0000-0002,EC-SERUM,美容液,1`,
      ].join('\r\n'),
    );
    const [taken] = await intakeFile(place.ctx, { name: 'orders.csv', bytes: csv, shop: place.shop, layout: '' });
    expect(taken?.orders.new).toBe(0);
    expect((await place.ctx.store.orders({ shop: place.shop })).length).toBe(1);
    expect((await place.order(number))!.order.remote?.id).toMatch(/^\d+$/);
  });
});

describe('E3: with the automation option', () => {
  test('出荷済み is never told by us', async () => {
    await start({ api: { automation: true } });
    await place.change('set-habit', { name: 'automation', value: 'on' });
    const number = await printed();
    await place.job('ship');
    await place.job('complete');
    expect((await place.told('state')).map((one) => one.split(' ')[1])).toEqual(['working']);
    expect(await place.row(number)).toMatchObject({ state: 'shipped', slip: trackingNumber(0) });
    expect(await place.states(number)).toEqual(['closed']);
  });

  test('a result of an order that was cancelled meanwhile is not sent: it would move it on', async () => {
    await start({ api: { automation: true } });
    await place.change('set-habit', { name: 'automation', value: 'on' });
    const number = await printed();
    place.minutes(20);
    await place.change('cancel-order', { order: number });
    const { items } = await place.job('ship');
    expect(items).toMatchObject([{ kind: 'fix', code: 'notice-order-cancelled' }]);
    expect(await place.row(number)).toMatchObject({ state: 'canceled', slip: '' });
  });

  test('ecforce that has not moved the order yet changes nothing about it', async () => {
    await start({ api: { automation: true } });
    const number = await printed();
    await place.job('ship');
    await place.job('complete');
    expect((await place.row(number)).state).toBe('working');
    expect(await place.calls('orders.bulk_update')).toBe(1);
  });

  test('switched on while orders are under way: what was due of 出荷済み is due no more; switched off, it is, and nothing is done twice', async () => {
    await start();
    const [left, moved] = [await printed(), await printed()];
    await place.job('ship');
    const due = async () =>
      (await listNotices(place.ctx, { shop: place.shop, kinds: ['complete'] })).map((one) => [one.number, one.state]);
    expect((await due()).toSorted()).toEqual([left, moved].toSorted().map((number) => [number, 'due']));
    place.settings({ automation: true });
    place.minutes(130);
    await place.job('complete');
    expect([await due(), (await place.told('state')).length]).toEqual([[], 2]);
    await place.change('set-state', { order: moved, state: 'shipped' });
    await place.job('complete');
    expect((await place.row(left)).state).toBe('working');
    place.settings({ automation: false });
    place.minutes(130);
    const { items } = await place.job('complete');
    expect(items.map((one) => one.kind)).toEqual(['done', 'done']);
    expect([(await place.row(left)).state, (await place.row(moved)).state]).toEqual(['shipped', 'shipped']);
    // Only the one that ecforce had left was written.
    expect((await place.told('state')).slice(2)).toEqual([`${left} shipped`]);
  });

  test('without it, an order that ecforce has moved already is done without a write', async () => {
    await start();
    const number = await printed();
    await place.job('ship');
    await place.change('set-state', { order: number, state: 'shipped' });
    place.minutes(20);
    await place.job('complete');
    expect((await place.told('state')).length).toBe(1);
    expect(await place.states(number)).toEqual(['closed']);
  });

  test('an order that the shop moved elsewhere is left there, said, and may be called done', async () => {
    await start();
    const number = await printed();
    await place.job('ship');
    await place.change('set-state', { order: number, state: 'wmswait' });
    place.minutes(20);
    const { items } = await place.job('complete');
    expect(items).toMatchObject([{ kind: 'fix', code: 'state-moved-there', args: { word: '倉庫連携待ち' } }]);
    expect((await place.row(number)).state).toBe('wmswait');
    const [failed] = await listNotices(place.ctx, { shop: place.shop, states: ['failed'] });
    await place.change('set-state', { order: number, state: 'working' });
    await retryNotices(place.ctx, { ids: [failed!.id] });
    place.minutes(20);
    await place.job('complete');
    expect((await place.row(number)).state).toBe('shipped');
  });
});
