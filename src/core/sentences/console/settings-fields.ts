/** A field of the settings forms: what it is called, and what an operator should know. Keys: the place in `bridge.yaml`. */
export interface FieldWords {
  readonly label: string;
  readonly hint?: string;
}

/** By the last words of the place, the longest that is here (`b2.api.printer`, else `printer`). */
export const fieldWords: Readonly<Record<string, FieldWords>> = {
  // ---- mail
  'mail.to': { label: '知らせの宛先', hint: '1行に1つ' },
  'mail.from': { label: '差出人' },
  'mail.smtp.host': { label: '送信サーバー（SMTP）', hint: '練習（ラボ）だけのときは不要です' },
  'mail.smtp.port': { label: 'ポート', hint: '多くは 465 か 587' },
  'mail.smtp.secure': { label: '最初から暗号化（SSL/TLS）', hint: 'ポート 465 のときは「はい」' },
  'mail.smtp.user': { label: 'ログイン名' },
  'mail.smtp.password': { label: 'メールのパスワード' },
  'reports.summary': { label: '一日のまとめを送る時刻', hint: '初期値 18:00。送らないときは never' },
  'reports.probe': { label: '毎日、接続を確かめる時刻', hint: '初期値 08:30。行わないときは never' },
  // ---- B2
  'b2.api.access-key': {
    label: 'APIアクセス認証キー',
    hint: 'B2クラウドの管理画面「外部システムとの連携」で取得します',
  },
  'b2.api.api-user-id': { label: 'API連携会社コード', hint: 'API連携の契約書類にあります' },
  'b2.api.printer': { label: '自動で印刷するときのプリンター' },
  'b2.api.paper': { label: '自動で印刷するときの用紙' },
  'b2.live': { label: '本物のB2クラウドとつなぐ', hint: '「送り状を発行する相手」と必ずそろえます' },
  'b2.issue-labels': { label: '送り状を発行する相手' },
  'b2.mail': { label: '連携の知らせの宛先', hint: '1行に1つ。空なら「メール」の宛先' },
  'b2.per-run': { label: '1回に連携する件数の上限', hint: '初期値 1000' },
  'b2.layout': { label: '連携に使うレイアウト', hint: '初期値 b2-api' },
  'b2.notify-port': { label: '印刷の知らせを受けるポート', hint: '初期値 8317' },
  'billing.customer-code': { label: '請求先顧客コード', hint: '半角数字 10〜12桁' },
  'billing.class-code': { label: '請求先分類コード', hint: 'ないときは空' },
  'billing.freight-no': { label: '運賃管理番号', hint: '半角数字2桁。初期値 01' },
  // ---- defaults and shops
  title: { label: '表示名' },
  live: { label: '本物のモールとつなぐ', hint: '「いいえ」ならラボ（練習）とだけ通信します' },
  sender: { label: '送り状のご依頼主' },
  seller: { label: '販売者情報（発送元）', hint: '「発送元・販売者情報」で作ったもの' },
  'default-method': { label: '標準の配送方法', hint: '注文に配送方法がないときに使います。なければ保留になります' },
  'item-name': { label: '品名を固定する', hint: '空なら商品名' },
  issue: { label: 'B2用CSVを作るとき' },
  'shipped-when': { label: '出荷済みにする時点' },
  'replace-characters': {
    label: '印字できない文字を自動で置き換える',
    hint: '置き換えは必ず一覧に出ます。「いいえ」なら保留',
  },
  'dependent-characters': { label: '機種依存文字（髙・﨑・①）' },
  'long-item-names': { label: '品名が入りきらないとき' },
  'address-without-number': { label: '番地のない住所' },
  'unlisted-postal-code': { label: '一覧にない郵便番号' },
  'blank-ship-to': { label: 'お届け先が書かれていない注文' },
  'go-live': { label: '店舗の最初の取り込み', hint: '「見るだけ」のあとは、b2-bridge shops open で発送を始めます' },
  unpaid: { label: '未入金の注文' },
  'same-number': { label: '同じ注文番号で内容が違うとき' },
  remarks: { label: '備考のある注文' },
  'high-cod-amount': {
    label: '代引きの請求額がこの金額以上なら保留',
    hint: '円。初期値 100000。保留にしないときは allow',
  },
  'double-purchase': {
    label: '同じお届け先・同じ商品の注文を保留にする日数',
    hint: '初期値 3。保留にしないときは allow',
  },
  'wait-after-order': { label: '注文から送り状を作るまで待つ時間', hint: '例: 30m（30分）、2h（2時間）' },
  'business-hours': { label: '営業時間', hint: '例: 09:00-18:00' },
  silence: { label: 'この時間、受注がなければ知らせる', hint: '例: 8h（営業時間で数えます）。知らせないときは never' },
  'unknown-products': { label: '商品マスタにない商品の注文' },
  // ---- retention
  'retention.orders': {
    label: '受注の個人情報と原本',
    hint: '初期値 180d（180日）。番号・状態・履歴は残ります。消さないときは never',
  },
  'retention.files': { label: '取り込み済みと書き出しのファイル', hint: '初期値 30d' },
  'retention.runs': { label: '実行履歴', hint: '初期値 90d' },
  'retention.link-history': { label: 'B2クラウドの連携結果', hint: '初期値 90d。7d より短くはできません' },
  'retention.notices': { label: '出荷通知の記録', hint: '初期値 180d' },
  'retention.mails': { label: '送ったメール', hint: '初期値 90d' },
  // ---- console
  'console.port': { label: '操作画面のポート', hint: '初期値 8316' },
  'console.host': {
    label: '待ち受けるアドレス',
    hint: '初期値 127.0.0.1（このパソコンだけ）。0.0.0.0 ならほかのパソコンからも使えます（ユーザーが必要）',
  },
  'console.address': {
    label: '開くときのアドレス',
    hint: '中継（プロキシ）や別の名前で開くとき。例: https://bridge.example.jp',
  },
  'console.certificate': { label: '証明書のファイル（PEM）', hint: 'HTTPS にするとき。鍵と両方書きます' },
  'console.key': { label: '証明書の鍵のファイル（PEM）' },
  'metrics.port': { label: '監視（/health・/metrics）のポート', hint: '空なら開きません' },
  // ---- senders
  'sender.name': { label: '名前', hint: '送り状のご依頼主名' },
  'sender.kana': { label: 'カナ' },
  'sender.company': { label: '会社名' },
  'sender.department': { label: '部署' },
  'sender.postal-code': { label: '郵便番号', hint: '例: 100-0001' },
  'sender.prefecture': { label: '都道府県' },
  'sender.city': { label: '市区町村' },
  'sender.street': { label: '町名・番地' },
  'sender.building': { label: '建物名' },
  'sender.phone': { label: '電話番号', hint: '例: 03-0000-0000' },
  'sender.email': { label: 'メールアドレス' },
};

/** Titles of choices, by the field's last word. */
export const choiceWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sender: { orderer: '注文者', seller: '販売者情報（自分の店）' },
  issue: { auto: '取り込みのあと自動で', manual: '人が指示したときだけ' },
  'shipped-when': { issued: '伝票番号を登録したとき', confirmed: '出荷を確定したとき' },
  'dependent-characters': { allow: 'そのまま印字', hold: '保留にする' },
  'long-item-names': { hold: '保留にする', shorten: '「…」で短縮して印字' },
  'address-without-number': { hold: '保留にする', allow: 'そのまま印字' },
  'unlisted-postal-code': { hold: '保留にする', allow: 'そのまま印字' },
  'blank-ship-to': { hold: '保留にする', orderer: '注文者へ送る' },
  'go-live': { hold: '見るだけにする', allow: 'すぐに発送する' },
  unpaid: { hold: '保留にする', allow: '保留にしない' },
  'same-number': { hold: '保留にする', allow: '新しい内容を使う' },
  remarks: { hold: '保留にする', allow: '保留にしない' },
  'unknown-products': { hold: '保留にする', allow: '保留にしない' },
  'issue-labels': { lab: 'ラボ（練習）', live: '本物のB2クラウド' },
  printer: { laser: 'レーザー', inkjet: 'インクジェット', label: 'ラベル' },
  paper: { a4: 'A4', a5: 'A5' },
};
