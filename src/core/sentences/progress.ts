import type { ProgressKind } from '../progress.ts';

/** The line that shows how far long work is. */
export const progressWords = {
  titles: {
    read: '読み取り',
    decide: '出荷の判定',
    save: '保存',
    pull: '受注の取得',
    convert: '変換',
    orders: '受注一覧の書き出し',
    holds: '保留一覧の書き出し',
    labels: '送り状の発行',
    notices: 'モールへの通知',
    desk: '受注の作業',
    copy: 'データベースの複製',
  } satisfies Readonly<Record<ProgressKind, string>>,
  count: '{done} 件',
  ofTotal: '{done} / {total} 件',
  megabytes: '{done} MB',
  megabytesOfTotal: '{done} / {total} MB',
  left: '残り約 {time}',
  seconds: '{seconds}秒',
  minutes: '{minutes}分{seconds}秒',
  hours: '{hours}時間{minutes}分',
} as const;
