import type { Sentence } from './sentence.ts';

/** Telling marketplaces, as the flow sees it: doubts, looks, and what is under way. */
export const notifying = {
  'notice-unclear': {
    sentence: '通知が届いたかどうかわかりません。',
    remedy: '自動で確認します。そのままお待ちください。',
  },
  'outcome-missing': {
    sentence: '通知の結果が返ってきませんでした。',
    remedy: '自動で確認します。そのままお待ちください。',
  },
  'notice-not-found': {
    sentence: '通知がモールに反映されているか確認できませんでした。',
    remedy: 'モールの管理画面で注文の状態を確かめ、出荷済みになっていなければもう一度通知してください。',
  },
  'notice-done': { sentence: 'モールに反映されました。', remedy: '対応は不要です。' },
  'notice-taken': {
    sentence: 'モールが受け付けました。結果を待っています。',
    remedy: '結果は自動で取りに行きます。対応は不要です。',
  },
  // Of any kind of notice; 出荷通知 has sentences of its own.
  'told-field-refused': {
    sentence: '注文 {order} の「{field}」がモールに受け付けられませんでした（{reason}）。',
    remedy: '「{field}」の内容を直してください。直すと自動で送り直します。',
  },
  'told-refused': {
    sentence: '注文 {order} の処理がモールに断られました（{code}：{reason}）。',
    remedy: 'モールの管理画面で注文の状態を確かめ、必要なら「b2-bridge notices retry」で送り直してください。',
  },
  'notice-day-passed': {
    sentence: '出荷日（{day}）のうちに送れませんでした。自動では送りません。',
    remedy: 'モールの状態を確かめ、送ってよければ「b2-bridge notices retry」で送り直してください。',
  },
  'notice-told-once': {
    sentence: '決済依頼はすでに済んでいます。同じ受注には1回しか送りません。',
    remedy: '対応は不要です。金額を直すときは、モールの管理画面で行ってください。',
  },
  'notice-doubt-of-money': {
    sentence: '決済依頼が届いたかどうかを確認できていないため、送り直しませんでした。',
    remedy:
      'モールの管理画面で決済の状態を確かめ、依頼されていなければ「--checked」を付けて送り直してください。依頼済みなら「b2-bridge notices done 受注番号 --kind capture」で記録します。',
  },
  'link-state-none': {
    sentence: '店舗「{shop}」のモールには連携状態（印刷待ち・印刷済み・問番戻し）がありません。',
    remedy: '対応は不要です。',
  },
  'command-mails-what': {
    sentence: '送り直すメールが指定されていません。',
    remedy: 'メールの番号（mails list に出ます）か、--all を指定してください。',
  },
  'command-notices-what': {
    sentence: '送り直す通知が指定されていません。',
    remedy: '通知の番号、--shop、--kind、--orders のどれかを指定してください。',
  },
  'notice-under-way': {
    sentence: 'この注文の出荷通知は、いま送信中か確認中です。',
    remedy: '結果が出てから、必要ならもう一度通知してください。',
  },
  'order-was-not-marked': {
    sentence: '通知の見直しで、変更の印がないのに通知の内容が変わっている受注が見つかりました（見直しで直しました）。',
    remedy: '自動で直っているので、そのまま使えます。プログラムの不具合なので、この表示を開発者に知らせてください。',
  },
} as const satisfies Record<string, Sentence>;
