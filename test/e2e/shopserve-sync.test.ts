import { afterEach, describe, expect, test } from 'vitest';
import { say } from '../../src/core/sentences/index.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import type { StoredShipment } from '../../src/store/types.ts';
import { openShopserve, type ShopserveShop, type ShopserveShopOptions } from '../support/shopserve-shop.ts';
import { eachMember, tamper } from '../support/tampered.ts';

/* S3: payments and cancels. */

let place: ShopserveShop;
const start = async (options: ShopserveShopOptions = {}) => {
  place = await openShopserve(options);
};
afterEach(() => place.close());
const pay = async (number: string) => (await place.order(number))?.order.payment.state;

describe('S3', () => {
  test.each(['BankTransfer', 'ConvenienceNumber', 'BankAtm', 'ConvenienceSlip', 'PostalTransfer', 'Free'])(
    '%s: 未入金 is held, 入金済 lets go',
    async (method) => {
      await start();
      const order = await place.place({ method });
      await place.job('pull');
      expect(await place.states(order.orderNo)).toEqual(['held unpaid']);
      expect((await place.job('sync')).changed).toBe(false);
      await place.change('pay-order', { order: order.serialCode });
      expect((await place.job('sync')).changed).toBe(true);
      expect(await pay(order.orderNo)).toBe('paid');
      expect(await place.states(order.orderNo)).toEqual(['ready']);
    },
  );

  test.each(['Deferred', 'NpDeferred'])('%s: 与信OK counts, 入金ステータス does not', async (method) => {
    await start();
    const order = await place.place({ method, settlement: 'AuthPending', paid: 'yes' });
    await place.job('pull');
    expect(await place.states(order.orderNo)).toEqual(['held unpaid']);
    await place.change('set-settlement', { order: order.serialCode, status: 'AuthOk' });
    await place.job('sync');
    expect(await place.states(order.orderNo)).toEqual(['ready']);
  });

  test.each(['codes', 'labels'])(
    'refused and failed credit never goes out, whatever the words look like (%s)',
    async (form) => {
      await start();
      await place.change('set-habit', { name: 'settlements', value: form });
      const orders = [
        await place.place({ method: 'Deferred', settlement: 'AuthNg' }),
        await place.place({ method: 'CreditCard', settlement: 'Error' }),
        await place.place({ method: 'Paidy', settlement: 'AuthPending' }),
      ];
      const good = [
        await place.place({ method: 'NpDeferred' }),
        await place.place(),
        await place.place({ settlement: 'CollectionPlanned' }),
        await place.place({ method: 'PayPay' }),
      ];
      await place.job('pull');
      expect(await Promise.all(orders.map((one) => place.states(one.orderNo)))).toEqual([
        ['held payment-refused'],
        ['held payment-refused'],
        ['held unpaid'],
      ]);
      const [{ holds }] = (await place.shipments(orders[0]!.orderNo)) as [StoredShipment];
      expect(say('payment-refused', holds[0]!.args as never).sentence).toContain('店舗の状態：与信NG');
      for (const one of good) expect(await place.states(one.orderNo)).toEqual(['ready']);
    },
  );

  test('cash on delivery is collected by the carrier; a way of payment that nobody knows is held', async () => {
    await start();
    const cod = await place.place({ method: 'CashOnDelivery' });
    const other = await place.place({ method: 'Other' });
    await place.job('pull');
    expect((await place.shipments(cod.orderNo))[0]?.shipment).toMatchObject({ service: 'collect', codAmount: 2286 });
    expect((await place.states(other.orderNo))[0]).toMatch(/^held /);
  });

  test.each(['AuthOk', 'AuthNg'])(
    'a code of a way to pay that nobody knows is not judged by its label (%s)',
    async (status) => {
      await start();
      const order = await place.place({ settlement: status });
      const mend = tamper(
        eachMember('method', () => 'CreditCard2'),
        /_retrieve/,
      );
      await place.job('pull').finally(mend);
      expect((await place.states(order.orderNo)).join()).toMatch(/^held /);
      const [hold] = (await place.shipments(order.orderNo))[0]!.holds;
      expect(hold!.place!.value).toBe('CreditCard2');
    },
  );

  test('cancelled before the label: キャンセル, and what was reserved is free again', async () => {
    await start();
    const file = (name: string, lines: string[]) =>
      intakeFile(place.ctx, { name, bytes: Buffer.from(lines.join('\r\n')), shop: '', layout: '' });
    await file('map.csv', ['商品コード,店舗,店舗商品コード,オプションコード', 'TEA,shopserve,SS-TEA,']);
    await file('stock.csv', ['商品コード,在庫数', 'TEA,10']);
    const order = await place.place({ lines: 'SS-TEA*3' });
    await place.job('pull');
    const there = async () => (await place.holdings()).stock!.find((one) => one.code === 'SS-TEA')?.quantity;
    await place.job('restock');
    expect(await there()).toBe(7);
    await place.change('cancel-order', { order: order.serialCode });
    await place.job('sync');
    expect(await place.states(order.orderNo)).toEqual(['cancelled']);
    await place.job('restock');
    expect(await there()).toBe(10);
    // shopserve's own state is not moved by it.
    expect(await place.row(order)).toMatchObject({ isConfirmed: false, isCancelled: true });
  });

  test('cancelled after the label: not dropped silently, said, nothing is told', async () => {
    await start();
    const order = await place.place();
    await place.job('pull');
    await place.job('acknowledge');
    await place.print();
    await place.change('cancel-order', { order: order.serialCode });
    await place.job('sync');
    expect((await place.states(order.orderNo))[0]).toContain('cancelled-after-issue');
    for (const job of ['capture', 'ship', 'complete'] as const) await place.job(job);
    expect(await place.acts('settle')).toEqual([]);
    expect(await place.acts('ship')).toEqual([]);
  });

  test('the rest of an order that somebody shipped by hand gets no label', async () => {
    await start();
    const order = await place.place();
    await place.job('pull');
    await place.change('ship-by-hand', { order: order.serialCode, number: '400000000013' });
    await place.job('sync');
    expect(await place.states(order.orderNo)).toEqual([expect.stringMatching(/^elsewhere/)]);
    expect(await place.print()).toEqual([]);
  });
});
