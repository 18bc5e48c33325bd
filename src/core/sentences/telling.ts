import type { Sentence } from './sentence.ts';

const nothingToDo = '対応は不要です。';

/** Talking to marketplaces: pull, ship notices, stock, and why a call did not work. */
export const telling = {
  // ---- what went well -------------------------------------------------------------------------------------------------
  'shop-reachable': { sentence: '{system} に接続できました。', remedy: nothingToDo },
  'notice-told': { sentence: '出荷通知がモールに反映されました。', remedy: nothingToDo },
  'order-api-assumed': {
    sentence: '商品・在庫の API につながりました。受注の API は公開されていないため、仮の仕様で動きます。',
    remedy:
      '本番で使う前に、ショップサーブから受け取った仕様書に合わせて bridge.yaml の order-api と受注の読み取り定義を直してください（src/connectors/shopserve/README.md）。',
  },
  'schedule-told': { sentence: '発送予定日がモールに登録されました。', remedy: nothingToDo },
  'working-told': { sentence: 'モールの対応状況を出荷作業中に変えました。', remedy: nothingToDo },
  'shipped-told': { sentence: 'モールの対応状況を出荷済みに変えました。', remedy: nothingToDo },
  'notice-accepted': {
    sentence: 'モールが出荷通知を受け付けました。結果を待っています。',
    remedy: '結果は自動で取りに行きます。対応は不要です。',
  },
  'stock-told': { sentence: '在庫数をモールが受け付けました。', remedy: nothingToDo },
  'stock-accepted': {
    sentence: 'モールが在庫数のまとめ送信を受け付けました。結果を待っています。',
    remedy: '結果は自動で取りに行きます。対応は不要です。',
  },

  'found-by-sweep': {
    sentence: '受注の取得では届かず、取りこぼしの確認で見つかった受注です。',
    remedy: '取り込みました。対応は不要です。',
  },

  // ---- for the machine to try again -------------------------------------------------------------------------------------
  'shop-busy': {
    sentence: '{system} の呼び出し回数の上限に達しました（{operation}）。',
    remedy: '時間をおいて自動でやり直します。同じ出品者アカウントをほかのソフトでも使っていないか確認してください。',
  },
  'quota-used-up': {
    sentence:
      '1日に呼び出せる回数のうち、この処理に使える分（{most} 回）を使い切りました。{resets} に数え直されるまで、この処理では呼び出しません。',
    remedy:
      '時刻になると自動で再開します。続くときは、bridge.yaml の jobs で実行の間隔を長くしてください。ほかのソフトも同じ上限を使います。',
  },
  'quota-used-up-there': {
    sentence:
      '{system} に、呼び出し回数の上限に達したと続けて断られました（{operation}）。{at} まで、この店舗の処理を呼び出しません。',
    remedy:
      '時刻になると自動で再開します。何も失われません。上限を増やしたときは、shops probe で確かめるとすぐに再開します。続くときは、実行の間隔（jobs）を長くしてください。',
  },
  'quota-nearly-used': {
    sentence: '{system} の1日の呼び出し回数が上限に近づいています（{used} / {most} 回。{resets} に数え直します）。',
    remedy:
      '上限に達すると、{resets} まで取得などを止めます（実績戻しの分は残しています）。bridge.yaml の jobs で実行の間隔を長くするか、契約の上限に合わせて calls-per-day を直してください。',
  },
  'sign-ins-used-up': {
    sentence: '{system} のログインは1時間に {most} 回までです。上限に達したため、まだログインしていません。',
    remedy:
      '時間をおいて自動でやり直します。続くときは、メールアドレスとパスワードを確かめ、同じアカウントをほかのソフトで使っていないか確認してください。',
  },
  'shop-maintenance': {
    sentence: '{system} はメンテナンス期間中のため、APIは使用できません（{operation}）。',
    remedy:
      '終わったあとの実行で自動でやり直します。何も失われません。長く続くときは、モールのお知らせを確認してください。',
  },
  'shop-locked': {
    sentence: '認証の失敗が続いたため、{system} にしばらく入れません（{operation}）。',
    remedy: '時間をおいて自動でやり直します。ほかのソフトに古い認証キーが残っていないか確認してください。',
  },
  'shop-unreachable': {
    sentence: '{system} に接続できません（{reason}）。',
    remedy: '自動でやり直します。長く続くときは、インターネット接続とモールの障害情報を確認してください。',
  },
  'shop-failing': {
    sentence: '{system} が一時的に応答できない状態です（HTTP {status}、{operation}）。',
    remedy: '自動でやり直します。長く続くときは、モールの障害・メンテナンス情報を確認してください。',
  },
  'shop-failing-not-sent': {
    sentence: '{system} の返事が続けて得られないため、この件はまだ送っていません（{operation}）。',
    remedy: '自動でやり直します。長く続くときは、モールの障害・メンテナンス情報を確認してください。',
  },
  'search-goes-round': {
    sentence: 'モールが同じ受注のページを繰り返し返しています（{pages} ページで打ち切りました）。',
    remedy:
      '届いた受注は取り込みました。残りは次の取得でやり直します。続くときは、モールの障害情報を確認し、記録（runs show）を添えて開発者に知らせてください。',
  },
  'waiting-for-rate': {
    sentence: '「{shop}」の呼び出し回数の上限に合わせて、{seconds}秒待っています。',
    remedy: '異常ではありません。待ったあと自動で続けます。',
  },
  'stopped-by-person': {
    sentence: '途中で止められました。ここから先は行っていません。',
    remedy: '次に動かしたときに、続きから行います。',
  },
  'stopped-while-waiting': {
    sentence: '呼び出し回数の上限に合わせて待っている間に、b2-bridge が終了されました。何も送っていません。',
    remedy: '次に動かしたときに、続きから行います。',
  },
  'lease-lost': {
    sentence: 'この処理は長い間止まっていたため、別の b2-bridge が引き継ぎました。ここからは何も送っていません。',
    remedy: '対応は不要です。パソコンのスリープ・メモリ不足で何度も起きるときは、設定を見直してください。',
  },
  'search-refused': {
    sentence: '{system} が注文の検索を受け付けませんでした（{operation}: {reason}）。',
    remedy: '次の取得でもう一度行います。続くときは、保存した返事（証拠）を添えて開発者に知らせてください。',
  },
  'shop-garbled': {
    sentence: '{system} から読めない返事が届きました（{operation}）。',
    remedy: '自動でやり直します。続くときは、保存した返事（証拠）を添えて開発者に知らせてください。',
  },

  // ---- unsure ---------------------------------------------------------------------------------------------------------
  'answer-lost': {
    sentence: '{system} に送りましたが、返事が届きませんでした（{operation}）。届いたかどうかが分かりません。',
    remedy:
      '二重に送らないよう止め、モール側の状態を自動で確かめます。確かめられないときは、管理画面で確認してください。',
  },
  'feed-result-lost': {
    sentence: 'まとめ送信（{feed}）の結果を読めません。一部だけ反映されている可能性があります。',
    remedy:
      '二重に送らないよう止め、注文ごとの状態を自動で確かめます。確かめられないときは、管理画面で確認してください。',
  },
  'feed-still-running': {
    sentence: '前のまとめ送信をモールがまだ処理しています。届いたかどうかは、終わるまで分かりません。',
    remedy: 'しばらくして自動で確かめます。対応は不要です。',
  },

  // ---- for the administrator ------------------------------------------------------------------------------------------
  'credentials-refused': {
    sentence:
      '{system} の認証情報（クライアントID・クライアントシークレット）が正しくありません。この店舗の処理を止めました。',
    remedy:
      'bridge.yaml の認証情報と環境変数を確認し、直したら shops probe で接続を確かめてください。ほかの店舗は動いています。',
  },
  'login-refused': {
    sentence:
      '{system} にログインできません（メールアドレス {email} またはパスワードが違います）。この店舗の処理を止めました。',
    remedy:
      'bridge.yaml のメールアドレスと、保存したパスワードを確認してください。直したら shops probe で接続を確かめてください。受注は失われません。ほかの店舗は動いています。',
  },
  'authorization-revoked': {
    sentence: '{system} の利用許可（リフレッシュトークン）が無効か、期限切れです。この店舗の処理を止めました。',
    remedy:
      '出品者の管理画面でアプリの利用を許可し直し、新しいリフレッシュトークンを設定してください（許可は年 1 回の更新が必要です）。',
  },
  'access-denied': {
    sentence: '{system} に操作を断られました（{operation}）。この店舗の処理を止めました。',
    remedy:
      'アプリに必要な権限（ロール）と、許可の期限を出品者の管理画面で確認してください。ほかの店舗は動いています。',
  },
  'api-key-expired': {
    sentence: '{system} の認証キーの期限が切れています（{operation}）。この店舗の処理を止めました。',
    remedy:
      '新しい認証キーを発行して設定し、shops probe で接続を確かめてください。受注は失われません。ほかの店舗は動いています。',
  },
  'api-key-refused': {
    sentence: '{system} に認証キーを断られました（{number}、{operation}）。この店舗の処理を止めました。',
    remedy:
      '認証キーの設定を確認してください。モールの管理画面のパスワードを変えたときは、認証キーも発行し直す必要があります。直したら shops probe で確かめてください。',
  },
  'manager-key-refused': {
    sentence:
      '{system} に認証を断られました（ショップIDかマネージャー認証キーが違います。{operation}）。この店舗の処理を止めました。',
    remedy:
      '管理画面の「ショップサーブAPI」でキーを確かめてください。キーを発行し直すと前のキーは使えません。新しいキーを設定したら shops probe で確かめてください。受注は失われません。ほかの店舗は動いています。',
  },
  'key-ends-soon': {
    sentence: '{system} の認証キーの期限は {day} です（あと {days} 日）。',
    remedy:
      '期限までに新しい認証キーを発行して設定し、bridge.yaml の発行日も書き換えてください。期限が切れると、この店舗の処理は止まります。',
  },
  'key-ended': {
    sentence: '{system} の認証キーの期限（{day}）が過ぎています。',
    remedy:
      '新しい認証キーを発行して設定し、bridge.yaml の発行日も書き換えてから、shops probe で接続を確かめてください。',
  },
  'secret-missing': {
    sentence: '{system} の認証情報「{name}」が設定されていません。この店舗の処理を止めました。',
    remedy: '環境変数 {name} を設定してから、もう一度始めてください。',
  },

  // ---- for the developer ----------------------------------------------------------------------------------------------
  'unexpected-answer': {
    sentence: '{system} から想定していない返事が届きました（HTTP {status}、{operation}）。',
    remedy: 'この件は止めました。保存した返事（証拠）を添えて開発者に知らせてください。ほかの件は続けています。',
  },

  // ---- a notice that the marketplace refuses ---------------------------------------------------------------------------
  'notice-order-unknown': {
    sentence: '注文番号 {order} がモールに見つかりません。',
    remedy: '注文番号と店舗を確認してください。別の店舗の注文ではありませんか。',
  },
  'notice-order-cancelled': {
    sentence: '注文 {order} はモールでキャンセルされているため、出荷通知を送れません。',
    remedy: '発送前なら発送を止めてください。発送済みの場合は、モールの管理画面から購入者に連絡してください。',
  },
  'capture-order-cancelled': {
    sentence: '注文 {order} はモールでキャンセルされているため、決済依頼を送っていません。',
    remedy: '代金は請求していません。発送前なら発送を止めてください。',
  },
  'notice-field-refused': {
    sentence: '注文 {order} の出荷通知で「{field}」が受け付けられませんでした（{reason}）。',
    remedy: '「{field}」の内容を直してください。直すと自動で送り直します。',
  },
  'notice-line-unknown': {
    sentence: '注文 {order} の明細番号（{lines}）がモールにありません。',
    remedy: '明細番号は、モールの注文商品番号と同じでなければなりません。受注を取り込み直してください。',
  },
  'notice-quantity-over': {
    sentence: '注文 {order} の出荷数が、モールで残っている数より多くなっています（明細 {lines}）。',
    remedy: 'すでに出荷済み・キャンセル済みの明細がないか、モールの管理画面で確認してください。',
  },
  'notice-carrier-refused': {
    sentence: '注文 {order} の配送業者コード「{carrier}」をモールが受け付けません。',
    remedy:
      '配送方法マスタ（delivery-methods.yaml）の amazon の carrierCode を、セラーセントラルの一覧どおりに直してください。分からないときは Other と配送業者名にします。',
  },
  'notice-carrier-name-missing': {
    sentence: '注文 {order} は配送方法が「その他」で、実際の配送業者名が書かれていないため、モールに伝えていません。',
    remedy:
      '配送方法マスタ（delivery-methods.yaml）のこの配送方法の carrierName に、実際の配送業者名を書いてください。一覧にある配送方法で送ったときは、「orders edit 受注番号 --set delivery.method=…」で指定しても伝わります。',
  },
  'carrier-id-refused': {
    sentence: '注文 {order} の出荷実績で、配送業者の ID「{carrier}」（{method}）をモールが受け付けませんでした。',
    remedy:
      'モールの「配送業者管理」の一番左の ID を確かめ、bridge.yaml のその店舗の carrier-ids を直してください。直すと自動で送り直します。',
  },
  'state-order-cancelled': {
    sentence: '注文 {order} はモールでキャンセルまたは削除されているため、対応状況を変えていません。',
    remedy: '次の同期でキャンセルとして取り込まれます。発送前なら発送を止めてください。',
  },
  'state-moved-there': {
    sentence: '注文 {order} は、モールで対応状況が「{word}」に変わっているため、「{wanted}」に変えていません。',
    remedy:
      'モールの管理画面で対応状況を確かめてください。そのままでよければ「notices done」で済みにします。店舗独自の対応状況を使うときは、bridge.yaml の states を直してください。',
  },
  'state-back-to-import': {
    sentence:
      '注文 {order} は発送済みですが、モールで対応状況が「{state}」に戻されています。もう一度は取り込みません。',
    remedy:
      'モールの管理画面で対応状況を戻してください（このままだと、取得のたびに呼び出し回数を使います）。もう一度発送するときは、受注を複写してください。',
  },
  'notice-no-word': {
    sentence: 'モールは注文 {order} の通知を受け付けましたが、反映をまだ確かめられません。',
    remedy: '自動で確かめ直します。変わらないときは、モールの管理画面で確認してください。',
  },
  'notice-package-missing': {
    sentence:
      '注文 {order} の荷物 {parcel} を Amazon が見つけられません。すでに別の方法で出荷通知されている可能性があります。',
    remedy: 'セラーセントラルで注文の状態を確認し、必要なら画面からお問い合わせ番号を直してください。',
  },
  'notice-not-ours': {
    sentence: '注文 {order} は Amazon が出荷する注文（FBA など）のため、出荷通知を送れません。',
    remedy: 'この注文はこちらから発送しないでください。',
  },
  'notice-ship-plus': {
    sentence: '注文 {order} は Amazon の配送ラベルを使う注文のため、出荷通知を受け付けてもらえません。',
    remedy: 'セラーセントラルで配送ラベルを購入し、出荷してください。',
  },
  'notice-refused': {
    sentence: '注文 {order} の出荷通知がモールに断られました（{code}：{reason}）。',
    remedy: '理由を読み、内容を直してください。直すと自動で送り直します。',
  },
  'notice-line-refused': {
    sentence: 'この出荷通知はモールに断られました（{code}：{reason}）。',
    remedy: '理由を読み、内容を直してください。直すと自動で送り直します。',
  },
  'notice-nothing-left': {
    sentence: 'モールに、出荷できる数が残っていません（すでに出荷済みかキャンセル済みです）。',
    remedy: 'モールの管理画面で注文の状態を確認してください。キャンセル済みなら発送を止めてください。',
  },
  'notice-feed-refused': {
    sentence: 'まとめて送った出荷通知がモールに読まれませんでした（{code}：{reason}）。',
    remedy: '出品者ID（seller-id）の設定を確認し、開発者に知らせてください。この回の出荷通知は反映されていません。',
  },
  'notice-feed-cancelled': {
    sentence: 'まとめて送った出荷通知がモール側で取り消されました。',
    remedy: '自動で送り直します。対応は不要です。',
  },

  'notice-number-impossible': {
    sentence:
      '注文 {order} のお問い合わせ番号「{number}」は、{carrier} の番号としてありえません（桁数かチェックデジットが違います）。',
    remedy: '番号を確かめて登録し直してください。直すと自動で送ります。有効でない番号は、モールが受け付けません。',
  },
  'notice-other-number': {
    sentence: '注文 {order} には、モールで別の送り状番号がすでに登録されています。',
    remedy:
      'モールの管理画面で番号を確かめ、必要なら画面から直してください（登録済みの番号はこちらからは変えられません）。',
  },
  'notice-no-trace': {
    sentence: 'モールは注文 {order} の出荷実績を受け付けたと答えましたが、配送中になっていません。',
    remedy: '自動で確かめ直します。変わらないときは、モールの管理画面で送り状番号を確かめてください。',
  },
  'complete-left': {
    sentence:
      '発送から {days} 日たっても決済ステータスが取引完了の条件（カードは「回収予定」「回収済」、後払い・NP後払い・Paidyは「決済依頼済」）になりません。取引完了フォルダへの移動をやめ、この注文を読み直すのを終わります。',
    remedy:
      'ショップサーブの管理画面で決済依頼の状態を確かめ、取引完了フォルダへの移動は画面から行ってください（後払い・NP後払い・Paidyの決済依頼は画面から行います）。',
  },
  'notice-unpaid': {
    sentence: '注文 {order} はモールで入金待ちのため、出荷実績を送れません。',
    remedy: '入金を確認してください。発送済みの場合は、モールの管理画面から購入者に連絡してください。',
  },
  'notice-cancel-requested': {
    sentence: '購入者からキャンセルの要請が届いているため、出荷実績を送っていません。',
    remedy: 'モールの管理画面で要請に答えてください。取り下げられると自動で送ります。',
  },
  'notice-refused-for-cancel': {
    sentence: '購入者からキャンセルの要請が届いたため、出荷実績がモールに断られました。',
    remedy:
      '発送前なら荷物を止め、モールの管理画面で要請に答えてください。要請と取り下げが同期で届けば自動で送ります。すぐに取り下げられて届かないときは、notices retry で送り直してください。',
  },

  'notice-not-acknowledged': {
    sentence: '注文 {order} はモールで「未確認」のため、出荷実績を送れません。',
    remedy:
      '確認済みになってから送り直します。モールの管理画面で確認済みにしたときは、notices retry で送り直してください。',
  },

  // ---- 決済依頼 and 取引完了 --------------------------------------------------------------------------------------------
  'capture-refused': {
    sentence: '注文 {order} の決済依頼がモールに断られました（{code}：{reason}）。出荷実績はまだ送っていません。',
    remedy:
      'モールの管理画面で決済の状態を確かめてください。画面で決済依頼を済ませたら「b2-bridge notices done 受注番号 --kind capture」で記録すると、出荷実績が送られます。',
  },
  'capture-failed': {
    sentence: '決済依頼はモールで失敗しました（与信切れ・エラーなど）。代金はまだ回収されていません。',
    remedy:
      'モールの管理画面で決済の状態を確かめ、与信を取り直すか購入者に連絡してください。解決したら「b2-bridge notices done 受注番号 --kind capture」で記録すると、出荷実績が送られます。',
  },
  'complete-not-shipped': {
    sentence: '注文 {order} はモールで発送済になっていないお届け先があるため、取引完了にできません。',
    remedy: 'モールの管理画面で発送ステータスを確かめ、「b2-bridge notices retry」で送り直してください。',
  },

  // ---- the day of shipping (発送予定日) -----------------------------------------------------------------------------------
  'schedule-order-unknown': {
    sentence: '注文 {order} の発送予定日を登録できません。モールに注文番号が見つかりません（{number}）。',
    remedy: '注文番号と店舗を確認してください。別の店舗の注文ではありませんか。',
  },
  'schedule-wrong-status': {
    sentence: '注文 {order} はモールで新規注文ではないため、発送予定日を登録できません（{number}）。',
    remedy:
      'モールの管理画面で、入金待ち・配送中・キャンセルになっていないか確かめてください。同期で状態が届くと自動で見直します。',
  },
  'schedule-day-refused': {
    sentence: '注文 {order} の発送予定日 {day} が受け付けられませんでした（{number}）。',
    remedy:
      '発送予定日の日数（api の due-days）と店舗の休業日を見直すか、モールの管理画面で登録してください（登録すると自動で印刷済みになります）。',
  },
  'due-day-none': {
    sentence: '注文 {order} の発送予定日を決められません（1年以内に営業日がありません）。',
    remedy: 'bridge.yaml の休業日（holidays）を確かめてください。',
  },
  'due-day-beyond': {
    sentence: '注文 {order} の発送予定日 {day} は、登録できる {limit} 日以内より先です。',
    remedy:
      '{from} になると自動で登録します。先に登録するときは、モールの管理画面で登録してください（登録すると自動で印刷済みになります）。',
  },

  // ---- notices that are not due yet -----------------------------------------------------------------------------------
  'notice-waits-parts': {
    sentence: '分割した出荷のうち、まだ出荷確定していないものがあります（残り {parts} 件）。',
    remedy: '分割元と分割先のすべてが出荷確定し、番号がそろうと自動で通知します。',
  },
  'notice-waits-schedule': {
    sentence: '発送予定日がまだ登録されていないため、出荷実績を送っていません（連携状態が印刷待ちです）。',
    remedy:
      '発送予定日が登録されると自動で送ります。モールの管理画面で登録したときは、次の同期で届きます（notices で印刷済みにもできます）。',
  },
  'notice-waits-number': {
    sentence: 'お問い合わせ番号がまだありません。',
    remedy:
      '番号を登録すると自動で通知します。番号のない配送方法は、配送方法マスタで needs-number: false にしてください。',
  },
  'notice-set-split': {
    sentence:
      'セット商品（{sku}）を含む注文を分割しているため、Amazon に出荷通知を送れません（送るとエラーになります）。',
    remedy: 'セラーセントラルの画面から出荷通知を行ってください。',
  },
  'notice-copied': {
    sentence: '複写した（または複写された）出荷のため、自動の出荷通知の対象外です。',
    remedy: '必要なときは、モールの管理画面から出荷通知を行ってください。',
  },
  'notice-method-unknown': {
    sentence: '配送方法「{method}」に、このモールへ伝える配送業者の設定がありません。',
    remedy: '配送方法マスタ（delivery-methods.yaml）の codes に、このモールの欄を追加してください。',
  },
  'notice-not-resendable': {
    sentence: '店舗「{shop}」には、この通知を送り直す方法がありません。',
    remedy:
      '送り直せるのは、APIでつながる店舗の発送予定日と出荷実績です。ほかの通知は、モールの管理画面で確かめてください。',
  },
  'notice-not-due': {
    sentence: '今はモールに伝えることがないため、送りません。',
    remedy: '受注の状態と通知の履歴を確かめてください（orders show、またはコンソールの受注のページ）。',
  },
  'notice-stopped': {
    sentence: '送り状を出したあとにキャンセルなどの連絡があり、まだ誰も確かめていないため、モールに伝えていません。',
    remedy:
      'orders show で保留の内容を確かめてください。発送してよければ、メモを付けて保留を解除すると伝わります（holds clear）。',
  },
  'notice-carrier-unknown': {
    sentence: '送り状番号と一緒に登録された配送会社「{carrier}」が配送方法マスタにないため、モールに伝えていません。',
    remedy:
      '配送会社の書き方を直したリストを入れ直すか、配送方法マスタ（delivery-methods.yaml）の keywords に加えてください。「orders edit 受注番号 --set delivery.method=…」で実際の配送方法を指定しても伝わります。',
    remedyByApi:
      '配送方法マスタ（delivery-methods.yaml）の keywords に配送会社を加えるか、「orders edit 受注番号 --set delivery.method=…」で実際の配送方法を指定してください。',
  },
  'notice-lines-unknown': {
    sentence: '出荷の明細に、モールの明細番号がわからないものがあります（{lines}）。',
    remedy: 'モールの管理画面から出荷通知を行ってください。',
  },

  // ---- stock ----------------------------------------------------------------------------------------------------------
  'stock-fba': {
    sentence: '商品 {sku} は FBA 商品のため、在庫数を送っていません（送ると出品者出荷に変わってしまいます）。',
    remedy: '商品対応表から FBA 商品を外すか、shops の fba-skus に書いてください。',
  },
  'stock-sku-unknown': {
    sentence: '商品 {sku} がモールに登録されていません。',
    remedy:
      '商品対応表の店舗商品コードが、モールに登録した商品コード（Amazon では出品者SKU）と同じか確認してください。',
  },
  'stock-refused': {
    sentence: '商品 {sku} の在庫数で「{field}」が受け付けられませんでした（{reason}）。',
    remedy: 'モールの商品管理画面で、この商品の状態を確認してください。',
  },
  'stock-not-on-sale': {
    sentence:
      '商品 {sku} がモールで販売中ではない（販売中止・審査中など）か、登録されていないため、在庫数を送っていません。',
    remedy:
      '販売をやめた商品は商品対応表から外してください。販売中のはずなら、モールの商品管理画面で状態を確認してください。',
  },
  'stock-code-bad': {
    sentence:
      '商品 {sku} の商品コードまたはオプションコードに、英数字・ハイフン・アンダーバー以外の文字があるため、在庫数を送っていません。',
    remedy: 'モールの販売者商品コード・販売者オプションコードを英数字と - _ だけにし、商品対応表も同じにしてください。',
  },
  'stock-option-unknown': {
    sentence: '商品 {sku} に、販売者オプションコード {option} のオプションがモールにありません。',
    remedy: '商品対応表のオプションコードを、モールの販売者オプションコードと同じにしてください。',
  },
  'stock-choice-unknown': {
    sentence: '商品 {sku} に、バリエーション「{option}」がモールにありません。',
    remedy:
      '商品対応表のオプションコードを、モールの選択肢のとおりに「/」でつないで書いてください（例: 紺/M）。バリエーションのある商品は、組み合わせごとに1行が必要です。',
  },
  'stock-types-unmapped': {
    sentence:
      'MOVE 商品 {sku} で、在庫数がわからないタイプ・サイズがあります（{types}）。足りないまま送るとモールから消えるため、この商品の在庫数は送っていません。',
    remedy: 'すべてのタイプ・サイズに販売者オプションコードを付け、商品対応表と在庫表に載せてください。',
  },
  'stock-location-missing': {
    sentence: '在庫ロケーションコードが設定されていないため、在庫数を送っていません。',
    remedy:
      'モールの「在庫ロケーション管理」のコードを、bridge.yaml のその店舗の api に stock-location として書いてください。在庫を連携しないときは、restock を止めてください（jobs の restock を enabled: false）。',
  },
  'stock-location-unknown': {
    sentence: '商品 {sku} は、モールの在庫ロケーション「{location}」に在庫の登録がありません。',
    remedy:
      '商品対応表の店舗商品コードがモールの SKU と同じか、在庫ロケーションコード（stock-location）が正しいか確認してください。',
  },
  'stock-quantity-bad': {
    sentence: '商品 {sku} の在庫数が 0 以上の整数ではありません。',
    remedy: '在庫表を直してください。',
  },

  // ---- pulled orders that are held --------------------------------------------------------------------------------------
  'address-withheld': {
    sentence: '個人情報の権限がないため、お届け先の氏名・住所がモールから渡されていません。',
    remedy:
      'モールのアプリ設定で、個人情報を含む権限（Amazon では「Direct to Consumer Shipping」ロール）を許可してもらってください。許可のあとの取得で自動で入ります。',
  },
  'marketplace-label': {
    sentence:
      'モールの配送ラベル（Amazon の Ship+・Easy Ship・店頭受取など）で送る注文です。ヤマトの送り状では出荷通知を受け付けてもらえません。',
    remedy:
      'モールの管理画面で配送ラベルを用意して出荷してください。ヤマトで送ることにした場合だけ、メモを付けて保留を解除してください。',
  },
  'cancel-requested': {
    sentence: '購入者からキャンセルの依頼が届いています。',
    remedy: 'モールの管理画面でキャンセルを承認するか、発送してよければメモを付けて保留を解除してください。',
  },
} as const satisfies Record<string, Sentence>;
