import type { ActionName } from '../rules/rule.ts';

/** Names of actions for people. */
export const actionTitles: Readonly<Record<ActionName, string>> = {
  hold: '保留',
  deliveryMethod: '配送方法',
  slipType: '送り状種類',
  cool: 'クール区分',
  sender: '送り主',
  packages: '個数',
  handling: '荷扱い',
  note: '記事',
  shipDate: '出荷予定日',
  tag: 'タグ',
  release: '保留の解除',
  split: '分割',
  bundle: '同梱',
};
