import type { Sentence } from './sentence.ts';

const byRule = 'ルールの内容は layouts/rules/rules.yaml にあります。';

/** Rules (処理ロボット) and the built-in ones: why a shipment is held. */
export const rules = {
  'rule-hold': {
    sentence: 'ルール「{title}」により保留です：{reason}',
    remedy: '内容を確かめ、発送してよければ、メモを付けて保留を解除してください。',
  },
  'rule-hold-data': {
    sentence: 'ルール「{title}」により保留です：{reason}',
    remedy: `注文の内容が変わるか、orders edit で直すと自動で見直します。${byRule}`,
  },
  'rule-hold-settings': {
    sentence: 'ルール「{title}」により保留です：{reason}',
    remedy: `設定かルールが変わると自動で見直します。${byRule}`,
  },
  'rule-split': {
    sentence: 'ルール「{title}」により、荷物を分けてから発送します（別の荷物にする明細：{lines}）。',
    remedy:
      '「b2-bridge orders split {number} --lines {lines}」で分けると、自動で出荷待ちになります。分けずに発送するときは、ルールを直すか使わないようにしてください。',
  },
  'rule-bundled': {
    sentence: 'ルールにより同梱しました（{shop}）：{carried} を {carrier} の荷物に入れます。',
    remedy:
      '別々に発送するときは「b2-bridge orders bundle {carrier} --undo」で戻します（もう一度自動で同梱されることはありません）。',
  },
  'rule-bundle-forbidden': {
    sentence:
      '{shop}のモールは受注をまとめて発送することを認めていないため、ルールによる同梱はしません（候補 {count} 組）。',
    remedy:
      '「b2-bridge orders candidates」で確かめられます。それでもまとめるときは、担当者が「orders bundle」で行ってください。',
  },
  'rule-unsure': {
    sentence: 'ルール「{title}」に当てはまるか判断できません（わからないもの：{facts}）。',
    remedy:
      '商品のことがわからないときは、商品属性表に商品を加えて inbox に入れてください。このルールを使わずに発送してよければ、メモを付けて保留を解除してください。',
  },
  'rule-sender-unknown': {
    sentence: 'ルール「{title}」の送り主「{name}」が、bridge.yaml の shippers にありません。',
    remedy: 'bridge.yaml の shippers に加えるか、ルールを直してください。',
  },
  'rules-decided-anew': {
    sentence: 'ルールか商品属性表が変わったため、送り状を出していない受注を見直しました。変わった受注: {count} 件。',
    remedy: '内容は「orders list」で確かめられます。',
  },
  'goods-twice': {
    sentence: '商品属性表に同じ商品コード「{sku}」がほかにもあります（{rows} 行目）。どちらの行も登録していません。',
    remedy: '1 行にまとめた表を inbox に入れてください。',
  },
  'go-live': {
    sentence: '店舗の最初の取り込みのため、「見るだけ」にしています（発送を始める日がまだ決まっていません）。',
    remedy:
      'どの注文日から発送するかを決め、「b2-bridge shops open 店舗の名前 --from 日付」を実行してください。1 件だけ先に発送するときは、メモを付けて保留を解除してください。',
  },
  'before-go-live': {
    sentence: '発送を始める日より前の受注です（見るだけで、発送しません）。',
    remedy:
      'この受注も発送するときは、ほかで発送していないことを確かめ、メモを付けて保留を解除してください。始める日を早めるときは「b2-bridge shops open 店舗の名前 --from 日付」を実行します。',
  },
  'remark-present': {
    sentence: '備考が書かれています。',
    remedy:
      '備考を読み（orders show に出ます）、そのまま発送してよければ、メモを付けて保留を解除してください。保留にしないときは bridge.yaml の店舗に「remarks: allow」と書きます。',
  },
  'cod-amount-high': {
    sentence: '代金引換の請求額 {amount} 円が、確かめることにしている金額（{limit} 円）以上です。',
    remedy:
      'お客様に確かめ、発送してよければ、メモを付けて保留を解除してください。金額は bridge.yaml の店舗の high-cod-amount で変えられます（allow で保留にしません）。',
  },
  'double-purchase': {
    sentence: '同じお届け先に同じ商品の注文が、{days} 日以内にもう 1 件あります（{number}）。',
    remedy:
      '二重注文でないか、お客様に確かめてください。両方とも発送してよければ、メモを付けて保留を解除してください。保留にしないときは bridge.yaml の店舗に「double-purchase: allow」と書きます。',
  },
} as const satisfies Record<string, Sentence>;
