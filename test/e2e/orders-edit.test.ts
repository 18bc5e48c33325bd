import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

/* Corrections by the command that a person types. */

let root: string;
const run = (...args: string[]) => cli([...args, '-C', root]);
const intake = (name: string, ...rows: Parameters<typeof amazonReport>[0]) => {
  const file = join(root, name);
  writeFileSync(file, amazonReport(rows));
  return run('intake', file, '--json');
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-edit-'));
  await cli(['init', root]);
  await intake('report.txt', { 'order-id': 'A-1', 'buyer-phone-number': '' }, { 'order-id': 'A-2' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a correction on the command line: said, in show, in explain, kept over the same file, and on the label', async () => {
  const edited = await run('orders', 'edit', 'A-1', '--set', 'consignee.phone=03-1234-5678', '--note', '電話で確認');
  expect(edited.code).toBe(0);
  expect(edited.stdout).toContain('お届け先電話番号: 「（なし）」→「03-1234-5678」');
  expect(edited.stdout).toMatch(/A-1 +印刷待ち/);

  const changes = join(root, 'changes.json');
  writeFileSync(changes, JSON.stringify({ 'delivery.method': 'ネコポス', 'consignee.building': '２０１' }));
  const many = ['--from', changes, '--set', 'delivery.note=置き配', '--by', '佐藤', '--note', '山田様より', '--json'];
  const file = JSON.parse((await run('orders', 'edit', 'A-1_1', ...many)).stdout);
  expect(file.changed.map((one: { field: string }) => one.field)).toEqual([
    'delivery.method',
    'consignee.address',
    'delivery.note',
  ]);

  const again = JSON.parse(
    (await intake('report-2.txt', { 'order-id': 'A-1', 'buyer-phone-number': '' }, { 'order-id': 'A-3' })).stdout,
  );
  expect(again.documents[0].orders).toMatchObject({ new: 1, revised: 0, unchanged: 1 });

  const shown = await run('orders', 'show', 'A-1');
  expect(shown.stdout).toMatch(/修正: お届け先電話番号: 「03-1234-5678」（元: 「（なし）」、.*電話で確認）/);
  expect(shown.stdout).toMatch(/佐藤 受注を修正 .*配送方法、.*（山田様より）/);
  const explained = await run('orders', 'explain', 'A-1', '--cell', '9');
  expect(explained.stdout).toMatch(/line.consignee.phone ← .*が修正: 電話で確認: 「03-1234-5678」/);

  const issued = JSON.parse((await run('issue', '--order', 'A-1', '--json')).stdout);
  expect(issued.shipments).toEqual(['A-1_1']);
  const late = await run('orders', 'edit', 'A-1', '--set', 'consignee.phone=03-9999-8888', '--note', '間違い');
  expect(late.code).toBe(0);
  expect(late.stderr).toMatch(/出荷 A-1_1 は、送り状をすでに CSV「amazon\/b2-amazon-.*issue --undo/);
}, 60_000);

test('wrong use and wrong values end with their exit code, and nothing is changed', async () => {
  const bad = join(root, 'bad.json');
  writeFileSync(bad, '{"consignee.phone": {}}');
  for (const [args, code, sentence] of [
    [['--fields', 'A-2'], 0, /^$/],
    [['A-2', '--note', 'x'], 2, /修正する項目が指定されていません/],
    [['A-2', '--set', 'consignee.phone=03-1234-5678'], 2, /note/],
    [['--set', 'note=a', '--note', 'x'], 2, /受注番号が指定されていません/],
    [['A-2', '--set', 'consignee.phone', '--note', 'x'], 2, /「consignee.phone」を読み取れません/],
    [['A-2', '--from', bad, '--note', 'x'], 3, /consignee.phone/],
    [['A-2', '--from', join(root, 'nix.json'), '--note', 'x'], 3, /nix.json/],
    [['A-2', '--set', 'consignee.fone=1', '--note', 'x'], 3, /「consignee.phone」ではありませんか/],
    [['A-2', '--set', 'consignee.phone=12', '--note', 'x'], 3, /「お届け先電話番号」に指定した値を使えません/],
    [['nix', '--set', 'note=a', '--note', 'x'], 3, /受注 nix はありません/],
  ] as const) {
    const { code: ended, stderr } = await run('orders', 'edit', ...args);
    expect([args, ended]).toEqual([args, code]);
    expect(stderr.trim()).toMatch(sentence);
  }
  const [order] = JSON.parse((await run('orders', 'show', 'A-2', '--json')).stdout);
  expect(order.revision).toBe(1);
}, 60_000);
