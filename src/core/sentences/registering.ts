import type { Sentence } from './sentence.ts';

/** Registering what came: numbers of issued slips, forms to give back, and which shop a file belongs to. */
export const registering = {
  'waybill-number-blank': {
    sentence: '伝票番号が空欄です（お客様管理番号 {customerNo}）。',
    remedy: 'B2 クラウドで発行（印刷）まで済ませてから、発行済データを出力し直してください。',
  },
  'waybill-check-digit': {
    sentence: '伝票番号が正しくありません（お客様管理番号 {customerNo}）。',
    remedy: '12 桁の伝票番号か確かめ、B2 クラウドから出力したファイルを Excel で開かずにそのまま入れてください。',
  },
  'waybill-unknown-customer-no': {
    sentence: 'このお客様管理番号の出荷はありません。',
    remedy: 'B2 クラウドで手入力した送り状か、別の作業フォルダーの送り状です。この番号は登録していません。',
  },
  'label-replaced': {
    sentence: '再発行により、{customerNo} の伝票番号を {before} から {number} に替えました。',
    remedy: '伝票番号 {before} の送り状は貼らずに破棄してください。',
  },
  'waybills-by-hand': {
    sentence:
      'B2 クラウドで手入力した送り状が {count} 件ありました。この作業フォルダーの出荷ではないため、登録していません。',
    remedy: '対応は不要です。',
  },
  'waybill-number-taken': {
    sentence: 'この伝票番号は別の出荷に登録済みです（お客様管理番号 {customerNo}）。',
    remedy: 'どちらの荷物の番号か B2 クラウドで確かめてください。',
  },
  'waybill-already-registered': {
    sentence: 'この出荷（{customerNo}）には、すでに伝票番号 {number} が登録されています。',
    remedy: '送り状を出し直した場合は、再発行（issue --reissue）をしてから発行済データを入れてください。',
  },
  'waybill-carrier-unknown': {
    sentence:
      '配送会社「{carrier}」が配送方法マスタにありません。番号は登録しましたが、モールにはまだ伝えません（お客様管理番号 {customerNo}）。',
    remedy: '配送会社の書き方を直して入れ直すか、配送方法マスタ（delivery-methods.yaml）の keywords に加えてください。',
    remedyByApi:
      '配送方法マスタ（delivery-methods.yaml）の keywords に配送会社を加えるか、「orders edit 受注番号 --set delivery.method=…」で実際の配送方法を指定してください。',
  },
  'waybill-number-corrected': {
    sentence: 'この出荷（{customerNo}）の送り状番号を {before} から {number} に替えました。',
    remedy: 'モールに伝え済みのときは、新しい番号を伝え直します。対応は不要です。',
  },
  'waybill-carrier-corrected': {
    sentence: 'この出荷（{customerNo}、番号 {number}）の配送会社を「{before}」から「{carrier}」に替えました。',
    remedy: 'モールに伝え済みのときは、伝え直します。対応は不要です。',
  },
  'waybill-for-cancelled': {
    sentence: 'キャンセルされた出荷の送り状です（伝票番号 {number}）。番号は記録しました。',
    remedy: '荷物を止め、B2 クラウドで送り状を取り消してください。',
  },
  'form-nothing-to-fill': {
    sentence: 'このファイルの注文には、まだ送り状番号がありません。',
    remedy: '発行済データを入れると、番号を書き込んだファイルが outbox にできます。',
  },
  'form-order-unknown': {
    sentence: 'このファイルの {count} 行は、取り込んでいない注文です。その行はそのまま残しました。',
    remedy: '注文ファイル（詳細）を先に入れてください。',
  },
  'postal-unlisted-printed': {
    sentence:
      '郵便番号 {postalCode} は日本郵便の一覧にありませんが、設定（unlisted-postal-code: allow）のとおりそのまま印字します。',
    remedy: '番号が正しいか確かめてください。',
  },
  'char-dependent-printed': {
    sentence: '環境依存文字「{char}」をそのまま印字します。',
    remedy:
      'B2 クラウドで正しく表示されるか確かめてください。置き換える場合は bridge.yaml の replace-characters を使います。',
  },
  'order-refused': {
    sentence: '注文 {order} は取り込めませんでした。',
    remedy: 'ほかの注文は取り込みました。この注文だけ直したファイルを入れ直してください。',
    remedyByApi: 'ほかの注文は取り込みました。この注文は、モールの画面で内容を直すと次の取得で自動で入ります。',
  },
  'item-name-shortened': {
    sentence: '品名が長いため、送り状では「…」で短縮しました。',
    remedy: '対応は不要です。短縮せずに保留にするには、bridge.yaml の long-item-names を hold にします。',
  },
  'order-replaced': {
    sentence: '文字を置き換えました：{replaced}',
    remedy: '内容を確かめてください。対応は不要です。',
  },
  'shop-ambiguous': {
    sentence: 'この形式のファイルを使う店舗が複数あるため、どの店舗の注文かわかりません（{shops}）。',
    remedy: 'inbox の店舗名のフォルダーに入れてください。',
  },
  'shop-has-no-such-layout': {
    sentence: 'このファイルは「{layout}」の形式ですが、店舗「{shop}」では使われていません。',
    remedy: '店舗を間違えていないか確かめ、正しい店舗のフォルダーに入れてください。',
  },
  'shop-unknown': {
    sentence: '店舗「{shop}」は bridge.yaml にありません。',
    remedy: 'inbox の下のフォルダー名を店舗名に合わせてください。',
  },
  'document-seen-before': {
    sentence: '同じ内容のファイルを取り込み済みです（{at}、{name}）。',
    remedy: '対応は不要です。何も変わっていません。',
  },
  'layout-unknown': {
    sentence: 'レイアウト定義「{layout}」はありません。',
    remedy: 'layouts list で名前を確かめてください。',
  },
  'not-yet-shipped': {
    sentence: 'まだ出荷済みではないため、通知していません。',
    remedy: '送り状番号が登録されると通知します（B2クラウドでの発行、発行済データ、送り状番号リスト）。',
  },
  'hold-note-missing': {
    sentence: 'メモがありません。',
    remedy: '誰が何を確かめたかを --note に書いてください。',
  },
  'hold-clear-loses': {
    sentence: 'このまま解除すると、{field}の「{value}」は使われず、指定なしになります。まだ解除していません。',
    remedy:
      '正しい値は「orders edit 受注番号 --set {name}=…」で入れられます。指定なしで出してよければ、--drop を付けて解除してください。',
  },
  'hold-not-found': {
    sentence: '「{id}」の保留はありません。',
    remedy: 'holds list で保留の番号を確かめてください。',
  },
  'file-without-rows': {
    sentence: '見出しだけで、データの行がありません。',
    remedy: 'データの入ったファイルを出力し直してください。',
  },
  'file-for-b2': {
    sentence: '【出力】{file} を書き出しました（出荷 {count} 件）。',
    remedy: 'B2クラウドの「外部データから発行」で取り込んでください（取込み開始行は「2行目」）。',
  },
  'file-for-marketplace': {
    sentence: '【出力】{file} を書き出しました。',
    remedy: '店舗の管理画面に登録（アップロード）してください。',
  },
  'convert-impossible': {
    sentence: '「{from}」のファイルから「{to}」は作れません。',
    remedy: '受注ファイルを指定するか、別のレイアウト定義を選んでください。',
  },
  'orders-among-results': {
    sentence: '受注ファイルが inbox/results に入っています。results は発行済データ専用です。',
    remedy: 'inbox または店舗名のフォルダーに入れ直してください。',
  },
} as const satisfies Record<string, Sentence>;

/** What `orders show` lists beside replaced characters. */
export const replacedWords = { itemName: '品名を短縮', nothing: '（文字を消す）' } as const;
