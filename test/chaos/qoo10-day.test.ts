import { expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { openQoo10, type Qoo10Row, type Told } from '../support/qoo10-shop.ts';
import { calm, type Day, type DayOrder, live } from '../support/rough-day.ts';
import type { ShopInLab } from '../support/shop-in-lab.ts';

/*
 * A shop's day at Qoo10 with every fifth call going wrong (refused, lost after it was done, unreadable, arriving twice) and the bridge
 * killed ten times: at its end Qoo10 and the bridge hold what they hold after a quiet day.
 */

const cart = (lines: string, more: Omit<DayOrder, 'place'> & { unpaid?: 'yes' } = {}): DayOrder => ({
  ...more,
  async place(place) {
    const args = { lines, ...(more.unpaid && { unpaid: more.unpaid }) };
    return String(((await place.change('place-order', args)) as { packNo: number }).packNo);
  },
});

const qoo10: Day = {
  system: 'qoo10',
  open: (kill) => openQoo10({ at: '2026-11-16T00:00:00Z', kill }),
  async prepare(place) {
    const file = (name: string, ...lines: string[]) =>
      intakeFile(place.ctx, { name, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), shop: '', layout: '' });
    await file('map.csv', '商品コード,店舗,店舗商品コード', `Q10-TEA,${place.shop},Q10-TEA`);
    await file('stock.csv', '商品コード,在庫数', 'Q10-TEA,200');
  },
  numberAs: 'pack',
  orders: [
    cart('Q10-TEA'),
    cart('Q10-TEA, Q10-SHIRT:NAVY-M, Q10-MUG:BL'),
    cart('Q10-TEA, Q10-CARD*2, Q10-SHIRT:NAVY-M'),
    cart('Q10-MUG:BL+あり'),
    cart('Q10-TEA', { unpaid: 'yes', later: [[2, 'pay-order']] }),
    cart('Q10-CARD', { unpaid: 'yes' }),
    cart('Q10-TEA*2', { unpaid: 'yes', later: [[2, 'cancel-order']], isCancelled: true }),
    cart('Q10-TEA', {
      later: [
        [4, 'request-cancel'],
        [10, 'withdraw-cancel'],
      ],
    }),
    cart('Q10-MUG:BL', {
      later: [
        [4, 'request-cancel'],
        [6, 'accept-cancel'],
      ],
      isCancelled: true,
    }),
    ...Array.from({ length: 15 }, () => cart('Q10-TEA')),
  ],
  jobs: { before: ['pull', 'sync', 'schedule'], after: ['ship', 'restock'] },
  async holdings(place, numbers) {
    const { orders, told, stock } = await typed(place);
    const sent = told.filter((one) => one.what === 'send' && one.effect === 'done');
    return {
      orders: numbers.map((number) =>
        orders
          .filter((row) => row.packNo === number)
          .map(({ status, isCancelled, shipOn, company, trackingNo }) => [
            status,
            isCancelled,
            shipOn,
            company,
            trackingNo,
          ]),
      ),
      // A number that took effect twice is a call too many.
      twice: sent.length - new Set(sent.map((one) => one.orderNo)).size,
      tea: stock.find((one) => one.sellerCode === 'Q10-TEA')?.quantity,
    };
  },
};

const typed = async (place: ShopInLab) =>
  (await place.holdings()) as unknown as {
    orders: Qoo10Row[];
    told: Told[];
    stock: { sellerCode: string; quantity: number }[];
  };

const quiet = live(qoo10, calm);

// One day of chance each time; more where `CHAOS_ROUNDS` asks for more.
test.each(process.env.CHAOS_ROUNDS === undefined ? [1] : [1, 2, 5])(
  'a rough day ends as a quiet one (%i)',
  async (seed) => {
    const { killed: none, faults: no, ...expected } = await quiet;
    expect([none, no]).toEqual([[], 0]);
    expect(expected.here.flat().filter((state) => state === 'closed').length).toBeGreaterThan(20);
    const { killed, faults, ...found } = await live(qoo10, { faults: 0.2, kills: 10, seed });
    expect(killed).toHaveLength(10);
    expect(faults).toBeGreaterThan(20);
    expect(found).toEqual(expected);
  },
);
