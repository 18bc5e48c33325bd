import { describe, expect, it } from 'vitest';
import { words } from '../../src/layout/words.ts';

/** Converter → input → value, or the code of the problem in angle brackets. One good example each at least. */
const examples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  text: { '　注 文　': '注 文' },
  raw: { ' x ': ' x ' },
  code: { "'0012": '0012', '="007"': '007', '4.90715E+11': '<code-exponent>' },
  name: { ' 山田　太郎 様 ': '山田　太郎' },
  'name-given-first': { '太郎 山田': '山田 太郎', 'Taro Yamada': 'Taro Yamada', 山田太郎: '山田太郎' },
  kana: { 'ﾔﾏﾀﾞ ﾀﾛｳ': 'ヤマダ タロウ' },
  postal: { '〒100-0001': '1000001', '12': '<postal-length>' },
  phone: { '090-1234-5678': '090-1234-5678', '９０１２３４５６７８': '09012345678', '9.01E+10': '<phone-exponent>' },
  email: { ' a@example.jp': 'a@example.jp', 'a＠example.jp': '<bad-email>' },
  address: { ' 東京都千代田区1 ': '東京都千代田区1' },
  count: { '２': '2', '0': '<count-zero>' },
  'count-to-ship': { '0': '0', '1.0': '1', '-1': '<count-negative>' },
  'count-or-cancelled': { '0': '0', '２': '2', '-1': '<count-negative>' },
  stock: { '0': '0', '1,200': '1200' },
  yen: { '¥1,234': '1234', '12.5': '<yen-fraction>' },
  'yen-or-none': { '0': '', '3240円': '3240' },
  flag: { はい: 'true', なし: '', 多分: '<flag-unknown>' },
  filled: { '2026-11-21': 'true' },
  date: { '2026年1月5日': '2026-01-05', '12/1': '2026-12-01', '2026/2/30': '<date-impossible>' },
  instant: { '2026-11-21 09:00:00': '2026-11-21T00:00:00Z', '2026-11-21T00:00:00+00:00': '2026-11-21T00:00:00Z' },
  slot: { '1416': '1416', 午前: '<bad-field-value>' },
  tracking: { '4000-0000-0002': '400000000002', '1234': '<bad-tracking-number>', '4.0E+11': '<code-exponent>' },
  'tracking-any': {
    '4000-0000-0002': '400000000002',
    '１２３４ ５６７８ ９０１，AB123456789JP': '12345678901,AB123456789JP',
    '4000-0000-0002、': '400000000002',
    '400000000002,12': '<bad-tracking-number>',
    ',': '<bad-tracking-number>',
    '4.0E+11': '<code-exponent>',
  },
  'rakuten-wish-date': { '[配送日時指定:]\n2026-12-01(火)\n午前中': '2026-12-01', ありがとうございました: '' },
  'rakuten-remark': {
    '[配送日時指定:]\n2026-12-01(火)\n午前中': '',
    '[配送日時指定:]\n2026-12-01(火)\n[備考:]\n箱なしで': '[配送日時指定:]\n2026-12-01(火)\n[備考:]\n箱なしで',
    ありがとうございました: 'ありがとうございました',
  },
  'rakuten-wish-slot': { '[配送日時指定:]\n2026-12-01(火)\n午前中': '午前中' },
  'window-hours': { '2026-11-25T14:00:00+09:00/2026-11-25T16:00:00+09:00': '14-16' },
  'amazon-cod-part': {
    '[{"paymentMethod":"GiftCard","paymentAmount":{"amount":"980.00"}},{"paymentMethod":"CashOnDelivery","paymentAmount":{"amount":"3000.00"}}]':
      '3000',
    '[{"PaymentMethod":"COD","Payment":{"Amount":"500"}}]': '500',
    '[{"paymentMethod":"CreditCard","paymentAmount":{"amount":"980"}}]': '',
    '[{"paymentMethod":"CashOnDelivery"}]': '<yen-unreadable>',
    CashOnDelivery: '<bad-field-value>',
  },
  'amazon-tax-part': {
    '[{"type":"ITEM","subtotal":{"amount":"3000"}},{"type":"TAX","subtotal":{"amount":"300.00"}}]': '300',
    '[{"type":"ITEM","subtotal":{"amount":"3000"}}]': '',
    TAX: '',
  },
  'amazon-own-label': {
    'PRIME/FBM_SHIP_PLUS': 'true',
    IN_STORE_PICK_UP: 'true',
    AMAZON_EASY_SHIP: 'true',
    'PRIME/AMAZON_BUSINESS': '',
  },
  tax: { '300+30': '330', '1,234円': '1234', '300+-30': '270', '300+なし': '', '12.5': '' },
  'tax-rate': {
    '10': '10',
    '８％': '8',
    '0.08': '8',
    '10.0': '10',
    '8%（軽減税率）': '8',
    標準税率: '10',
    非課税: '0',
    '5': '',
  },
  'postal-parts': { '100-0001': '1000001' },
  'phone-parts': { '90-0-12': '090-0000-0012' },
  'cancel-wish': {
    キャンセル依頼あり: 'キャンセル依頼',
    '至急、キャンセルをお願いします': 'キャンセル依頼',
    注文を取り消したいです: 'キャンセル依頼',
    'キャンセル不可と伝えました。玄関前に置いてください': '',
  },
  'yahoo-order-no': { 'store-10001234': '10001234' },
  'note-wish-date': { 'メモ: なし\n配送希望日: 2026/12/01': '2026-12-01', 'メモ: なし': '' },
  'note-wish-slot': { '配送希望日: 2026/12/01\n配送時間帯: 14時-16時': '14時-16時' },
  'jp-province': { 'JP-13': '東京都', '1': '北海道', 東京都: '東京都', 'JP-48': '<bad-province>' },
  'qoo10-option': { '色:赤 (+100円) / サイズ:L': '色:赤 / サイズ:L' },
  'qoo10-code': { ' A-1_b ': 'A-1_b', 'A 1': '<qoo10-code-bad>', Ａ１: '<qoo10-code-bad>', 赤: '<qoo10-code-bad>' },
  'shopserve-method': {
    'Yamato/Cold': 'ヤマト運輸（冷蔵）',
    'Sagawa/NoControl': '佐川急便',
    Freeze: '冷凍',
    'Pigeon/NoControl': 'Pigeon',
  },
  'qoo10-status': { 'On request(2)': '2', 'Seller confirm(3) ': '3', '2': '2' },
  'qoo10-wish-date': {
    '2026-11-27 14:00~16:00': '2026-11-27',
    '2026-11-26 ': '2026-11-26',
    '2026/11/26': '2026-11-26',
    '18:00~20:00': '',
    '2026-02-30': '<date-impossible>',
  },
  'qoo10-wish-slot': {
    '2026-11-27 14:00~16:00': '14-16',
    '18:00〜20:00': '18-20',
    '2026-11-26 ': '',
    '9:30~11:00': '9:30~11:00',
  },
  'date-slash': { '2026-11-21': '2026/11/21' },
  'date-hyphen': { '2026/11/21': '2026-11-21' },
  'date-compact': { '2026-11-21': '20261121' },
  'date-midnight': { '2026-11-21': '2026/11/21 00:00:00' },
  'instant-slash': { '2026-11-20T15:30:00Z': '2026/11/21 00:30:00' },
  'instant-date': { '2026-11-20T15:30:00Z': '2026-11-21' },
  'instant-iso': { '2026-11-20T15:30:00Z': '2026-11-21T00:30:00+09:00' },
  'postal-hyphen': { '1000001': '100-0001' },
  'tracking-hyphen': { '400000000002': '4000-0000-0002' },
  digits: { '０３-12(34)': '031234' },
  alnum: { 'ＡＢ－１　ｃ': 'AB-1 c' },
  full: { 'A-1 x': 'Ａ－１　ｘ' },
  'kana-half': { 'ヤマダ タロウ': 'ﾔﾏﾀﾞ ﾀﾛｳ', やまだ: 'ﾔﾏﾀﾞ', 山田: '山田' },
  upper: { ab: 'AB' },
  lower: { AB: 'ab' },
  'flag-01': { true: '1', '': '0' },
  'given-01': { x: '1', '': '0' },
  'missing-01': { x: '0', '': '1' },
  'more-than-one': { '1': '', '3': '3' },
  'b2-frame': { 'prepaid:3': '3' },
  'b2-closure-key': { '2:T-0001_1': 'T00011' },
  'first-word': { '400000000002, 123456789013': '400000000002' },
  'b2-address': { 東京都: '東京都' },
};

describe('the vocabulary of `as:`', () => {
  it('has an example for every converter, and converters for every example', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(words).sort());
  });

  const all = Object.entries(examples).flatMap(([word, pairs]) =>
    Object.entries(pairs).map(([text, value]) => [word, text, value] as const),
  );
  it.each(all)('%s: %j becomes %j', (word, text, value) => {
    const read = words[word]!.convert(text, { today: '2026-11-21' });
    expect(read.problem === undefined ? read.value : `<${read.problem.code}>`).toBe(value);
  });

  it('is described in one line each', () => {
    for (const [name, word] of Object.entries(words)) expect(word.doc, name).toMatch(/^[^\n|]{10,}$/);
  });
});
