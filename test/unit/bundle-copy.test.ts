import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { bundleOrders, undoBundle } from '../../src/flow/desk/bundle.ts';
import { undoConfirm } from '../../src/flow/desk/confirm.ts';
import { copyOrder, undoCopy } from '../../src/flow/desk/copy.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { splitOrder } from '../../src/flow/desk/split.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { writeNotices } from '../../src/flow/notify/write-notice-files.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';
import { b2Rows } from '../support/issued-data.ts';
import { shop } from '../support/orders.ts';

let desk: Desk;
afterEach(() => desk.close());

const refusals = (result: { refused: readonly { number: string; code: string }[] }) =>
  result.refused.map((one) => [one.number, one.code]);
const holds = async (customerNo: string) => {
  const [one] = await desk.ctx.store.shipments({ customerNos: [customerNo] });
  return one?.holds.filter((hold) => hold.cleared === null).map((hold) => hold.code);
};

describe('X9: bundle', () => {
  test('the parcel carries the other goods on its label; the other shipment is cancelled and says why', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, { 'product-name': '緑茶' }), row(2, 21, { 'product-name': '急須', ...pieces(2) })]);
    expect(refusals(await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]))).toEqual([]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 cancelled`]);
    const { files, shipments, leftOut } = await issueShipments(desk.ctx, {});
    expect(shipments).toEqual([`${orderNo(1)}_1`]);
    const [cells] = b2Rows(readFileSync(files[0]!));
    expect([cells?.[27], cells?.[29]]).toEqual(['緑茶', '急須']);
    expect(leftOut.filter((one) => one.number === orderNo(2))).toEqual([]);
    const again = await issueShipments(desk.ctx, { orders: [orderNo(2)] });
    expect(again.leftOut.map((one) => one.code)).toEqual(['bundled-away']);
    const journal = await desk.ctx.store.journal({ shop: 'amazon', orderNumber: orderNo(2) });
    expect(journal.map((one) => one.what)).toContain('order-bundled');
  });

  test('another spelling is the same recipient, somebody else is not', async () => {
    desk = await openDesk();
    await desk.report([
      row(1, 11),
      row(2, 21, {
        'ship-address-1': '\u3000千代田９丁目９番９号',
        'ship-postal-code': '1000001',
        'recipient-name': '試験　太郎',
      }),
      row(3, 31, { 'recipient-name': '別人 太郎', 'buyer-phone-number': '03-9999-0000' }),
    ]);
    const [first] = await desk.ctx.store.shipments({ customerNos: [`${orderNo(1)}_1`] });
    const [second] = await desk.ctx.store.shipments({ customerNos: [`${orderNo(2)}_1`] });
    expect(second?.shipment.consignee.address).not.toEqual(first?.shipment.consignee.address);
    expect(refusals(await bundleOrders(desk.ctx, orderNo(1), [orderNo(3)]))).toEqual([
      [orderNo(3), 'bundle-other-recipient'],
    ]);
    expect(refusals(await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]))).toEqual([]);
  });

  test('only before printing, of one shop, to the same recipient, without collecting money', async () => {
    desk = await openDesk({}, [shop({ name: 'second', marketplace: 'amazon' })]);
    await desk.report([
      row(1, 11),
      row(2, 21, { 'recipient-name': '別人 花子' }),
      row(3, 31, { 'payment-method': 'COD', 'cod-collectible-amount': '3300' }),
      row(5, 51, pieces(2)),
      row(6, 61),
    ]);
    const other = await desk.report([row(4, 41)]);
    expect(other.orders.new).toBe(1);
    await splitOrder(desk.ctx, orderNo(5), { lines: [{ no: '51', quantity: 1 }] });
    const result = await bundleOrders(desk.ctx, orderNo(1), [1, 2, 3, 5, 9].map(orderNo));
    expect(refusals(result)).toEqual([
      [orderNo(1), 'bundle-same-order'],
      [orderNo(2), 'bundle-near-recipient'],
      [orderNo(3), 'bundle-collects'],
      [orderNo(5), 'bundle-several-shipments'],
      [orderNo(9), 'arrange-no-order'],
    ]);
    await issueShipments(desk.ctx, { orders: [orderNo(4)] });
    expect(refusals(await bundleOrders(desk.ctx, orderNo(1), [orderNo(6), orderNo(4)]))).toEqual([
      [orderNo(4), 'arrange-already-issuing'],
    ]);
    // One of them was possible: nothing was done all the same.
    expect(await desk.states()).toContain(`${orderNo(6)}_1 ready`);
  });

  test('an order that is bundled is neither bundled again nor split', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21, pieces(2)), row(3, 31)]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
    expect(refusals(await bundleOrders(desk.ctx, orderNo(3), [orderNo(2)]))).toEqual([[orderNo(2), 'bundle-already']]);
    expect(refusals(await bundleOrders(desk.ctx, orderNo(3), [orderNo(1)]))).toEqual([[orderNo(1), 'bundle-already']]);
    const split = await splitOrder(desk.ctx, orderNo(2), { lines: [{ no: '21', quantity: 1 }] });
    expect(refusals(split)).toEqual([[orderNo(2), 'split-bundled']]);
  });

  test('undone from either side, every order ships by itself again', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21), row(3, 31)]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2), orderNo(3)]);
    await undoBundle(desk.ctx, orderNo(2));
    expect(await desk.states()).toEqual([
      `${orderNo(1)}_1 ready`,
      `${orderNo(2)}_1 ready`,
      `${orderNo(3)}_1 cancelled`,
    ]);
    await undoBundle(desk.ctx, orderNo(1));
    expect(await desk.states()).toEqual([1, 2, 3].map((no) => `${orderNo(no)}_1 ready`));
    const [one] = await desk.ctx.store.shipments({ numbers: [orderNo(1)] });
    expect(one?.shipment.bundled).toEqual([]);
    expect(refusals(await undoBundle(desk.ctx, orderNo(1)))).toEqual([[orderNo(1), 'bundle-not-bundled']]);
  });

  test('an order that changes inside the parcel holds it until somebody looked', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21, pieces(2))]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
    await desk.report([row(2, 21, pieces(5))]);
    expect(await holds(`${orderNo(1)}_1`)).toEqual(['bundled-order-changed']);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
    await clearHold(desk.ctx, orderNo(1), '数量を確認');
    const [one] = await desk.ctx.store.shipments({ numbers: [orderNo(1)] });
    expect(one).toMatchObject({
      state: 'ready',
      shipment: { bundled: [{ orderNumber: orderNo(2), lines: [{ quantity: 5 }] }] },
    });
  });

  test('a change in the same file as the carrying order, and one after printing, are said too', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21), row(3, 31), row(4, 41)]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
    await bundleOrders(desk.ctx, orderNo(3), [orderNo(4)]);
    await issueShipments(desk.ctx, { orders: [orderNo(3)] });
    await desk.report([row(1, 11, pieces(2)), row(2, 21, pieces(2)), row(4, 41, pieces(2))]);
    expect(await holds(`${orderNo(1)}_1`)).toEqual(['bundled-order-changed', 'content-changed']);
    expect(await holds(`${orderNo(3)}_1`)).toEqual(['bundled-order-changed']);
    expect(await desk.states()).toContain(`${orderNo(3)}_1 issuing`);
  });

  test('goods are never lost when the carrying order is cancelled: held, and free again by undoing', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
    const [order] = await desk.ctx.store.orders({ numbers: [orderNo(1)] });
    await desk.ctx.store.write((tx) =>
      tx.saveOrders([{ ...order!, order: { ...order!.order, cancelled: true }, revision: order!.revision + 1 }]),
    );
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
    expect(await holds(`${orderNo(1)}_1`)).toEqual(['bundle-carrier-cancelled']);
    await undoBundle(desk.ctx, orderNo(1));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 cancelled`, `${orderNo(2)}_1 ready`]);
  });
});

test('A4: an order that was bundled away is told with the number of the parcel that carries it', async () => {
  desk = await openDesk();
  await desk.report([row(1, 11), row(2, 21)]);
  await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
  const numbers = await desk.issueAndNumber();
  expect(refusals(await undoConfirm(desk.ctx, [orderNo(2)]))).toEqual([[orderNo(2), 'confirm-bundled']]);
  const { files, shipments } = await writeNotices(desk.ctx);
  expect(shipments).toEqual([`${orderNo(1)}_1`, `${orderNo(2)}_1`]);
  const lines = readFileSync(files[0]!, 'latin1').split(/\r?\n/);
  for (const [no, line] of [
    [1, '11'],
    [2, '21'],
  ] as const) {
    const told = lines.find((one) => one.startsWith(`${orderNo(no)}\t`));
    expect(told?.split('\t')).toEqual(expect.arrayContaining([line, numbers[`${orderNo(1)}_1`]]));
  }
  expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
});

describe('X9, A4: copy', () => {
  test('can be shipped; neither the copy nor its source is told by the machine', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const { orders, notes } = await copyOrder(desk.ctx, orderNo(1));
    expect(orders.map((one) => one.number)).toEqual([orderNo(1), `${orderNo(1)}-copy-1`]);
    expect(notes.map((one) => one.code)).toEqual(['copy-never-told']);
    const numbers = await desk.issueAndNumber();
    expect(Object.keys(numbers)).toEqual([`${orderNo(1)}_1`, `${orderNo(1)}-copy-1_1`]);
    const { shipments, leftOut } = await writeNotices(desk.ctx);
    expect(shipments).toEqual([]);
    expect(leftOut.map((one) => one.code)).toEqual(['not-told-copied', 'not-told-copied']);
  });

  test('a second copy gets the next number; an order that was told already can be copied', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    await writeNotices(desk.ctx);
    await copyOrder(desk.ctx, orderNo(1));
    await copyOrder(desk.ctx, orderNo(1));
    expect(await desk.states()).toEqual([
      `${orderNo(1)}_1 closed`,
      `${orderNo(1)}-copy-1_1 ready`,
      `${orderNo(1)}-copy-2_1 ready`,
    ]);
  });

  test('a copy that would collect money again waits for a person', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, { 'payment-method': 'COD', 'cod-collectible-amount': '3300' })]);
    await copyOrder(desk.ctx, orderNo(1));
    expect(await holds(`${orderNo(1)}-copy-1_1`)).toEqual(['copy-collects']);
  });

  test('taken back before printing, it is cancelled and its source is told again', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await copyOrder(desk.ctx, orderNo(1));
    expect(refusals(await undoCopy(desk.ctx, orderNo(1)))).toEqual([[orderNo(1), 'copy-not-a-copy']]);
    await undoCopy(desk.ctx, `${orderNo(1)}-copy-1`);
    await desk.issueAndNumber();
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 shipped`, `${orderNo(1)}-copy-1_1 cancelled`]);
    expect((await writeNotices(desk.ctx)).shipments).toEqual([`${orderNo(1)}_1`]);
  });

  test('a number that leaves no room for お客様管理番号 is refused', async () => {
    desk = await openDesk();
    const long = `L${'0'.repeat(41)}`;
    await desk.report([{ 'order-id': long, 'order-item-id': '1' }]);
    expect(refusals(await copyOrder(desk.ctx, long))).toEqual([[long, 'copy-impossible-number']]);
  });
});

test('A4: a marketplace’s own list gets the number of the carrying parcel for goods that were bundled away', async () => {
  desk = await openDesk({}, [shop({ name: 'qoo10', marketplace: 'qoo10', defaultMethod: 'yamato' })]);
  const header = '注文番号,お届け先名,お届け先郵便番号,お届け先住所,お届け先電話番号,商品名,数量,入金状況';
  const order = (number: string) =>
    `${number},見本 太郎,100-0001,東京都千代田区千代田9-9-9,03-0000-0001,緑茶,1,入金済み`;
  await desk.take('sheet.csv', Buffer.from([header, order('500000001'), order('500000002')].join('\r\n')), 'qoo10');
  expect(refusals(await bundleOrders(desk.ctx, '500000001', ['500000002']))).toEqual([]);
  const numbers = await desk.issueAndNumber();
  const brief = (number: string, cart: string) =>
    `配送要請,${number},${cart},ヤマト運輸,,,2026/11/25 00:00:00,緑茶,1,,,見本 太郎,A,,Qoo10.jp`;
  const columns =
    '配送状態,注文番号,カート番号,配送会社,送り状番号,発送日,発送予定日,商品名,数量,オプション情報,オプションコード,受取人名,販売者商品コード,外部広告,決済サイト';
  const rows = [columns, brief('900000001', '500000001'), brief('900000002', '500000002')];
  const { registered } = await desk.take('brief.csv', Buffer.from(rows.join('\r\n')), 'qoo10');
  expect(registered).toEqual({ filled: 2 });
  const [form] = await desk.ctx.store.outbox({ purpose: 'return-form' });
  const text = Buffer.from((await desk.ctx.store.documentBytes(form!.document))!).toString('utf8');
  const number = numbers['500000001_1'];
  expect(text.split('\r\n').map((line) => line.split(',')[4])).toEqual(['送り状番号', number, number]);
});
