import type { Sentence } from './sentence.ts';

const refuses = 'このままでは B2 クラウドが取り込みを断ります。';
const fix = {
  remedy: `受注ファイルか設定を直してください。${refuses}`,
  remedyByApi: `受注（orders edit）か設定を直してください。${refuses}`,
} as const;

/** The last gate before a B2 file is written: rules that B2 Cloud is known to refuse a row for. */
export const b2 = {
  'b2-column-count': {
    sentence: 'B2 の CSV は 95 列でなければなりません（{count} 列）。',
    remedy: 'レイアウト定義を確かめてください。',
  },
  'b2-service-unknown': { sentence: '送り状種類「{value}」は B2 クラウドにありません。', ...fix },
  'b2-customer-no': {
    sentence: 'お客様管理番号は半角英数字・ハイフン・アンダースコア 50 文字以内でなければなりません。',
    ...fix,
  },
  'b2-cool': { sentence: 'この送り状種類ではクール区分を指定できません（常温で運ばれてしまいます）。', ...fix },
  'b2-must-be-blank': {
    sentence: '空欄でなければならない列に値が入っています。',
    remedy: 'レイアウト定義を確かめてください。',
  },
  'b2-ship-date': { sentence: '出荷予定日 {date} は本日から {days} 日以内でなければなりません。', ...fix },
  'b2-delivery-date-impossible': { sentence: 'この送り状種類ではお届け予定日を指定できません。', ...fix },
  'b2-delivery-date': {
    sentence: 'お届け予定日 {date} は出荷予定日から {days} 日以内でなければなりません。',
    ...fix,
  },
  'b2-slot': { sentence: 'この送り状種類では配達時間帯「{slot}」を指定できません。', ...fix },
  'b2-title': {
    sentence: '敬称はクロネコゆうメールのときだけ指定できます。',
    remedy: 'レイアウト定義の敬称を空欄にしてください。',
  },
  'b2-collect-not-allowed': { sentence: 'この送り状種類ではコレクトの金額を入れられません。', ...fix },
  'b2-collect-amount': { sentence: 'コレクト代金引換額は 1～{limit} 円の整数でなければなりません。', ...fix },
  'b2-collect-tax': { sentence: '内消費税額等は代金引換額以下の整数でなければなりません。', ...fix },
  'b2-pick-up': { sentence: 'この送り状種類では営業所止置きを指定できません。', ...fix },
  'b2-parcels': { sentence: '発行枚数「{packages}」は 1～99 でなければなりません。', ...fix },
  'b2-parcels-not-allowed': { sentence: 'この送り状種類では発行枚数を 2 以上にできません。', ...fix },
  'b2-frame': {
    sentence: 'この送り状種類では個数口表示フラグを指定できません。',
    remedy: 'レイアウト定義を確かめてください。',
  },
  'b2-closure-key': { sentence: '発払い（複数口）には複数口くくりキーが必要です。', ...fix },
  'b2-multi-count': { sentence: '発払い（複数口）は 2 個口以上でなければなりません。', ...fix },
  'b2-search-key': {
    sentence: '検索キーは半角英数字と空白 20 文字以内でなければなりません。',
    remedy: 'レイアウト定義を確かめてください。',
  },
  'b2-search-key-title': {
    sentence: '検索キーには検索キータイトルが必要です。',
    remedy: 'レイアウト定義を確かめてください。',
  },
  'b2-too-many-rows': {
    sentence: '1 ファイルは {limit} 件までです（{count} 件）。',
    remedy: 'ファイルを分けてください。',
  },
  'b2-customer-no-twice': {
    sentence: 'お客様管理番号「{number}」が 1 つのファイルに 2 回あります。',
    remedy: '不具合の可能性があります。ログを添えて担当者に連絡してください。',
  },
  'b2-closure-key-shared': {
    sentence: '複数口くくりキー「{key}」が違うお届け先か日付にも使われています。',
    remedy: 'くくりキーを分けてください。',
  },
} as const satisfies Record<string, Sentence>;
