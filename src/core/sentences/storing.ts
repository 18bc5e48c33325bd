import type { Sentence } from './sentence.ts';

const again =
  'データベースを元に戻せるときは、b2-bridge をすべて止めて元の data フォルダーの内容に戻してください。戻せないときは、B2クラウドの発行履歴を確かめてから「b2-bridge store accept --note "確かめた内容"」を実行すると、outbox の記録にある送り状をすべて発行中（もう一度は発行しない）にして続けられます。';

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
  'database-moved': {
    sentence:
      '動いている間に、データベースのファイル {file} が移動・削除されたか、別のものに置き換えられました。何も書き込んでいません。',
    remedy: 'b2-bridge をすべて止め、元のファイルを（-wal も一緒に）元の場所に戻してから、もう一度始めてください。',
  },
  'database-replaced': {
    sentence:
      '動いている間に、データベースの中身が別のもの（または前のもの）に置き換えられました。何も書き込んでいません。',
    remedy: 'b2-bridge をすべて止め、もう一度始めてください。始めるときに、書き出し済みの記録と比べます。',
  },
  'store-gone': {
    sentence:
      'データベース {file} がないか空です。この作業フォルダーではすでに送り状を発行しているため、新しく作りませんでした（作ると、同じ注文をもう一度発行するおそれがあります）。',
    remedy: again,
  },
  'store-without-file': {
    sentence: 'データベース {file} がないか空なのに、その記録（-wal）だけが残っています。何も変更していません。',
    remedy:
      '移動したデータベースのファイルを元の場所に戻してください（bridge.db と bridge.db-wal は必ず一緒に）。戻せないときは -wal も別の場所に移し、もう一度実行してください。',
  },
  'store-empty': {
    sentence: 'データベースが空ですが、この作業フォルダーではすでに送り状を発行しています。何も書き込みません。',
    remedy: again,
  },
  'store-other': {
    sentence: 'データベースが、この作業フォルダーで使っていたものと違います。何も書き込みません。',
    remedy: again,
  },
  'store-older': {
    sentence:
      'データベースが、書き出し済みの記録より古いものです（あとに行った発行や発行取消が {count} 回入っていません）。何も書き込みません。',
    remedy: again,
  },
  'store-older-than-files': {
    sentence:
      'データベースが知らない B2 用CSV（manifest）が outbox に {count} 件あります。データベースが古いおそれがあるため、何も書き込みません。',
    remedy: again,
  },
  'store-restored': {
    sentence:
      '控え（{at} 時点）から戻したデータベースです。そのあとに発行した送り状が入っていないため、確かめるまで何も書き込みません。',
    remedy:
      '前の作業フォルダーの outbox があれば「b2-bridge store accept --outbox 前のoutbox --note "確かめた内容"」を、なければ B2クラウドの発行履歴を確かめてから「b2-bridge store accept --note "確かめた内容"」を実行してください。outbox の記録にある送り状は、すべて発行中（もう一度は発行しない）になります。',
  },
  'store-marks-unwritten': {
    sentence: '発行した送り状の記録を、データベースの外（data と outbox）に書けませんでした（{reason}）。',
    remedy: 'ディスクの空きと outbox の場所を確かめてください。次の処理のときに自動で書きます。',
  },
  'store-accept-no-folder': {
    sentence: 'フォルダー {folder} がありません。',
    remedy: '前の outbox の場所を --outbox に指定してください。',
  },
  'issued-before': {
    sentence: '前のデータベースで、この注文の送り状を発行した記録があります。',
    remedy: 'B2クラウドの発行履歴で、この荷物の送り状がまだないことを確かめたら、メモを付けて保留を解除してください。',
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
