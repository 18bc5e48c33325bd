import { afterEach, describe, expect, test } from 'vitest';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { noticeFileRows } from '../../src/flow/notify/notice-file-rows.ts';
import { pullRange } from '../../src/flow/pull/index.ts';
import { openShopserve, type ShopserveShop, type ShopserveShopOptions } from '../support/shopserve-shop.ts';

/* S1 and S2: orders come in, and shopserve hears that we have them. */

let place: ShopserveShop;
const start = async (options: ShopserveShopOptions = {}) => {
  place = await openShopserve(options);
};
afterEach(() => place.close());
const days = (count: number) => place.minutes(count * 1440);
const numbers = async () => (await place.ctx.store.orders({ shop: place.shop })).map((one) => one.order.number);

describe('S1', () => {
  test('the first pull reaches a week back, later ones begin with the newest order time; nothing comes twice', async () => {
    await start();
    const old = await place.place();
    days(6);
    const [a, b] = [await place.place(), await place.place()];
    days(1.5);
    const c = await place.place();
    expect((await place.job('pull')).counts).toMatchObject({ new: 3 });
    expect(await numbers()).toEqual([a, b, c].map((one) => one.orderNo));
    expect((await place.order(old.orderNo))?.order).toBeUndefined();
    place.minutes(60);
    const d = await place.place();
    const again = await place.job('pull');
    expect(again.counts).toMatchObject({ pages: 1, new: 1, unchanged: 0 });
    expect(await numbers()).toContain(d.orderNo);
    const last = (await place.stand.requests()).filter((one) => one.operation === 'retrieveOrders').at(-1)!;
    expect(Date.parse(JSON.parse(last.body).since)).toBeLessThan(place.stand.now().epochMilliseconds);
    expect((await place.job('pull')).counts).toMatchObject({ pages: 0 });
  });

  test('only what is 未確認 comes; a bridge that slept for weeks asks week by week', async () => {
    await start();
    await place.place();
    await place.job('pull');
    const confirmed = await place.place();
    await place.change('confirm-by-hand', { order: confirmed.serialCode });
    days(20);
    const late = await place.place();
    const before = await place.calls('retrieveOrders');
    await place.job('pull');
    expect((await place.calls('retrieveOrders')) - before).toBe(3);
    expect(await numbers()).toContain(late.orderNo);
    expect(await numbers()).not.toContain(confirmed.orderNo);
  });

  test('a range goes in pieces of a week, and not further back than two years', async () => {
    await start();
    const order = await place.place();
    days(30);
    const instant = (ago: number) => place.stand.now().subtract({ hours: ago * 24 });
    const range = (from: number, to: number) =>
      pullRange(place.ctx, place.shop, { from: instant(from).toString(), to: instant(to).toString() });
    const { counts } = await range(31, 1);
    expect(counts).toMatchObject({ new: 1, pieces: 5 });
    expect(await numbers()).toEqual([order.orderNo]);
    expect((await range(800, 1)).items).toMatchObject([{ kind: 'fix', code: 'pull-range-too-old' }]);
  });

  test('the provisional slip number is kept apart: no tracking number, the order is printed all the same', async () => {
    await start();
    const order = await place.place();
    await place.job('pull');
    const stored = (await place.order(order.orderNo))!.order;
    expect(stored.destinations).toMatchObject([{ trackingNumber: '', remote: { slip: '000000000000' } }]);
    expect(stored.remote).toMatchObject({ key: order.serialCode });
    expect(await place.states(order.orderNo)).toEqual(['ready']);
    expect(await place.print()).toEqual([`${order.orderNo}_1`]);
  });

  test('without a provisional number there is no carrier: the shop’s own method counts, cold goods stay cold', async () => {
    await start();
    const plain = await place.place({ slip: 'no' });
    const cold = await place.place({ slip: 'no', lines: 'SS-CAKE' });
    const frozen = await place.place({ lines: 'SS-ICE' });
    await place.job('pull');
    const method = async (number: string) => (await place.shipments(number)).map((one) => one.shipment.method);
    expect(await method(plain.orderNo)).toEqual(['yamato']);
    expect(await method(cold.orderNo)).toEqual(['yamato-chilled']);
    expect(await method(frozen.orderNo)).toEqual(['yamato-frozen']);
  });

  test('each destination becomes a shipment with its own wish', async () => {
    await start();
    const order = await place.place({ lines: 'SS-TEA*2 | SS-MUG, SS-CAKE', wish: '2026-11-19 14時～16時' });
    await place.job('pull');
    const shipments = (await place.shipments(order.orderNo)).map((one) => one.shipment);
    expect(shipments.map((one) => [one.customerNo, one.destination, one.lines.length, one.timeSlot])).toEqual([
      [`${order.orderNo}_1`, '1', 1, '1416'],
      [`${order.orderNo}_2`, '2', 2, '1416'],
    ]);
  });
});

describe('S2', () => {
  test('未確認 → 確認済 for what came in, held or not; what is cancelled or confirmed already is left alone', async () => {
    await start();
    const [ready, held, cancelled, byHand] = [
      await place.place(),
      await place.place({ method: 'BankTransfer' }),
      await place.place(),
      await place.place(),
    ];
    await place.change('cancel-order', { order: cancelled!.serialCode });
    await place.job('pull');
    expect(await place.link(ready!.orderNo)).toBe('waiting');
    await place.change('confirm-by-hand', { order: byHand!.serialCode });
    await place.job('sync');
    const run = await place.job('acknowledge');
    expect(run.counts).toMatchObject({ done: 2, told: 2 });
    const isConfirmed = async (one: typeof ready) => (await place.row(one!)).isConfirmed;
    expect(await Promise.all([ready, held, cancelled, byHand].map(isConfirmed))).toEqual([true, true, false, true]);
    expect(await place.acts('confirm')).toEqual(['done', 'done']);
    expect(await place.link(ready!.orderNo)).toBe('printed');
    expect(await place.states(held!.orderNo)).toEqual(['held unpaid']);
    // It has left the list: no pull gives it again, and it is not told twice.
    place.minutes(60);
    expect((await place.job('pull')).counts).toMatchObject({ new: 0, revised: 0 });
    expect((await place.job('acknowledge')).changed).toBe(false);
  });
});

describe('an order number that comes again', () => {
  test('is another order: its own key tells them apart, each is found by the number, each is told of by its key', async () => {
    await start();
    const first = await place.place();
    await place.job('pull');
    await place.job('acknowledge');
    await place.change('restart-numbers', { from: first.orderNo });
    place.minutes(60);
    const second = await place.place({ lines: 'SS-MUG*3' });
    expect(second.orderNo).toBe(first.orderNo);
    expect((await place.job('pull')).counts).toMatchObject({ new: 1, revised: 0 });
    const own = `${first.orderNo}-${second.serialCode}`;
    expect((await numbers()).toSorted()).toEqual([first.orderNo, own]);
    expect(await place.states(first.orderNo)).toEqual(['ready']);
    expect(await place.states(own)).toEqual(['ready']);
    expect((await place.print()).toSorted()).toEqual([`${own}_1`, `${first.orderNo}_1`].toSorted());
    const found = await place.ctx.store.listOrders({ search: first.orderNo }, { limit: 10 });
    expect(found.rows.map((one) => one.number).toSorted()).toEqual([first.orderNo, own].toSorted());
    await place.job('acknowledge');
    await place.job('capture');
    place.minutes(15);
    await place.job('capture');
    await place.job('ship');
    for (const one of [first, second]) {
      expect(await place.row(one)).toMatchObject({
        isConfirmed: true,
        isShipped: true,
        settlement: 'CollectionPlanned',
      });
      expect(await place.acts('settle', one)).toEqual(['done']);
    }
    const [[slip], [other]] = [await place.slips(first), await place.slips(second)];
    expect(slip).not.toBe(other);
    // A sync keeps them apart, too.
    expect((await place.job('sync')).counts).toMatchObject({ new: 0 });
  });

  test('two of one number in one page', async () => {
    await start();
    const first = await place.place();
    await place.change('restart-numbers', { from: first.orderNo });
    const second = await place.place({ lines: 'SS-MUG' });
    expect((await place.job('pull')).counts).toMatchObject({ new: 2, refused: 0 });
    expect(await numbers()).toEqual([first.orderNo, `${first.orderNo}-${second.serialCode}`]);
  });

  const ledger = (number: string, at: string, goods = 'SS-TEA,煎茶 100g,1,1296') => [
    '注文番号,注文日時,支払方法,入金ステータス,確認ステータス,注文者氏名,お届け先氏名,お届け先郵便番号,お届け先住所,お届け先電話番号,商品番号,商品名,数量,単価',
    `${number},${at},銀行振込,入金済,未確認,見本 花子,見本 花子,150-0002,東京都渋谷区渋谷2-2-2,090-0000-0001,${goods}`,
  ];

  test('a file’s order is the one of its order time; where that fits none it is left out and said', async () => {
    await start();
    const first = await place.place({ method: 'BankTransfer' });
    await place.change('restart-numbers', { from: first.orderNo });
    place.minutes(60);
    const second = await place.place({ method: 'BankTransfer', lines: 'SS-MUG' });
    await place.job('pull');
    const [strange] = await place.drop('strange.csv', ledger(first.orderNo, '2025/01/05 10:00'));
    expect(strange?.orders).toMatchObject({ new: 0, revised: 0, refused: 1 });
    expect(strange?.problems.map((one) => [one.order, one.code])).toContainEqual([
      first.orderNo,
      'order-number-repeats',
    ]);
    expect(strange?.problems.find((one) => one.code === 'order-number-repeats')?.sentence).toContain(first.orderNo);
    // 13:00 of the second order, as its ledger says: money is there.
    await place.drop('second.csv', ledger(first.orderNo, '2026/11/16 13:01', 'SS-MUG,マグカップ,1,1650'));
    const own = `${first.orderNo}-${second.serialCode}`;
    expect((await place.order(own))?.order.payment.state).toBe('paid');
    // The file takes nothing away of what only the API says.
    expect((await place.order(own))?.order.remote).toMatchObject({
      key: second.serialCode,
      number: first.orderNo,
      confirm: 'Unconfirmed',
    });
    expect((await place.order(first.orderNo))?.order.payment.state).toBe('unpaid');
  });

  test.each(['API first', 'file first'])(
    'after a cancel the number comes again under another key, by API and file: two orders, whatever came first (%s)',
    async (which) => {
      await start();
      const first = await place.place({ method: 'BankTransfer' });
      await place.job('pull');
      await place.change('cancel-order', { order: first.serialCode });
      await place.job('sync');
      await place.change('restart-numbers', { from: first.orderNo });
      place.minutes(60);
      const second = await place.place({ method: 'BankTransfer', lines: 'SS-MUG' });
      const own = `${first.orderNo}-${second.serialCode}`;
      const lines = ledger(first.orderNo, '2026/11/16 13:01', 'SS-MUG,マグカップ,1,1650');
      const drop = async () => (await place.drop('second.csv', lines))[0]!;
      const both = async () => [await place.states(first.orderNo), await place.states(own)];
      if (which === 'file first') {
        // Whose order it is nobody can say yet: it is left out and said.
        const early = await drop();
        expect(early.orders).toMatchObject({ new: 0, revised: 0, refused: 1 });
        expect(early.problems.map((one) => one.code)).toContain('order-number-repeats');
        await place.job('pull');
        await drop();
        expect(await both()).toEqual([['cancelled'], ['held unpaid']]);
        await place.change('pay-order', { order: second.serialCode });
      } else {
        await place.job('pull');
        expect((await drop()).orders).toMatchObject({ new: 0, revised: 1, refused: 0 });
        // The ledger names another consignee than the API.
        expect(await both()).toEqual([['cancelled'], ['held content-changed']]);
      }
      // What the API says of the old one cancels the new one no more than before.
      for (const job of ['sync', 'sweep'] as const) await place.job(job);
      await clearHold(place.ctx, own, '確認');
      await place.job('sync');
      expect(await both()).toEqual([['cancelled'], ['ready']]);
      expect(await place.print()).toEqual([`${own}_1`]);
      expect((await numbers()).toSorted()).toEqual([first.orderNo, own]);
    },
  );

  test('a ledger with serial_code names the order by its key, and what the API said stays', async () => {
    await start();
    const first = await place.place({ method: 'BankTransfer' });
    await place.change('restart-numbers', { from: first.orderNo });
    const second = await place.place({ method: 'BankTransfer' });
    await place.job('pull');
    const [head, row] = ledger(first.orderNo, '2026/11/16 12:00');
    await place.drop('keyed.csv', [`serial_code,${head}`, `${second.serialCode},${row}`]);
    const own = (await place.order(`${first.orderNo}-${second.serialCode}`))!.order;
    expect(own.payment.state).toBe('paid');
    expect(own.remote).toMatchObject({ key: second.serialCode, confirm: 'Unconfirmed', payment: 'BankTransfer' });
    expect((await place.order(first.orderNo))?.order.payment.state).toBe('unpaid');
  });

  test('the file that goes back to the shop has the number that the shop knows', async () => {
    await start({ shop: { layouts: { read: ['shopserve-orders-api'], issue: 'b2-csv', notify: 'tracking-numbers' } } });
    const first = await place.place({ method: 'BankTransfer', paid: 'yes' });
    await place.change('restart-numbers', { from: first.orderNo });
    await place.place({ method: 'BankTransfer', paid: 'yes' });
    await place.job('pull');
    await place.print();
    const shop = place.ctx.config.shops[place.shop]!;
    const { good } = await noticeFileRows(place.ctx, place.ctx.store, shop, await numbers());
    const cells = good.flatMap(({ rows }) => rows.flat());
    expect(cells.filter((cell) => cell.startsWith(first.orderNo) && !cell.includes('_'))).toEqual([
      first.orderNo,
      first.orderNo,
    ]);
  });

  test('a file first, then the API: the same order time makes them one, another one makes them two', async () => {
    await start();
    await place.drop('old.csv', ledger('10000001', '2025/01/05 10:00'));
    const order = await place.place();
    expect(order.orderNo).toBe('10000001');
    await place.drop('same.csv', ledger('10000002', '2026/11/16 12:01'));
    const same = await place.place();
    expect(same.orderNo).toBe('10000002');
    await place.job('pull');
    expect(await numbers()).toEqual(['10000001', `10000001-${order.serialCode}`, '10000002']);
    expect((await place.order('10000002'))?.order.remote).toMatchObject({ key: same.serialCode });
  });
});
