import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { orderLines } from '../../src/cli/order-text.ts';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { afterIntake } from '../../src/flow/issue/after-intake.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { writeNotices } from '../../src/flow/notify/index.ts';
import { decodeCp932 } from '../../src/text/cp932.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';

/* A2, A5, A6, A8: numbers that come back say by which carrier and slip the parcel went, and that is what the marketplace hears. */

const one = `${orderNo(1)}_1`;
let desk: Desk;
afterEach(() => desk.close());

/** carrier-code, carrier-name, tracking-number, ship-method of the rows of the newest notice. */
async function told(): Promise<string[][]> {
  const { files, leftOut } = await writeNotices(desk.ctx, 'amazon');
  if (files.length === 0) return leftOut.map((left) => [left.code]);
  const lines = decodeCp932(readFileSync(files[0]!)).split('\r\n').slice(3).filter(Boolean);
  return lines.map((text) => text.split('\t').slice(4, 8));
}
const start = async (more: Parameters<typeof row>[2] = {}) => {
  desk = await openDesk();
  await desk.report([row(1, 11, more)]);
  await issueShipments(desk.ctx, {});
};
const list = (name: string, number: string, carrier: string) =>
  desk.take(name, Buffer.from(`お客様管理番号,伝票番号,配送会社\r\n${one},${number},${carrier}\r\n`), '');
const stored = async () => (await desk.ctx.store.shipments({ customerNos: [one] }))[0]!;
const codes = ({ problems }: Awaited<ReturnType<typeof list>>) => problems.map((each) => each.code);

test('A6: a slip that B2 made as ネコポス goes out as ネコポス', async () => {
  await start();
  await desk.take('issued.csv', issuedData([{ customerNo: one, number: trackingNumber(1), service: 'A' }]), '');
  expect(await told()).toEqual([['YAMATO', 'ヤマト運輸', trackingNumber(1), 'ヤマト(ネコポス)']]);
});

test('A5, A6: a cash-on-delivery slip goes out as コレクト', async () => {
  await start({ 'payment-method': 'COD', 'cod-collectible-amount': '1200' });
  await desk.take('issued.csv', issuedData([{ customerNo: one, number: trackingNumber(1), service: '2' }]), '');
  expect(await told()).toEqual([['YAMATO', 'ヤマト運輸', trackingNumber(1), 'ヤマト(コレクト)B2v6']]);
});

test.each([
  ['佐川急便', '123456789012', ['SAGAWA', '佐川急便', '123456789012', '佐川急便(e飛伝2)']],
  ['日本郵便', '１２３４-５６７８-９０１', ['Japan Post', '日本郵便', '12345678901', 'ゆうパック']],
])('A6: a list that says %s is told so', async (carrier, number, expected) => {
  await start();
  expect(codes(await list('list.csv', number, carrier))).toEqual([]);
  expect(await told()).toEqual([expected]);
});

test('A2: of several numbers in one cell the first goes out, the others are known', async () => {
  await start();
  expect(codes(await list('list.csv', `"${trackingNumber(7)}, ${trackingNumber(8)}"`, 'ヤマト運輸'))).toEqual([]);
  expect((await told()).map((each) => each[2])).toEqual([trackingNumber(7)]);
  expect((await stored()).waybills.map((each) => each.number)).toEqual([trackingNumber(7), trackingNumber(8)]);
  const again = `"${trackingNumber(7)}、${trackingNumber(8)}"`;
  expect(codes(await list('list-2.csv', again, 'ヤマト運輸'))).toEqual([]);
  expect(await told()).toEqual([]);
});

test('A2: one wrong number in a cell refuses the cell', async () => {
  await start();
  expect(codes(await list('list.csv', `"${trackingNumber(7)},400000000001"`, 'ヤマト運輸'))).toEqual([
    'waybill-check-digit',
  ]);
  expect((await stored()).waybills).toEqual([]);
});

test('A6: an unknown carrier is said with its cell, and nobody is told; a corrected list, or the master, tells it', async () => {
  await start();
  const document = await list('list.csv', '1234567890', '見本急送');
  expect(document.problems).toMatchObject([{ code: 'waybill-carrier-unknown', row: 2, value: '見本急送' }]);
  expect(await told()).toEqual([['notice-carrier-unknown']]);
  expect((await stored()).state).toBe('shipped');
  const [shown] = await showOrder(desk.ctx, orderNo(1));
  expect(shown!.untold).toMatchObject([{ customerNo: one, code: 'notice-carrier-unknown' }]);
  expect(orderLines(shown!).join('\n')).toMatch(/まだ通知できません: .*見本急送.*→ .*delivery-methods/);
  expect(codes(await list('corrected.csv', '1234567890', '佐川急便'))).toEqual(['waybill-carrier-corrected']);
  expect(await told()).toEqual([['SAGAWA', '佐川急便', '1234567890', '佐川急便(e飛伝2)']]);
});

test('A6: the bridge says what its file does not say yet', async () => {
  await start();
  const document = await list('list.csv', '1234567890', '見本急送');
  const said: string[] = [];
  await afterIntake({ ...desk.ctx, tell: (line) => said.push(line) }, [document]);
  expect(said).toEqual([expect.stringMatching(new RegExp(`^${one}: .*見本急送.*モールに伝えていません`))]);
});

test('A8: a method that a person names after the label is told, whatever the list said', async () => {
  await start();
  await list('list.csv', '1234567890', '見本急送');
  expect(await told()).toEqual([['notice-carrier-unknown']]);
  const edit = { edits: [{ name: 'delivery.method', text: 'ゆうパケット' }], note: '控えで確認' };
  expect((await editOrder(desk.ctx, orderNo(1), edit)).refused).toEqual([]);
  expect(await told()).toEqual([['Japan Post', '日本郵便', '1234567890', 'ゆうパケット']]);
});

test('A8: a wrong number of a parcel of another carrier is corrected by a later list, and told again', async () => {
  await start();
  await list('list.csv', '111111111111', '佐川急便');
  expect((await told())[0]![2]).toBe('111111111111');
  expect(codes(await list('list-2.csv', '222222222222', '佐川急便'))).toEqual(['waybill-number-corrected']);
  expect((await told())[0]![2]).toBe('222222222222');
  // The first list once more changes nothing.
  expect(codes(await list('list.csv', '111111111111', '佐川急便'))).not.toContain('waybill-number-corrected');
  expect(await told()).toEqual([]);
});

test('A8: a second number for a label of Yamato still needs its reissue', async () => {
  await start();
  await list('list.csv', trackingNumber(1), 'ヤマト運輸');
  expect(codes(await list('list-2.csv', trackingNumber(2), 'ヤマト運輸'))).toEqual(['waybill-already-registered']);
});

test('A6: a list without a carrier speaks of the planned one', async () => {
  desk = await openDesk({ defaultMethod: 'sagawa' });
  await desk.report([row(1, 11)]);
  await desk.take('list.csv', Buffer.from(`お客様管理番号,伝票番号\r\n${one},1234567890\r\n`), '');
  expect(await told()).toEqual([['SAGAWA', '佐川急便', '1234567890', '佐川急便(e飛伝2)']]);
});

test.each([
  ['delivery.method', 'ネコポス', 1, 'A'],
  ['delivery.service', '宅急便コンパクト', 1, '8'],
  ['delivery.cool', '冷凍', 2, '1'],
  ['delivery.wishedDate', '2026-11-25', 5, '2026/11/25'],
  ['delivery.timeSlot', '14時-16時', 6, '1416'],
])('A8: %s corrected before the label stands on the label', async (name, text, column, cell) => {
  desk = await openDesk();
  await desk.report([row(1, 11)]);
  expect((await editOrder(desk.ctx, orderNo(1), { edits: [{ name, text }], note: '電話' })).refused).toEqual([]);
  const { files } = await issueShipments(desk.ctx, {});
  expect(b2Rows(readFileSync(files[0]!))[0]![column]).toBe(cell);
});

test('A8: the slip type that B2 gives later than a list of numbers is told again', async () => {
  await start();
  await list('list.csv', trackingNumber(1), 'ヤマト運輸');
  expect((await told())[0]![3]).toBe('ヤマト(発払い)B2v6');
  const issued = issuedData([{ customerNo: one, number: trackingNumber(1), service: 'A' }]);
  await desk.take('issued.csv', issued, '');
  expect(await told()).toEqual([['YAMATO', 'ヤマト運輸', trackingNumber(1), 'ヤマト(ネコポス)']]);
  await desk.take('issued-2.csv', issued, '');
  expect(await told()).toEqual([]);
});

test('A6: a list that says その他 tells nobody before the carrier is named', async () => {
  await start();
  await list('list.csv', '123456789012', 'その他');
  expect(await told()).toEqual([['notice-carrier-name-missing']]);
  await list('list-2.csv', '123456789012', '佐川急便');
  expect((await told()).map((each) => each.slice(0, 2))).toEqual([['SAGAWA', '佐川急便']]);
});
