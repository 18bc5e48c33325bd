/** Words of `orders list`, `orders views` and `orders picking`. */
export const listWords = {
  method: '配送方法（コード）で絞り込む（複数可）',
  tag: 'タグで絞り込む（複数可）',
  view: '保存した条件（orders views の名前）で絞り込む',
  views: '受注一覧の保存した条件（操作画面の「保存した条件」と同じもの）の一覧・保存・削除',
  save: '指定した条件を、この名前で保存する',
  remove: 'この名前の条件を削除する',
  user: 'だれの条件か（操作画面のユーザー名。省略すると、サインインしていないときの条件）',
  picking: 'ピッキングリスト（棚から取る商品の数と、荷物ごとの中身）',
  orders: '受注番号（複数可）。指定しないときは条件に合う受注',
  file: '書き出したファイル（b2-bridge outbox の番号）に載っている荷物',
  out: '書き込むファイル名（.xlsx、または .csv。.csv は商品ごと、--by-parcel で荷物ごと）',
  byParcel: '荷物ごとの一覧にする',
  saved: '条件「{name}」を保存しました。',
  removed: '条件「{name}」を削除しました。',
  none: '保存した条件はありません。',
  headings: { name: '名前', query: '条件' },
} as const;
