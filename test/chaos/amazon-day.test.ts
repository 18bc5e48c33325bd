import { expect, test } from 'vitest';
import { connectors } from '../../src/connectors/index.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { calm, type Day, type DayOrder, live } from '../support/rough-day.ts';
import { openShopInLab } from '../support/shop-in-lab.ts';

/*
 * A shop's day at Amazon with every fifth call going wrong (refused, lost after it was done, unreadable, arriving twice) and the bridge
 * killed ten times: at its end Amazon and the bridge hold what they hold after a quiet day.
 */

const order = (sku: string, more: Omit<DayOrder, 'place'> & { waitsFor?: string } = {}): DayOrder => ({
  ...more,
  async place(place) {
    const args = { sku, ...(more.waitsFor && { waitsFor: more.waitsFor }) };
    return ((await place.change('place-order', args)) as { orderId: string }).orderId;
  },
});

const amazon: Day = {
  system: 'amazon',
  open: (kill) =>
    openShopInLab({
      connector: connectors.amazon!,
      api: {
        'seller-id': 'A0LABSELLER',
        lwa: { 'client-id': 'x', 'client-secret': { env: 'S' }, 'refresh-token': { env: 'R' } },
      },
      shop: { layouts: { read: ['amazon-orders-v2026'], issue: 'b2-csv', notify: '' } },
      seed: 'empty',
      at: '2026-11-16T00:00:00Z',
      kill,
    }),
  async prepare(place) {
    const file = (name: string, ...lines: string[]) =>
      intakeFile(place.ctx, { name, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), shop: '', layout: '' });
    await file('map.csv', '商品コード,店舗,店舗商品コード', `LAB-TEA-01,${place.shop},LAB-TEA-01`);
    await file('stock.csv', '商品コード,在庫数', 'LAB-TEA-01,200');
  },
  numberAs: 'order',
  orders: [
    order('LAB-TEA-01'),
    order('LAB-TEA-01,LAB-MUG-BL'),
    order('LAB-TEA-01', { waitsFor: 'payment', later: [[2, 'pay-order']] }),
    order('LAB-MUG-BL', { waitsFor: 'payment' }),
    order('LAB-TEA-01', { later: [[2, 'cancel-order']], isCancelled: true }),
    ...Array.from({ length: 17 }, () => order('LAB-TEA-01')),
  ],
  jobs: { before: ['pull', 'sync'], after: ['ship', 'restock'] },
  async holdings(place, numbers) {
    const { orders, packages, confirmations, stock } = (await place.holdings()) as unknown as Record<
      string,
      Record<string, unknown>[]
    >;
    const of = (rows: readonly Record<string, unknown>[] = [], number: string, ...members: string[]) =>
      rows.filter((row) => row.orderId === number).map((row) => members.map((member) => row[member]));
    return {
      orders: numbers.map((number) => of(orders, number, 'status')),
      packages: numbers.map((number) => of(packages, number, 'trackingNumber', 'carrierCode', 'shippingMethod')),
      // One confirmation each that took effect.
      confirmed: numbers.map(
        (number) => of(confirmations, number, 'effect').filter(([effect]) => effect === 'created').length,
      ),
      tea: stock?.find((one) => one.sku === 'LAB-TEA-01')?.quantity,
    };
  },
};

const quiet = live(amazon, calm);

// One day of chance each time; more where `CHAOS_ROUNDS` asks for more.
test.each(process.env.CHAOS_ROUNDS === undefined ? [1] : [1, 2, 3])(
  'a rough day ends as a quiet one (%i)',
  async (seed) => {
    const { killed: none, faults: no, ...expected } = await quiet;
    expect([none, no]).toEqual([[], 0]);
    expect(expected.here.flat().filter((state) => state === 'closed').length).toBeGreaterThan(15);
    const { killed, faults, ...found } = await live(amazon, { faults: 0.2, kills: 10, seed });
    expect(killed).toHaveLength(10);
    expect(faults).toBeGreaterThan(10);
    expect(found).toEqual(expected);
  },
);
