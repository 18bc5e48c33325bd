/** Running for good: `b2-bridge service`. */
export const service = {
  'service-unknown-system': {
    sentence: 'このパソコン（{platform}）では、サービスの登録に対応していません。',
    remedy: 'このパソコンの仕組みで「b2-bridge start -C {workspace}」が起動時に実行されるように設定してください。',
  },
  'service-bad-path': {
    sentence: 'パス {path} には、サービスの設定に書けない文字（改行など）があります。',
    remedy: 'フォルダーの名前を変えてから、もう一度実行してください。',
  },
  'service-bad-name': {
    sentence: 'サービスの名前「{name}」は使えません。',
    remedy: '英小文字・数字・ハイフンだけで、50文字以内にしてください。',
  },
  'service-system-only-linux': {
    sentence: '--system は Linux だけで使えます。',
    remedy: '--system を付けずに実行してください（ログインしているあいだ動きます）。',
  },
  'service-passing-program': {
    sentence: 'このプログラムは npx の一時フォルダー（{path}）にあるため、サービスに登録できません。',
    remedy: 'ポータブル版を展開するか「npm install -g」で入れてから、そのコマンドで登録してください。',
  },
  'service-not-ours': {
    sentence: '{file} は b2-bridge が作ったものではないため、変更しません。',
    remedy: '--name で別の名前を指定するか、そのファイルを確かめて片付けてください。',
  },
  'service-other-workspace': {
    sentence: '同じ名前のサービスが、別の作業フォルダーのために登録されています（{file}）。',
    remedy: '--name で別の名前を指定してください。',
  },
  'service-no-manager': {
    sentence: '「{command}」が見つからないため、サービスを登録できません。',
    remedy:
      '「service install --print」で設定の内容を表示できます。このパソコンの仕組みに合わせて登録してください（Linux は systemd が必要です）。',
  },
  'service-call-failed': {
    sentence: '「{command}」が失敗しました（{reason}）。',
    remedy: '表示された理由を確かめて、もう一度実行してください。--system のときは管理者の権限（sudo）が必要です。',
  },
} as const;

export type ServiceNote = keyof typeof serviceWords.notes;

export const serviceWords = {
  written: '書き込みました: {file}',
  installed: 'サービス「{name}」を登録して、開始しました。',
  already: 'サービス「{name}」は登録済みで、変わったところはありません。',
  removed: 'サービス「{name}」を止めて、登録を取り消しました。作業フォルダーとデータはそのままです。',
  none: 'サービス「{name}」は登録されていません。',
  file: '登録ファイル',
  answers: 'サービスの状態',
  watching: '受信フォルダーの見張り',
  no: 'なし',
  active: { systemd: ['動いています', '止まっています'], others: ['登録されています', '登録されていません'] },
  wouldRun: '実行するコマンド:',
  notes: {
    linger: 'ログインしていないときも動かすには、一度だけ「sudo loginctl enable-linger {user}」を実行してください。',
    'logs-user': '記録は「journalctl --user -u {name}」で見られます。',
    'logs-system': '記録は「journalctl -u {name}」で見られます。',
    'log-file': '記録は作業フォルダーの service.log に書かれます。',
    'logged-on': 'ログオン（ログイン）すると始まり、ログオフすると終わります。',
    window: '黒い画面が開きます。閉じると止まりますが、5分以内にまた始まります。',
    untried: '（このパソコンの種類では、まだ試していません。動かないときは教えてください）',
  },
} as const;
