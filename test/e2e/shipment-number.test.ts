import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';

/* B4, food and gift mode, as an operator drives it: the sample file of aiship with a column 出荷番号, the B2 CSV, B2's issued data. */

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-shipment-number-'));
  expect((await cli(['init', root])).code).toBe(0);
  const settings = readFileSync(join(root, 'bridge.yaml'), 'utf8');
  const commented = '    # customer-no: shipment-number';
  expect(settings).toContain(commented);
  writeFileSync(join(root, 'bridge.yaml'), settings.replace(commented, '    customer-no: shipment-number'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => cli([...args, '-C', root]);

test('B4: an aiship file with 出荷番号 goes to B2 and comes back under those numbers', async () => {
  const sample = readFileSync(join(import.meta.dirname, '../../samples/aiship受注.csv'), 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('{yymmdd}', '261120')
    .replace(/\{iso[^}]*\}/g, '2026-11-20');
  const [header = [], ...rows] = sample
    .trimEnd()
    .split(/\r?\n/)
    .map((one) => one.split(','));
  const orders = [...new Set(rows.map((one) => one[1]!))];
  // One 出荷番号 for each order; the last order has none. The recipients have told their address.
  const without = orders.at(-1)!;
  const cell = (number: string) => (number === without ? '' : String(193590 + orders.indexOf(number)));
  const filled: Record<string, string> = {
    お届け先氏名: '前田 望',
    お届け先郵便番号: '060-0001',
    お届け先都道府県: '北海道',
    お届け先住所1: '札幌市中央区北1条西2-3',
    お届け先電話番号: '011-000-0062',
    配送方法: '宅急便',
  };
  const lines = rows.map((cells) => [...cells.map((one, at) => filled[header[at]!] ?? one), cell(cells[1]!)].join(','));
  const text = [[...header, '出荷番号'].join(','), ...lines, ''].join('\r\n');
  writeFileSync(join(root, 'aiship.csv'), `\uFEFF${text}`);

  const taken = await run('intake', join(root, 'aiship.csv'), '--shop', 'aiship', '--json');
  expect(JSON.parse(taken.stdout).documents[0].orders.new).toBe(orders.length);
  expect((await run('holds', 'list')).stdout).toContain('出荷番号がない');

  const issued = JSON.parse((await run('issue', '--shop', 'aiship', '--json')).stdout);
  const labels = issued.shipments as string[];
  expect(labels.length).toBeGreaterThan(0);
  for (const label of labels) {
    const order = label.replace(/_[^_]*$/, '');
    expect(label).toBe(`${order}_${cell(order)}`);
  }
  expect(labels.some((one) => one.startsWith(`${without}_`))).toBe(false);

  const folder = join(root, 'outbox', 'aiship');
  const file = readdirSync(folder).find((name) => name.endsWith('.csv'))!;
  expect(b2Rows(readFileSync(join(folder, file))).map((cells) => cells[0])).toEqual(labels);
  const back = labels.map((customerNo, at) => ({ customerNo, number: trackingNumber(at + 1) }));
  writeFileSync(join(root, 'issued.csv'), issuedData(back));
  expect((await run('intake', join(root, 'issued.csv'))).code).toBe(0);
  for (const { customerNo, number } of back) {
    const shown = (await run('orders', 'show', customerNo.replace(/_[^_]*$/, ''))).stdout;
    expect(shown).toContain(customerNo);
    expect(shown).toContain(number);
  }

  // A person says that the running number will do.
  expect((await run('holds', 'clear', without, '--note', '連番でよい')).stdout).toContain(`${without}_1`);
  expect(JSON.parse((await run('issue', '--shop', 'aiship', '--json')).stdout).shipments).toEqual([`${without}_1`]);
});
