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
  [/^unknown field "(.*)"$/s, '項目「$1」はありません。'],
  [/^field "(.*)" is missing$/s, '項目「$1」がありません。'],
  [/^field "(.*)" must be required$/s, '項目「$1」には required: true が必要です。'],
  [/^"address" fits address fields only$/, 'as: address は、住所の項目にだけ使えます。'],
  [
    /^an address field takes no map, dictionary or other converter than (\S+)$/,
    '住所の項目には、$1 のほかの変換（map・dictionary・as）は使えません。',
  ],
  [/^column "(.*)" is not in positions$/s, '列「$1」が positions（列の並び）にありません。'],
  [
    /^column "(.*)" stands in fits and in unless$/s,
    '列「$1」が fits（あるべき列）と unless（あってはならない列）の両方にあります。',
  ],
  [/^headless needs header: optional$/, 'headless を使うときは、header: optional と書いてください。'],
  [/^positions needs header: optional$/, 'positions を使うときは、header: optional と書いてください。'],
  [/^header: optional needs positions$/, 'header: optional のときは、positions（列の並び）が必要です。'],
  [
    /^header: optional needs headless$/,
    'header: optional のときは、headless（見出しのないファイルの見分け方）が必要です。',
  ],
  [
    /^fits the same headers as layout "(.*)": .*$/s,
    'レイアウト「$1」と同じ見出しに当てはまります。fits か unless に列を足して、見分けられるようにしてください。',
  ],
  [/^unknown dictionary "(.*)"$/s, '辞書「$1」はありません。'],
  [/^no dictionary$/, 'その名前の辞書はありません。'],
  [/^unknown converter "(.*)"$/s, '変換「$1」はありません。'],
  [/^unknown source "(.*)"$/s, '元の項目「$1」はありません。'],
  [/^unknown meaning "(.*)"$/s, '「$1」という意味の言葉はありません。'],
  [
    /^unknown slip-type group "(.*)" \(.*\)$/s,
    '伝票種別の組「$1」はありません。T・M・P・N・always のどれかを書いてください。',
  ],
  [
    /^converter "(.*)" is gone: .*$/s,
    '変換「$1」はなくなりました。お届け状況は line.delivery.status（dictionary: order-status）で、送り状番号は line.delivery.trackingNumber で読んでください。',
  ],
  [/^converter "(.*)" is for the read side only$/, '変換「$1」は、読み込むレイアウトでだけ使えます。'],
  [/^converter "(.*)" is for the write side only$/, '変換「$1」は、書き出すレイアウトでだけ使えます。'],
  [
    /^"(.*)": "(.*)" would ship unknown words; .*$/s,
    '「$1」を「$2」にすると、知らない言葉の受注まで発送してしまいます。言葉を1つずつ書いてください（書いていない言葉の受注は保留になります）。',
  ],
  [
    /^dictionary "(.*)" has "(.*)": "(.*)", which would ship unknown words; .*$/s,
    '辞書「$1」に「$2」: 「$3」があり、知らない言葉の受注まで発送してしまいます。言葉を1つずつ書いてください（書いていない言葉の受注は保留になります）。',
  ],
  [/^column number (\d+) is there twice \(also "(.*)"\)$/s, '列番号 $1 が2回あります（「$2」と同じ番号です）。'],
  [/^column numbers are missing: (.*)$/s, '列番号 $1 がありません。'],
  [/^column numbers beyond (\d+): (.*)$/s, '列番号 $2 は、列の数 $1 を超えています。'],
  [/^"(.*)" cannot be the name of a JSON member$/s, '「$1」は JSON の項目の名前に使えません。'],
  [
    /^mapped value "(.*)" is wider than the column \((.*) > (.*)\)$/s,
    'map の値「$1」（幅 $2）が、列の幅 $3 に入りません。',
  ],
  [
    /^dictionary value "(.*)" is wider than the column \((.*) > (.*)\)$/s,
    '辞書の値「$1」（幅 $2）が、列の幅 $3 に入りません。',
  ],
  [/^.*value "(.*)" is wider than the column \((.*) > (.*)\)$/s, '値「$1」（幅 $2）が、列の幅 $3 に入りません。'],
  [/^.*value "(.*)" is not one of the column's codes$/s, '値「$1」は、この列で使えるコード（codes）にありません。'],
  [/^overflow goes to column (\d+), which is not there$/, 'あふれた文字の行き先の列 $1 がありません。'],
  [
    /^overflow goes to column (\d+), which does not stand behind it$/,
    'あふれた文字の行き先の列 $1 は、この列より後ろにしてください。',
  ],
  [/^overflow goes to column (\d+), (.*)$/s, 'あふれた文字を列 $1 に入れられません（$2）。'],
  [/^overflow needs a width$/, 'overflow を使う列には、width（幅）が必要です。'],
  [/^needed-with names column (\d+), which is not there$/, 'needed-with の列 $1 がありません。'],
  [
    /^there is a standard layout "(.*)" already: .*$/s,
    '標準レイアウト「$1」と同じ名前です。別の名前のフォルダにしてください。',
  ],
  [/^name "(.*)" is not the folder name "(.*)"$/s, 'name「$1」がフォルダ名「$2」と違います。同じにしてください。'],
  [
    /^folder name "(.*)" may only have a-z, 0-9 and hyphens$/s,
    'フォルダ名「$1」は、半角の英小文字・数字・ハイフンだけにしてください。',
  ],
  [
    /^layout "(.*)" has no case: add .*$/s,
    'レイアウト「$1」に見本がありません。cases/名前/ に、元のファイルと、そこからできるはずのファイルを入れてください。',
  ],
  [/^extends: there is no read layout "(.*)"$/s, 'extends の、読み込むレイアウト「$1」はありません。'],
  [/^extends: there is no write layout "(.*)"$/s, 'extends の、書き出すレイアウト「$1」はありません。'],
  [
    /^extends: "(.*)" extends another layout itself; .*$/s,
    'extends の「$1」も、別のレイアウトを元にしています。元にできるのは1段だけです。',
  ],
  [/^delivery method "(.*)" is there twice$/s, '配送方法「$1」が2回書かれています。'],
  [
    /^keyword "(.*)" belongs to "(.*)" already$/s,
    '言葉「$1」は、もう配送方法「$2」にあります。どちらか1つにしてください。',
  ],
  [/^ends on (\S+), before it begins$/, '終わりの日 $1 が、始まりの日より前です。'],
  [
    /^code "(.*)" is valid twice on one day \(see "(.*)"\)$/s,
    'コード「$1」が、同じ日に2つ有効です（「$2」と期間が重なっています）。',
  ],
  [/^there is no code "(.*)"$/s, 'コード「$1」はありません。'],
  [
    /^"(.*)" means the same word as another line, which says "(.*)"$/s,
    '「$1」は、別の行（「$2」）と同じ言葉です。どちらか1つにしてください。',
  ],
  [/^must give "(.*)", gives "(.*)"$/s, '見本では「$1」になるはずですが、「$2」になります。'],
  [/^must be true or false$/, 'true か false を書いてください。'],
  [/^is no day of the calendar$/, '暦にない日です。'],
  [/^needs exactly one of (.*)$/, '次のうち、ちょうど1つを書いてください: $1'],
  [/^takes only one of (.*)$/, '次のうち、書けるのは1つだけです: $1'],
  [/^with needs join$/, 'with は、join と一緒に使います。'],
  [/^dictionary and word go together$/, 'dictionary と word は、両方書いてください。'],
  [/^map and dictionary exclude each other$/, 'map と dictionary は、どちらか1つだけ使えます。'],
  [/^B2 has room for two$/, '書けるのは2つまでです。'],
  [/^Too (?:small|big): .*$/s, '数や長さが、書ける範囲に入っていません。'],
  [/^line (\d+): expected (.*), got (.*)$/s, '$1行目は $2 のはずですが、$3 になります。'],
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
