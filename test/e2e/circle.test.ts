import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';

/* The whole circle by single commands: report in, B2 file out, issued data back, 出荷通知 out. */

let root: string;
const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await cli([...args, '--json', '-C', root]);
  return { code, stderr, value: JSON.parse(stdout) };
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-circle-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a report with 〜 髙 𠮷 ①, a lost zero, COD and a 40-character name: the right rows are held, each with its reason', async () => {
  const file = join(root, 'report.txt');
  writeFileSync(
    file,
    amazonReport(
      [
        {
          'order-id': '250-0000001-0000001',
          'recipient-name': '髙橋 一郎',
          'product-name': '茶葉〜特選①',
          'ship-address-2': '第一ビル〜２Ｆ',
        },
        { 'order-id': '250-0000001-0000002', 'recipient-name': '𠮷野 二郎' },
        {
          'order-id': '250-0000001-0000003',
          'ship-state': '北海道',
          'ship-city': '札幌市中央区',
          'ship-address-1': '北一条西9-9',
          'ship-postal-code': '600001',
        },
        { 'order-id': '250-0000001-0000004', 'payment-method': 'COD', 'cod-collectible-amount': '3300' },
        { 'order-id': '250-0000001-0000005', 'recipient-name': '長い名前'.repeat(10) },
        { 'order-id': '250-0000001-0000006', 'quantity-to-ship': '1.5' },
      ],
      'utf-8',
    ),
  );
  const { value, code } = await json('intake', file);
  expect(code).toBe(3); // one order was refused
  expect(value.documents[0]).toMatchObject({
    shop: 'amazon',
    orders: { new: 5, revised: 0, unchanged: 0, refused: 1 },
  });
  expect(value.documents[0].problems).toContainEqual(
    expect.objectContaining({ code: 'count-fraction', kind: 'fix', row: 7, column: 'quantity-to-ship', value: '1.5' }),
  );
  expect(value.documents[0].problems).toContainEqual(
    expect.objectContaining({ code: 'postal-repaired', kind: 'done', row: 4 }),
  );

  // The report has no tax: the receipt of a cash-on-delivery label is asked about, never 0.
  const tax = await json('holds', 'clear', '250-0000001-0000004', '--note', '10％の商品');
  expect(tax.value.cleared.map((one: { code: string }) => one.code)).toEqual(['collect-tax-unknown']);
  const issued = await json('issue', '--shop', 'amazon');
  expect(issued.value.shipments).toEqual(['250-0000001-0000001_1', '250-0000001-0000003_1', '250-0000001-0000004_1']);
  expect(issued.value.leftOut.map((one: { number: string; code: string }) => [one.number, one.code])).toEqual([
    ['250-0000001-0000002', 'char-not-in-cp932'],
    ['250-0000001-0000005', 'write-too-wide'],
  ]);
  const [path] = issued.value.files;
  const bytes = readFileSync(path);
  expect(bytes.includes('?')).toBe(false);
  const rows = b2Rows(bytes);
  expect(rows.map((row) => [row.length, row[0], row[1], row[10], row[33], row[34]])).toEqual([
    [95, '250-0000001-0000001_1', '0', '100-0001', '', ''],
    [95, '250-0000001-0000003_1', '0', '060-0001', '', ''],
    [95, '250-0000001-0000004_1', '2', '100-0001', '3300', '300'],
  ]);
  expect(rows[0]).toMatchObject({ 15: '髙橋 一郎', 27: '茶葉～特選①' });
  expect(readdirSync(join(path, '..')).some((name) => name.endsWith('.manifest.json'))).toBe(true);
});

test('the same shipments are never written twice, unless a person says 再発行', async () => {
  expect((await json('issue', '--shop', 'amazon')).value).toMatchObject({ files: [], shipments: [] });
  const named = await json('issue', '--order', '250-0000001-0000001');
  expect(named.value.leftOut).toMatchObject([{ code: 'already-issuing' }]);
});

test('an order that is not there is said, and the command ends with 3', async () => {
  const { code, value } = await json('issue', '--order', '250-0000001-9999999');
  expect(code).toBe(3);
  expect(value.leftOut).toMatchObject([{ number: '250-0000001-9999999', code: 'command-no-such-order' }]);
});

test('a cleared character is replaced, and the row goes out', async () => {
  const { value } = await json('holds', 'clear', '250-0000001-0000002', '--note', '試験で確認');
  expect(value.cleared).toHaveLength(1);
  const { value: issued } = await json('issue', '--shop', 'amazon');
  expect(issued.shipments).toEqual(['250-0000001-0000002_1']);
  expect(b2Rows(readFileSync(issued.files[0]))[0]![15]).toBe('吉野 二郎');
});

test('the same order with another address is held after its label, and never becomes a second shipment', async () => {
  const file = join(root, 'again.txt');
  writeFileSync(file, amazonReport([{ 'order-id': '250-0000001-0000001', 'recipient-name': '高橋 一郎' }]));
  expect((await json('intake', file)).value.documents[0].orders).toMatchObject({ new: 0, revised: 1 });
  const orders = (await json('orders', 'list', '--shop', 'amazon')).value as {
    number: string;
    shipments: { holds: { code: string }[] }[];
  }[];
  const order = orders.find((one) => one.number === '250-0000001-0000001');
  expect(order?.shipments).toHaveLength(1);
  expect(order?.shipments[0]?.holds.map((one) => one.code)).toEqual(['changed-after-issue']);
});

test('what changed after its label is printed again only when somebody has read that', async () => {
  const again = () => json('issue', '--reissue', '--order', '250-0000001-0000001', '--note', '送り状を破損');
  const refused = (await again()).value;
  expect(refused).toMatchObject({ files: [], leftOut: [{ code: 'changed-after-issue', clearedBy: 'operator' }] });
  await json('holds', 'clear', '250-0000001-0000001_1', '--note', '変更前の住所で発送してよい');
  expect((await again()).value.shipments).toEqual(['250-0000001-0000001_1']);
});

test('issued data: good numbers are registered, bad rows named, and the 出荷通知 file lies in the outbox once', async () => {
  const file = join(root, 'issued.csv');
  const number = trackingNumber(1);
  writeFileSync(
    file,
    issuedData([
      { customerNo: '250-0000001-0000001_1', number },
      { customerNo: '250-0000001-0000003_1', number: '400000000012' },
      { customerNo: 'unknown_1', number: trackingNumber(2) },
      { customerNo: '250-0000001-0000004_1', number },
    ]),
  );
  const { value } = await json('intake', file);
  expect(value.documents[0].registered).toEqual({ waybills: 1 });
  expect(value.documents[0].problems.map((one: { code: string; row: number }) => [one.row, one.code])).toEqual([
    [2, 'waybill-check-digit'],
    [3, 'waybill-unknown-customer-no'],
    [4, 'waybill-number-taken'],
  ]);
  const notices = readdirSync(join(root, 'outbox', 'amazon')).filter(
    (name) => name.startsWith('amazon-shipment-confirm') && name.endsWith('.txt'),
  );
  expect(notices).toHaveLength(1);
  const lines = iconv
    .decode(readFileSync(join(root, 'outbox', 'amazon', notices[0]!)), 'cp932')
    .trimEnd()
    .split('\r\n');
  expect(lines[2]).toMatch(/^order-id\torder-item-id\tquantity\tship-date\tcarrier-code/);
  expect(lines.slice(3).map((line) => line.split('\t').slice(0, 7))).toEqual([
    ['250-0000001-0000001', '10000010000001', '1', '2026-11-21', 'YAMATO', 'ヤマト運輸', number],
  ]);
  // Taken again under another name: said, and nothing happens.
  const again = join(root, 'issued-copy.csv');
  writeFileSync(again, readFileSync(file));
  expect((await json('intake', again)).value.documents[0]).toMatchObject({
    seenBefore: true,
    problems: [{ code: 'document-seen-before' }],
  });
  expect(
    readdirSync(join(root, 'outbox', 'amazon')).filter(
      (name) => name.startsWith('amazon-shipment-confirm') && name.endsWith('.txt'),
    ),
  ).toHaveLength(1);
});
