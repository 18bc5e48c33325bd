import { prefectures } from '../core/prefectures.ts';

/** Columns of the ルール表: header, and what to write there. */
export const ruleColumns = [
  ['名前', '英小文字・数字・ハイフン（例: okinawa-hold）'],
  ['説明', '画面に出る名前'],
  ['店舗', '空白 = すべて'],
  ['備考の言葉', 'どれかを含む（、で区切る）'],
  ['支払方法の言葉', 'どれかを含む'],
  ['配送方法の言葉', 'どれかを含む'],
  ['都道府県', 'どれか（例: 北海道、沖縄県）'],
  ['商品コード', 'どれか。A-* のように書けます'],
  ['金額以上', '円'],
  ['金額以下', '円'],
  ['すること', '保留 / タグ / 配送方法 / 送り主 / 荷扱い / 記事 / クール'],
  ['内容', '保留の理由、タグの名前、配送方法の code など'],
] as const;

export type RuleColumn = (typeof ruleColumns)[number][0];
/** A row of the ルール表, or the same asked by a form; '' = left blank. */
export type RuleCells = Readonly<Record<RuleColumn, string>>;

/** A rule of the sheet, in the words of rules.yaml, with cases made from it. */
export interface SheetRule {
  readonly rule: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly cases: readonly Readonly<Record<string, unknown>>[];
}

/** A cell of which no rule can be made. */
export interface SheetProblem {
  readonly row: number;
  readonly column: RuleColumn | '';
  readonly value: string;
  readonly why:
    | 'missing'
    | 'no-condition'
    | 'unknown-action'
    | 'not-a-number'
    | 'bad-name'
    | 'twice'
    | 'no-sheet'
    | 'not-a-prefecture';
}

const texts = { 備考の言葉: 'remark', 支払方法の言葉: 'payment-words', 配送方法の言葉: 'delivery-words' } as const;

/** 「すること」 by its word. */
export const ruleActions: Readonly<Record<string, (value: string) => Readonly<Record<string, unknown>>>> = {
  保留: (reason) => ({ hold: { reason, 'cleared-by': 'operator' } }),
  タグ: (tag) => ({ tag }),
  配送方法: (method) => ({ 'delivery-method': method }),
  送り主: (sender) => ({ sender: { 注文者: 'orderer', 販売者情報: 'seller' }[sender] ?? sender }),
  荷扱い: (words) => ({ handling: split(words) }),
  記事: (note) => ({ 'packing-note': note }),
  クール: (cool) => ({ cool: { 常温: 'normal', 冷蔵: 'chilled', 冷凍: 'frozen' }[cool] ?? cool }),
};

const split = (cell: string): string[] =>
  cell
    .split(/[、,，\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A keyword rule of its cells, switched off, with a case made of them; what cannot be read is told cell by cell. */
export function readRuleRow(
  cells: RuleCells,
  wrong: (column: RuleColumn | '', why: SheetProblem['why']) => void,
): SheetRule {
  const { 名前: name, 説明: title, 店舗: shops, すること: what, 内容: value } = cells;
  if (name === '') wrong('名前', 'missing');
  else if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(name)) wrong('名前', 'bad-name');
  const when: Record<string, unknown> = {};
  const facts: Record<string, unknown> = {};
  for (const [column, fact] of Object.entries(texts) as [keyof typeof texts, string][]) {
    const words = split(cells[column]);
    if (words.length === 0) continue;
    when[fact] = words;
    facts[fact] = words[0];
  }
  const places = split(cells.都道府県);
  if (places.some((one) => !prefectures.includes(one))) wrong('都道府県', 'not-a-prefecture');
  if (places.length > 0) [when.prefecture, facts.prefecture] = [places, places[0]];
  const skus = split(cells.商品コード);
  if (skus.length > 0) [when.sku, facts.sku] = [skus, [skus[0]!.replace(/\*$/, '')]];
  const amount = (column: '金額以上' | '金額以下') => {
    const digits = cells[column].replace(/[,，円\s]/g, '');
    if (digits !== '' && !/^\d{1,9}$/.test(digits)) wrong(column, 'not-a-number');
    return digits;
  };
  const [least, most] = [amount('金額以上'), amount('金額以下')];
  if (least !== '' || most !== '') {
    when.amount = { ...(least !== '' && { 'at-least': least }), ...(most !== '' && { 'at-most': most }) };
    facts.amount = least === '' ? most : least;
  }
  if (Object.keys(when).length === 0) wrong('', 'no-condition');
  const make = ruleActions[what];
  if (what === '' || value === '') wrong(what === '' ? 'すること' : '内容', 'missing');
  else if (!make) wrong('すること', 'unknown-action');
  return {
    rule: {
      name,
      title: title || name,
      on: 'no',
      shops: shops === '' ? 'all' : split(shops),
      when,
      // biome-ignore lint/suspicious/noThenProperty: the file's own word
      then: make?.(value) ?? {},
    },
    cases: [{ case: 'ルール表のとおりの注文', facts, applies: 'yes' }],
  };
}
