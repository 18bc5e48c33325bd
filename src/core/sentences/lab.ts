/** The lab's command line. */
export const lab = {
  'lab-port-taken': {
    sentence: 'ポート {port} はほかのプログラムが使っています。',
    remedy: '--port で別の番号を指定するか、--port を付けずに実行してください。',
  },
  'lab-bad-port': {
    sentence: 'ポート番号「{port}」は使えません。',
    remedy: '0 から 65535 までの数字で指定してください。',
  },
  'lab-bad-seed': {
    sentence: 'データの種類「{seed}」は使えません。',
    remedy: 'small、1000、nasty、または受注の件数（数字）で指定してください。',
  },
  'lab-folder-taken': {
    sentence: 'フォルダー {folder} は、動いているほかのラボが使っています。',
    remedy: '--state で別のフォルダーを指定するか、そのラボを終了してください。',
  },
  'lab-folder-unreadable': {
    sentence: 'フォルダー {folder} のラボの状態を読めません: {reason}',
    remedy:
      'その状態を書いた版の b2-bridge を使うか、--state で別のフォルダーを指定してください（新しい状態から始まります）。読めないファイルは上書きせず、そのまま残してあります。',
  },
  'lab-bad-timeout': {
    sentence: '待つ時間「{timeout}」は使えません。',
    remedy: '秒数（数字）で指定してください。',
  },
  'lab-not-there': {
    sentence: 'ラボにつながりません。{url}',
    remedy: '「b2-bridge lab」で始めるか、--url でラボのアドレスを指定してください。',
  },
  'lab-refused': {
    sentence: 'ラボが断りました: {reason}',
    remedy: '指定を見直してから、もう一度実行してください。',
  },
  'lab-bad-world': {
    sentence: '--rates または --shops の指定が正しくありません（{reason}）。',
    remedy: "--rates 'orders=20,cancelled=3%,unpaid=5%' や --shops amazon=outlet のように指定してください。",
  },
  'lab-no-scenario': {
    sentence: 'シナリオ「{file}」が見つかりません。',
    remedy: 'ファイルの場所、または付属のシナリオの名前（{known}）を指定してください。',
  },
  'lab-no-orders': {
    sentence: '注文のファイル「{file}」が見つかりません。',
    remedy: 'CSV または Excel のファイルの場所を確かめてください。',
  },
  'lab-no-recording': {
    sentence: '通信の記録のファイル「{file}」が見つかりません。',
    remedy: 'HAR、またはラボの記録（JSON）のファイルの場所を確かめてください。',
  },
  'lab-out-there': {
    sentence: 'ファイル「{file}」はすでにあります。上書きしません。',
    remedy: '--out で、まだないファイルを指定してください。',
  },
} as const;
