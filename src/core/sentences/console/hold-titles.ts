import { isSentenceCode, sentences } from '../index.ts';

/** Reasons of holds in a few words, for lists and filters. A reason that is not here is named by its sentence. */
const titles: Readonly<Record<string, string>> = {
  unpaid: '入金待ち',
  'payment-unknown': '入金状況が不明',
  'header-part-missing': '注文ファイル待ち',
  'lines-part-missing': '商品ファイル待ち',
  'shop-checking': '店舗で確認中',
  'shop-reserved': '予約',
  'shop-fraud': '不正注文の疑い',
  'shop-hold': '店舗で保留',
  'shop-partly': '一部が返金・取消・発送済み',
  'shop-shipped': '店舗で発送済み',
  'ship-to-missing': 'お届け先が空白',
  'address-pending': 'お届け先の入力待ち',
  'number-already-registered': '番号が登録済み',
  'delivery-method-missing': '配送方法がない',
  'delivery-method-unknown': '配送方法が不明',
  'delivery-method-on-screen': '配送方法の指定が必要',
  'not-a-yamato-method': 'ヤマト以外の配送方法',
  'collect-impossible': '代金引換を使えない配送方法',
  'collect-several-destinations': '代金引換でお届け先が複数',
  'collect-amount-missing': '代金引換の金額が不明',
  'collect-over-limit': '代金引換の上限超え',
  'collect-tax-unknown': '代金引換の消費税額が不明',
  'collect-tax-over-amount': '代金引換の消費税額が誤り',
  'customer-no-impossible': 'お客様管理番号を作れない',
  'cool-impossible': 'クール便を使えない',
  'parcels-impossible': '複数口を使えない',
  'parcels-out-of-range': '発行枚数の誤り',
  'slot-impossible': '時間帯を指定できない',
  'slot-unknown': '使えない時間帯',
  'ship-date-too-far': '出荷予定日が先すぎる',
  'wished-date-impossible': '配達日を指定できない',
  'wished-date-past': '配達希望日が過ぎた',
  'wished-date-before-shipping': '配達希望日に間に合わない',
  'wished-date-too-far': '配達希望日が先すぎる',
  'content-changed': '受注の内容が変わった',
  'delivery-method-untold': '通知できない配送方法',
  'line-cancelled-after-issue': '発行後に明細キャンセル',
  'changed-after-issue': '発行後に内容が変わった',
  'destination-unclear': 'どの荷物か分からない',
  'cancel-requested': 'キャンセル要請',
  'cancel-requested-after-issue': '発行後にキャンセル要請',
  'stopped-after-issue': '発行後に店舗で停止',
  'shipped-elsewhere': '他所で発送済み',
  'cancelled-after-issue': '発行後にキャンセル',
  'product-unknown': '商品が未登録',
  'name-missing': 'お名前がない',
  'postal-missing': '郵便番号がない',
  'postal-unknown': '郵便番号の誤り',
  'postal-unlisted': '郵便番号が一覧にない',
  'postal-unlisted-elsewhere': '郵便番号と住所が合わない',
  'postal-mismatch': '郵便番号と住所が合わない',
  'prefecture-missing': '都道府県がない',
  'city-missing': '市区町村がない',
  'street-missing': '町名・番地がない',
  'house-number-missing': '番地がない',
  'phone-missing': '電話番号がない',
  'shipper-incomplete': 'ご依頼主の設定が不足',
  'billing-missing': '請求先の設定がない',
  'char-not-in-cp932': '使えない文字',
  'char-without-replacement': '使えない文字',
  'char-dependent': '機種依存文字',
  'item-name-too-wide': '品名が長すぎる',
  'marketplace-label': 'モールの送り状で発送',
  'unknown-word': '分からない言葉',
  'unmapped-word': '分からない言葉',
  'consignees-close': 'お届け先が似ている',
  'text-too-wide': '文字数オーバー',
};

/** A reason in a few words. */
export function holdTitle(code: string): string {
  const known = titles[code];
  if (known !== undefined) return known;
  if (!isSentenceCode(code)) return code;
  return sentences[code].sentence
    .replace(/（[^（）]*\{\w+\}[^（）]*）/g, '')
    .replace(/「?\{\w+\}」?/g, '')
    .replace(/。.*$/s, '');
}
