import type { Sentence } from './sentence.ts';

/** `bridge.yaml`, the environment, the workspace folder and the command line. */
export const settings = {
  'settings-b2-switches': {
    sentence: 'b2 の「live」と「issue-labels」がそろっていません。',
    remedy:
      '本物の送り状を発行するときは「live: true」と「issue-labels: live」の両方を、練習（ラボ）のときはどちらも書かないでください。',
  },
  'settings-missing-file': {
    sentence: '設定ファイル {file} が見つかりません。',
    remedy:
      '作業フォルダーで実行するか、「-C フォルダー」で作業フォルダーを指定してください。初めてのときは「b2-bridge init フォルダー」で作成できます。',
  },
  'settings-not-utf8': {
    sentence: '{file} の文字コードが UTF-8 ではありません。このまま使うと文字が化けます。',
    remedy: 'メモ帳の「名前を付けて保存」で、文字コード（エンコード）に UTF-8 を選んで保存し直してください。',
  },
  'settings-not-yaml': {
    sentence: 'YAMLとして読めません（{reason}）。',
    remedy: 'この行の字下げ、コロンの後の空白、引用符の閉じ忘れを確認してください。',
  },
  'settings-duplicate-key': {
    sentence: '同じ項目が2回書かれています。',
    remedy: 'どちらか一方を消してください。',
  },
  'settings-no-alias': {
    sentence: '「*名前」で別の場所の値を参照することはできません。',
    remedy: '値をそのまま書いてください。「*」で始まる文字は引用符で囲んでください。',
  },
  'settings-not-a-map': {
    sentence: '「{key}」には「項目: 値」の形の設定が必要です。',
    remedy: '見本の bridge.yaml を参考に、「項目: 値」の形で書いてください。',
  },
  'settings-unknown-key': {
    sentence: '「{key}」という設定項目はありません。',
    remedy: '項目名のつづりを確認してください。ここに書ける項目: {known}',
  },
  'settings-unknown-key-near': {
    sentence: '「{key}」という設定項目はありません。「{near}」ではありませんか。',
    remedy: '項目名のつづりを直してください。ここに書ける項目: {known}',
  },
  'settings-missing-key': {
    sentence: '「{key}」が書かれていません。',
    remedy: '「{key}」の行を追加してください。',
  },
  'settings-not-quoted': {
    sentence: '「{key}」の値 {written} は引用符で囲まれていないため、先頭の 0 などが失われるおそれがあります。',
    remedy: '「{key}: "{written}"」のように半角の引用符で囲んでください。',
  },
  'settings-wrong-type': {
    sentence: '「{key}」の値の形が違います。{expected}が必要です。',
    remedy: '見本の bridge.yaml と見比べて書き直してください。',
  },
  'settings-bad-choice': {
    sentence: '「{key}」に書けない値です。',
    remedy: '次のどれかを書いてください: {choices}',
  },
  'settings-bad-number': {
    sentence: '「{key}」の数値が範囲の外です。',
    remedy: '{range}の整数を書いてください。',
  },
  'settings-bad-size': {
    sentence: '「{key}」の大きさが読めません。',
    remedy: '「200MB」のように、整数と KB・MB・GB のどれかで書いてください。',
  },
  'settings-bad-date': {
    sentence: '「{key}」に実在しない日付があります。',
    remedy: '「2026-12-31」のように年-月-日で書いてください。',
  },
  'settings-bad-digits': {
    sentence: '「{key}」は{digits}で書く必要があります。',
    remedy: '半角の数字を引用符で囲んで書いてください。ハイフンや空白は入れません。',
  },
  'settings-bad-postal': {
    sentence: '「{key}」は7桁の郵便番号ではありません。',
    remedy: '「"100-0001"」のように半角数字で書いてください。',
  },
  'settings-bad-phone': {
    sentence: '「{key}」は電話番号として読めません。',
    remedy: '「"03-0000-0000"」のように、先頭の 0 から半角の数字とハイフンで書いてください。',
  },
  'settings-bad-prefecture': {
    sentence: '「{key}」は都道府県名ではありません。',
    remedy: '「東京都」「北海道」のように、都・道・府・県まで書いてください。',
  },
  'settings-bad-format': {
    sentence: '「{key}」の書き方が決まった形に合っていません。',
    remedy: 'docs/connectors.md と docs/operations.md の例を参考に書き直してください。',
  },
  'settings-secret-in-clear': {
    sentence: '「{key}」は秘密の値なので、bridge.yaml にそのまま書くことはできません。',
    remedy:
      '「{ env: 環境変数の名前 }」か、「b2-bridge secrets set 名前」で保存して「{ stored: 名前 }」と書いてください。すでに書いてしまった値は漏れたものとして、モール側で発行し直してください。',
  },
  'settings-bad-secret-name': {
    sentence: '「{key}」に書けるのは、秘密の値の名前だけです（値そのものは書けません）。',
    remedy: '半角英字で始まる、英数字・「_」・「-」の名前にしてください（例: AMAZON_CLIENT_SECRET）。',
  },
  'settings-bad-duration': {
    sentence: '「{key}」の間隔が読めません。',
    remedy: '「15m」のように、整数と s（秒）・m（分）・h（時間）・d（日）のどれかで、7日以内で書いてください。',
  },
  'settings-bad-retention': {
    sentence: '「{key}」の保管期間が読めません。',
    remedy:
      '「180d」のように、{least} 以上 3650 以下の日数に d を付けて書いてください。消さないときは never と書きます。',
  },
  'settings-bad-cron': {
    sentence: '「{key}」の cron の書き方が正しくないか、実行される日時がありません。',
    remedy: '「"0 */1 * * *"」のように、分・時・日・月・曜日を空白で区切って書いてください（日本時間）。',
  },
  'settings-bad-hours': {
    sentence: '「{key}」の時間帯が読めません。',
    remedy:
      '「"09:00-18:00"」のように、開始と終了を書いてください（"22:00-06:00" は夜をまたぎます。いくつもあるときは , で区切ります）。',
  },
  'settings-bad-time': {
    sentence: '「{key}」の時刻が読めません。',
    remedy: '「"18:00"」のように書いてください。行わないときは never と書きます。',
  },
  'settings-bad-catch-up': {
    sentence: '「{key}」の書き方が正しくありません。',
    remedy: '「6h」のように7日以内の長さを書くか、使わないときは never と書いてください。',
  },
  'settings-hours-needed': {
    sentence: '「hours: shop」とありますが、店舗「{place}」の営業時間（business-hours）が書かれていません。',
    remedy: '店舗か defaults に「business-hours: "09:00-18:00"」と書くか、hours に時間帯を直接書いてください。',
  },
  'settings-holidays-needed': {
    sentence: '「holidays: skip」とありますが、「{place}」の休業日（holidays）が1つも書かれていません。',
    remedy: '店舗か defaults に「holidays: { weekdays: [土, 日], national: true }」のように書いてください。',
  },
  'settings-cron-closed': {
    sentence: '「{key}」の時刻は、どれも hours・quiet・holidays で止められる時間に当たり、一度も実行されません。',
    remedy: 'cron の時刻か、hours・quiet・holidays を直してください。',
  },
  'settings-files-only-issue': {
    sentence:
      '「files」は、全店舗共通の「jobs:」の下の issue にだけ書けます（店舗の issue は、いつもその店舗だけの1ファイルです）。',
    remedy: '「jobs: { issue: { cron: "0 10,14 * * *", files: one } }」のように書いてください。',
  },
  'settings-bad-export-name': {
    sentence: '書き出し（exports）の名前「{name}」が使えません。',
    remedy:
      '英小文字で始まる、英小文字・数字・ハイフンの40文字以内の名前にしてください。画面用の名前は title に書けます。',
  },
  'settings-bad-file-pattern': {
    sentence: '「{key}」のファイル名の形が使えません。',
    remedy:
      'export・title・shop・date・time のどれかを波かっこ { } で囲んだものと、ふつうの文字で書いてください（\\ / : * ? " < > | は使えません。拡張子は自動で付きます）。',
  },
  'settings-unknown-shop': {
    sentence: '店舗「{shop}」はありません。',
    remedy: '次のどれかを書いてください: {known}',
  },
  'settings-export-folder': {
    sentence: '書き出し先の folder に、inbox・outbox・data やその中（または、それらを含むフォルダー）は使えません。',
    remedy:
      '別のフォルダーか、共有フォルダーのパスを書いてください。folder を書かなければ outbox/_exports の中に書きます。',
  },
  'settings-export-layout': {
    sentence: '書き出しレイアウト「{name}」は、定時書き出し（exports）には使えません。',
    remedy:
      '「takes: shipment」か「takes: line」の書き出しレイアウトを指定してください（例: picking-list、shipping-list、order-csv）。',
  },
  'settings-export-b2': {
    sentence:
      'B2用のレイアウト「{name}」の書き出しは、送り状の発行そのものです。states・methods・tags・ship-date・as は書けません。',
    remedy: 'その行を消してください。出荷待ちの受注が書き出され、発行中になります。',
  },
  'settings-export-b2-shop': {
    sentence: '店舗「{shop}」のB2用レイアウトは「{own}」で、「{name}」では書き出せません。',
    remedy: 'layout を「{own}」にするか、shops からこの店舗を外してください。',
  },
  'settings-unknown-job': {
    sentence: '「{key}」に書かれた処理はありません。',
    remedy: '次のどれかを書いてください: {known}',
  },
  'settings-job-when': {
    sentence: '処理「{job}」をいつ実行するかの書き方が正しくありません。',
    remedy:
      'every・cron・after のどれかを書いてください（every と cron は同時に書けません）。止めるときは「enabled: false」と書きます。',
  },
  'settings-job-circle': {
    sentence: '処理の after が一回りしています（{way}）。終わりなく実行され続けます。',
    remedy: 'どれか1つの after を消してください。',
  },
  'settings-bad-mail-address': {
    sentence: '「{key}」はメールアドレスとして読めません。',
    remedy: '「"shop@example.com"」のように、アドレスだけを書いてください（名前や「,」は書けません）。',
  },
  'settings-bad-host': {
    sentence: '「{key}」は待ち受けるアドレスとして読めません。',
    remedy: '「127.0.0.1」（このパソコンだけ）や「192.168.0.5」のように書いてください。',
  },
  'settings-bad-address': {
    sentence: '「{key}」は操作画面のアドレスとして読めません。',
    remedy: '「https://bridge.example.jp」のように、http:// か https:// から書いてください（後ろのパスは書けません）。',
  },
  'settings-smtp-needed': {
    sentence: '本番（live: true）の店舗がありますが、メールを送るサーバー（mail の smtp）が書かれていません。',
    remedy: '「mail:」の下に「smtp: { host: …, port: … }」を書いてください。',
  },
  'settings-no-connector': {
    sentence: 'モール「{marketplace}」とAPIで接続する機能はありません。',
    remedy:
      '「api:」を消してファイルでやり取りするか、「marketplace:」を直してください。APIで接続できるモール: {known}',
  },
  'settings-live-needs-api': {
    sentence: '「live: true」と書かれていますが、接続の設定（api）がありません。',
    remedy: '「api:」を書くか、「live」を消してください。「b2-bridge shops add」で設定を作れます。',
  },
  'settings-bad-shop-name': {
    sentence: '店舗の名前「{shop}」は使えません。',
    remedy:
      '半角英小文字で始まる、英小文字・数字・ハイフンの名前にしてください（inbox の中のフォルダー名になります）。results は予約されています。',
  },
  'settings-no-shops': {
    sentence: '店舗が1つも設定されていません。',
    remedy: '「shops:」の下に店舗を1つ以上書いてください。',
  },
  'settings-unknown-shipper': {
    sentence: '発送元「{name}」は「shippers」にありません。',
    remedy: '「shippers:」に「{name}」を追加するか、次のどれかに直してください: {known}',
  },
  'settings-seller-needed': {
    sentence:
      '店舗「{shop}」は販売者をご依頼主にする設定（sender: seller）ですが、発送元（seller）が決まっていません。',
    remedy: '「seller: 発送元の名前」を書いてください。使える名前: {known}',
  },
  'settings-unknown-layout': {
    sentence: 'レイアウト「{name}」は{direction}のレイアウト定義にありません。',
    remedy: '「b2-bridge layouts list」に出る名前を書いてください。{hint}',
  },
  'settings-unknown-method': {
    sentence: '配送方法「{name}」は配送方法マスタにありません。',
    remedy: 'layouts/masters/delivery-methods.yaml の code を書いてください。{hint}',
  },
  'settings-same-folder': {
    sentence: '「{key}」と「{other}」が同じフォルダー、または一方が他方の中にあります。',
    remedy: '受信・送信・データのフォルダーは別々の場所にしてください。',
  },
  'settings-bad-database': {
    sentence: '環境変数 DATABASE_URL が PostgreSQL の接続先の形ではありません。',
    remedy:
      '「postgres://ユーザー:パスワード@ホスト/データベース」の形で設定してください。PostgreSQL を使わないときは DATABASE_URL を外してください。',
  },
  'folder-open-to-others': {
    sentence: '個人情報の入るフォルダー {folder} を、ほかの利用者も読める設定になっています（{mode}）。',
    remedy:
      'ほかの人に見せないときは「chmod -R go-rwx {folder}」を実行してください。店舗の人と共有するときは、bridge.yaml に「shared-with: group」（全員なら everyone）と書いてください。',
  },
  'data-open-to-others': {
    sentence: 'データベースのフォルダー {folder} を、ほかの利用者も読める設定になっています（{mode}）。',
    remedy: '「chmod -R go-rwx {folder}」を実行してください。このフォルダーは共有しません。',
  },
  'workspace-busy': {
    sentence: 'この作業フォルダーでは別の b2-bridge が動いています（{who}）。',
    remedy: '動いているほうを使うか、終了してからもう一度実行してください。',
  },
  'workspace-not-writable': {
    sentence: '{path} に書き込めません（{reason}）。',
    remedy: 'フォルダーの権限と空き容量を確認してください。',
  },
  'command-unknown-shop': {
    sentence: '店舗「{shop}」は bridge.yaml にありません。',
    remedy: '次のどれかを指定してください: {known}',
  },
  'command-unknown-layout': {
    sentence: 'レイアウト「{name}」はありません。',
    remedy: '「b2-bridge layouts list」で名前を確認してください。{hint}',
  },
  'command-unknown-rule': {
    sentence: 'ルール「{name}」はありません。',
    remedy: '「b2-bridge rules list」で名前を確認してください。{hint}',
  },
  'command-bad-rule-name': {
    sentence: '「{name}」はルールの名前に使えません。',
    remedy: '半角の英小文字・数字・ハイフンの名前にしてください（画面に出る名前は --title で付けます）。',
  },
  'command-rule-exists': {
    sentence: 'ルール「{name}」はすでにあります。',
    remedy: '別の名前を指定するか、layouts/rules/rules.yaml を直してください。',
  },
  'command-rules-wrong': {
    sentence: 'このルールは読み込めません。layouts/rules は元のままです。',
    remedy: '上に出た誤りを直してから、もう一度実行してください。',
  },
  'rules-file-changed': {
    sentence: 'ルールのファイル（layouts/rules/rules.yaml）が、画面を開いたあとに変わっています。何も変えていません。',
    remedy: '画面を開き直し、いまの内容を確かめてから、もう一度操作してください。',
  },
  'rules-not-saved': {
    sentence: 'このルールは読み込めません。layouts/rules は元のままです。',
    remedy: '下の誤りを直してから、もう一度保存してください。',
  },
  'rules-cannot-be-ordered': {
    sentence: 'このルールの並びは、画面からは変えられません。何も変えていません。',
    remedy: '画面を開き直すか、layouts/rules/rules.yaml を「- name: …」の形の一覧に直してください。',
  },
  'command-no-workbook': {
    sentence: '「{file}」は Excel ブック（.xlsx）として読めません。',
    remedy: '受注シート.xlsx の「ルール表」に記入して保存し、そのファイルを指定してください。',
  },
  'command-layout-exists': {
    sentence: 'レイアウト「{name}」はすでにあります。',
    remedy: '別の名前を指定してください。標準のレイアウトは書き換えられません。',
  },
  'command-bad-layout-name': {
    sentence: '「{name}」はレイアウトの名前に使えません。',
    remedy: '半角英小文字で始まる、英小文字・数字・ハイフンの名前にしてください。',
  },
  'command-no-such-file': {
    sentence: 'ファイル {file} を開けません（{reason}）。',
    remedy: 'ファイル名と場所を確認してください。',
  },
  'command-file-too-big': {
    sentence: 'ファイル {file} は大きすぎます（{size}、上限 {limit}）。中は読んでいません。',
    remedy: 'ファイルを分けてください。上限は bridge.yaml の limits で変えられます。',
  },
  'command-file-exists': {
    sentence: 'ファイル {file} はすでにあります。上書きはしません。',
    remedy: '別の名前を指定するか、先にそのファイルを移動してください。',
  },
  'command-all-notify': {
    sentence: '--all は「run notify」だけで使えます（「{job}」では使えません）。',
    remedy: '--all を付けずに実行するか、「b2-bridge run notify --all」を実行してください。',
  },
  'command-bad-limit': {
    sentence: '表示する件数（--limit）「{limit}」は使えません。',
    remedy: '1 から 1000 までの整数で指定してください。',
  },
  'command-bad-cell': {
    sentence: '列番号（--cell）は 1 から 95 の数字です。',
    remedy: 'B2用CSVの列番号を、1 から 95 の数字で指定してください（例: --cell 12）。',
  },
  'order-in-several-shops': {
    sentence: '受注番号「{number}」は複数の店舗（{shops}）にあり、どれか決められません。何も変えていません。',
    remedy: '受注番号の代わりに、お客様管理番号（「b2-bridge orders list」に出ます）で指定してください。',
  },
  'command-no-such-order': {
    sentence: '受注「{number}」は登録されていません。',
    remedy: '「b2-bridge orders list」で受注番号を確認してください。',
  },
  'command-reissue-needs': {
    sentence: '再発行（--reissue）には、対象の受注番号（--orders）と確認した内容（--note）の両方が必要です。',
    remedy:
      '「--reissue --orders 受注番号 --note "送り状を破損"」のように指定してください。二重発送にならないことを先に確認してください。',
  },
  'command-note-needed': {
    sentence: '確認した内容（--note）が空です。',
    remedy:
      '「--note "電話で住所を確認"」のように、何を確認したかを書いてください。履歴に残ります。個人情報は書かないでください。',
  },
  'command-no-such-document': {
    sentence: '原本「{hash}」は保存されていません。',
    remedy: '「b2-bridge intake --json」などに出る hash を、先頭8文字以上で指定してください。',
  },
  'command-bug': {
    sentence: 'プログラムの不具合で止まりました（{name}）。',
    remedy:
      '処理の途中のものは残りません。下の記録を開発者に送ってください。個人情報が含まれていないか、送る前に確認してください。',
  },
  'command-old-node': {
    sentence:
      'Node.js {version} では動きません。Node.js 26 以上が必要ですが、このパソコン用の Node.js が一緒に入っていません。',
    remedy:
      'もう一度インストールしてください（npm に --omit=optional を付けないでください）。Windows・macOS・Linux 以外では、Node.js 26 以上を入れてください。',
  },
  'command-runtime-broken': {
    sentence: '一緒に入っている Node.js（{runtime}）を起動できません（{reason}）。',
    remedy:
      'もう一度インストールしてください。セキュリティーソフトが止めていないかも確かめてください。Alpine Linux などでは、Node.js 26 以上を入れてください。',
  },
} as const satisfies Record<string, Sentence>;
