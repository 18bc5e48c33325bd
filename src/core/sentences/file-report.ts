import { fill } from './fill.ts';

/** Headings and words of the text file that lies beside every dropped file (取込結果). `{name}` is filled by `fill`. */
export const reportWords = {
  done: '取り込みました',
  doneWithProblems: '取り込みましたが、直していただくことがあります',
  seen: '取込済みのファイルでした',
  failed: '取り込めませんでした',
  result: '結果',
  file: 'ファイル',
  at: '日時',
  shop: '店舗',
  layout: '形式',
  document: '原本番号',
  unknown: '不明',
  counts: '件数',
  new: '新しい注文',
  revised: '内容が変わった注文',
  unchanged: '変わりのない注文',
  refused: '取り込めなかった注文',
  registered: '登録',
  waybills: '伝票番号の登録',
  stock: '在庫数の登録',
  products: '商品対応の登録',
  sets: 'セット商品の登録',
  goods: '商品属性の登録',
  filled: '伝票番号を書き込んだ行',
  problems: '直していただくこと（{count}件）',
  held: '保留中の出荷（{count}件）',
  notes: 'お知らせ・自動で直したこと（{count}件）',
  nothing: 'ありません',
  row: '{row}行目',
  column: '「{column}」列',
  value: '値「{value}」',
  cutValue: '値「{value}…」（全{length}文字）',
  order: '注文番号 {order}',
  customerNo: '管理番号 {customerNo}',
  remedy: '対応',
  clearer: '保留を解く人',
  clearedByData: '注文データを直して入れ直す人',
  clearedByOperator: '内容を確認した担当者（確認後に保留を解除）',
  clearedBySettings: '設定の担当者（設定を直すと解けます）',
  doneFolder: '取込済みの置き場',
  errorFolder: '取り込めなかったファイルの置き場',
  lineCount: '{label} {count}件',
  settledDone: '「{file}」を取り込みました（{counts}）。',
  settledProblems: '「{file}」を取り込みました（{counts}）。直していただくことがあります：{report}',
  settledSeen: '「{file}」は取込済みの内容です。もう一度は取り込んでいません。',
  settledFailed: '「{file}」を取り込めませんでした。理由：{report}',
  heldCount: '保留',
  problemCount: '要対応',
  noNew: '新しい登録はありません',
  andMore: 'ほか {count}件（取込結果のファイルをご覧ください）',
} as const;

export type ReportWord = keyof typeof reportWords;

/** A word of the report with its `{placeholders}` filled. */
export function reportWord(word: ReportWord, args: Readonly<Record<string, string | number>> = {}): string {
  return fill(reportWords[word], args);
}
