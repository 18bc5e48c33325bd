import { expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { type EcforceRow, openEcforce } from '../support/ecforce-shop.ts';
import { calm, type Day, type DayOrder, live } from '../support/rough-day.ts';
import type { ShopInLab } from '../support/shop-in-lab.ts';

/*
 * A shop's day at ecforce with every fifth call going wrong (refused, lost after it was done, unreadable, arriving twice) and the bridge
 * killed ten times: at its end ecforce and the bridge hold what they hold after a quiet day.
 */

const buys = (
  lines: string,
  more: Omit<DayOrder, 'place'> = {},
  args: Readonly<Record<string, string>> = {},
): DayOrder => ({
  ...more,
  place: async (place) => ((await place.change('place-order', { lines, ...args })) as { number: string }).number,
});

const ecforce: Day = {
  system: 'ecforce',
  open: (kill) => openEcforce({ at: '2026-11-16T00:00:00Z', kill, api: { 'calls-per-day': 100_000 } }),
  async prepare(place) {
    await place.change('set-quota', { calls: '100000' });
    const file = (name: string, ...lines: string[]) =>
      intakeFile(place.ctx, { name, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), shop: '', layout: '' });
    await file('map.csv', '商品コード,店舗,店舗商品コード', ...goods.map((code) => `${code},${place.shop},${code}`));
    await file('stock.csv', '商品コード,在庫数', 'EC-TEA,200');
  },
  numberAs: 'order',
  orders: [
    buys('EC-SERUM'),
    buys('EC-SERUM, EC-SOAP'),
    buys('EC-TEA*2'),
    buys('EC-TEA', { later: [[2, 'cancel-order']], isCancelled: true }),
    ...Array.from({ length: 16 }, () => buys('EC-TEA')),
  ],
  jobs: { before: ['pull', 'sync', 'acknowledge'], after: ['ship', 'complete', 'restock'] },
  async holdings(place, numbers) {
    const { orders, told, stock } = await typed(place);
    const sent = told.filter((one) => one.what === 'shipping' && one.code === '');
    return {
      orders: numbers.map((number) =>
        orders.filter((row) => row.number === number).map(({ state, carrierId, slip }) => [state, carrierId, slip]),
      ),
      twice: sent.length - new Set(sent.map((one) => one.about)).size,
      tea: stock.filter((one) => one.code === 'EC-TEA'),
    };
  },
};

const goods = ['EC-SERUM', 'EC-SOAP', 'EC-TEA'];

const typed = async (place: ShopInLab) =>
  (await place.holdings()) as unknown as {
    orders: EcforceRow[];
    told: { what: string; about: string; value: string; code: string }[];
    stock: { code: string }[];
  };

const quiet = live(ecforce, calm);

// One day of chance each time; more where `CHAOS_ROUNDS` asks for more.
test.each(process.env.CHAOS_ROUNDS === undefined ? [1] : [1, 2, 5])(
  'a rough day ends as a quiet one (%i)',
  async (seed) => {
    const { killed: none, faults: no, ...expected } = await quiet;
    expect([none, no]).toEqual([[], 0]);
    expect(expected.here.flat().filter((state) => state === 'closed').length).toBeGreaterThan(15);
    const { killed, faults, ...found } = await live(ecforce, { faults: 0.2, kills: 10, seed });
    expect(killed).toHaveLength(10);
    expect(faults).toBeGreaterThan(8);
    expect(found).toEqual(expected);
  },
);
