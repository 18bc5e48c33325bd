import { describe, expect, it } from 'vitest';
import { headerWords, understand } from '../../src/layout/learn/understand.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { standard } from '../support/layouts.ts';

const words = headerWords(standard.masters.dictionaries['header-words']!);
const said = (header: string): string => {
  const { meaning, whole, index } = understand(header, words);
  const what =
    meaning.kind === 'field'
      ? meaning.path
      : meaning.kind === 'person'
        ? `${meaning.who || '?'} ${meaning.thing}`
        : meaning.kind;
  return `${what}${index > 0 ? ` ${index}` : ''}${whole ? '' : ' in part'}`;
};

describe('a header is cut into known words', () => {
  it.each([
    ['お届け先氏名(姓)', 'consignee family'],
    ['配送先_お名前(メイ)', 'consignee given-kana'],
    ['氏（購入者）', 'orderer family'],
    ['送付先住所それ以降の住所', 'consignee street'],
    ['注文者電話番号3', 'orderer phone 3'],
    ['発送郵便番号', 'consignee postal'],
    ['受注名カナ', 'orderer given-kana'],
    ['ShipPrefecture', 'consignee prefecture'],
    ['ship-postal-code', 'consignee postal'],
    ['Billing Address2', 'orderer address 2'],
    ['recipient-name', 'consignee name'],
    ['ご注文者様', 'orderer name'],
    ['都道府県', '? prefecture'],
    ['お届け先 ﾌﾘｶﾞﾅ', 'consignee kana'],
    ['注文者メール', 'orderer email'],
  ])('%s is of a person: %s', (header, expected) => {
    expect(said(header)).toBe(expected);
  });

  it.each([
    ['受注番号', 'order.number'],
    ['オーダーNo.', 'order.number'],
    ['購入日時', 'order.orderedAt'],
    ['お支払い方法', 'order.payment.method'],
    ['入金ステータス', 'order.payment.state'],
    ['対応状況', 'order.status'],
    ['配送状況', 'line.delivery.status'],
    ['販売者商品コード', 'line.sku'],
    ['購入商品　販売個数', 'line.quantity'],
    ['お届け希望日', 'line.delivery.wishedDate'],
    ['配送希望時間帯', 'line.delivery.timeSlot'],
    ['お問い合わせ伝票番号', 'line.delivery.trackingNumber'],
    ['明細番号', 'line.no'],
    ['総合計金額（税込）', 'order.total'],
  ])('%s is %s', (header, expected) => {
    expect(said(header)).toBe(expected);
  });

  it.each([
    ['受注メール', 'unknown'],
    ['都道府県(ID)', 'unknown'],
    ['支払方法コード', 'unknown'],
    ['送料合計', 'unused'],
    ['店舗電話番号', 'unused'],
    ['ご依頼主住所', 'unused'],
    ['代引手数料', 'unused'],
    ['出荷数量', 'unknown'],
    ['会員ID', 'unused'],
  ])('%s is no field: %s', (header, expected) => {
    expect(said(header)).toBe(expected);
  });

  it.each(['確認ステータス', '在庫数量', 'クレジットカード支払い方法', '商品番号別名称案内', 'ポイント利用可否'])(
    'of %s a part is not known, so it is never taken for certain',
    (header) => {
      expect(understand(header, words).whole && understand(header, words).meaning.kind === 'field').toBe(false);
    },
  );

  it('stands still at nonsense, blanks and a header that is a page long', () => {
    for (const header of ['', '   ', '※', '🎁', 'ー'.repeat(5000), 'お届け先'.repeat(200)])
      expect(understand(header, words).meaning.kind).not.toBe('field');
  });
});

describe('the dictionary of header words', () => {
  it('says where a meaning is none, with a guess', () => {
    const { complaints } = loadMasters([
      {
        name: 'header-words',
        shown: 'header-words.yaml',
        text: '宛て先: consignee\n品: line.nmae\n数: order quantty\n',
      },
    ]);
    expect(complaints.map((one) => `${one.line} ${one.sentence}`)).toEqual([
      '2 unknown meaning "line.nmae" (did you mean "line.name"?)',
      '3 unknown meaning "quantty"',
    ]);
  });

  it('makes a word of a shop known', () => {
    const more = new Map([...standard.masters.dictionaries['header-words']!, ['おとどけさき', 'consignee']]);
    expect(understand('おとどけさき郵便番号', headerWords(more))).toMatchObject({
      whole: true,
      meaning: { who: 'consignee' },
    });
    expect(understand('おとどけさき郵便番号', words).whole).toBe(false);
  });
});
