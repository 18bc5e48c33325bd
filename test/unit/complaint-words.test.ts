import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { complaintInJapanese } from '../../src/core/sentences/complaints.ts';
import { readRuleText } from '../../src/flow/desk/rules/files.ts';
import { standardLayouts } from '../support/market.ts';

/* Complaints about rules are Japanese where people at the desk read them: what a real file brings, not a list of sentences. */

const rule = (more: string) => `rules:
  - name: one
    title: 一
    on: no
    shops: all
${more}`;
const texts: readonly (readonly [string, string])[] = [
  [rule('    when: { prefecture: 東京 }\n    then: { tag: x }\n'), '都道府県「東京」はありません。'],
  [
    rule('    when: { prefectur: 東京都 }\n    then: { tag: x }\n'),
    '「prefectur」という項目はありません。「prefecture」ではありませんか。',
  ],
  [rule('    when: {}\n    then: { tag: x }\n'), '条件がありません。'],
  [rule('    when: all\n    then: {}\n'), 'すること（then）がありません。'],
  [rule('    when: all\n    then: { delivery-method: kuroneko }\n'), '配送方法「kuroneko」はありません。'],
  [rule('    when: all\n    then: { cool: cold }\n'), '次のどれかを書いてください'],
  [rule('    when: { remark: { words: x } }\n    then: { tag: x }\n'), '言葉の一覧「x」はありません。'],
  [rule('    when: all\n'), 'rules.0.then: 必要な項目がありません。'],
  [rule('    when: all\n    then: { tag: x }\n    then: { tag: y }\n'), '同じ項目が2回書かれています。'],
  [rule('    when: all\n    then: { tag: x\n'), '括弧 { } [ ] が閉じていません。'],
  [rule('    when: all\n\tthen: { tag: x }\n'), '字下げ'],
  [rule('    when: all\n    then: { tag: "x }\n'), '引用符が閉じていません。'],
  [rule('    when: all\n   then: { tag: x }\n'), '字下げ'],
  [rule('    on: maybe\n').replace('    on: no\n', ''), 'rules.0.on: 次のどれかを書いてください'],
];

test('of each mistake in a file of rules a person reads what it is and where', () => {
  const where = { masters: standardLayouts().masters, config: { root: '/nowhere', shops: {}, shippers: {} } };
  for (const [text, part] of texts) {
    const { complaints } = readRuleText(where, text, { draft: true });
    const said = complaints.map((one) => complaintInJapanese(one.sentence));
    expect(said.join('\n')).toContain(part);
    expect(said.filter((one) => !/[ぁ-ん]/.test(one))).toEqual([]);
    for (const { line, column } of complaints) expect([line > 0, column > 0]).toEqual([true, true]);
  }
  expect(complaintInJapanese('something nobody thought of')).toBe(
    '書き方に誤りがあります（something nobody thought of）。',
  );
});

/** Every sentence that a file of `src/layout` complains with, its holes filled with `x` (numbers where only they fit). */
function written(): string[] {
  const found: string[] = [];
  for (const file of globSync('src/layout/**/*.ts')) {
    const text = readFileSync(file, 'utf8')
      .replaceAll(/\$\{(?:where|didYouMean\([^`]*?\)|open\.length[^`]*`[^`]*`[^`]*?)\}/g, '')
      .replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, 'x');
    for (const [, call = ''] of text.matchAll(/\bcomplain\(((?:[^()]|\([^()]*\))*)\)/g))
      for (const [, one = '', other = ''] of call.matchAll(/`([^`]+)`|'([^']+)'/g)) found.push(one || other);
    // Messages of the grammar.
    for (const [, one = ''] of text.matchAll(/(?:refine|regex|enum|max|min)\([^;]*?, '([^']+)'/g)) found.push(one);
  }
  return [...new Set(found)].filter((one) => / /.test(one.replace(/^x: /, '')));
}

test('every complaint about layouts, dictionaries and rules is Japanese at the desk', () => {
  const all = written();
  expect(all.length).toBeGreaterThan(60);
  const numbers = (one: string) =>
    one
      .replace(/(beyond|column|number) x(?=[:,]| is)/, '$1 9')
      .replace('the x side', 'the read side')
      .replace(/^x "x" is/, 'mapped value "x" is')
      .replace('extends: x', 'extends: there is no read layout "x"');
  const english = all.filter((one) => complaintInJapanese(numbers(one)).startsWith('書き方に誤りがあります'));
  expect(english).toEqual([]);
});
