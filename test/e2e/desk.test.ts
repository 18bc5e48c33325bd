import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';

/* What people do at the desk, by the commands that they type. */

let root: string;
const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await cli([...args, '--json', '-C', root]);
  return { code, stderr, value: JSON.parse(stdout) };
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-desk-'));
  await cli(['init', root]);
  const file = join(root, 'report.txt');
  const two = { 'quantity-purchased': '2', 'quantity-to-ship': '2' };
  const rows = ['A-1', 'A-2', 'A-3', 'A-4'].map((id) => ({ 'order-id': id, 'order-item-id': `${id}-1`, ...two }));
  writeFileSync(file, amazonReport(rows));
  await cli(['intake', file, '-C', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('X9, A4, A9: split, bundle, copy, confirm and bulk completion end to end, each said and each in the history', async () => {
  const split = await json('orders', 'split', 'A-1', '--lines', 'A-1-1:1', '--by', '山田');
  expect(split.code).toBe(0);
  expect(split.value.orders[0].shipments.map((one: { customerNo: string }) => one.customerNo)).toEqual([
    'A-1_1',
    'A-1_2',
  ]);
  expect((await json('orders', 'bundle', 'A-2', 'A-3')).value.refused).toEqual([]);
  expect((await json('orders', 'copy', 'A-4')).value.orders[1]).toMatchObject({
    number: 'A-4-copy-1',
    triage: '印刷待ち',
  });

  const issued = await json('issue', '--shop', 'amazon');
  expect(issued.value.shipments).toEqual(['A-1_1', 'A-1_2', 'A-2_1', 'A-4_1', 'A-4-copy-1_1']);
  const numbers = issued.value.shipments.map((customerNo: string, index: number) => ({
    customerNo,
    number: trackingNumber(index),
  }));
  writeFileSync(join(root, 'issued.csv'), issuedData(numbers));
  await cli(['intake', join(root, 'issued.csv'), '-C', root]);

  const late = await json('orders', 'split', 'A-1', '--undo');
  expect(late.code).toBe(3);
  expect(late.value.refused[0].code).toBe('arrange-already-issuing');
  expect(late.stderr).toMatch(/A-1: 出荷 A-1_1 は送り状の発行を始めています.* → /);

  expect((await json('orders', 'unconfirm', 'A-1')).value.orders[0]).toMatchObject({
    number: 'A-1',
    triage: '印刷済み',
  });
  expect((await json('orders', 'confirm', 'A-1_1', 'A-1_2')).value.orders[0]).toMatchObject({ triage: '出荷済み' });

  const shown = await cli(['orders', 'show', 'A-2', '-C', root]);
  expect(shown.stdout).toMatch(/同梱の商品 A-3: .*× 2/);
  expect(shown.stdout).toMatch(/ほかの受注を同梱 A-2_1 A-3/);
  const history = await cli(['orders', 'show', 'A-1', '-C', root]);
  expect(history.stdout).toMatch(/山田 分割/);

  const out = join(root, 'complete.xlsx');
  const list = '\uFEFFA-2\r\n\r\n A-2 \r\nnix\r\n';
  const command = ['amazon', 'complete', '--orders', '-', '--dry-run', '--out', out, '--json', '-C', root];
  const complete = await cli(command, { input: list });
  expect(complete.code).toBe(3);
  expect(JSON.parse(complete.stdout)).toMatchObject({
    rows: [{ number: 'A-2', trackingNumbers: [trackingNumber(2)], told: 'told' }],
    requested: [],
    leftOut: [{ number: 'nix', code: 'arrange-no-order' }],
    file: out,
  });
  expect(existsSync(out)).toBe(true);
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
}, 60_000);

test('wrong use is said before anything is done', async () => {
  for (const [args, sentence] of [
    [['orders', 'split', 'A-1'], /分け方が指定されていません/],
    [['orders', 'split', 'A-1', '--lines', '2'], /「2」を読み取れません/],
    [['orders', 'bundle', 'A-1'], /同梱する受注番号/],
    [['amazon', 'complete'], /対象の受注が指定されていません/],
    [['amazon', 'amounts', '--from', '2026-02-30'], /日付「2026-02-30」/],
  ] as const) {
    const { code, stderr, stdout } = await cli([...args, '-C', root]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
  }
}, 30_000);
