import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import { allOrders } from '../support/all-orders.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
const b2 = { read: [], issue: 'b2-csv', notify: '' };
const shops = Object.fromEntries(
  ['amazon', 'yahoo', 'sheet'].map((name) => [
    name,
    shop({ name, marketplace: name, layouts: b2, billing, defaultMethod: 'yamato' }),
  ]),
);

const csv = (...rows: readonly Readonly<Record<string, string>>[]): Buffer => {
  const names = Object.keys(rows[0]!);
  return Buffer.from(
    `${[names, ...rows.map((row) => names.map((name) => row[name]))].map((row) => row.join(',')).join('\r\n')}\r\n`,
  );
};
const header = (number: string, status: string) => ({
  OrderId: `sample-${number}`,
  OrderTime: '2026/11/20 07:06:05',
  OrderStatus: status,
  ShipName: '試験 次郎',
  ShipPrefecture: '東京都',
  ShipCity: '千代田区',
  ShipAddress1: '千代田9-9-9',
  ShipZipCode: '100-0001',
  ShipPhoneNumber: '03-0000-0102',
  ShipMethodName: '宅急便',
  PayMethodName: 'クレジットカード決済',
  PayStatus: '1',
  BillName: '試験 次郎',
});
const item = (number: string, line: string) => ({
  OrderId: `sample-${number}`,
  LineId: line,
  Title: '湯呑み',
  Quantity: '1',
  ItemId: `cup-${line}`,
});
const sheet = (number: string, more: Readonly<Record<string, string>> = {}) => ({
  注文番号: number,
  お届け先名: '試験 三郎',
  お届け先郵便番号: '100-0001',
  お届け先住所: '東京都千代田区千代田9-9-9',
  お届け先電話番号: '03-0000-0103',
  商品名: 'りんご',
  数量: '1',
  入金状況: '入金済',
  ...more,
});
const amazon = (no: number) => `250-0000009-000000${no}`;
const report = amazonReport(
  [{ 'order-id': amazon(1) }, { 'order-id': amazon(2) }, { 'order-id': amazon(3), 'recipient-name': '𠮷田 一郎' }],
  'utf-8',
);
/** Of a label that somebody typed into B2 Cloud by hand: may come before its order, and is dropped once more at the end. */
const byHand = issuedData([{ customerNo: `${amazon(2)}_1`, number: trackingNumber(2) }]);
const answer = issuedData([{ customerNo: '30000001_1', number: trackingNumber(3) }]);

/** What people drop on a day, each with its own snares. */
const files: Readonly<Record<string, Uint8Array>> = Object.fromEntries([
  ['report.txt', report],
  ['the same report again.txt', report],
  ['another address.txt', amazonReport([{ 'order-id': amazon(1), 'ship-address-1': '千代田8-8-8' }])],
  ['overlapping.txt', amazonReport([{ 'order-id': amazon(2) }, { 'order-id': amazon(4) }])],
  ['yahoo orders.csv', csv(header('30000001', '2'), header('30000002', '2'))],
  ['yahoo items.csv', csv(item('30000001', '1'), item('30000001', '2'), item('30000002', '1'))],
  ['yahoo cancelled.csv', csv(header('30000002', '4'))],
  ['unpaid.csv', csv(sheet('S-1', { 入金状況: '未入金' }), sheet('S-2', { 数量: '0' }))],
  ['paid.csv', csv(sheet('S-1'), sheet('S-3', { お届け先住所: '東京都' }))],
  ['typed by hand.csv', byHand],
]);

let workspace: Workspace | undefined;
afterEach(async () => workspace && (await removeWorkspace(workspace)));

/** Takes the files in this order, issues, and gives B2's answer once more; then tells where everything stands. */
async function dayOf(order: readonly string[]) {
  workspace = await openWorkspace(newRoot(), { config: (config) => ({ ...config, shops }) });
  const ctx: Context = { ...workspace.ctx, ...standard };
  const refused = new Map<string, string[]>();
  const take = async (name: string, bytes: Uint8Array) => {
    for (const { problems } of await intakeFile(ctx, { name, bytes, shop: '', layout: '' }))
      refused.set(
        name,
        problems.filter(({ kind }) => kind !== 'done').map(({ code, row }) => `${code} ${row}`),
      );
  };
  for (const name of order) await take(name, files[name]!);
  await issueShipments(ctx, {});
  await take('typed by hand.csv', byHand);
  await take('answer of B2.csv', answer);
  const orders = (await allOrders(ctx)).map(({ number, state, payment, shipments }) => ({
    number,
    state,
    payment,
    shipments: shipments.map(({ customerNo, state, service, holds, trackingNumbers }) => ({
      customerNo,
      state,
      service,
      holds: holds.map((hold) => hold.code).sort(),
      trackingNumbers,
    })),
  }));
  await removeWorkspace(workspace);
  workspace = undefined;
  return { orders, refused: Object.fromEntries([...refused].sort()) };
}

test('any order of files gives the same state', async () => {
  const wanted = await dayOf(Object.keys(files));
  const brief = wanted.orders.flatMap(({ shipments }) =>
    shipments.map((one) => [one.customerNo, one.state, one.holds.join(' '), one.trackingNumbers.join(' ')]),
  );
  expect(brief).toEqual([
    [`${amazon(1)}_1`, 'held', 'content-changed', ''],
    [`${amazon(2)}_1`, 'shipped', '', trackingNumber(2)],
    [`${amazon(3)}_1`, 'held', 'char-not-in-cp932', ''],
    [`${amazon(4)}_1`, 'issuing', '', ''],
    ['S-1_1', 'issuing', '', ''],
    ['S-3_1', 'held', 'city-missing street-missing', ''],
    ['30000001_1', 'shipped', '', trackingNumber(3)],
    ['30000002_1', 'cancelled', '', ''],
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(Object.keys(files), { minLength: Object.keys(files).length }),
      async (order) => {
        expect(await dayOf(order)).toEqual(wanted);
      },
    ),
    { numRuns: 25 },
  );
});
