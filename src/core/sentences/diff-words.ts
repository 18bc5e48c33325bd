/** Words of `layouts diff`. */
export const diffWords = {
  command: '自分用のレイアウトと、標準のレイアウトの違いを示す（更新のあとの確認に）',
  name: '自分用のレイアウトの名前',
  from: '比べる標準のレイアウト（省略時は写した元）',
  known: '{name} は、標準の {standard} を {at} に写したものです。',
  unknown: '{name} を、標準の {standard} と比べました（写したときの内容は記録されていません）。',
  byStandard: '標準が、写したあとに変わったところ（- 前 / + 今）:',
  byOwn: '自分で変えたところ（- 写したとき / + 今）:',
  between: '違い（- 標準 / + 自分用）:',
  none: 'なし',
} as const;
