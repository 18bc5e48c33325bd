import { afterEach, describe, expect, test } from 'vitest';
import { ecforce } from '../../src/connectors/ecforce/index.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { probeShop } from '../../src/flow/desk/shops.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { openLinks } from '../../src/links.ts';
import { type EcforceShop, type EcforceShopOptions, openEcforce } from '../support/ecforce-shop.ts';

/* ecforce: orders come in, are set 出荷作業中, wait where they must. E1, E2, E4, E5, E7. */

let place: EcforceShop;
const start = async (options: EcforceShopOptions = {}) => {
  place = await openEcforce({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(() => place?.close());

const file = async (name: string, lines: readonly string[]) =>
  intakeFile(place.ctx, { name, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), shop: '', layout: '' });
let maps = 0;
const map = (...items: readonly string[]) =>
  file(`map-${++maps}.csv`, [
    '商品コード,店舗,店舗商品コード,オプションコード',
    ...items.map((item) => `${item},${place.shop},${item},`),
  ]);

describe('E2: orders in 注文確定 are taken in and set 出荷作業中', () => {
  test('the whole state, oldest first, subscriptions too; other states are not ours', async () => {
    await start({ seed: 'small' });
    const before = await place.rows();
    const pulled = await place.job('pull');
    const complete = before.filter((one) => one.state === 'complete').map((one) => one.number);
    const deleted = (await place.holdings()).orders!.filter((one) => one.isDeleted).map((one) => one.number);
    const ours = complete.filter((number) => !deleted.includes(number));
    expect(pulled.counts).toMatchObject({ new: ours.length, refused: 0 });
    expect((await place.rows()).filter((one) => one.state === 'working')).toHaveLength(1);
    await place.job('acknowledge');
    const after = await place.rows();
    expect(after.filter((one) => ours.includes(one.number)).every((one) => one.state === 'working')).toBe(true);
    expect(after.find((one) => one.number === deleted[0])!.state).toBe('complete');
    // One call for all of them.
    expect(await place.calls('orders.bulk_update')).toBe(1);
    const third = (await place.ctx.store.orders({ shop: place.shop })).find((one) => one.order.remote?.times === '3');
    expect(third?.order).toMatchObject({ remote: { subsOrder: 'b000000501' }, lines: [{}, { sku: 'EC-LEAFLET' }] });
    expect(await place.states(third!.order.number)).toEqual(['ready']);
    // A second pull finds nothing, and no page is stored.
    expect((await place.job('pull')).counts).toMatchObject({ pages: 0 });
    expect((await place.job('acknowledge')).counts).toEqual({ reserved: 0, waiting: 0 });
    expect((await showOrder(place.ctx, third!.order.number))[0]?.linkState).toBe('printed');
  });

  test('two addresses are two shipments, 代金引換 is collected, a gift keeps its buyer', async () => {
    await start();
    const several = await place.place('EC-GIFT, EC-SOAP', { addresses: '2' });
    const cash = await place.place('EC-TEA*3', { pay: 'cod' });
    await place.job('pull');
    const shipments = await place.shipments(several);
    expect(shipments.map((one) => one.shipment.lines.map((line) => line.sku))).toEqual([['EC-GIFT'], ['EC-SOAP']]);
    expect(new Set(shipments.map((one) => one.shipment.destination)).size).toBe(2);
    const [collected] = await place.shipments(cash);
    expect(collected).toMatchObject({ state: 'ready', shipment: { service: 'collect', codAmount: 8270 } });
  });

  test('an item that does not say where it goes holds an order of several addresses', async () => {
    await start();
    await place.change('set-habit', { name: 'item-address', value: 'none' });
    const several = await place.place('EC-GIFT, EC-SOAP', { addresses: '2' });
    await place.job('pull');
    expect((await place.states(several)).every((one) => one === 'held shop-hold')).toBe(true);
  });

  test('an order that leaves 注文確定 between two pages hides none of those behind it', async () => {
    await start({ api: { 'page-size': 2 } });
    const numbers: string[] = [];
    for (let at = 0; at < 6; at++) numbers.push(await place.place());
    const { connection } = place.ctx.link!(place.shop)!;
    const seen: string[] = [];
    for await (const page of connection.pullOrders!({ cursor: '', from: '' })) {
      const { orders } = JSON.parse(Buffer.from(page.document.bytes).toString()) as { orders: { Number: string }[] };
      seen.push(...orders.map((one) => one.Number));
      if (seen.length === 2)
        for (const gone of seen) await place.change('set-state', { order: gone, state: 'working' });
    }
    expect(seen).toEqual(numbers);
  });

  test('a cancel between the pull and 出荷作業中 is not taken back', async () => {
    await start();
    const number = await place.place();
    await place.job('pull');
    place.minutes(30);
    await place.change('cancel-order', { order: number });
    const { items } = await place.job('acknowledge');
    expect(items).toMatchObject([{ key: number, kind: 'fix', code: 'state-order-cancelled' }]);
    expect((await place.row(number)).state).toBe('canceled');
    await place.job('sync');
    expect(await place.states(number)).toEqual(['cancelled']);
    expect(await place.told('state')).toEqual([]);
  });
});

describe('E1: the words of 対応状況 are the shop’s own', () => {
  test('orders come from the shop’s import state and go to its own two', async () => {
    await start({ api: { states: { import: 'wmswait', working: 'ready_to_ship', shipped: 'sent_out' } } });
    for (const state of ['ready_to_ship', 'sent_out']) await place.change('add-state', { state, label: state });
    const [a, b] = [await place.place(), await place.place()];
    await place.change('set-state', { order: a, state: 'wmswait' });
    expect((await place.job('pull')).counts).toMatchObject({ new: 1 });
    expect(await place.order(b)).toBeUndefined();
    await place.job('acknowledge');
    expect((await place.row(a)).state).toBe('ready_to_ship');
    await place.print();
    await place.job('ship');
    await place.job('complete');
    expect((await place.row(a)).state).toBe('sent_out');
    expect((await place.row(b)).state).toBe('complete');
  });

  test('a state that the shop does not have is refused in words, and nothing is told', async () => {
    await start({ api: { states: { working: 'in_work' } } });
    const number = await place.place();
    await place.job('pull');
    const { items } = await place.job('acknowledge');
    expect(items).toMatchObject([{ key: number, kind: 'fix', code: 'told-refused', args: { code: 'AOR3002' } }]);
    expect((await place.row(number)).state).toBe('complete');
  });

  test('a state that nobody knows holds the order', async () => {
    await start();
    const number = await place.place();
    await place.job('pull');
    await place.job('acknowledge');
    await place.change('set-state', { order: number, state: 'payment_ng' });
    await place.job('sync');
    expect(await place.states(number)).toEqual(['held shop-hold']);
    expect((await place.order(number))!.order.stop).toEqual({ why: 'hold', word: '決済NG（payment_ng）' });
  });
});

describe('E4: endpoint, login, token, stock location', () => {
  test.each([
    ['api.example.com', 'https://api.example.com'],
    ['example.jp/api', 'https://example.jp'],
    ['https://Example.jp/api/v2/', 'https://example.jp'],
    ['example.jp/api/v2/admin', 'https://example.jp'],
  ])('the endpoint %s is %s', (endpoint, host) => {
    const settings = ecforce.settings.parse({
      endpoint,
      email: 'a@example.jp',
      password: { env: 'P' },
      automation: false,
    });
    expect(ecforce.ownUrls!(settings)).toEqual({ api: host });
  });
  test.each(['', 'example', 'ftp://example.jp', 'example.jp/shop', 'a b.example.jp'])(
    '%j is no endpoint',
    (endpoint) => {
      const given = { endpoint, email: 'a@example.jp', password: { env: 'P' }, automation: false };
      expect(ecforce.settings.safeParse(given).success).toBe(false);
    },
  );
  test('a live shop calls its own host over https', () => {
    const link = openLinks({
      config: {
        shops: { ec: { marketplace: 'ecforce' } },
        apis: {
          ec: {
            live: true,
            settings: ecforce.settings.parse({
              endpoint: 'api.example.com',
              email: 'a@example.jp',
              password: { env: 'P' },
              automation: true,
            }),
          },
        },
      } as never,
      connectors: { ecforce },
      now: Temporal.Now.instant,
      sleep: async () => {},
      budgets: {} as never,
      kept: () => ({}) as never,
      lab: undefined,
      secret: () => 'x',
    })('ec');
    expect(link?.connector.name).toBe('ecforce');
  });

  test('one token serves all jobs, and a renewed one is fetched once', async () => {
    await start();
    await place.place();
    for (const job of ['pull', 'acknowledge', 'sync', 'pull'] as const) await place.job(job);
    expect(await place.calls('sign_in')).toBe(1);
    await place.change('end-tokens');
    await place.place();
    await place.job('pull');
    await place.job('sync');
    expect(await place.calls('sign_in')).toBe(2);
    expect(await probeShop(place.ctx, place.shop, 'operator')).toMatchObject({ kind: 'done' });
  });

  test('nobody signs in a sixth time within the hour: it waits instead of locking the shop out', async () => {
    await start();
    for (let at = 0; at < 5; at++) {
      await place.change('end-tokens');
      await place.job('pull');
    }
    await place.change('end-tokens');
    const { items } = await place.job('pull');
    expect(items).toMatchObject([{ kind: 'retry', code: 'sign-ins-used-up' }]);
    expect(await place.calls('sign_in')).toBe(5);
    place.minutes(61);
    await place.place();
    expect((await place.job('pull')).counts).toMatchObject({ new: 1 });
  });
});

describe('E5: what is not taken in, or waits', () => {
  test('unpaid orders wait in 入金確認; 入金待ち of ecforce itself may ship', async () => {
    await start();
    const transfer = await place.place('EC-SERUM', { pay: 'transfer' });
    const examined = await place.place('EC-MASK', { pay: 'deferred-examined' });
    const deferred = await place.place('EC-MASK', { pay: 'deferred' });
    const cash = await place.place('EC-MASK', { pay: 'cod' });
    await place.job('pull');
    expect(await place.states(transfer)).toEqual(['held unpaid']);
    expect(await place.states(examined)).toEqual(['held unpaid']);
    expect([await place.states(deferred), await place.states(cash)]).toEqual([['ready'], ['ready']]);
  });

  test.each([
    ['brand_new', '見たことのない状態'],
    ['', ''],
  ])('a 決済状況 that nobody knows (%j) holds, whatever the way to pay', async (state, label) => {
    await start();
    const number = await place.place();
    await place.change('set-payment', { order: number, state, label });
    await place.job('pull');
    expect((await place.states(number))[0]).toMatch(/^held/);
  });

  test('an order of an unknown product waits, is not set 出荷作業中, and comes in when the product exists', async () => {
    await start({ shop: { unknownProducts: 'hold' } });
    await map('EC-SERUM');
    const known = await place.place('EC-SERUM');
    const unknown = await place.place('EC-SERUM, EC-NEW');
    await place.job('pull');
    expect(await place.states(known)).toEqual(['ready']);
    expect(await place.states(unknown)).toEqual(['held product-unknown']);
    const [hold] = (await place.shipments(unknown))[0]!.holds;
    expect(hold?.args).toEqual({ skus: 'EC-NEW' });
    await place.job('acknowledge');
    expect([(await place.row(known)).state, (await place.row(unknown)).state]).toEqual(['working', 'complete']);
    // Another pull changes nothing; the product map does.
    await place.job('pull');
    expect(await place.states(unknown)).toEqual(['held product-unknown']);
    await map('EC-NEW');
    expect(await place.states(unknown)).toEqual(['ready']);
    await place.job('acknowledge');
    expect((await place.row(unknown)).state).toBe('working');
  });

  test('a product that the stock sheet knows is known; other holds stay when it becomes so', async () => {
    await start({ shop: { unknownProducts: 'hold' } });
    await map('EC-SERUM');
    const number = await place.place('EC-NEW', { pay: 'transfer' });
    await place.job('pull');
    expect(await place.states(number)).toEqual(['held product-unknown unpaid']);
    await file('stock.csv', ['商品コード,在庫数', 'EC-NEW,3']);
    expect(await place.states(number)).toEqual(['held unpaid']);
  });

  test('a person may let it go, and it stays so when the order changes', async () => {
    await start({ shop: { unknownProducts: 'hold' } });
    await map('EC-SERUM');
    const number = await place.place('EC-NEW');
    await place.job('pull');
    await clearHold(place.ctx, number, '商品を確認');
    expect(await place.states(number)).toEqual(['ready']);
    await place.change('set-payment', { order: number, state: 'completed', label: '売上完了' });
    await place.job('sync');
    expect(await place.states(number)).toEqual(['ready']);
  });

  test('a shop without a product map holds nothing for it', async () => {
    await start({ shop: { unknownProducts: 'hold' } });
    const number = await place.place('EC-NEW');
    await place.job('pull');
    expect(await place.states(number)).toEqual(['ready']);
  });

  test('要対応 and a deleted order are held', async () => {
    await start();
    const looked = await place.place('EC-SERUM', { tbc: 'yes' });
    const gone = await place.place();
    await place.job('pull');
    expect(await place.states(looked)).toEqual(['held shop-checking']);
    await place.change('delete-order', { order: gone });
    await place.job('sync');
    expect(await place.states(gone)).toEqual(['held shop-hold']);
  });

  test('the same order number is one order, also when it was shipped and is put back to 注文確定', async () => {
    await start();
    const number = await place.place();
    await place.job('pull');
    await place.job('acknowledge');
    await place.print();
    await place.job('ship');
    await place.job('complete');
    expect([await place.states(number), (await place.row(number)).state]).toEqual([['closed'], 'shipped']);
    place.minutes(60);
    await place.change('set-state', { order: number, state: 'complete' });
    await place.job('pull');
    expect(await place.states(number)).toEqual(['closed']);
    expect(await place.print()).toEqual([]);
    const { items } = await place.job('acknowledge');
    expect(items.map((one) => one.code)).toContain('state-back-to-import');
    expect((await place.row(number)).state).toBe('complete');
    expect((await place.told('state')).length).toBe(2);
  });
});

describe('E7: after a sync, orders whose errors are gone go on', () => {
  test('the money comes: 入金確認 is over and the order is 出荷待ち', async () => {
    await start();
    const number = await place.place('EC-SERUM', { pay: 'transfer' });
    await place.job('pull');
    await place.job('acknowledge');
    expect((await place.job('sync')).changed).toBe(false);
    await place.change('pay-order', { order: number });
    const synced = await place.job('sync');
    expect([synced.changed, await place.states(number)]).toEqual([true, ['ready']]);
  });

  test('another reason keeps it back', async () => {
    await start();
    const number = await place.place('EC-SERUM', { pay: 'transfer', tbc: 'yes' });
    await place.job('pull');
    await place.change('pay-order', { order: number });
    await place.job('sync');
    expect(await place.states(number)).toEqual(['held shop-checking']);
  });

  test('a cancel there is a cancel here; a voided payment alone is a hold', async () => {
    await start();
    const [a, b] = [await place.place(), await place.place()];
    await place.job('pull');
    await place.change('cancel-order', { order: a });
    await place.change('set-payment', { order: b, state: 'voided', label: '取消完了' });
    await place.job('sync');
    expect([await place.states(a), await place.states(b)]).toEqual([['cancelled'], ['held shop-hold']]);
  });
});
