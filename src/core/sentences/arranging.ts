import type { Sentence } from './sentence.ts';

const nothingDone = '何も変えていません。';

/** Split, bundle, copy, confirm: what holds a shipment because of them, and why they are refused. */
export const arranging = {
  // ---- holds ----------------------------------------------------------------------------------------------------------
  'collect-split': {
    sentence: '代金引換の注文が分割されており、請求額を分けられません。',
    remedy: '分割を取り消してください（orders split --undo）。',
  },
  'copy-collects': {
    sentence: '複写した注文が代金引換です。このまま発送すると、代金をもう一度集めます。',
    remedy: 'もう一度集めてよい場合だけ、メモを付けて保留を解除してください。',
  },
  'split-does-not-fit': {
    sentence: '分割したあとで注文の数量が減り、分割した数量に足りません。',
    remedy: '分割を取り消し（orders split --undo）、必要なら今の数量で分割し直してください。',
  },
  'bundle-carrier-cancelled': {
    sentence: 'この出荷の注文は取り消されましたが、ほかの注文（{numbers}）の商品が同梱されています。',
    remedy: '同梱を取り消してください（orders bundle --undo）。同梱していた注文は、それぞれの出荷に戻ります。',
  },
  'bundled-order-changed': {
    sentence: '同梱した注文 {number} の内容が、同梱のあとで変わりました（取り消しを含みます）。',
    remedy:
      '内容を確かめ、このまま発送してよければ、メモを付けて保留を解除してください。発送前なら同梱の取り消し（orders bundle --undo）もできます。',
  },
  'bundled-away': {
    sentence: 'この注文の商品は、ほかの注文の荷物に同梱されています。',
    remedy: '対応は不要です。別々に発送するときは、同梱を取り消してください（orders bundle --undo）。',
  },

  // ---- refusals that all of them share --------------------------------------------------------------------------------
  'arrange-no-order': {
    sentence: '受注 {number} はありません。',
    remedy: '受注番号（または、お客様管理番号）を orders list で確認してください。',
  },
  'arrange-several-shops': {
    sentence: '受注番号 {number} は複数の店舗（{shops}）にあります。',
    remedy: '--shop で店舗を指定してください。',
  },
  'arrange-already-issuing': {
    sentence: '出荷 {customerNo} は送り状の発行を始めています（{state}）。分割・同梱の変更はできません。',
    remedy: `${nothingDone}発行前の出荷だけを変えられます。`,
  },
  'arrange-nothing-to-ship': {
    sentence: '受注 {number} には、これから発送するものがありません（{state}）。',
    remedy: nothingDone,
  },

  'command-split-how': {
    sentence: '分け方が指定されていません。',
    remedy: '--lines（明細と数量）、--destination（1種類ずつ）、--undo（取り消し）のどれか1つを指定してください。',
  },
  'command-bundle-what': {
    sentence: '同梱する受注番号が指定されていません。',
    remedy: '「orders bundle 同梱先の番号 同梱する番号…」の形で指定してください。',
  },

  // ---- split ----------------------------------------------------------------------------------------------------------
  'split-lines-unreadable': {
    sentence: '分ける明細の指定「{text}」を読み取れません。',
    remedy: '「明細番号:数量」をコンマで区切ってください（例: --lines 1:2,3:1）。明細番号は orders show に出ます。',
  },
  'split-unknown-line': {
    sentence: '受注 {number} に、発送する明細 {line} はありません。',
    remedy: '明細番号は orders show で確認できます。',
  },
  'split-quantity-too-large': {
    sentence: '明細 {line} で分けられるのは {most} 個までです（指定は {quantity} 個）。',
    remedy: nothingDone,
  },
  'split-nothing-left': {
    sentence: 'すべての商品を分けると、元の出荷に何も残りません。',
    remedy: `元の出荷に1個以上を残してください。${nothingDone}`,
  },
  'split-several-destinations': {
    sentence: '指定した明細のお届け先が1つではありません。',
    remedy: 'お届け先ごとに分けて、もう一度指定してください。',
  },
  'split-unknown-destination': {
    sentence: '受注 {number} に、お届け先「{destination}」はありません。',
    remedy: '注文にお届け先が1つだけなら、値を付けずに --destination とだけ指定してください。',
  },
  'split-one-line-only': {
    sentence: 'このお届け先の商品は1種類だけです。',
    remedy: '数量で分けるときは --lines を使ってください。',
  },
  'split-collects': {
    sentence: '代金引換の注文は分割できません（請求額を分けられません）。',
    remedy: nothingDone,
  },
  'split-bundled': {
    sentence: '同梱している注文は分割できません。',
    remedy: '先に同梱を取り消してください（orders bundle --undo）。',
  },
  'split-not-split': { sentence: '受注 {number} は分割されていません。', remedy: nothingDone },
  'split-holds-set': {
    sentence:
      'セット商品（{skus}）を含む注文を分割しました。Amazonは、このような分割の出荷通知を受け付けません（自動の出荷通知は止まります）。',
    remedy: '発送したら、セラーセントラルで出荷通知をしてください。分割をやめるときは orders split --undo を使います。',
  },

  // ---- bundle ---------------------------------------------------------------------------------------------------------
  'bundle-same-order': { sentence: '受注 {number} を同じ注文に同梱することはできません。', remedy: nothingDone },
  'bundle-other-shop': {
    sentence: '受注 {number} は別の店舗の注文です。同梱できるのは同じ店舗の注文だけです。',
    remedy: nothingDone,
  },
  'bundle-other-recipient': {
    sentence: '受注 {number} はお届け先（名前・郵便番号・住所・電話番号）が同じではありません。',
    remedy: nothingDone,
  },
  'bundle-near-recipient': {
    sentence: '受注 {number} のお届け先はほぼ同じですが、名前・郵便番号・住所・電話番号のどれかが違います。',
    remedy: '何もしていません。同じお届け先なら、違うところを orders edit で直してから同梱してください。',
  },
  'bundle-forbidden': {
    sentence: '{shop}のモールは、別の受注を1つの荷物で送ることを認めていません。同梱はしました。',
    remedy: 'モールの規約を確かめ、認められないときは「orders bundle 受注番号 --undo」で戻してください。',
  },
  'split-goods-unknown': {
    sentence: '商品 {skus} の属性（クール区分・発売日）が商品属性表にないため、分割しませんでした。',
    remedy: '商品属性表に加えて入れるか、「orders split 受注番号 --lines …」で分ける明細を指定してください。',
  },
  'split-all-alike': {
    sentence: '受注 {number} の商品はどれも同じなので、分割しませんでした。',
    remedy: '明細を指定して分けるときは「orders split 受注番号 --lines …」を使ってください。',
  },
  'bundle-other-delivery': {
    sentence: '受注 {number} は温度帯（クール区分）が違います。',
    remedy: nothingDone,
  },
  'bundle-collects': {
    sentence: '代金引換の注文（{number}）は同梱できません（集める金額が変わってしまいます）。',
    remedy: nothingDone,
  },
  'bundle-several-shipments': {
    sentence: '受注 {number} は出荷が1つではありません（お届け先が複数、または分割されています）。',
    remedy: '出荷が1つだけの注文どうしを同梱できます。',
  },
  'bundle-held': {
    sentence: '受注 {number} には保留があります。',
    remedy: '保留を解決してから同梱してください（holds list で確認できます）。',
  },
  'bundle-already': { sentence: '受注 {number} は、すでに同梱されています。', remedy: nothingDone },
  'bundle-not-bundled': { sentence: '受注 {number} に同梱している注文はありません。', remedy: nothingDone },
  'bundle-wishes-differ': {
    sentence: '受注 {number} のお届け希望（日付・時間帯）は、同梱先と違います。同梱先の希望で発送します。',
    remedy: '違ってはいけないときは、同梱を取り消してください（orders bundle --undo）。',
  },

  // ---- copy -----------------------------------------------------------------------------------------------------------
  'copy-impossible-number': {
    sentence:
      '受注 {number} からは、お客様管理番号（半角英数字・ハイフン・アンダースコア50文字以内）に使える複写の番号を作れません。',
    remedy: nothingDone,
  },
  'copy-of-part': {
    sentence: '受注 {number} は、注文ファイルの一部がまだ届いていないため複写できません。',
    remedy: nothingDone,
  },
  'copy-not-a-copy': { sentence: '受注 {number} は複写した注文ではありません。', remedy: nothingDone },
  'copy-never-told': {
    sentence: '複写元 {source} と複写 {copy} は、出荷通知を自動では送りません。',
    remedy: '発送したら、モールの管理画面で出荷通知をしてください。',
  },

  // ---- confirm --------------------------------------------------------------------------------------------------------
  'confirm-not-issued': {
    sentence: '出荷 {customerNo} は「{state}」のため、出荷確定できません。',
    remedy: '送り状を発行して、お荷物番号を取り込んでから出荷確定してください。',
  },
  'confirm-number-missing': {
    sentence: '出荷 {customerNo} には、お荷物番号がありません。',
    remedy: 'お荷物番号を取り込んでから出荷確定してください。',
  },
  'confirm-held': {
    sentence: '出荷 {customerNo} には、確認していない保留があります。',
    remedy: 'holds list で内容を確かめ、解除してから出荷確定してください。',
  },
  'confirm-bundled': {
    sentence: '受注 {number} の商品は、ほかの受注の荷物に同梱されています。',
    remedy: '同梱先の受注（orders show に出ます）で、出荷確定または出荷確定戻しをしてください。',
  },
  'unconfirm-not-shipped': {
    sentence: '出荷 {customerNo} は「{state}」のため、出荷確定戻しはできません。',
    remedy: '出荷済み・完了の出荷だけを戻せます。',
  },

  // ---- why a marketplace is not told by the machine (A3, A4) ------------------------------------------------------------
  'not-told-copied': {
    sentence: '複写した（または複写された）注文のため、出荷通知を自動では送りません。',
    remedy: 'モールの管理画面で出荷通知をしてください。',
  },
  'not-told-split-waiting': {
    sentence: '分割した出荷のうち {waiting} が、まだ出荷確定していないか、お荷物番号がありません。',
    remedy: '全部がそろうと自動で通知します。対応は不要です。',
  },
  'not-told-split-set': {
    sentence: 'セット商品（{skus}）を含む注文が分割されています。Amazonは、この出荷通知を受け付けません。',
    remedy: 'セラーセントラルで出荷通知をしてください。',
  },

  // ---- desk actions of Amazon -------------------------------------------------------------------------------------------
  'amounts-not-given': {
    sentence: 'Amazonから注文 {number} の金額を得られませんでした。',
    remedy: 'セラーセントラルで確認してください。古い注文は金額が返らないことがあります。',
  },
  'amounts-ours-unknown': {
    sentence: '受注 {number} には合計金額がないため、比べられません（注文レポートには合計金額がありません）。',
    remedy: 'APIで取得した注文は比べられます。この注文はセラーセントラルで確認してください。',
  },
  'amounts-unread': {
    sentence: 'Amazonの返事を読めませんでした（注文 {count} 件）。',
    remedy: 'しばらくしてから、もう一度実行してください。続くときは開発者に知らせてください。',
  },
  'command-search-what': {
    sentence: '対象の受注が指定されていません。',
    remedy: '--orders（受注番号の一覧）、--from・--to（注文日）、--shop のどれかを指定してください。',
  },
  'command-bad-day': {
    sentence: '日付「{day}」を読み取れません。',
    remedy: 'YYYY-MM-DD の形（例: 2026-11-21）で指定してください。',
  },
  // ---- named lists of 受注一覧 -----------------------------------------------------------------------------------------
  'view-name': {
    sentence: '条件の名前がないか、長すぎます。条件は保存していません。',
    remedy: '1〜{most} 文字の名前を付けて、もう一度保存してください。',
  },
  'view-too-many': {
    sentence: '保存した条件が {most} 件あります。これ以上は保存できません。',
    remedy: '使わない条件を削除してから、もう一度保存してください。',
  },
  'view-unknown': {
    sentence: '「{name}」という条件は保存されていません。',
    remedy: '「b2-bridge orders views」で名前を確認してください。',
  },
} as const satisfies Record<string, Sentence>;
