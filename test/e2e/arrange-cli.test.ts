import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { orderNo, row } from '../support/desk.ts';

/* Bundle candidates and the difference of a copied layout, by the command line. */

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-arrange-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
const run = (...args: string[]) => cli([...args, '-C', root]);

test('T5: candidates are listed with what the marketplace says, bundled by hand, and gone from the list', async () => {
  const report = join(root, 'report.txt');
  writeFileSync(report, amazonReport([row(1, 11), row(2, 21), row(3, 31, { 'recipient-name': '別の人' })]));
  await run('intake', report, '--shop', 'amazon');
  const listed = await run('orders', 'candidates');
  expect([listed.code, listed.stdout]).toEqual([
    0,
    expect.stringMatching(new RegExp(`要確認\\s+${orderNo(1)}(（保留）)? ${orderNo(2)}`)),
  ]);
  expect(listed.stdout).not.toContain(orderNo(3));
  const bundled = await run('orders', 'bundle', orderNo(1), orderNo(2));
  expect([bundled.code, bundled.stderr]).toEqual([0, '']);
  expect(JSON.parse((await run('orders', 'candidates', '--json')).stdout)).toEqual([]);
}, 60_000);

test('X1: layouts diff says what the standard changed since the copy, and what was changed here', async () => {
  expect((await run('layouts', 'new', 'my-stock', '--from', 'stock-sheet')).code).toBe(0);
  const folder = join(root, 'layouts', 'read', 'my-stock');
  const yaml = readFileSync(join(folder, 'layout.yaml'), 'utf8');
  writeFileSync(join(folder, 'layout.yaml'), yaml.replace('fits: [商品コード, 在庫数]', 'fits: [品番, 在庫数]'));
  const own = await run('layouts', 'diff', 'my-stock');
  expect(own.stdout).toMatch(/my-stock は、標準の stock-sheet を \d{4}-\d\d-\d\d に写したものです/);
  expect(own.stdout).toMatch(/標準が、写したあとに変わったところ.*\n {2}なし\n/);
  expect(own.stdout).toContain('- fits: [商品コード, 在庫数]\n  + fits: [品番, 在庫数]');
  // As if the copy had been made of an older standard.
  const was = join(folder, 'copied-from.txt');
  writeFileSync(was, readFileSync(was, 'utf8').replace('title: 在庫表', 'title: 在庫一覧'));
  expect((await run('layouts', 'diff', 'my-stock')).stdout).toContain('- title: 在庫一覧\n  + title: 在庫表');
  rmSync(was);
  expect((await run('layouts', 'diff', 'my-stock')).code).toBe(2);
  const named = await run('layouts', 'diff', 'my-stock', '--from', 'stock-sheet');
  expect(named.stdout).toContain('写したときの内容は記録されていません');
  expect((await run('layouts', 'diff', 'nobody')).code).toBe(2);
}, 60_000);
