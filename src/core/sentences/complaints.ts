/*
 * Complaints about YAML files (rules, dictionaries, layouts) are written in English for whoever builds layouts; people at the desk read them here.
 * One line for each form; what is in none keeps its own words behind a Japanese sentence.
 */

const forms: readonly (readonly [RegExp, string])[] = [
  [/^rule "(.*)" is there twice$/s, 'ルール「$1」が2回書かれています。'],
  [
    /^rule "(.*)" has no case: add (\S+) .*$/s,
    'ルール「$1」に見本がありません。{at}$2 に、当てはまる受注と当てはまらない受注を書いてください。',
  ],
  [/^there is no rule "(.*)"$/s, 'ルール「$1」はありません。'],
  [/^rule "(.*)" does nothing$/s, 'ルール「$1」には、すること（then）がありません。'],
  [/^no condition: .*$/s, '条件がありません。すべての受注が対象なら「when: all」と書いてください。'],
  [
    /^rule "(.*)", case "(.*)": expected "(.*)", got "(\w+)"(?: \(not known: (.*)\))?$/s,
    'ルール「$1」の見本「$2」は「$3」のはずですが、「$4」になります。',
  ],
  [/^"(.*)" is no value of the fact "(.*)"$/s, '$1 は「$2」の値として使えません。'],
  [/^unknown word list "(.*)"$/s, '言葉の一覧「$1」はありません。'],
  [/^unknown fact "(.*)"$/s, '「$1」という条件はありません。'],
  [/^unknown key "(.*)"$/s, '「$1」という項目はありません。'],
  [/^unknown prefecture "(.*)"$/s, '都道府県「$1」はありません。'],
  [/^unknown delivery[- ]method "(.*)"$/s, '配送方法「$1」はありません。'],
  [/^unknown shop "(.*)"$/s, '店舗「$1」はありません。'],
  [/^unknown shipper "(.*)"$/s, '送り主「$1」はありません。'],
  [/^unknown \S+ "(.*)"$/s, '「$1」はありません。'],
  [/^must be one of (.*)$/s, '次のどれかを書いてください: $1'],
  [/^is missing$/, '必要な項目がありません。'],
  [/^must not be empty$/, '空にはできません。'],
  [/^must be yes or no$/, 'yes か no を書いてください。'],
  [/^must be a whole number$/, '0以上の整数を書いてください。'],
  [/^must be a number of days$/, '日数を整数で書いてください。'],
  [/^must be a date like (.*)$/, '日付を $1 のように書いてください。'],
  [/^may only have a-z, 0-9 and hyphens$/, '半角の英小文字・数字・ハイフンだけで書いてください。'],
  [/^needs (.*)$/, '$1 のどれかが必要です。'],
  [/^Invalid input: expected (\w+), received (\w+)$/, '書き方が違います（$1 の形で書くところに $2 があります）。'],
  [/^Invalid input: expected (.+)$/s, '$1 と書くところです。'],
  [/^Map keys must be unique.*$/s, '同じ項目が2回書かれています。'],
  [/^Missing closing .quote.*$/s, '引用符が閉じていません。'],
  [/^Tabs are not allowed as indentation.*$/s, '字下げにタブは使えません。半角の空白を使ってください。'],
  [
    /^(?:All mapping items must start at the same column|Nested mappings are not allowed in compact mappings|All sequence items must start at the same column|Sequence item without - indicator).*$/s,
    '字下げがそろっていません。前の行と位置を合わせてください。',
  ],
  [
    /^Implicit (?:map )?keys? (?:needs?|need) to be (?:on a single line|followed by map values).*$/s,
    '「項目: 値」の形になっていません。半角のコロンと空白を確かめてください。',
  ],
  [/^Flow (?:map|sequence) in block collection must be .*$/s, '括弧 { } [ ] が閉じていません。'],
  [
    /^(?:Missing|Expected|Unexpected|Unresolved|Source|Block|Plain|A block|Block scalar|Aliased|Comments).*$/s,
    'YAMLの書き方に誤りがあります。記号と字下げを確かめてください。',
  ],
];

/** `did you mean` of `didYouMean`, at the end. */
const near = / \(did you mean "(.*)"\?\)$/s;

/**
 * A complaint of a YAML file in Japanese; line and column are said beside it.
 *
 * @param sentence as `layout/complaint.ts` and its callers write it, with the place in the file before `: ` where there is one
 */
export function complaintInJapanese(sentence: string): string {
  const meant = near.exec(sentence)?.[1];
  const hint = meant === undefined ? '' : `「${meant}」ではありませんか。`;
  const bare = sentence.replace(near, '');
  const [, place = '', rest = bare] = /^((?:[\w-]+\.)*[\w-]+): (.*)$/s.exec(bare) ?? [];
  for (const [text, where] of [
    [bare, ''],
    [rest, place],
  ] as const) {
    const found = forms.find(([form]) => form.test(text));
    if (!found) continue;
    const said = text.replace(found[0], found[1]).replace('{at}', 'layouts/rules/');
    return `${where === '' ? '' : `${where}: `}${said}${hint}`;
  }
  return `書き方に誤りがあります（${bare}）。${hint}`;
}
