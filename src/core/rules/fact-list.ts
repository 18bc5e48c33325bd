/**
 * The closed list of facts (条件). A rule sees the order as it came, with what a person corrected; never what another rule
 * decided. `choice`: one of `values` · `text`: words · `list`: several values · `number`: whole numbers · `flag`: yes or no.
 */
export const facts = {
  shop: { kind: 'choice', label: '店舗' },
  payment: { kind: 'choice', label: '入金', values: ['paid', 'unpaid', 'cod'] },
  'payment-words': { kind: 'text', label: '支払方法の言葉' },
  'delivery-method': { kind: 'choice', label: '配送方法' },
  'delivery-words': { kind: 'text', label: '配送方法の言葉' },
  prefecture: { kind: 'choice', label: '都道府県' },
  island: { kind: 'flag', label: '離島' },
  'postal-area': { kind: 'text', label: '郵便番号' },
  sku: { kind: 'list', label: '商品コード' },
  'goods-cool': { kind: 'list', label: '商品のクール区分', values: ['normal', 'chilled', 'frozen'] },
  'goods-mail-size': { kind: 'choice', label: 'メール便サイズの商品', values: ['all', 'some', 'none'] },
  'goods-fragile': { kind: 'choice', label: 'ワレ物の商品', values: ['all', 'some', 'none'] },
  'goods-preorder': { kind: 'choice', label: '予約商品', values: ['all', 'some', 'none'] },
  'preorder-in-days': { kind: 'number', label: '予約商品の発売日までの日数' },
  amount: { kind: 'number', label: '合計金額' },
  'cod-amount': { kind: 'number', label: '代引金額' },
  quantity: { kind: 'number', label: '数量' },
  weight: { kind: 'number', label: '重さ（グラム）' },
  'line-count': { kind: 'number', label: '明細の数' },
  'name-length': { kind: 'number', label: 'お届け先名の長さ（半角で数える）' },
  'address-length': { kind: 'number', label: 'お届け先住所の長さ（半角で数える）' },
  'phone-length': { kind: 'number', label: '電話番号のけた数' },
  remark: { kind: 'text', label: '備考' },
  gift: { kind: 'flag', label: 'ギフト（注文者と別のお届け先）' },
  customer: { kind: 'choice', label: 'お客様', values: ['first', 'repeat'] },
  'wished-date': { kind: 'flag', label: 'お届け希望日' },
  'wished-in-days': { kind: 'number', label: 'お届け希望日までの日数' },
  'ordered-hour': { kind: 'number', label: '注文の時刻（時）' },
  'ordered-weekday': { kind: 'choice', label: '注文の曜日', values: ['月', '火', '水', '木', '金', '土', '日'] },
  tag: { kind: 'list', label: 'タグ' },
  'cancel-request': { kind: 'flag', label: 'キャンセルの依頼' },
} as const satisfies Readonly<Record<string, FactKind>>;

export interface FactKind {
  readonly kind: 'choice' | 'text' | 'list' | 'number' | 'flag';
  readonly label: string;
  readonly values?: readonly string[];
}

export type FactName = keyof typeof facts;
export const factNames = Object.keys(facts) as FactName[];
export const factKind = (name: FactName): FactKind => facts[name];

/** Facts that come from the product table. */
export const goodsFacts: ReadonlySet<FactName> = new Set([
  'goods-cool',
  'goods-mail-size',
  'goods-fragile',
  'goods-preorder',
  'preorder-in-days',
  'weight',
]);

/** `undefined` = not known (then a rule can neither be said to apply nor not to) · `null` = known: there is none. */
export type FactValue = string | number | boolean | readonly string[] | null | undefined;

/** Several values of which some are not known: what is there is certain, what is not there is not. */
export interface PartlyKnown {
  readonly values: readonly string[];
}

/** What is known of one destination of an order, by fact. A fact that is missing is not known. */
export type Facts = Readonly<Partial<Record<FactName, FactValue | PartlyKnown>>>;
