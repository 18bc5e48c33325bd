/** Words of ファイル. */
export const filesWords = {
  title: 'ファイル',
  tabs: { fate: '取り込みの結果', documents: '受け取った原本', written: '書き出したファイル' },
  drop: 'ファイルを入れる',
  choose: 'ファイルを選ぶか、ここへ置いてください（複数可、合わせて {limit} まで）',
  folder: '置き場所',
  folders: { '': '自動で判別する（inbox）', results: 'B2クラウドの発行済みデータ（results）' },
  folderShop: '{shop} の注文（{name}）',
  send: '受け取る',
  received: '「{file}」を受け取りました。まもなく取り込みます。結果は下に出ます。',
  receivedMore: 'ほか {count} 件のファイルも受け取りました。まもなく取り込みます。',
  waiting: '取り込みを待つファイル',
  waitingHint:
    '書き込みが終わったのを確かめてから取り込みます。長く残るときは、ほかのソフトで開いたままになっていないか確かめてください。',
  day: '{day} の結果',
  dayLabel: '日付',
  show: '表示',
  before: '前の日',
  later: '次の日',
  empty: 'この日に取り込んだファイルはありません。',
  emptyNext: '上の枠にファイルを入れると、ここに結果が出ます。',
  name: 'ファイル',
  result: '結果',
  counts: '件数',
  count: '{count} 件のファイル',
  noReport: '結果の記録はありません',
  report: '結果を見る',
  reportTitle: '「{file}」の結果',
  reportMissing: 'このファイルの結果はありません。',
  reportMissingNext: '保管期間が過ぎたか、ファイルが移されています。',
  reportCut: '長いため、途中までを表示しています。続きはファイルの隣の .txt にあります。',
  toFiles: 'ファイルへ戻る',
  tryLayout: '読み方を試す・作る',
  original: '原本',
  seeOriginal: '原本を見る',
  seeOriginalNo: '原本を見る（{no}）',
} as const;

/** Words of 受け取った原本. */
export const documentsWords = {
  title: '受け取った原本',
  caption: '原本の一覧',
  name: 'ファイル名',
  at: '受け取った日時',
  shop: '店舗',
  layout: '形式',
  size: '大きさ',
  unknown: '不明',
  noShop: '－',
  forgotten: '（保管期間が過ぎたため削除済み）',
  download: 'ダウンロード',
  replay: '読み直してみる',
  tryLayout: '読み方を試す',
  empty: '受け取った原本はありません。',
  emptyNext: '「取り込みの結果」の画面でファイルを入れてください。',
  gone: 'この原本はありません。',
  goneNext: '保管期間が過ぎて削除されたか、番号が違います。',
  facts: '原本の内容',
  hash: '原本番号',
} as const;

/** Words of the trial reading of an original. */
export const replayWords = {
  title: '「{file}」を読み直した結果',
  before: '取り込んだときの形式',
  after: 'いま読む形式',
  noChange: '変わる受注はありません。',
  changes: '変わる受注（{count} 件）',
  more: '表示は {count} 件までです。すべては「b2-bridge replay {hash}」で見られます。',
  number: '受注番号',
  change: '変わり方',
  fields: '変わる項目',
  problems: '読むときに分かったこと（{count} 件）',
} as const;

/** Words of 書き出したファイル. */
export const writtenWords = {
  title: '書き出したファイル',
  warning:
    '送り状のCSVは、1つのファイルを2回B2クラウドに取り込むと、送り状が2枚になります。ほかの人が取り込んでいないか確かめてください。',
  caption: '書き出したファイルの一覧',
  path: 'ファイル',
  purpose: '用途',
  purposes: {
    issue: '送り状（B2クラウド用CSV）',
    notify: 'モールへの通知',
    'return-form': '番号を書き込んだ返送用',
    labels: 'ラベル',
    export: '定時書き出し',
  },
  shop: '店舗',
  at: '書き出した日時',
  state: '状態',
  states: {
    waiting: '書き出し待ち',
    lies: '置かれている',
    fetched: '持ち出し済み',
    undone: '取り消し済み（使わない）',
  },
  download: 'ダウンロード',
  empty: '書き出したファイルはありません。',
  emptyNext: '受注一覧で「CSV出力」をすると、ここに並びます。',
  gone: 'このファイルはダウンロードできません。',
  goneNext: '取り消されたか、保管期間が過ぎています。',
  none: 'このファイルの記録はありません。',
  noneNext: '番号が違うか、保管期間が過ぎています。',
  shipments: 'このファイルの出荷（{count} 件）',
  customerNo: 'お客様管理番号',
  consignee: 'お届け先',
  shipmentState: '出荷の状態',
  tracking: 'お荷物番号',
  choose: '選択',
  chooseOf: '{customerNo} を選ぶ',
  undo: '発行を取り消す',
  undoHelp:
    'B2クラウドでまだ1枚も印刷していないときに使います。ファイルを使えない場所へ移し、出荷を「出荷待ち」に戻します。次の画面で、戻る出荷を確かめられます。',
  reissue: '選んだ出荷を再発行する',
  reissueHelp:
    '送り状を破損・紛失したときに使います。同じ出荷の送り状がもう1枚できます。二重に発送しないよう、前の送り状は捨ててください。',
  undoing: '発行の取り消しの途中です。「発行を取り消す」で続きを行えます。',
} as const;

/** Words of 発行取消 of a written B2 file. */
export const undoWords = {
  title: '発行の取り消しの確認',
  question:
    'このファイルの発行を取り消します。ファイルは outbox の _undone フォルダーへ移し、出荷 {count} 件を「出荷待ち」に戻します。',
  auto: '自動で発行する店舗では、「発行を取り消した出荷」として保留になり、確かめて解除するまで発行されません。',
  danger:
    '印刷済みの送り状があると、同じ荷物が2つ発送されます。B2クラウドの発行履歴で、印刷していないことを必ず確かめてください。',
  back: '出荷待ちに戻る出荷（{count} 件）',
  stay: 'そのまま残る出荷（{count} 件）',
  nothing: '取り消せる出荷がありません。',
  printed:
    'このファイルの送り状は、一部が印刷されています。残りの出荷は1件ずつ、B2クラウドの発行履歴で印刷されていないことを確かめて印を付けてください。',
  notPrinted: '{customerNo} は印刷していない',
  taken: 'このファイルは持ち出されています。B2クラウドで1枚も印刷していないことと、取り込んだ行を消したことを確かめた',
  takenMissing: 'ファイルが持ち出されているため、B2クラウドで確かめたことを示す印が必要です。何も変えていません。',
  note: '印刷していないことをどう確かめたか（履歴に残ります）',
  noteHint: '例: B2クラウドの発行履歴に1件もないことを確認',
  noteMissing: '確かめた内容を書いてください。何も変えていません。',
  do: '発行を取り消す',
  undone: '{file} の発行を取り消し、{count} 件の出荷を出荷待ちに戻しました。',
  moved: '取り消したファイルの置き場所: {file}',
} as const;

/** Words of a file of an export that is written once more. */
export const exportAgainWords = {
  title: 'もう一度書き出す',
  help: 'なくしたファイルと同じ内容を、同じフォルダーにもう一度書き出します。渡した先で二重に使われないよう、前のファイルがないことを確かめてください。',
  note: '理由（履歴に残ります）',
  noteMissing: '理由を書いてください。何も書き出していません。',
  do: 'もう一度書き出す',
  done: '{file} を、もう一度書き出しました（出荷 {count} 件）。',
  waits: '{file} の内容は決まりましたが、まだ書けていません。書けるようになると自動で書きます。',
} as const;
