import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleColumns } from '../../src/config/rule-sheet.ts';
import { ruleSheetName } from '../../src/core/rules/sheet-name.ts';
import { cli } from '../support/cli.ts';

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-rules-'));
  expect((await cli(['init', root])).code).toBe(0);
  const row = (number: string, remark: string) =>
    `${number},2026/11/20,試験 太郎,100-0001,東京都千代田区千代田9-9-9,03-0000-0101,試験 太郎,100-0001,東京都千代田区千代田9-9-9,03-0000-0101,TEA-100,緑茶,1,入金済,宅急便,${remark}`;
  const header =
    '注文番号,注文日,注文者名,注文者郵便番号,注文者住所,注文者電話番号,お届け先名,お届け先郵便番号,お届け先住所,お届け先電話番号,商品コード,商品名,数量,入金状況,配送方法,備考';
  writeFileSync(join(root, '注文.csv'), `${[header, row('R-1', '至急お願いします'), row('R-2', '')].join('\r\n')}\r\n`);
  expect((await cli(['intake', '-C', root, '--shop', 'sheet', join(root, '注文.csv')])).code).toBe(0);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => cli([...args, '-C', root]);
const states = async () => {
  const { stdout } = await run('orders', 'list', '--json');
  return (JSON.parse(stdout) as { number: string; state: string }[]).map((one) => `${one.number} ${one.state}`).sort();
};
const rulesFile = () => join(root, 'layouts', 'rules', 'rules.yaml');

test('X3: a rule is tried before it is switched on: a table of before and after, and nothing is stored', async () => {
  const tried = await run('rules', 'try', 'remark-needs-reading', '--orders', 'last-month');
  expect(tried.code).toBe(0);
  expect(tried.stdout).toMatch(/R-1_1 +状態 +出荷待ち +保留 +備考に急ぎ/);
  expect(tried.stdout).toMatch(/受注 2 件のうち 1 件が変わります/);
  expect(tried.stdout).not.toContain('R-2_1');
  expect(await states()).toEqual(['R-1 ready', 'R-2 ready']);
  const file = await run('rules', 'try', '--orders', join(root, '注文.csv'), '--shop', 'sheet', '--json');
  expect(JSON.parse(file.stdout)).toMatchObject({
    orders: 2,
    changed: 2,
    never: expect.arrayContaining(['remark-receipt']),
  });
});

test('X3: switched on, one word of the file changes and open orders are decided anew; switched off, all is as before', async () => {
  const before = readFileSync(rulesFile(), 'utf8');
  const on = await run('rules', 'on', 'remark-needs-reading');
  expect([on.code, on.stdout]).toEqual([0, expect.stringContaining('ルール「remark-needs-reading」を使います。')]);
  expect(readFileSync(rulesFile(), 'utf8')).toBe(before.replace('on: no', 'on: yes'));
  expect(await states()).toEqual(['R-1 held', 'R-2 ready']);
  const shown = (await run('orders', 'show', 'R-1')).stdout;
  for (const part of ['タグ: 備考確認', 'により保留です：備考に確かめる言葉があります', 'ルールの変更 ルールを適用'])
    expect(shown).toContain(part);
  expect(JSON.parse((await run('rules', 'list', '--json')).stdout)).toMatchObject({
    origin: 'workspace',
    rules: expect.arrayContaining([expect.objectContaining({ name: 'remark-needs-reading', on: true, lately: 1 })]),
    builtIn: expect.arrayContaining([expect.objectContaining({ name: 'unpaid', setting: 'unpaid', off: [] })]),
  });
  await run('rules', 'off', 'remark-needs-reading');
  expect(readFileSync(rulesFile(), 'utf8')).toBe(before);
  expect(await states()).toEqual(['R-1 ready', 'R-2 ready']);
});

test('a mistake in the rules is refused at once with its place, and nothing else is done', async () => {
  const before = readFileSync(rulesFile(), 'utf8');
  writeFileSync(
    rulesFile(),
    before.replace('      island: yes', '      iland: yes').replace('tag: 領収書', 'tga: 領収書'),
  );
  const check = await run('rules', 'check');
  expect(check.code).toBe(4);
  expect(check.stderr).toMatch(/rules\.yaml:\d+:7 「iland」という項目はありません。「island」ではありませんか/);
  expect(check.stderr).toMatch(/rules\.yaml:\d+:7 「tga」という項目はありません。「tag」ではありませんか/);
  const issued = await run('issue');
  expect([issued.code, issued.stdout]).toEqual([4, '']);
  writeFileSync(rulesFile(), before);
  expect(await run('rules', 'on', 'remark-neds-reading')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('「remark-needs-reading」ではありませんか。'),
  });
});

test('rules new and the ルール表 of the order sheet bring rules that load, switched off', async () => {
  expect((await run('rules', 'new', 'okinawa-hold', '--title', '沖縄')).code).toBe(0);
  const path = join(root, '受注シート.xlsx');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path);
  const cells: Partial<Record<(typeof ruleColumns)[number][0], string>> = {
    名前: 'wrap',
    備考の言葉: 'のし',
    すること: 'タグ',
    内容: '包装',
  };
  workbook.getWorksheet(ruleSheetName)!.addRow(ruleColumns.map(([name]) => cells[name] ?? ''));
  await workbook.xlsx.writeFile(path);
  const imported = await run('rules', 'import', path);
  expect([imported.code, imported.stdout]).toEqual([0, expect.stringContaining('ルール「wrap」を加えました')]);
  expect(await run('rules', 'import', path)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('「wrap」はすでにあります'),
  });
  const check = await run('rules', 'check', '--json');
  expect(JSON.parse(check.stdout)).toMatchObject({ rules: 14, complaints: [] });
});

test('a rule that fits everything and two that contradict each other are warned of, and the rules load', async () => {
  const add = (name: string, what: string) => {
    const own = `  - { name: ${name}, title: ${name}, on: no, when: all, then: { ${what} } }\n`;
    writeFileSync(rulesFile(), readFileSync(rulesFile(), 'utf8').trimEnd() + `\n${own}`);
    writeFileSync(join(root, 'layouts', 'rules', 'cases', `${name}.yaml`), '- { case: すべて, applies: yes }\n');
  };
  add('warm', 'cool: normal');
  add('cold', 'cool: frozen');
  const check = await run('rules', 'check');
  expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('すべて合格')]);
  expect(check.stderr).toContain('ルール「warm」は、どの注文にも当てはまります（when: all）。');
  expect(check.stderr).toContain('ルール「warm」と「cold」は同じ条件で「クール区分」を違う値にします。');
});

test('D14: shops open draws the line of a shop, says what it meant, and shops list shows it', async () => {
  const opened = await run('shops', 'open', 'sheet', '--from', '2026-11-21', '--by', '花子');
  expect([opened.code, opened.stdout]).toEqual([
    0,
    expect.stringMatching(
      /注文日が 2026-11-21 からの受注を発送します。見直した受注: 2 件.*「見るだけ」のままのもの 2 件/,
    ),
  ]);
  expect(await states()).toEqual(['R-1 elsewhere', 'R-2 elsewhere']);
  expect((await run('shops', 'list')).stdout).toMatch(/sheet .*2026-11-21 から発送/);
  expect((await run('shops', 'open', 'sheet', '--from', '2026-11-20')).stdout).toContain('出荷に回ったもの 2 件');
  expect((await run('shops', 'open', 'sheet', '--from', '11/20')).code).toBe(2);
  expect((await run('shops', 'open', 'shet', '--from', '2026-11-20')).code).toBe(2);
});
