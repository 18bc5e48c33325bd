import type { Sentence } from './sentence.ts';

/** Loading layouts and settings (sentences for the shop engineer stay English; only what staff see is here). */
export const loading = {
  'layout-not-own': {
    sentence: '自分用のレイアウト「{name}」はありません。',
    remedy: '「layouts list」で、由来が作業フォルダーのものを確かめてください。',
  },
  'layout-origin-unknown': {
    sentence: 'レイアウト「{name}」を写した元の標準のレイアウトがわかりません。',
    remedy: '--from に標準のレイアウトの名前を指定してください（layouts list に出ます）。',
  },
} as const satisfies Record<string, Sentence>;
