import type { Sentence } from './index.ts';

/** `bridge.yaml`, the environment, the workspace folder and the command line. */
export const settings = {
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
  'command-file-exists': {
    sentence: 'ファイル {file} はすでにあります。上書きはしません。',
    remedy: '別の名前を指定するか、先にそのファイルを移動してください。',
  },
  'command-bad-cell': {
    sentence: '列番号（--cell）が数字ではありません。',
    remedy: 'B2用CSVの列番号を、1 から 95 の数字で指定してください（例: --cell 12）。',
  },
  'command-no-such-order': {
    sentence: '受注「{number}」は登録されていません。',
    remedy: '「b2-bridge orders list」で受注番号を確認してください。',
  },
  'command-reissue-needs': {
    sentence: '再発行（--reissue）には、対象の受注番号（--order）と確認した内容（--note）の両方が必要です。',
    remedy:
      '「--reissue --order 受注番号 --note "送り状を破損"」のように指定してください。二重発送にならないことを先に確認してください。',
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
    sentence: 'Node.js {version} では動きません。Node.js 26 以上が必要です。',
    remedy: '「npx b2-bridge …」または npm スクリプトから実行してください。',
  },
} as const satisfies Record<string, Sentence>;
