import type { Sentence } from './sentence.ts';

/** Learning a layout from a file: why nothing can be learned of it. */
export const learning = {
  'learn-no-header': {
    sentence: '先頭の10行に、知っている言葉の見出し（注文番号、お届け先、郵便番号など）が見つかりません。',
    remedy:
      '1行目に見出し（列の名前）を付けて保存し直してください。見出しが独自の言葉のときは layouts/masters/header-words.yaml に加えてください。',
  },
  'learn-only-header': {
    sentence: '見出しだけで、データの行がありません。',
    remedy: '注文が1件以上入ったファイルを指定してください。',
  },
  'learn-empty': {
    sentence: '先頭の行がすべて空です。',
    remedy: '見出しと注文の入ったファイルを指定してください。',
  },
  'learn-json': {
    sentence: 'JSON のファイルです。列の意味を調べられるのは CSV・TSV・Excel だけです。',
    remedy: '元の画面から CSV か Excel でダウンロードしてください。',
  },
  'learn-known': {
    sentence: 'このファイルは、いまあるレイアウト「{title}」（{layout}）で読めます。新しいレイアウトは作っていません。',
    remedy:
      '「b2-bridge layouts try」で読まれ方を確かめられます。読み方を変えるときは「b2-bridge layouts new 名前 --from {layout}」で写してください。',
  },
  'learn-not-proved': {
    sentence: '作ったレイアウトが検査に通りません（{reason}）。何も書き込んでいません。',
    remedy: 'このファイルの見出しの行とこの文章を保守担当者に渡してください。',
  },
  'learn-not-orders': {
    sentence: '注文のファイルに見えません。お届け先・注文者・注文番号の列がひとつも見つかりません。',
    remedy: '注文の一覧を出力したファイルか確かめてください。在庫や商品の一覧には layouts new を使ってください。',
  },
} as const satisfies Record<string, Sentence>;
