import type { Sentence } from './sentence.ts';

/** What can be done about a value that a marketplace's API gave: here by hand, or there, and then it comes by itself. */
const correct = (what: string) =>
  `orders edit で${what}を直してください（モールの画面で直した場合は、次の取得で自動で入ります）。` as const;
const comes =
  'その状態でなくなると、次の取得で自動で入ります。先に発送してよければ、メモを付けて保留を解除してください。';

/** Deciding: the named reasons why a shipment is held or left out (保留理由). */
export const deciding = {
  unpaid: {
    sentence: '入金が確認できていません（支払方法：{method}）。',
    remedy: '入金を確認してから、入金済みの受注ファイルを入れ直すか、メモを付けて保留を解除してください。',
    remedyByApi:
      '入金されると、次の取得で自動で出荷待ちになります。先に発送するときだけ、メモを付けて保留を解除してください。',
  },
  'payment-refused': {
    sentence:
      '与信または決済が通りませんでした（支払方法：{method}、店舗の状態：{word}）。待っていても入金されません。',
    remedy:
      '購入者に支払方法の変更をお願いするか、受注をキャンセルしてください。支払いが済んだ受注ファイルを入れ直すと、出荷待ちになります。',
    remedyByApi:
      'モールの画面で与信を取り直すか、購入者に支払方法の変更をお願いしてください。通ると、次の取得で自動で出荷待ちになります。',
  },
  'payment-unknown': {
    sentence: '支払方法から入金状況を判断できません（支払方法：{method}）。',
    remedy: '支払方法の辞書（payment-states.yaml）に追加するか、確認のうえ保留を解除してください。',
  },
  'header-part-missing': {
    sentence: '商品ファイルだけが届いており、注文ファイルがまだありません。',
    remedy: '同じ注文の注文ファイルを inbox に入れてください。自動でつながります。',
  },
  'lines-part-missing': {
    sentence: '注文ファイルだけが届いており、商品ファイルがまだありません。',
    remedy: '同じ注文の商品ファイルを inbox に入れてください。自動でつながります。',
  },
  'shop-checking': {
    sentence: '店舗の状態が「{word}」（確認中）です。',
    remedy: '確認が終わった受注ファイルを入れ直すか、発送してよければメモを付けて保留を解除してください。',
    remedyByApi: comes,
  },
  'shop-reserved': {
    sentence: '店舗の状態が「{word}」（予約）です。',
    remedy: '発送できるようになった受注ファイルを入れ直すか、発送してよければメモを付けて保留を解除してください。',
    remedyByApi: comes,
  },
  'shop-fraud': {
    sentence: '店舗の状態が「{word}」（不正注文の疑い）です。',
    remedy: '店舗の画面で審査の結果を確かめ、発送してよい場合だけメモを付けて保留を解除してください。',
  },
  'shop-hold': {
    sentence: '店舗の状態が「{word}」（保留）です。',
    remedy: '保留を外した受注ファイルを入れ直すか、発送してよければメモを付けて保留を解除してください。',
    remedyByApi: comes,
  },
  'shop-partly': {
    sentence:
      '店舗の状態が「{word}」で、商品の一部だけが返金・取消・発送の済んだ状態です。どの商品かは、受注データに書かれていません。',
    remedy:
      '店舗の画面でどの商品かを確かめ、orders edit で明細の状態を直してから、メモを付けて保留を解除してください。',
  },
  'shop-shipped': {
    sentence: '店舗では、すでに発送済みになっています。',
    remedy: '二重発送を防ぐため止めています。もう一度発送してよい場合だけ、メモを付けて保留を解除してください。',
  },
  'ship-to-missing': {
    sentence: 'お届け先が何も書かれていません。',
    remedy:
      'お届け先の入った受注ファイルを入れ直してください。お届け先が空白の注文を注文者（請求先）へ送る店舗では、bridge.yaml の店舗に「blank-ship-to: orderer」と書いてから入れ直してください。',
    remedyByApi: correct('お届け先'),
  },
  'address-pending': {
    sentence: 'お届け先の住所がまだ決まっていません（ギフトの住所入力待ち、またはモールでの決済待ち）。',
    remedy: '住所が決まってから、受注ファイルを入れ直してください。',
    remedyByApi: '住所が決まると、次の取得で自動で入ります。対応は不要です。',
  },
  'number-already-registered': {
    sentence: 'すでにお問い合わせ番号（{number}）が登録されています。',
    remedy: '二重発送を防ぐため止めています。もう一度発送してよい場合だけ、メモを付けて保留を解除してください。',
  },
  'delivery-method-missing': {
    sentence: '配送方法が書かれていません。',
    remedy:
      'bridge.yaml の店舗設定で標準の配送方法（default-method）を決めるか、受注ファイルに配送方法を入れてください。',
    remedyByApi:
      'bridge.yaml の店舗設定で標準の配送方法（default-method）を決めるか、orders edit で配送方法を入れてください。',
  },
  'delivery-method-unknown': {
    sentence: '配送方法「{method}」が配送方法マスタにありません。',
    remedy:
      'layouts/masters/delivery-methods.yaml の keywords にこの言葉を追加してください。次の取り込みか発行のときに自動で見直します。',
  },
  'delivery-method-on-screen': {
    sentence: '配送方法「{method}」だけでは、{what}が決まりません。',
    remedy:
      '「orders edit 受注番号 --set delivery.method=…」で決めてください。B2クラウドと API で連携していれば（bridge.yaml の b2）、編集画面で選べます。',
  },
  'not-a-yamato-method': {
    sentence: '配送方法「{method}」はヤマト運輸の送り状ではありません。',
    remedy: 'B2クラウド以外で発送し、追跡番号の一覧を inbox/results に入れてください。',
  },
  'collect-impossible': {
    sentence: '配送方法「{method}」では代金引換を使えません。',
    remedy: '配送方法を変えるか、配送方法マスタで代金引換の送り状種類を設定してください。',
  },
  'collect-several-destinations': {
    sentence: '代金引換の注文にお届け先が複数あり、請求額を分けられません。',
    remedy: '注文を分けて登録し直してください。',
  },
  'collect-amount-missing': {
    sentence: '代金引換の請求額がわかりません。',
    remedy: '代引金額の入った受注ファイルを入れ直してください。',
    remedyByApi: correct('代引金額'),
  },
  'collect-over-limit': {
    sentence: '代金引換の請求額 {amount} 円が上限 {limit} 円を超えています。',
    remedy: '支払方法か配送方法を変更した受注ファイルを入れ直してください。',
    remedyByApi: correct('支払方法か配送方法'),
  },
  'collect-tax-unknown': {
    sentence: '代金引換の請求額 {amount} 円の内消費税額が、受注にも税率の設定にもありません。',
    remedy:
      '{rate}％として {tax} 円と印字してよければ、メモを付けて保留を解除してください。店舗でいつも同じ税率なら、bridge.yaml の店舗の cod-tax に「rate: 10」のように書くと、次から保留になりません。',
  },
  'collect-tax-over-amount': {
    sentence: '内消費税額 {tax} 円が代金引換の請求額 {amount} 円を超えています。',
    remedy: '金額を確かめ、正しい受注ファイルを入れ直してください。',
    remedyByApi: correct('金額'),
  },
  'customer-no-impossible': {
    sentence: '注文番号から「お客様管理番号」（半角英数字・ハイフン・アンダースコア 50 文字以内）を作れません。',
    remedy:
      '注文番号が長すぎるか、ありません。注文番号を確かめてください。この注文は B2 クラウドの画面で手入力して発行します。',
  },
  'shipment-number-missing': {
    sentence: '受注ファイルに出荷番号がないため、「注文番号_出荷番号」のお客様管理番号を付けられません。',
    remedy:
      '出荷番号の列を入れた受注ファイルを入れ直してください。システムの連番（「注文番号_1」など）でよければ、メモを付けて保留を解除してください。店舗でいつも連番にするときは、bridge.yaml の店舗の customer-no を「serial」にします。',
    remedyByApi:
      'モールの受注には出荷番号がありません。システムの連番（「注文番号_1」など）でよければ、メモを付けて保留を解除してください。店舗でいつも連番にするときは、bridge.yaml の店舗の customer-no を「serial」にします。',
  },
  'shipment-number-unusable': {
    sentence: '出荷番号「{number}」はお客様管理番号に使えません（数字だけ、注文番号と合わせて 50 文字以内）。',
    remedy:
      '出荷番号を確かめ、正しい受注ファイルを入れ直してください。システムの連番（「注文番号_1」など）でよければ、メモを付けて保留を解除してください。',
    remedyByApi:
      'モールの画面で番号を確かめてください。直すと次の取得で届きます。システムの連番（「注文番号_1」など）でよければ、メモを付けて保留を解除してください。',
  },
  'shipment-number-taken': {
    sentence: 'お客様管理番号「{customerNo}」は、別の出荷に付いています（出荷番号「{number}」）。',
    remedy:
      'orders show {customerNo} で別の出荷を見て、出荷番号を確かめてください。システムの連番でよければ、メモを付けて保留を解除してください。',
  },
  'cool-impossible': {
    sentence: '{service}ではクール便を使えません（常温で届いてしまいます）。',
    remedy: '配送方法マスタでクール便に対応した送り状種類（発払い・コレクト・着払い）にしてください。',
  },
  'parcels-impossible': {
    sentence: '{service}では 2 個口以上を指定できません。',
    remedy: '個数を 1 にするか、配送方法を変えた受注ファイルを入れ直してください。',
    remedyByApi: correct('個数か配送方法'),
  },
  'parcels-out-of-range': {
    sentence: '発行枚数 {packages} は指定できません（1～99）。',
    remedy: '発行枚数を直した受注ファイルを入れ直してください。',
    remedyByApi: correct('個数'),
  },
  'slot-impossible': {
    sentence: '{service}では配達時間帯を指定できません。',
    remedy: '時間帯なしで発送してよければ、メモを付けて保留を解除してください（時間帯を外して発行します）。',
  },
  'slot-abolished': {
    sentence: '配達時間帯「{slot}」はこの日には使えません（有効期間 {from} ～ {until}）。代わりの時間帯: {instead}。',
    remedy:
      'お客様に確かめ、「orders edit 受注番号 --set delivery.time-slot=…」で時間帯を直してください。時間帯なしで発送してよければ、メモを付けて保留を解除してください。',
  },
  'delivery-method-ended': {
    sentence: '配送方法「{method}」は今日は使えません（有効期間 {from} ～ {until}）。',
    remedy:
      '「orders edit 受注番号 --set delivery.method=…」で別の配送方法を指定するか、配送方法マスタ（delivery-methods.yaml）の from・until を直してください。',
  },
  'slot-unknown': {
    sentence: '{service}では、配達時間帯「{slot}」を指定できません。',
    remedy: '時間帯なしで発送してよければ、メモを付けて保留を解除してください（時間帯を外して発行します）。',
  },
  'ship-date-too-far': {
    sentence: '出荷予定日 {date} が {days} 日より先です。',
    remedy: '出荷予定日が {days} 日以内になると自動で出荷待ちになります。',
  },
  'wished-date-impossible': {
    sentence: '{service}ではお届け日を指定できません（希望日 {date}）。',
    remedy: '日付なしで発送してよければ、メモを付けて保留を解除してください（希望日を外して発行します）。',
  },
  'wished-date-past': {
    sentence: 'お届け希望日 {date} を過ぎています。',
    remedy: 'お客様に確認し、希望日なしで発送してよければメモを付けて保留を解除してください。',
  },
  'wished-date-before-shipping': {
    sentence: 'お届け希望日 {date} は、出荷予定日 {shipDate} では間に合いません。',
    remedy: 'お客様に確認し、希望日なしで発送してよければメモを付けて保留を解除してください。',
  },
  'wished-date-too-far': {
    sentence: 'お届け希望日 {date} が {days} 日より先です。',
    remedy: '{days} 日以内になると自動で出荷待ちになります。',
  },
  'content-changed': {
    sentence: '同じ注文番号で内容（お届け先・商品・数量・希望など）の違うデータが届きました。',
    remedy: '新しい内容で発送してよければ、内容を確かめてメモを付け、保留を解除してください。',
  },
  'delivery-method-untold': {
    sentence: '配送方法「{method}」には、このモールへ伝える配送会社名がありません。発送してもモールに通知できません。',
    remedy:
      '配送方法マスタ（delivery-methods.yaml）の codes にこのモールの欄を書いてください。通知しないで発送してよければ、メモを付けて保留を解除してください。',
  },
  'line-cancelled': {
    sentence: '商品「{sku}」（明細 {line}）がモールでキャンセルされたため、出荷から外しました。',
    remedy: '対応は不要です。',
  },
  'line-cancelled-after-issue': {
    sentence: '送り状を出したあとで、この荷物の商品「{skus}」がキャンセルされました。',
    remedy:
      'キャンセルされた商品を荷物から抜いてください。抜いたことを確かめたら、メモを付けて保留を解除してください。',
  },
  'changed-after-issue': {
    sentence: '送り状を出したあとで、この注文の内容が変わりました。',
    remedy:
      '発行済みの送り状と新しい内容を見比べ、必要なら B2 クラウドで取り消してください。確認したら保留を解除してください。',
  },
  'destination-unclear': {
    sentence: 'お届け先の並びか番号が変わり、次のどの送り状がどのお届け先のものか、確かめられません（{numbers}）。',
    remedy:
      '送り状のお届け先を店舗の受注画面と照らし合わせ、なくなったお届け先の荷物は発送を止めてください。確かめたら、メモを付けて保留を解除してください。',
  },
  'cancel-requested-after-issue': {
    sentence: '送り状を出したあと（連携したあと）で、購入者からキャンセルの依頼が届きました（明細 {lines}）。',
    remedy:
      '発送前なら荷物を止めてください。モールの管理画面で依頼に答え、発送してよければメモを付けて保留を解除してください。解除するまで出荷は通知しません。',
  },
  'stopped-after-issue': {
    sentence: '送り状を出したあと（連携したあと）で、店舗側の状態が「{word}」になりました。',
    remedy:
      '発送前なら荷物を止めて、店舗の管理画面で確かめてください。発送してよければメモを付けて保留を解除してください。解除するまで出荷は通知しません。',
  },
  'shipped-elsewhere': {
    sentence:
      '送り状を出したあとに、店舗では別に発送済みになりました（店舗の番号：{number}）。二重発送になるおそれがあり、店舗の番号も上書きしていません。',
    remedy:
      'この荷物をまだ出していなければ止めてください。こちらの番号で店舗に伝えてよい場合だけ、メモを付けて保留を解除してください。',
  },
  'cancelled-after-issue': {
    sentence: '送り状を出したあとで、この注文がキャンセルされました。',
    remedy: '荷物を止め、B2 クラウドで送り状を取り消してください。確認したら保留を解除してください。',
  },
  'product-unknown': {
    sentence: '商品 {skus} が、この店舗の商品対応表にも在庫表にもありません。',
    remedy:
      '商品対応表（または在庫表）に商品を加えて inbox に入れてください。自動で出荷待ちに進みます。そのまま発送してよければ、メモを付けて保留を解除してください。保留にしないときは bridge.yaml の店舗に「unknown-products: allow」と書きます。',
  },
  'name-missing': {
    sentence: 'お届け先の名前がありません。',
    remedy: 'お届け先名の入った受注ファイルを入れ直してください。',
    remedyByApi: correct('お届け先の名前'),
  },
  'postal-missing': {
    sentence: 'お届け先の郵便番号がないか、読み取れません。',
    remedy: '郵便番号の入った受注ファイルを入れ直してください。',
    remedyByApi: correct('お届け先の郵便番号'),
  },
  'postal-unknown': {
    sentence: 'お届け先の郵便番号 {postalCode} は存在しません（この 3 けたで始まる番号はありません）。',
    remedy: '郵便番号を確かめ、正しい番号の受注ファイルを入れ直すか、メモを付けて保留を解除してください。',
    remedyByApi: `郵便番号を確かめ、${correct('お届け先の郵便番号')}`,
  },
  'postal-unlisted': {
    sentence:
      'お届け先の郵便番号 {postalCode} は、日本郵便の一覧（地域・大口事業所）にありません。先頭 3 けたは住所の地域のものなので、新しい番号か、事業所の個別番号かもしれません。',
    remedy:
      '番号を確かめ、正しければメモを付けて保留を解除してください。保留にしないときは bridge.yaml の店舗に「unlisted-postal-code: allow」と書きます。',
  },
  'postal-unlisted-elsewhere': {
    sentence:
      'お届け先の郵便番号 {postalCode} は日本郵便の一覧になく、先頭 3 けたは「{place}」などの地域のもので、住所と合いません。',
    remedy: '郵便番号と住所を確かめてください。正しければ、メモを付けて保留を解除してください。',
  },
  'postal-mismatch': {
    sentence: 'お届け先の郵便番号 {postalCode} は「{place}」の番号で、住所と合いません。',
    remedy: '住所を確かめてください。正しければ、メモを付けて保留を解除してください。',
  },
  'prefecture-missing': {
    sentence: 'お届け先の都道府県がわかりません。',
    remedy: '都道府県から始まる住所の入った受注ファイルを入れ直してください。',
    remedyByApi: correct('お届け先の都道府県'),
  },
  'city-missing': {
    sentence: 'お届け先の市区町村がわかりません。',
    remedy: '市区町村まで入った受注ファイルを入れ直してください。',
    remedyByApi: correct('お届け先の市区町村'),
  },
  'street-missing': {
    sentence: 'お届け先の町名・番地がありません。',
    remedy: '番地まで入った受注ファイルを入れ直してください。',
    remedyByApi: correct('お届け先の番地'),
  },
  'house-number-missing': {
    sentence: 'お届け先の住所に、番地・号・部屋などの番号が 1 つもありません。',
    remedy:
      'お客様に番地を確かめ、直した受注ファイルを入れ直してください。番号のない住所で正しければ、メモを付けて保留を解除してください。確かめないときは bridge.yaml の店舗に「address-without-number: allow」と書きます。',
    remedyByApi: `お客様に番地を確かめ、${correct('お届け先の住所')}番号のない住所で正しければ、メモを付けて保留を解除してください。確かめないときは bridge.yaml の店舗に「address-without-number: allow」と書きます。`,
  },
  'phone-missing': {
    sentence: 'お届け先の電話番号がないか、読み取れません。',
    remedy: '電話番号の入った受注ファイルを入れ直してください。',
    remedyByApi: correct('お届け先の電話番号'),
  },
  'shipper-incomplete': {
    sentence: 'ご依頼主（送り主）の「{field}」がありません。',
    remedy: '送り主が注文者の場合は注文者の情報を、店舗の場合は bridge.yaml の seller を確かめてください。',
  },
  'billing-missing': {
    sentence: '請求先の顧客コードまたは運賃管理番号が設定されていません。',
    remedy: 'bridge.yaml の billing に、ヤマト運輸との契約の顧客コードと運賃管理番号を入れてください。',
  },
  'char-not-in-cp932': {
    sentence: '「{field}」の文字「{char}」は B2 クラウドの文字コードにありません。',
    remedy: '置き換え候補：「{to}」。置き換えて発行してよければ、メモを付けて保留を解除してください。',
  },
  'char-without-replacement': {
    sentence: '「{field}」の文字「{char}」は B2 クラウドの文字コードになく、置き換え候補もありません。',
    remedy: '受注ファイルの文字を直して入れ直してください。',
    remedyByApi: correct('その文字'),
  },
  'char-dependent': {
    sentence: '「{field}」の文字「{char}」は環境依存文字のため、B2 クラウドで印字されないことがあります。',
    remedy: '置き換え候補：「{to}」。置き換えて発行してよければ、メモを付けて保留を解除してください。',
  },
  'all-items-cancelled': {
    sentence: 'すべての商品がキャンセルまたは返品になっています。',
    remedy: '発送しません。対応は不要です。',
  },
  'order-cancelled': {
    sentence: '注文がキャンセルされています。',
    remedy: '発送しません。対応は不要です。',
  },
  'destination-deleted': {
    sentence: 'お届け先が削除されています。',
    remedy: 'このお届け先には発送しません。対応は不要です。',
  },
  'already-issuing': {
    sentence: 'B2 の CSV をすでに書き出しています（発行中）。',
    remedy:
      'B2 クラウドで発行し、発行済データを inbox/results に入れてください。まだ印刷していないCSVをやめるときは発行取消（issue --undo）、書き出し直すときは再発行（issue --reissue）を使います。',
  },
  'order-too-fresh': {
    sentence: '注文から {minutes} 分たっていないので、まだ書き出していません（wait-after-order）。',
    remedy:
      '時間がたてば自動で（または次の issue で）書き出します。急ぐときは「issue --orders 受注番号」を実行してください。',
  },
  'already-handed-over': {
    sentence: 'すでに B2クラウドに連携しています（連携 {id}、{state}）。',
    remedy:
      '編集画面を開いているときは、その画面で印刷してください。印刷せずに画面を閉じたときは「b2 release {id} --note 理由」で戻すと、もう一度発行できます（戻す前に、印刷されていないかを自動で確かめます）。',
  },
  'already-issued': {
    sentence: '送り状をすでに発行しています。',
    remedy: '対応は不要です。もう一枚必要なときだけ再発行（issue --reissue）を使います。',
  },
  'not-selected': {
    sentence: '入荷待ちのため出荷待ちになっていません。',
    remedy: '入荷すると自動で出荷待ちになります。',
  },
} as const satisfies Record<string, Sentence>;
