import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findMethod, loadMasters } from '../../src/layout/masters.ts';

const shown = 'layouts/masters/delivery-methods.yaml';
const { masters, complaints } = loadMasters([{ name: 'delivery-methods', shown, text: readFileSync(shown, 'utf8') }]);
const code = (words: string) => findMethod(masters, words)?.code ?? '';

test('the standard delivery methods load without a complaint', () => {
  expect(complaints).toEqual([]);
  expect(masters.methods.length).toBeGreaterThan(20);
});

test.each([
  ['ヤマト運輸', 'yamato'],
  ['ヤマト宅急便', 'yamato'],
  ['宅急便（発払い）', 'yamato'],
  ['宅配便', 'yamato'],
  ['ヤマト運輸（ネコポス）', 'nekopos'],
  ['ヤマト運輸 ネコポス', 'nekopos'],
  ['宅急便コンパクト', 'yamato-compact'],
  ['ヤマト運輸 宅急便コンパクト', 'yamato-compact'],
  ['クール宅急便（冷蔵）', 'yamato-chilled'],
  ['ヤマト クール冷凍', 'yamato-frozen'],
  ['宅急便 着払い', 'yamato-payee'],
  ['宅急便コレクト', 'yamato-collect'],
  ['ヤマト(コレクト)B2v6', 'yamato-collect'],
  ['ヤマト運輸（代引き）', 'yamato-collect'],
  ['ヤマト(DM便)B2v6', 'kuroneko-yumail'],
  ['佐川急便(e飛伝2)', 'sagawa'],
  ['佐川メール便(e飛伝2)', 'sagawa-mail'],
  ['宅急便 クール冷凍', 'yamato-frozen'],
  ['宅急便タイムサービス', 'yamato-time'],
  ['クロネコゆうパケット', 'kuroneko-yupacket'],
  ['ゆうパケット', 'yupacket'],
  ['ゆうパック', 'yupack'],
  ['佐川急便', 'sagawa'],
  ['佐川急便 飛脚クール便（冷蔵）', 'sagawa'],
  ['レターパックプラス', 'letterpack-plus'],
  ['メール便', 'mail-bin'],
  ['クール便', 'cool-bin'],
  ['クール便（冷凍）', 'yamato-frozen'],
])('the words "%s" mean %s', (words, expected) => {
  expect(code(words)).toBe(expected);
});

test.each(['クール宅急便', '宅急便（クール）', 'ヤマト運輸 メール便', '航空便', ''])(
  'the words "%s" are not clear and match nothing',
  (words) => {
    expect(code(words)).toBe('');
  },
);

test('no word of the master is unreachable: each one finds its own method when it stands alone', () => {
  for (const method of masters.methods)
    for (const keyword of method.keywords)
      expect([keyword, code(keyword.replace(/^[=?]/, ''))]).toEqual([
        keyword,
        keyword.startsWith('?') ? '' : method.code,
      ]);
});

test('X6: two methods that match equally well match nothing', () => {
  const text = ['a', 'b']
    .map((one) => `- { code: ${one}, title: ${one}便, carrier: x, keywords: [${one}急便] }`)
    .join('\n');
  const two = loadMasters([{ name: 'delivery-methods', shown: 'x', text }]).masters;
  expect(findMethod(two, 'a急便とb急便')).toBeUndefined();
  expect(findMethod(two, '特別なa急便')?.code).toBe('a');
});
