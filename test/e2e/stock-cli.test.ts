import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { cli } from '../support/cli.ts';
import { labControl } from '../support/lab-client.ts';

/* X8 by the command line: files, by hand, a marketplace's figures, what it is told and what differs. */

let root: string;
let lab: Lab;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-stock-'));
  await cli(['init', root]);
  writeFileSync(
    join(root, 'bridge.yaml'),
    `shops:
  shopserve:
    title: ショップサーブ
    default-method: yamato
    stock: { safety: 1 }
    api: { shop-id: x, manager-key: { env: K } }
`,
  );
  lab = await startLab({ seed: 'small' });
  writeLabFile(join(root, 'data', 'lab.json'), lab);
});
afterAll(async () => {
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

const run = (...args: string[]) => cli([...args, '-C', root]);
const json = async (...args: string[]) => {
  const { stdout } = await run(...args, '--json');
  return JSON.parse(stdout);
};
const drop = (name: string, ...lines: string[]) => {
  writeFileSync(join(root, name), `${lines.join('\r\n')}\r\n`);
  return run('intake', join(root, name));
};

test('X8: stock of a shop from its marketplace, by file and by hand, told, and compared', async () => {
  const items = await json('shops', 'items', 'shopserve');
  expect(items).toContainEqual(expect.objectContaining({ item: 'SS-TEA', sku: '' }));
  await drop('map.csv', '商品コード,店舗,店舗商品コード', 'TEA,ショップサーブ,SS-TEA', 'GIFT,shopserve,SS-MUG');
  const sets = await drop('sets.csv', 'セット商品コード,構成商品コード,数量', 'GIFT,TEA,2', 'LOOP,LOOP,1');
  expect([sets.code, sets.stderr]).toEqual([
    3,
    expect.stringContaining('sets.csv 3行目「セット商品コード」 値「LOOP」: セット商品 LOOP をたどると'),
  ]);
  const taken = await json('stock', 'take', '--from', 'shopserve', '--note', '使い始め');
  expect(taken.taken).toMatchObject([{ sku: 'TEA' }]);
  expect(taken.skipped).toMatchObject([{ sku: 'GIFT', why: 'set' }]);
  const set = await run('stock', 'set', 'TEA', '21', '--note', '棚卸し', '--by', '佐藤');
  expect([set.code, set.stdout]).toEqual([0, expect.stringContaining('TEA: 在庫数 21、出荷済み 0、引当 0、フリー 21')]);
  expect((await run('stock', 'set', 'TEA', '--add=-1', '--note', '破損', '--by', '佐藤')).code).toBe(0);
  expect(await json('stock', 'list')).toMatchObject([
    { sku: 'TEA', onHand: 20, free: 20, writer: expect.stringMatching(/^佐藤/), note: '破損' },
  ]);
  expect((await run('stock', 'sets')).stdout).toMatch(/GIFT\s+10\s+TEA×2/);

  const told = await run('run', 'restock');
  expect([told.code, told.stdout]).toEqual([0, expect.stringContaining('2')]);
  const shown = await run('stock', 'show', 'TEA');
  expect(shown.stdout).toContain('shopserve SS-TEA: 19（');
  expect((await run('stock', 'drift')).stdout).toContain('違いはありません');
  await labControl(lab, 'shopserve').change('change-stock', { item: 'SS-TEA', quantity: '3' });
  const drift = await run('stock', 'drift');
  expect([drift.code, drift.stdout]).toEqual([3, expect.stringMatching(/TEA\s+SS-TEA\s+19\s+\S+ \S+\s+3\s+19\s+佐藤/)]);
  expect((await run('stock', 'resend', 'TEA')).code).toBe(0);
  expect((await run('run', 'restock')).code).toBe(0);
  expect((await run('stock', 'drift')).code).toBe(0);
}, 120_000);

test('X8: what cannot be is refused in words, and nothing changes', async () => {
  const refused = async (...args: string[]) => {
    const { code, stderr } = await run('stock', ...args);
    return [code, stderr.split('。')[0]];
  };
  expect(await refused('show', 'NOBODY')).toEqual([3, '商品コード NOBODY の在庫数は登録されていません']);
  expect(await refused('set', 'TEA', '--note', 'x')).toEqual([2, expect.stringContaining('どちらかで指定')]);
  expect(await refused('set', 'TEA', '-5', '--note', 'x')).toEqual([2, expect.any(String)]);
  expect(await refused('set', 'TEA', '5', '--note', ' ')).toEqual([2, expect.any(String)]);
  expect(await refused('set', 'GIFT', '5', '--note', 'x')).toEqual([3, expect.stringContaining('セット商品')]);
  expect(await refused('set', 'TEA', '--add=-99', '--note', 'x')).toEqual([3, expect.stringContaining('0 を下回り')]);
  expect(await json('stock', 'list')).toMatchObject([{ sku: 'TEA', onHand: 20 }]);
}, 120_000);
