import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { appendRules, ruleNames, switchRule } from '../../src/config/edit-rules.ts';
import { blankOrderSheet } from '../../src/config/order-sheet.ts';
import { readRuleSheet, ruleColumns } from '../../src/config/rule-sheet.ts';
import { ruleSheetName } from '../../src/core/rules/sheet-name.ts';
import { loadText } from '../support/rules.ts';

const text = `# 説明
word-lists: { w: [のし,  熨斗] } # すきま
rules:
  # ひとつめ
  - { name: a, title: A, on: no,  when: { remark: { words: w } }, then: { tag: x } } # そのまま
  - name: b
    title: B
    on: no   # 使わない
    when: { gift: yes }
    then: { tag: [x,y] }
`;

describe('rules on and off', () => {
  it('changes the one word and not another character', () => {
    expect(switchRule(text, ['b'], true)).toBe(text.replace('on: no   #', 'on: yes   #'));
    expect(switchRule(text, ['a', 'b'], true)).toBe(text.replaceAll('on: no', 'on: yes'));
    expect(switchRule(switchRule(text, ['a', 'b'], true), ['a', 'b'], false)).toBe(text);
    expect(switchRule(text.replaceAll('\n', '\r\n'), ['a'], true)).toBe(
      text.replace('on: no,', 'on: yes,').replaceAll('\n', '\r\n'),
    );
  });
});

describe('a new rule', () => {
  // biome-ignore lint/suspicious/noThenProperty: the file's own word
  const rule = { name: 'c', title: 'C', on: 'no', shops: 'all', when: { gift: 'yes' }, then: { tag: 'z' } };

  it('stands at the end, everything before it as it was', () => {
    const made = appendRules(text, [rule]);
    expect(made.startsWith(text)).toBe(true);
    expect(ruleNames(made)).toEqual(['a', 'b', 'c']);
    const yes = '- { case: x, facts: { gift: yes }, applies: yes }\n';
    const loaded = loadText(made, { a: '- { case: x, applies: no }\n', b: yes, c: yes });
    expect(loaded.complaints).toEqual([]);
  });

  it.each([
    ['', []],
    ['rules: []\n', []],
    ['rules:\n  - { name: a }\nunlisted-goods: ordinary\n', ['a']],
  ])('is put into %j as well', (before, names) =>
    expect(ruleNames(appendRules(before, [rule]))).toEqual([...names, 'c']),
  );
});

describe('ルール表', () => {
  async function sheet(...rows: readonly Partial<Record<(typeof ruleColumns)[number][0], string>>[]) {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Uint8Array.from(await blankOrderSheet(Buffer.from('注文番号\n'))).buffer);
    for (const row of rows) workbook.getWorksheet(ruleSheetName)!.addRow(ruleColumns.map(([name]) => row[name] ?? ''));
    return readRuleSheet(new Uint8Array(await workbook.xlsx.writeBuffer()));
  }

  it('of a blank order sheet holds no rules', async () => {
    expect(await sheet()).toEqual({ rules: [], problems: [] });
  });

  it('becomes rules with a case each, switched off', async () => {
    const { rules, problems } = await sheet(
      { 名前: 'gift-wrap', 説明: 'のし', 備考の言葉: 'のし、ラッピング', すること: 'タグ', 内容: '包装' },
      {
        名前: 'far',
        店舗: 'sheet',
        都道府県: '北海道、沖縄県',
        金額以上: '5,000',
        商品コード: 'A-*',
        すること: '保留',
        内容: '遠方',
      },
      { 名前: 'cool', 商品コード: 'ICE', すること: 'クール', 内容: '冷凍' },
    );
    expect(problems).toEqual([]);
    const made = appendRules(
      '',
      rules.map((one) => one.rule),
    );
    const cases = Object.fromEntries(rules.map(({ rule, cases }) => [rule.name, JSON.stringify(cases)]));
    const loaded = loadText(made, cases);
    expect(loaded.complaints).toEqual([]);
    expect(loaded.rules.rules).toMatchObject([
      {
        name: 'gift-wrap',
        title: 'のし',
        on: false,
        shops: [],
        when: { remark: { contains: ['のし', 'ラッピング'] } },
        // biome-ignore lint/suspicious/noThenProperty: the file's own word
        then: { tag: ['包装'] },
      },
      {
        name: 'far',
        shops: ['sheet'],
        when: { prefecture: { is: ['北海道', '沖縄県'] }, amount: { atLeast: 5000 }, sku: { is: ['A-*'] } },
        // biome-ignore lint/suspicious/noThenProperty: the file's own word
        then: { hold: { reason: '遠方' } },
      },
      { name: 'cool', title: 'cool' },
    ]);
    expect(loaded.rules.rules[2]?.then).toEqual({ cool: 'frozen' });
  });

  it('says every cell that cannot be used, with its row', async () => {
    const { rules, problems } = await sheet(
      { 名前: '沖縄', 都道府県: '沖縄', すること: '保留', 内容: 'x' },
      { 名前: 'nothing', すること: '保留', 内容: 'x' },
      { 名前: 'what', 備考の言葉: 'x', すること: '送る', 内容: 'x' },
      { 名前: 'much', 金額以上: '多い', すること: '保留' },
      { 名前: 'what', 備考の言葉: 'x', すること: 'タグ', 内容: 'x' },
    );
    expect(rules).toEqual([]);
    expect(problems.map(({ row, column, why }) => `${row} ${column} ${why}`)).toEqual([
      '3 名前 bad-name',
      '3 都道府県 not-a-prefecture',
      '4  no-condition',
      '5 すること unknown-action',
      '6 金額以上 not-a-number',
      '6 内容 missing',
      '7 名前 twice',
    ]);
  });

  it('a workbook without it is told so', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('受注');
    const { problems } = await readRuleSheet(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(problems).toEqual([{ row: 1, column: '', value: '', why: 'no-sheet' }]);
  });
});
