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
  'notice-under-way': {
    sentence: 'この注文の出荷通知は、いま送信中か確認中です。',
    remedy: '結果が出てから、必要ならもう一度通知してください。',
  },
} as const satisfies Record<string, Sentence>;
