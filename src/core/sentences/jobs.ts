/** Names of jobs as operators read them. */
const titles: Readonly<Record<string, string>> = {
  pull: '受注の取得',
  sweep: '受注の取りこぼしの確認',
  sync: '受注の同期',
  acknowledge: '確認の通知',
  schedule: '発送予定日の登録',
  capture: '決済依頼',
  ship: '出荷実績の通知',
  complete: '取引完了の通知',
  notify: '出荷通知',
  restock: '在庫の送信',
  drift: '在庫数の照合',
  mail: 'メール送信',
  purge: '保管期間の処理',
  b2: 'B2クラウドの確認',
  recheck: '通知の全件の見直し',
  intake: '取り込み',
  summary: '1日のまとめのメール',
  silence: '受注が来ない店舗の確認',
  probe: '接続の確認',
  issue: '送り状の発行（B2用ファイル）',
};

export function jobTitle(job: string): string {
  const [kind, name] = job.split(':');
  return kind === 'export' && name ? `定時書き出し「${name}」` : (titles[job] ?? job);
}

/** What set a run off (`startedBy` of core/when.ts), `定時`. '' = it was not written down. */
export function startedTitle(startedBy = ''): string {
  const [kind = '', ...rest] = startedBy.split(' ');
  switch (kind) {
    case 'clock':
      return '定時';
    case 'late':
      return '定時（遅れて実行）';
    case 'after':
      return `${jobTitle(rest[0] ?? '')}のあと`;
    case 'person':
      return rest.join(' ');
    default:
      return startedBy;
  }
}

/** What a run counted. */
const counted: Readonly<Record<string, string>> = {
  orders: '受注の個人情報',
  documents: '原本',
  files: 'ファイル',
  runs: '実行履歴',
  'link-history': '連携結果',
  notices: '通知の記録',
  mails: 'メール',
  pages: 'ページ',
  pieces: '分けた期間',
  new: '新規',
  revised: '変更',
  unchanged: '変更なし',
  refused: '受付不可',
  found: '取りこぼし',
  reserved: '予約',
  done: '完了',
  pending: '結果待ち',
  retry: '再試行待ち',
  fix: '要対応',
  unsure: '要確認',
  halt: '停止',
  bug: '不具合',
  told: '反映',
  looked: '確認',
  sent: '送信',
  later: '後で送信',
  failed: '不可',
  waiting: '待ち',
  rechecked: '見直し',
  shipments: '出荷',
  labels: '伝票番号',
  silent: '受注なしの店舗',
  'left-out': '見送り',
  compared: '照合',
  drifted: '不一致',
};

export const countTitle = (name: string): string => counted[name] ?? name;

/** How a run ended. */
const results: Readonly<Record<string, string>> = { running: '実行中', done: '終了', failed: '失敗' };

export const resultTitle = (result: string): string => results[result] ?? result;

/** Whether a job runs. */
const states: Readonly<Record<string, string>> = {
  on: '動作中',
  'by-hand': '手動のみ',
  paused: '一時停止',
  halted: '店舗が停止中',
  off: 'オフ',
};

export const jobStateTitle = (state: string): string => states[state] ?? state;

/** What became of one item of a run. */
const kinds: Readonly<Record<string, string>> = {
  done: '完了',
  pending: '結果待ち',
  retry: '再試行待ち',
  fix: '要対応',
  unsure: '要確認',
  halt: '停止',
  bug: '不具合',
};

export const kindTitle = (kind: string): string => kinds[kind] ?? kind;

/** What notices are called in mails: those that every shop has, and all of them. */
export const noticeWords = { ship: '出荷通知', any: '通知' } as const;

const weekDays = ['日', '月', '火', '水', '木', '金', '土', '日'] as const;
const plain = /^\d+$/;

/**
 * A `cron` as people say it: `毎日 3:40`, `月・火 10:00・14:00`, `毎月1日 9:00`. What is not as plain as that stays as it was written.
 */
export function cronText(cron: string): string {
  const fields = cron.trim().split(/\s+/);
  const [minute = '', hours = '', date = '', month = '', day = ''] = fields.length === 6 ? fields.slice(1) : fields;
  const clocks = hours.split(',');
  const days = day.split(',');
  const isPlain =
    (fields.length === 5 || fields[0] === '0') &&
    plain.test(minute) &&
    clocks.every((one) => plain.test(one)) &&
    month === '*' &&
    (date === '*' || (plain.test(date) && day === '*')) &&
    (day === '*' || days.every((one) => weekDays[Number(one)] !== undefined && plain.test(one)));
  if (!isPlain) return cron;
  const on =
    day !== '*' ? days.map((one) => weekDays[Number(one)]).join('・') : date === '*' ? '毎日' : `毎月${date}日`;
  return `${on} ${clocks.map((hour) => `${hour}:${minute.padStart(2, '0')}`).join('・')}`;
}

/** How often a job runs. */
const times = [
  [86_400_000, '日'],
  [3_600_000, '時間'],
  [60_000, '分'],
  [1000, '秒'],
] as const;

/** 900,000 ms → `15分`: in the greatest unit that it fills. */
export function intervalText(ms: number): string {
  const [size, unit] = times.find(([one]) => ms % one === 0) ?? [1000, '秒'];
  return `${ms / size}${unit}`;
}
