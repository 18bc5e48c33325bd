import type { Sentence } from './sentence.ts';

/** Jobs and their runs, the lab, connections of shops, secrets. */
export const running = {
  'run-done': {
    sentence: '{shop}の{job}が終わりました（{counts}）。',
    remedy: '「b2-bridge runs show {run}」で詳しく見られます。',
  },
  'job-late': {
    sentence: '{shop}の{job}を、動いていなかった間の分（{due} の予定）も含めて、いま行いました。',
    remedy: '対応は不要です。',
  },
  'run-late': {
    sentence: '{due} に行う予定でしたが、プログラムが動いていなかったので、いま行いました。',
    remedy: '対応は不要です。毎回遅れるときは、その時刻にパソコンと b2-bridge が動いているか確認してください。',
  },
  'nothing-to-issue': {
    sentence: '書き出す受注がありませんでした。',
    remedy: '対応は不要です。保留の受注は「b2-bridge holds list」で見られます。',
  },
  'issue-file-written': {
    sentence: 'B2用のファイルを書き出しました。',
    remedy: 'B2クラウドの「外部データから発行」で取り込んでください。',
  },
  'nothing-came-in': {
    sentence: '{since} から、新しい受注がありません。',
    remedy:
      'モールの画面で受注を確かめてください。あるのに入っていなければ、接続（shops probe）とファイルの置き場所を確認してください。',
  },
  'metrics-port': {
    sentence: '/health と /metrics のポート {port} を使えません（{reason}）。ほかの処理は動いています。',
    remedy: 'bridge.yaml の metrics の port を変えるか、そのポートを使っているソフトを閉じて、起動し直してください。',
  },
  'export-nothing': {
    sentence: '定時書き出し「{title}」: 書き出す受注がありませんでした。',
    remedy: '対応は不要です。一度書き出した出荷は、同じ書き出しには二度と入りません。',
  },
  'export-again-none': {
    sentence: '「{what}」という書き出しのファイルはありません。',
    remedy: '「b2-bridge exports list」に出る番号か、ファイルの名前を指定してください。',
  },
  'export-again-several': {
    sentence: '「{what}」に当てはまる書き出しのファイルが {count} 個あります。',
    remedy: '「b2-bridge exports list」に出る番号で指定してください。',
  },
  'export-again-label': {
    sentence: '「{file}」は送り状のファイルです。もう一度書き出すと、送り状が 2 枚になるおそれがあります。',
    remedy: '送り状を作り直すときは「b2-bridge issue --reissue --orders 受注番号 --note …」を使ってください。',
  },
  'export-again-forgotten': {
    sentence: '「{file}」の内容は、保管期間を過ぎて消えています。',
    remedy: '受注の一覧が必要なときは「b2-bridge report --out 一覧.xlsx」で書き出してください。',
  },
  'export-done': {
    sentence: '定時書き出し「{title}」: {count} 件の出荷を {files} ファイルに書き出しました。',
    remedy: 'ファイルの場所は「b2-bridge runs list」の記録で見られます。',
  },
  'export-written': {
    sentence: 'ファイルを書き出しました。',
    remedy: '対応は不要です。',
  },
  'file-not-delivered': {
    sentence: 'ファイルの内容は決まっていますが、フォルダーにまだ書けていません。',
    remedy:
      'ディスクの空きと共有フォルダーの接続を確認してください。書けるようになれば自動で書きます。失われる受注はありません。',
  },
  'run-failed': {
    sentence: '{shop}の{job}ができませんでした: {reason}',
    remedy: '{remedy}（記録: b2-bridge runs show {run}）',
  },
  'run-broke': {
    sentence: 'プログラムの不具合で処理が止まりました（{name}）。',
    remedy:
      'ほかの処理は続きます。画面に出た記録を開発者に送ってください。個人情報が含まれていないか、送る前に確認してください。',
  },
  'run-interrupted': {
    sentence: '処理の途中でプログラムが終わりました。',
    remedy:
      '次の実行が続きを行います。対応は不要です。何度も起きるときは、パソコンの電源とディスクを確認してください。',
  },
  'pull-range-too-old': {
    sentence: '指定した期間の始まりが古すぎます（{days}日より前の受注は取得できません）。',
    remedy: '--from を新しい日付にしてください。',
  },
  'pull-after-outage': {
    sentence: '{shop}の受注を、前回（{since}、{hours} 時間前）の続きから取得します。',
    remedy: '対応は不要です。止まっていた間の受注も取り込みます。',
  },
  'pull-outage-too-long': {
    sentence: '{shop}の受注の取得が {since} から止まっていました。モールから取得できるのは {days} 日前までです。',
    remedy: 'それより前の受注は、モールの画面から注文ファイルを出力して inbox に入れてください。',
  },
  'pull-range-left': {
    sentence: '期間の途中まで取得しました（{from} から先が残っています）。',
    remedy: '原因を直してから「run pull --from {from}」で続きを取得してください。',
  },
  'command-range-only-pull': {
    sentence: '--from と --to は、受注の取得（run pull）だけで使えます。',
    remedy: '「run pull --from 2026-11-01 --to 2026-11-07」の形で指定してください。',
  },
  'command-bad-range': {
    sentence: '期間の指定が正しくありません（{from}〜{to}）。',
    remedy: '--from は今より前、--to は --from より後にしてください。',
  },
  'command-bad-concurrency': {
    sentence: '--concurrency の値が正しくありません（{value}）。',
    remedy: '1〜64の整数で指定してください。',
  },
  'engine-needs-postgres': {
    sentence: '何台かで処理を分担するには PostgreSQL が必要です。',
    remedy:
      '環境変数 DATABASE_URL に PostgreSQL の接続先を設定してください。1台で使うときは「b2-bridge start」だけで動きます。',
  },
  'edits-taken': {
    sentence: 'ルール・辞書・レイアウトの変更を読み込みました。',
    remedy: '対応は不要です。送り状をまだ作っていない受注にも使います。',
  },
  'edits-refused': {
    sentence: '作業フォルダーのファイルに誤りがあるため、変更を読み込みませんでした（{place}、ほか {more} 件）。',
    remedy:
      'これまでの内容で動いています。ファイルを直すと自動で読み込みます。「b2-bridge check」で誤りをすべて確認できます。',
  },
  'settings-edited': {
    sentence: 'bridge.yaml の設定が変わりました。',
    remedy:
      'これまでの設定で動いています。反映するには b2-bridge を起動し直してください。ルール・辞書・レイアウトの変更も、それまで読み込みません。',
  },
  'database-away': {
    sentence: 'データベース（PostgreSQL）につながりません。',
    remedy:
      'つながりしだい、続きから自動で再開します。送信済みのものをもう一度送ることはありません。続くときは PostgreSQL とネットワークを確認してください。',
  },
  'queue-trouble': {
    sentence: '処理の順番待ちを置いている PostgreSQL につながりません。',
    remedy: 'つながりしだい自動で再開します。続くときは PostgreSQL とネットワークを確認してください。',
  },
  'command-bad-moment': {
    sentence: '日付または時刻「{text}」を読み取れません。',
    remedy: 'YYYY-MM-DD（例: 2026-11-21）か、2026-11-21T09:00+09:00 の形で指定してください。',
  },
  'backup-key-apart': {
    sentence: '鍵は控えに入っていません。',
    remedy: '鍵（{key}）は、控えとは別の場所に必ず写しておいてください。鍵がないと、控えの個人情報は読めません。',
  },
  'restore-look-first': {
    sentence: '{at} 時点の内容に戻しました。そのあとに発行した送り状・取り込んだ番号は、この控えには入っていません。',
    remedy:
      'このままでは何も書き込みません。前の作業フォルダーの outbox があれば「b2-bridge store accept --outbox 前のoutbox --note 確かめた内容」で、そのあとに書き出した送り状を知らせてください。なければ B2 クラウドの発行履歴を見てから --outbox なしで実行し、発行済みの注文をもう一度発行しないでください。',
  },
  'command-copy-to': {
    sentence: '複製先 {to} を読み取れません。',
    remedy:
      'postgres://… の URL か、新しい SQLite ファイルのパスを --to に指定してください。今のデータベースと同じ場所には複製できません。',
  },
  'watched-elsewhere': {
    sentence: '受信フォルダーは別の b2-bridge（{holder}）が見張っています。',
    remedy: 'このパソコンは待機し、そちらが止まったときに引き継ぎます。',
  },
  'watches-now': {
    sentence: '受信フォルダーの見張りを引き継ぎました。',
    remedy: '対応は不要です。',
  },
  'watch-lost': {
    sentence: 'このパソコンが長い間止まっていたため、受信フォルダーの見張りは別の b2-bridge に引き継がれました。',
    remedy: 'このパソコンは待機します。対応は不要です。',
  },
  'run-busy': {
    sentence: '{shop}の{job}は、別の b2-bridge（{holder}）が実行中です。',
    remedy: '終わるのを待ってから、もう一度実行してください。',
  },
  'command-no-such-settings': {
    sentence: '前の設定「{id}」は残っていません。',
    remedy: '「b2-bridge settings list」で番号を確かめてください。',
  },
  'command-settings-moved': {
    sentence: '見ている間に、設定のファイルがほかの人に変えられました。何も書いていません。',
    remedy: 'もう一度実行して、違いを確かめてください。',
  },
  'command-no-such-job': {
    sentence: '処理「{job}」は、この店舗（または作業フォルダー）にはありません。',
    remedy: '「b2-bridge jobs list --json」の job にある名前を指定してください。',
  },
  'command-unknown-job': {
    sentence: '処理「{job}」はありません。',
    remedy: '次のどれかを指定してください: {known}',
  },
  'command-export-shop': {
    sentence:
      'この処理は、作業フォルダー全体の処理です（定時書き出しの店舗は、bridge.yaml の exports で決まっています）。',
    remedy: '--shop を付けずに実行してください。',
  },
  'shop-halted': {
    sentence: '店舗「{shop}」の処理は {at} から止まっています: {reason}',
    remedy: '{remedy} 直したら「b2-bridge shops probe --shop {shop}」で確かめてください。確かめられると再開します。',
  },
  'shop-without-api': {
    sentence: '店舗「{shop}」にはAPIの設定（bridge.yaml の api）がありません。',
    remedy: '「b2-bridge shops add」で設定を作るか、ファイルでやり取りしてください。',
  },
  'no-shop-with-api': {
    sentence: 'APIの設定（bridge.yaml の api）がある店舗がありません。',
    remedy: '「b2-bridge shops add amazon」で設定を作れます。ファイルだけでやり取りするときは不要です。',
  },
  'secret-empty': {
    sentence: '秘密の値「{name}」が空です。',
    remedy: '値を入力するか、「echo 値 | b2-bridge secrets set {name}」の形で渡してください。',
  },
  'secrets-damaged': {
    sentence: '秘密の値の保存ファイル {file} を読めません。',
    remedy: 'バックアップから戻すか、ファイルを別の場所に移して「b2-bridge secrets set」で保存し直してください。',
  },
  'lab-not-running': {
    sentence: '店舗「{shop}」は本番（live: true）ではなく、練習用のラボも動いていません。',
    remedy:
      '「b2-bridge lab -C 作業フォルダー」でラボを起動してください。本物のモールにつなぐときは bridge.yaml の店舗に「live: true」と書きます。',
  },
  'lab-elsewhere': {
    sentence: 'ラボの接続先（{url}）がこのパソコンの外を指しています。',
    remedy: 'ラボはこのパソコン（127.0.0.1）の中だけで使えます。B2_BRIDGE_LAB と data/lab.json を確認してください。',
  },
  'lab-only': {
    sentence: '店舗「{shop}」は本番（live: true）ではないため、ラボの外（{host}）への通信を止めました。',
    remedy: '本物のモールにつなぐときは、bridge.yaml の店舗に「live: true」と書いてください。',
  },
  'live-not-https': {
    sentence: '本番の店舗「{shop}」で、暗号化されない接続先（{host}）への通信を止めました。',
    remedy: 'プログラムの不具合です。開発者に知らせてください。',
  },
  'lab-unreadable': {
    sentence: 'ラボの接続先（{from}）を読めません。',
    remedy:
      'B2_BRIDGE_LAB にはラボの data/lab.json のパスか、ラボのURLを設定してください。使わないときは外してください。',
  },
  'command-no-such-run': {
    sentence: '実行の記録「{id}」はありません。',
    remedy: '「b2-bridge runs list」に出る番号を指定してください。',
  },
  'command-secret-in-clear': {
    sentence: '「{option}」に鍵やパスワードそのものは書けません（コマンドの履歴に残ります）。何も変えていません。',
    remedy:
      '「b2-bridge secrets set {stored}」で保存して「{option}stored:{stored}」とするか、環境変数に入れて「{option}env:環境変数の名前」と指定してください。端末で「shops add」を --set なしで実行すると、画面に出さずに尋ねます。打ち込んだ値は漏れたものとして、発行し直すことをお勧めします。',
  },
  'command-secret-needed': {
    sentence: '「{option}」が指定されていません。',
    remedy:
      '対話できない環境では、必要な項目をすべてオプションで指定してください。鍵やパスワードは、先に「b2-bridge secrets set {stored}」のように保存するか、「env:環境変数の名前」で指定します。',
  },
  'command-option-needed': {
    sentence: '「{option}」が指定されていません。',
    remedy: '対話できない環境では、必要な項目をすべてオプションで指定してください。',
  },
  'command-shop-exists': {
    sentence: '店舗「{shop}」は、すでに別のモール（{marketplace}）の店舗です。何も変えていません。',
    remedy: '--shop で別の名前を指定してください。モールを替えるときは、bridge.yaml のその店舗を直接直してください。',
  },
  'command-shop-differs': {
    sentence: '店舗「{shop}」には、すでにAPIの設定（api）があり、指定と違うところがあります。何も変えていません。',
    remedy:
      '上に出た違い（今の値 → 指定した値）を確かめ、変えてよければ --update を付けてもう一度実行してください。別の店舗を加えるときは --shop で名前を指定してください。',
  },
  'hasty-job': {
    sentence:
      '店舗「{shop}」の{job}は {minutes} 分ごとの設定です。モールのAPIの上限（1日の回数など）に届くおそれがあります。',
    remedy:
      '5分より長い間隔（15m など）にするか、bridge.yaml の jobs のその行を消してください（消すと、モールごとの標準の間隔になります）。',
  },
  'mail-sent': { sentence: 'メールを送りました。', remedy: '対応は不要です。' },
  'mail-later': {
    sentence: 'メールサーバーに送れませんでした（{reason}）。',
    remedy: '自動でやり直します。長く続くときは、bridge.yaml の mail の設定を確認してください。',
  },
  'mail-refused': {
    sentence: 'メールサーバーがこの宛先を受け付けませんでした（{reason}）。',
    remedy: 'bridge.yaml の mail の宛先（to）と差出人（from）を確認してください。このメールはもう送られません。',
  },
  'damage-mail-unsent': {
    sentence: 'データベースの破損を知らせるメールを {to} に送れませんでした（{reason}）。',
    remedy: '担当者に直接知らせてください。メールの設定は bridge.yaml の mail です。',
  },
  'mail-nowhere': {
    sentence: 'メールを送るサーバーの設定（bridge.yaml の mail の smtp）がなく、ラボも動いていません。',
    remedy: '「mail:」の下に smtp を書いてください。書くまで、メールは送られずに残ります。',
  },
} as const satisfies Record<string, Sentence>;
