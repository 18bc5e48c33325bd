import type { Sentence } from './sentence.ts';

/** The database and its key. */
export const storing = {
  'key-missing': {
    sentence: '暗号鍵がありません（環境変数 B2_BRIDGE_KEY も鍵ファイル {file} も見つかりません）。',
    remedy:
      'はじめて使うときは b2-bridge init で鍵を作ってください。以前から使っている場合は、控えておいた鍵ファイルを元の場所に戻してください。新しく作り直した鍵では、これまでのデータは読めません。',
  },
  'init-key-missing': {
    sentence: 'データベースはありますが、その暗号鍵 {file} がありません。新しい鍵は作りませんでした。',
    remedy:
      '控えておいた鍵ファイルを元の場所に戻してください。新しい鍵では、保存してあるデータは読めません。はじめからやり直すときは、data フォルダーを別の場所に移してから、もう一度実行してください。',
  },
  'key-malformed': {
    sentence: '暗号鍵の書き方が正しくありません（{from}）。',
    remedy:
      '鍵は 32 バイトを base64（44 文字）または 16 進（64 文字）で書いたものです。控えからそのまま写し直してください。',
  },
  'key-file-open-to-others': {
    sentence: '鍵ファイル {file} をほかの利用者も読める設定になっています（{mode}）。',
    remedy:
      'chmod 600 {file} を実行してから、もう一度始めてください。ほかの人に読まれたおそれがあるときは管理者に知らせてください。',
  },
  'key-does-not-fit': {
    sentence: '暗号鍵がこのデータベースのものと違います。データには何も手を加えていません。',
    remedy:
      'このデータベースを作ったときの鍵（鍵ファイルまたは B2_BRIDGE_KEY）に戻してください。鍵の取り違えがないか、控えを確認してください。',
  },
  'sealed-data-damaged': {
    sentence: 'データベースの中に、壊れているか書き換えられたデータがあります（{table}）。',
    remedy: '処理を止め、データベースの控えから戻してください。原因が分からないときは管理者に知らせてください。',
  },
  'database-on-share': {
    sentence:
      'データベース {file} がネットワークの共有フォルダー（{kind}）にあるため、開きませんでした。共有フォルダーの上では記録が壊れることがあります。',
    remedy:
      'bridge.yaml の data を、このパソコンの中のフォルダーにしてください（inbox と outbox は共有フォルダーでも構いません）。何台かで使うときは PostgreSQL を使ってください。',
  },
  'database-unreadable': {
    sentence: 'データベース {file} を開けません（{reason}）。',
    remedy:
      'ファイルの場所と権限、ディスクの空きを確認してください。ファイルが壊れているときは控えから戻してください。',
  },
  'database-failed': {
    sentence: 'データベースの読み書きに失敗しました（{reason}）。途中までの変更は残りません。',
    remedy:
      'ディスクの空き、ファイルの権限、PostgreSQL を使っている場合はサーバーが動いているかを確認し、もう一度実行してください。同じ失敗が続くときは管理者に知らせてください。',
  },
  'database-damaged': {
    sentence: 'データベースが壊れています（{reason}）。何も変更していません。',
    remedy: '処理を止め、データベースを控えから戻してください。原因が分からないときは管理者に知らせてください。',
  },
  'database-not-empty': {
    sentence: '移行先のデータベースは空ではありません（{table} にデータがあります）。何も変更していません。',
    remedy: '移行先には新しい空のデータベースを指定してください。',
  },
  'copy-differs': {
    sentence: '複製したデータが元のデータと一致しません（{table}）。複製先には何も残していません。',
    remedy: 'ディスクやサーバーの状態を確かめて、もう一度実行してください。続くときは管理者に知らせてください。',
  },
  'backup-not-empty': {
    sentence: '控えの置き場所 {folder} は空ではありません。何も変更していません。',
    remedy: '新しいフォルダー（または空のフォルダー）を指定してください。',
  },
  'restore-no-backup': {
    sentence: '{folder} は、最後まで作られた控えではありません（backup.json がないか、読めません）。',
    remedy: '「b2-bridge backup」で作ったフォルダーを指定してください。',
  },
  'restore-damaged': {
    sentence: '控えが壊れているか、書き換えられています（{file}）。何も戻していません。',
    remedy: '別の控えを使ってください。',
  },
  'restore-not-empty': {
    sentence: '戻す先の作業フォルダーは空ではありません（{file}）。何も変更していません。',
    remedy: '新しい空のフォルダーを -C で指定してください。鍵ファイル（data/bridge.key）だけは、先に置いておけます。',
  },
  'database-newer': {
    sentence: 'データベースは、このプログラムより新しい版で作られています（{version}）。',
    remedy:
      'プログラムを新しい版に更新してください。古い版のまま使うとデータを壊すおそれがあるため、開きませんでした。',
  },
  'list-key-unreadable': {
    sentence: '一覧の続きの位置（--after {key}）が正しくありません。',
    remedy: '前の一覧の最後に表示された --after の値をそのまま使うか、--after を付けずに最初から表示してください。',
  },
  'database-busy': {
    sentence: 'ほかの処理がデータベースを使い続けているため、書き込めませんでした。何も変更していません。',
    remedy: '同じ作業フォルダーで別の b2-bridge が動いていないか確認し、終わってからもう一度実行してください。',
  },
} as const satisfies Record<string, Sentence>;
