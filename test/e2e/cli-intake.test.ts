import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';

/*
 * The command line over one small workspace, step by step: the JSON shapes of `intake`, `orders`, `holds` and `issue`
 * are a contract. The tests build on each other, in this order.
 */

let parent: string;
let workspace: string;
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'b2-cli-intake-'));
  workspace = join(parent, 'shop');
  expect((await cli(['init', workspace])).code).toBe(0);
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const header =
  '注文番号,注文者名,注文者郵便番号,注文者住所,注文者電話番号,お届け先名,お届け先郵便番号,お届け先住所,お届け先電話番号,商品コード,商品名,数量,入金状況,配送方法';
const address = '100-0001,東京都千代田区千代田9-99-99,03-0000-0001';
const orderer = `見本 花子,${address}`;
const good = `0123,${orderer},見本 太郎,${address},A-1,りんご,2,入金済み,宅急便`;
const unpaid = `0124,${orderer},見本 次郎,${address},A-2,みかん,1,未入金,宅急便`;
const bad = `0125,${orderer},見本 三郎,${address},A-3,なし,0個半,入金済み,宅急便`;

async function json(...args: string[]) {
  const { code, stdout, stderr } = await cli([...args, '--json', '-C', workspace]);
  return { code, stderr, value: JSON.parse(stdout) };
}

function sheet(name: string, ...rows: string[]): string {
  const file = join(parent, name);
  writeFileSync(file, [header, ...rows, ''].join('\r\n'));
  return file;
}

test('a dry run says what would come in and keeps nothing', async () => {
  const { code, value } = await json('intake', sheet('a.csv', good, unpaid), '--shop', 'sheet', '--dry-run');
  expect(code).toBe(0);
  expect(value.documents[0].orders).toEqual({ new: 2, revised: 0, unchanged: 0, refused: 0 });
  expect((await json('orders', 'list')).value).toEqual([]);
});

test('intake takes the good orders, refuses the bad one with row, column and value, and ends with 3', async () => {
  const { code, stderr, value } = await json('intake', sheet('a.csv', good, unpaid, bad), '--shop', 'sheet');
  expect(code).toBe(3);
  expect(value.documents).toHaveLength(1);
  const [document] = value.documents;
  expect(document).toMatchObject({ file: 'a.csv', shop: 'sheet', layout: 'order-sheet' });
  expect(document.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(document.orders).toEqual({ new: 2, revised: 0, unchanged: 0, refused: 1 });
  const problem = document.problems.find((one: { kind: string }) => one.kind !== 'done');
  expect(problem).toMatchObject({ kind: 'fix', row: 4, column: '数量', value: '0個半' });
  expect(stderr).toContain(`a.csv 4行目「数量」 受注 0125 値「0個半」: ${problem.sentence} → ${problem.remedy}`);
});

test('the same bytes under another name are noticed and not taken again', async () => {
  const { code, value } = await json('intake', sheet('copy of a.csv', good, unpaid, bad), '--shop', 'sheet');
  expect(value.documents[0].seenBefore).toBe(true);
  expect(value.documents[0].orders.new).toBe(0);
  expect(code).not.toBe(70);
});

test('orders list has orders with payment, state, shipments and holds; codes keep their zeros', async () => {
  const { value } = await json('orders', 'list');
  expect(value).toMatchObject([
    { shop: 'sheet', number: '0124', state: 'held', payment: 'unpaid', shipments: [{ customerNo: '0124_1' }] },
    {
      shop: 'sheet',
      number: '0123',
      state: 'ready',
      payment: 'paid',
      shipments: [{ customerNo: '0123_1', state: 'ready', service: 'prepaid', holds: [], trackingNumbers: [] }],
    },
  ]);
  const [hold] = value[0].shipments[0].holds;
  expect(Object.keys(hold)).toEqual(expect.arrayContaining(['code', 'sentence', 'clearedBy']));
  expect((await json('orders', 'list', '--state', 'held')).value).toHaveLength(1);
  const shown = await cli(['orders', 'show', '0123', '-C', workspace]);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('見本 太郎');
});

test('lists go on where a page ended, are searched by people, and say which place or number is none', async () => {
  const first = await json('orders', 'list', '--limit', '1');
  expect(first.value).toMatchObject([{ number: '0124' }]);
  const second = await json('orders', 'list', '--limit', '1', '--after', first.value[0].key);
  expect(second.value).toMatchObject([{ number: '0123' }]);
  expect((await json('orders', 'list', '--after', second.value[0].key)).value).toEqual([]);
  const shown = await cli(['orders', 'list', '--limit', '1', '-C', workspace]);
  expect(shown.stdout).toContain(`--after ${first.value[0].key}`);
  const found = await json('orders', 'list', '--search', '太郎　見本', '--from', '2020-01-01');
  expect(found.value).toMatchObject([{ number: '0123' }]);
  expect((await json('orders', 'list', '--hold', 'unpaid', '--state', 'held')).value).toHaveLength(1);
  expect((await json('holds', 'list', '--hold', 'no-such-hold', '--limit', '5')).value).toEqual([]);
  for (const [option, value] of [
    ['--after', 'nowhere'],
    ['--limit', 'many'],
    ['--from', '2026-13-01'],
  ] as const) {
    const wrong = await cli(['orders', 'list', option, value, '-C', workspace]);
    expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain(value);
  }
});

test('run notify --all looks at every order, also of shops that are told by files; other jobs do not take it', async () => {
  const { code, value } = await json('run', 'notify', '--all', '--shop', 'sheet');
  expect(code).toBe(0);
  expect(value).toMatchObject([{ shop: 'sheet', result: 'done', counts: { rechecked: 2 }, items: [] }]);
  const wrong = await cli(['run', 'restock', '--all', '-C', workspace]);
  expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('restock');
});

test('issue writes the B2 file once; what is held is left out with its reason', async () => {
  const planned = await json('issue', '--dry-run');
  expect(planned.value.shipments).toEqual(['0123_1']);
  const { code, value } = await json('issue');
  expect(code).toBe(0);
  expect(value.shipments).toEqual(['0123_1']);
  expect(value.leftOut).toMatchObject([{ number: '0124', customerNo: '0124_1' }]);
  expect(value.leftOut[0].sentence).not.toBe('');
  expect(value.files).toHaveLength(1);
  const text = new TextDecoder('shift_jis').decode(readFileSync(value.files[0]));
  expect(text.split('\r\n')[1]).toContain('0123_1');
  const again = await json('issue');
  expect(again.value).toMatchObject({ files: [], shipments: [] });
});

test('a hold is cleared by a person with a note, and the shipment is ready', async () => {
  const { value: held } = await json('holds', 'list');
  expect(held).toMatchObject([{ id: '0124_1:unpaid', shop: 'sheet', number: '0124', clearedBy: 'operator' }]);
  const cleared = await json('holds', 'clear', '0124_1:unpaid', '--note', '入金を確認', '--by', 'tester');
  expect(cleared).toMatchObject({ code: 0, value: { cleared: [{ id: '0124_1:unpaid' }], refused: [] } });
  expect((await json('holds', 'list')).value).toEqual([]);
  const states = (await json('orders', 'list')).value.map((order: { state: string }) => order.state);
  expect(states).toEqual(['ready', 'issuing']);
  const { stdout } = await cli(['orders', 'show', '0124', '-C', workspace]);
  expect(stdout).toContain('入金を確認');
  expect(stdout).toContain('tester');
});

test('report writes a workbook and never over another file', async () => {
  const file = join(parent, '一覧.xlsx');
  expect((await json('report', '--out', file)).value).toMatchObject({ file, orders: 2 });
  expect(existsSync(file)).toBe(true);
  const { code, stderr } = await cli(['report', '--out', file, '-C', workspace]);
  expect(code).toBe(3);
  expect(stderr).toContain(basename(file));
});

test('layouts try shows how a file would be read without keeping it', async () => {
  const before = (await json('orders', 'list')).value;
  const { code, value } = await json('layouts', 'try', sheet('b.csv', good.replace('0123', '0200')));
  expect(code).toBe(0);
  expect(value).toMatchObject({ layout: 'order-sheet', counts: { rows: 1 } });
  expect(value.orders[0].order.number).toBe('0200');
  expect((await json('orders', 'list')).value).toEqual(before);
  const { stdout } = await cli(['layouts', 'try', sheet('b.csv', good.replace('0123', '0200')), '-C', workspace]);
  expect(stdout).toContain('注文番号: 0200');
  expect(stdout).not.toMatch(/orderer|postalCode|destinations|quantity/);
});

test('nothing of all this leaves personal data in the clear in the data folder', () => {
  const bytes = readFileSync(join(workspace, 'data', 'bridge.db'));
  for (const secret of ['見本 太郎', '千代田9-99-99', '03-0000-0001']) expect(bytes.includes(secret)).toBe(false);
});
