import { afterEach, expect, test } from 'vitest';
import { emptyParty } from '../../src/core/order.ts';
import { linkHistory } from '../../src/flow/b2/history.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { lookNow } from '../../src/flow/b2/looks.ts';
import { type NotifyEndpoint, startNotifyEndpoint } from '../../src/flow/b2/notify-endpoint.ts';
import { releaseHandOver } from '../../src/flow/b2/release.ts';
import { purge } from '../../src/flow/retention/index.ts';
import { type B2Bench, type B2Options, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';
import { destination, line, order, party } from '../support/orders.ts';

const page = { limit: 100 };

/* B2 Cloud linking, row by row of the feature catalogue, driven against the lab's B2 Cloud. */

let bench: B2Bench;
let endpoint: NotifyEndpoint | undefined;
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
  await bench.close();
});

const [first, second] = ['250-0000001-0000001', '250-0000001-0000002'] as const;

async function start(options: B2Options = {}): Promise<void> {
  bench = await b2Bench(options);
  endpoint = await startNotifyEndpoint(bench.ctx);
}
const handOver = async (more: Parameters<typeof issueByApi>[1] = {}) => {
  const report = await issueByApi(bench.ctx, more);
  return { ...report.handOvers[0]!, leftOut: report.leftOut };
};
/** What was really sent, out of the lab's log. */
async function sent(): Promise<Record<string, string>[]> {
  const calls = (await bench.stand.requests()).filter((one) => one.operation === 'registerEdit');
  const { feed } = JSON.parse(calls.at(-1)!.body) as { feed: { entry: { shipment: Record<string, string> }[] } };
  return feed.entry.map((one) => one.shipment);
}
const mails = async () =>
  (await bench.ctx.store.mails())
    .map(({ to, subject, text }) => ({ to, subject, text }))
    .sort((a, b) => (a.to + a.subject < b.to + b.subject ? -1 : 1));

test('B1: billing, sender and notice addresses come from the settings; a blank class goes out blank', async () => {
  await start({ sender: 'seller' });
  await bench.order(first);
  await handOver();
  expect(await sent()).toMatchObject([
    { invoice_code: '000000000000', invoice_code_ext: '', invoice_freight_no: '01', shipper_name: '試験商店' },
  ]);
  expect((await mails()).map((mail) => mail.to)).toEqual(['b2@example.jp', 'boss@example.jp']);
});

test('B2: named orders only; more than a run takes are split into several', async () => {
  await start({ perRun: 2 });
  for (const no of [1, 2, 3, 4, 5, 6]) await bench.order(`250-0000002-000000${no}`);
  const named = await issueByApi(bench.ctx, { orders: ['250-0000002-0000006'] });
  expect(named.handOvers.map((one) => one.shipments)).toEqual([['250-0000002-0000006_1']]);
  const all = await issueByApi(bench.ctx, {});
  expect(all.handOvers.map((one) => one.shipments.length)).toEqual([2, 2, 1]);
  expect(new Set(all.handOvers.map((one) => one.address)).size).toBe(3);
});

test('B3: what cannot go is left out with its reason, and the rest goes', async () => {
  await start();
  await bench.order(first);
  await bench.order(second, { 'ship-address-1': '', 'ship-city': '', 'ship-state': '' });
  await bench.order('250-0000001-0000003');
  await issueByApi(bench.ctx, { orders: ['250-0000001-0000003'], unattended: true });
  const one = await handOver({ orders: [first, second, '250-0000001-0000003'] });
  expect(one.shipments).toEqual([`${first}_1`]);
  expect(one.leftOut.map(({ number, code }) => [number, code])).toEqual(
    expect.arrayContaining([['250-0000001-0000003', 'already-issued']]),
  );
  expect(one.leftOut.filter((left) => left.number === second).length).toBeGreaterThan(0);
  expect(one.leftOut.every((left) => left.sentence !== '' && left.remedy !== '')).toBe(true);
});

test('B3: of an order with several destinations only the affected ones stay behind, each with its reason', async () => {
  await start();
  const to = (key: string, more: Parameters<typeof destination>[0] = {}) => destination({ key, ...more });
  const goods = (no: string, more: Parameters<typeof line>[0] = {}) => line({ no, destination: no, ...more });
  await bench.put(
    order({
      number: 'T-0001',
      destinations: [
        to('1'),
        to('2', { addressPending: true, consignee: emptyParty }),
        to('3'),
        to('4', { trackingNumber: '123456789013' }),
        to('5', { deleted: true }),
        to('6'),
      ],
      lines: [
        goods('1'),
        goods('2'),
        goods('3', { status: 'cancelled' }),
        goods('4'),
        goods('5'),
        goods('6', { status: 'returned' }),
      ],
    }),
  );
  const one = await handOver();
  expect(one.shipments).toEqual(['T-0001_1']);
  // Nothing is left to ship for 3, 5 and 6: they make no shipment at all.
  const reasons = Map.groupBy(one.leftOut, (left) => left.customerNo);
  expect(
    Object.fromEntries([...reasons].map(([customerNo, all]) => [customerNo, all.map((left) => left.code)])),
  ).toEqual({
    'T-0001_2': ['address-pending'],
    'T-0001_4': ['number-already-registered'],
  });
});

test('B5: the rental dispatch date wins over the planned date, the planned date over the day of hand-over', async () => {
  await start();
  const on = (number: string, more: Parameters<typeof destination>[0]) =>
    bench.put(order({ number, destinations: [destination(more)] }));
  await on('T-0001', { plannedShipDate: '2026-11-25', rentalDispatchDate: '2026-11-24' });
  await on('T-0002', { plannedShipDate: '2026-11-25' });
  await on('T-0003', {});
  await handOver();
  expect((await sent()).map((one) => one.shipment_date)).toEqual(['20261124', '20261125', '20261121']);
});

test('B4: お客様管理番号 is the order number and a serial', async () => {
  await start();
  await bench.order(first);
  await handOver();
  expect((await sent()).map((one) => one.shipment_number)).toEqual([`${first}_1`]);
});

test('B4: with the setting, the serial is the 出荷番号 of the shipment, and the number of B2 comes back by it', async () => {
  await start({ customerNo: 'shipment-number' });
  const lines = [line({ no: '1', destination: 'a' }), line({ no: '2', destination: 'b' })];
  const destinations = [
    destination({ key: 'a', shipmentNumber: '193590' }),
    destination({ key: 'b', shipmentNumber: '193591', consignee: party({ name: '試験 次郎' }) }),
  ];
  await bench.put(order({ number: '173358885443', destinations, lines }));
  await issueByApi(bench.ctx, { unattended: true });
  expect((await sent()).map((one) => one.shipment_number)).toEqual(['173358885443_193590', '173358885443_193591']);
  expect([...(await bench.numbers())]).toEqual([...(await bench.ledger())]);
  expect([...(await bench.numbers()).keys()]).toEqual(['173358885443_193590', '173358885443_193591']);
});

test('B5: without a planned date the ship date is the day of hand-over in Japan', async () => {
  await start();
  bench.stand.setClock('2026-11-21T15:30:00Z');
  await bench.order(first);
  await handOver();
  expect((await sent())[0]!.shipment_date).toBe('20261122');
});

test('B6: flags follow the wished date', async () => {
  await start();
  await bench.order(first);
  await bench.order(second, {
    'scheduled-delivery-start-date': '2026-11-24T00:00:00+09:00',
    'scheduled-delivery-end-date': '2026-11-24T23:59:59+09:00',
  });
  await handOver();
  expect((await sent()).map((one) => [one.delivery_date, one.is_printing_date, one.short_delivery_date_flag])).toEqual([
    ['', '0', '1'],
    ['20261124', '1', '0'],
  ]);
});

test('B7: everything else is what the file would say, in both variants', async () => {
  await start();
  await bench.order(first);
  await handOver({ sellerAsShipper: true });
  expect((await sent())[0]).toMatchObject({
    consignee_name: '試験 太郎',
    consignee_zip_code: '100-0001',
    consignee_address: '東京都千代田区千代田9-9-9',
    item_name1: '緑茶 100g',
    shipper_name: '試験商店',
    service_type: '0',
    is_cool: '0',
  });
});

test('B8: a time slot goes as its code, none as 0000', async () => {
  await start();
  await bench.order(first);
  await bench.order(second, {
    'scheduled-delivery-start-date': '2026-11-24T14:00:00+09:00',
    'scheduled-delivery-end-date': '2026-11-24T16:00:00+09:00',
  });
  await handOver();
  const [none, slot] = await sent();
  expect(none!.delivery_time_zone).toBe('0000');
  expect(['1416', '0000']).toContain(slot!.delivery_time_zone);
});

test('B9: printable rows are ticked, the bad one is red; corrected on the screen it is printed, and the difference is written down', async () => {
  await start();
  await bench.order(first);
  await bench.order(second);
  await bench.change('force-error', { code: 'EF016001', property: 'consignee_zip_code', customer: `${second}_1` });
  const one = await handOver();
  expect(one.corrections.map((each) => each.customerNo)).toEqual([`${second}_1`]);
  const screen = await openScreen(one.address);
  expect([screen.printable(), screen.wrong()]).toEqual([['1'], ['2']]);
  await screen.save('2', { consignee_zip_code: '1000004', service_type: 'A' });
  expect(screen.printable()).toEqual(['1', '2']);
  await screen.print();
  await endpoint!.settled();
  expect(await bench.numbers()).toEqual(await bench.ledger());
  const journal = await bench.ctx.store.journal({ orderNumber: second });
  expect(journal.find((each) => each.what === 'b2-edited')?.details.fields).toBe('送り状種類、お届け先郵便番号');
  const [order] = await bench.ctx.store.orders({ numbers: [second] });
  expect(order!.order.destinations[0]!.consignee.postalCode).toBe('1000001');
  const [shipment] = await bench.ctx.store.shipments({ numbers: [second] });
  expect(shipment!.waybills[0]!.serviceCode).toBe('A');
});

test('B10: nothing is kept before printing; the closed screen is looked for and handed over again', async () => {
  await start();
  await bench.order(first);
  const one = await handOver();
  await (await openScreen(one.address)).close();
  expect(await lookNow(bench.ctx)).toMatchObject([{ looked: true, registered: [], handOver: { state: 'open' } }]);
  expect((await issueByApi(bench.ctx, {})).handOvers).toEqual([]);
  expect(await releaseHandOver(bench.ctx, one.id, { note: '閉じた', actor: 'test' })).toMatchObject({
    released: [`${first}_1`],
  });
  const again = await handOver();
  await (await openScreen(again.address)).print();
  await endpoint!.settled();
  expect((await bench.ledger()).get(`${first}_1`)).toHaveLength(1);
  expect(await bench.numbers()).toEqual(await bench.ledger());
});

test('B11: the notification brings number and carrier; the same notification again does nothing; a wrong secret is unknown', async () => {
  await start();
  await bench.order(first);
  const one = await handOver();
  const { notify } = await (await openScreen(one.address)).print();
  await endpoint!.settled();
  const [shipment] = await bench.ctx.store.shipments({});
  expect(shipment!.waybills).toMatchObject([{ carrier: 'ヤマト運輸', customerNo: `${first}_1` }]);
  expect(await bench.numbers()).toEqual(await bench.ledger());
  const before = await bench.ctx.store.mails();
  const again = await fetch(notify);
  expect([again.status, await again.text()]).toEqual([200, expect.stringContaining('受け取り済み')]);
  await endpoint!.settled();
  expect(await bench.ctx.store.mails()).toEqual(before);
  const forged = await fetch(notify.replace(/notify\/[^?]+/, 'notify/wrong'));
  expect(forged.status).toBe(404);
  const elsewhere = await fetch(notify.replace(/\?.*/, ''));
  expect(elsewhere.status).toBe(404);
});

test('B11: the notification is lost: the operator looks, and the number is there', async () => {
  await start();
  await bench.order(first);
  await bench.change('notify', { by: 'lost' });
  const one = await handOver();
  await (await openScreen(one.address)).print();
  const [looked] = await lookNow(bench.ctx, one.id);
  expect(looked).toMatchObject({ handOver: { state: 'done' }, registered: [{ customerNo: `${first}_1` }] });
  expect(await bench.numbers()).toEqual(await bench.ledger());
});

test('B11: B2 itself calls, and twice: registered once', async () => {
  await start();
  await bench.order(first);
  await bench.change('notify', { by: 'twice' });
  const one = await handOver();
  await (await openScreen(one.address)).print();
  await expect.poll(async () => (await bench.numbers()).size).toBe(1);
  await endpoint!.settled();
  expect(await bench.numbers()).toEqual(await bench.ledger());
  expect((await linkHistory(bench.ctx, page)).rows.filter((each) => each.direction === 'from-b2')).toHaveLength(1);
});

test('B11: half of the rows printed, then the rest on the same screen: each notification brings its part', async () => {
  await start();
  await bench.order(first);
  await bench.order(second);
  const one = await handOver();
  const screen = await openScreen(one.address);
  await screen.print(['1']);
  await endpoint!.settled();
  expect((await bench.numbers()).size).toBe(1);
  await screen.print(['2']);
  await endpoint!.settled();
  expect(await bench.numbers()).toEqual(await bench.ledger());
  expect((await bench.ctx.store.handOvers({ ids: [one.id] }))[0]!.state).toBe('done');
});

test('B12: three mails, each once per address, with the list of 管理番号', async () => {
  await start();
  await bench.order(first);
  const one = await handOver();
  await (await openScreen(one.address)).print();
  await endpoint!.settled();
  const all = await mails();
  expect(all.map(({ to, subject }) => [to, subject])).toEqual([
    ['b2@example.jp', 'B2クラウドの出荷実績を登録しました（1件）'],
    ['b2@example.jp', 'B2クラウドへ出荷情報を連携しました（1件）'],
    ['boss@example.jp', 'B2クラウドの出荷実績を登録しました（1件）'],
    ['boss@example.jp', 'B2クラウドへ出荷情報を連携しました（1件）'],
  ]);
  for (const { text } of all) {
    expect(text).toContain(
      `【連携 お客様管理番号一覧】\n※お客様管理番号のアンダースコア(_)以前が注文番号にあたります。\n・${first}_1`,
    );
    expect(text).not.toMatch(/試験|千代田/);
  }
  await bench.order(second);
  await bench.change('refuse-key', { refused: 'on' });
  bench.restart();
  await handOver();
  const failure = (await mails()).find((mail) => mail.subject.includes('失敗'));
  expect(failure?.text).toContain('B2クラウドとの連携時にエラーが発生しました。');
  expect(failure?.text).toContain(`・${second}_1`);
});

test('B13: the history shows direction, time, result, orders and shipments of the last seven days', async () => {
  await start();
  await bench.order(first);
  await bench.order(second);
  const one = await handOver();
  await (await openScreen(one.address)).print();
  await endpoint!.settled();
  expect((await linkHistory(bench.ctx, page)).rows).toMatchObject([
    { direction: 'from-b2', result: 'done', orders: 2, shipments: 2, handOver: one.id },
    { direction: 'to-b2', result: 'done', orders: 2, shipments: 2, handOver: one.id },
  ]);
  bench.stand.turn(7 * 86_400_000 + 60_000);
  expect((await linkHistory(bench.ctx, page)).rows).toEqual([]);
  expect(await bench.ctx.store.linkHistory()).toHaveLength(2);
  // Kept for 90 days; the nightly job takes it away after that.
  const limit = () => ({
    'link-history': bench.ctx
      .now()
      .subtract({ hours: 24 * 90 })
      .toString(),
  });
  await purge(bench.ctx, limit());
  expect(await bench.ctx.store.linkHistory()).toHaveLength(2);
  bench.stand.turn(90 * 86_400_000);
  await purge(bench.ctx, limit());
  expect(await bench.ctx.store.linkHistory()).toEqual([]);
});

test('B14: the connection test tells a good key, a wrong key and a wrong company code apart; nothing is registered', async () => {
  await start();
  const probe = () => bench.ctx.carrier!()!.connection.probe();
  expect(await probe()).toMatchObject({ kind: 'done', code: 'shop-reachable' });
  await bench.change('refuse-key', { refused: 'on' });
  bench.restart();
  expect(await probe()).toMatchObject({ kind: 'halt', code: 'b2-key-refused' });
  await bench.change('refuse-key', { refused: 'off' });
  bench.restart();
  expect(await probe()).toMatchObject({ kind: 'done' });
  expect((await bench.stand.holdings('b2cloud')).handOvers).toEqual([]);
});

test('a wrong company code is said as such', async () => {
  bench = await b2Bench({ settings: { 'api-user-id': 'NOBODY' } });
  expect(await bench.ctx.carrier!()!.connection.probe()).toMatchObject({ kind: 'halt', code: 'b2-company-refused' });
});

test('two tabs with the same orders: the second number is refused aloud, ours stays the first', async () => {
  await start();
  await bench.order(first);
  const one = await handOver();
  const left = await openScreen(one.address);
  await releaseHandOver(bench.ctx, one.id, { note: '閉じたつもり', actor: 'test' });
  const two = await handOver();
  const right = await openScreen(two.address);
  const [number] = (await left.print()).numbers;
  await endpoint!.settled();
  await right.print();
  await endpoint!.settled();
  expect(await bench.numbers()).toEqual(new Map([[`${first}_1`, [number]]]));
  expect((await bench.ledger()).get(`${first}_1`)).toHaveLength(2);
  expect((await linkHistory(bench.ctx, page)).rows[0]).toMatchObject({
    result: 'failed',
    code: 'waybill-already-registered',
  });
  expect((await mails()).some((mail) => mail.subject === 'B2クラウドとの連携に失敗しました')).toBe(true);
});

test('cancelled while the screen is open: the number is registered, the shipment says so, nothing is hidden', async () => {
  await start();
  await bench.order(first);
  const one = await handOver();
  const screen = await openScreen(one.address);
  await bench.order(first, { 'quantity-to-ship': '0' });
  await screen.print();
  await endpoint!.settled();
  expect(await bench.numbers()).toEqual(await bench.ledger());
});
