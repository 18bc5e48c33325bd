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
} as const;
