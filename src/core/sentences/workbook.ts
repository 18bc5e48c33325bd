import type { Sentence } from './sentence.ts';

/** Excel workbooks, zip archives and JSON: what is wrong with the container or a cell, and what was said about it. */
export const workbook = {
  'file-xls': {
    sentence: '古い形式のExcelファイル（.xls）です。このままでは読めません。',
    remedy: 'Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」か「CSV UTF-8」にしてから入れてください。',
  },
  'file-xlsb': {
    sentence: 'バイナリ形式のExcelファイル（.xlsb）です。このままでは読めません。',
    remedy: 'Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」にしてから入れてください。',
  },
  'file-password': {
    sentence: 'パスワードのかかったExcelファイルです。開けません。',
    remedy: 'Excelで開き、「ファイル」→「情報」→「ブックの保護」でパスワードを外して保存してから入れてください。',
  },
  'file-office': {
    sentence: '表ではないファイルです（中身は{what}です）。',
    remedy: 'CSVまたはExcel（.xlsx）で保存し直してから入れてください。',
  },
  'file-html': {
    sentence: '中身がWebページ（HTML）のファイルです。名前は表のファイルでも、表として読めません。',
    remedy:
      'ダウンロードした画面でCSVを選び直すか、Excelで開いて「Excelブック（.xlsx）」で保存し直してから入れてください。ログイン画面が保存されていることもあります。',
  },
  'file-archive': {
    sentence: '圧縮ファイル（zip）です。表として直接は読めません。',
    remedy: '受信フォルダーに入れるか、解凍して中のファイルを入れてください。',
  },
  'really-xlsx': {
    sentence: 'ファイル名は「{extension}」ですが、中身はExcelブックです。Excelブックとして読みました。',
    remedy: '対応は要りません。',
  },
  'really-text': {
    sentence: 'ファイル名は「{extension}」ですが、中身は文字だけの表（CSV・TSV）です。CSVとして読みました。',
    remedy: '対応は要りません。',
  },
  'zip-broken': {
    sentence: 'ファイルが途中で切れているか、壊れています（{part}）。',
    remedy: 'もう一度ダウンロード（またはコピー）して、入れ直してください。',
  },
  'zip-too-big': {
    sentence: '解凍すると大きすぎます（{size}、上限は {limit}）。',
    remedy: 'ファイルを分けて入れてください。心当たりのないファイルなら、開かずに捨ててください。',
  },
  'zip-too-dense': {
    sentence: '圧縮率が異常に高い（{ratio}倍、上限は{limit}倍）ため、開きませんでした。',
    remedy: '心当たりのないファイルなら、開かずに捨ててください。正しいファイルなら、解凍してから入れてください。',
  },
  'zip-too-many': {
    sentence: '中のファイルが多すぎます（{count}件、上限は{limit}件）。',
    remedy: '分けて入れてください。',
  },
  'zip-empty': {
    sentence: '圧縮ファイルの中に、読めるファイルがありません。',
    remedy: '中身を確かめて、もう一度入れてください。',
  },
  'member-encrypted': {
    sentence: '圧縮ファイルの中の「{member}」にパスワードがかかっています。',
    remedy: '解凍してから、中のファイルを入れてください。',
  },
  'member-nested': {
    sentence: '圧縮ファイルの中に、また圧縮ファイル「{member}」があります。これは開きません。',
    remedy: '「{member}」を取り出して、そのまま入れてください。',
  },
  'member-bad-path': {
    sentence: '圧縮ファイルの中の「{member}」は、危険な置き場所を指しています。取り出しませんでした。',
    remedy: '心当たりのないファイルなら捨ててください。正しいファイルなら、解凍して中のファイルを入れてください。',
  },
  'member-bad-name': {
    sentence: '圧縮ファイルの中に、名前を読めないファイル（{no}番目）があります。取り出しませんでした。',
    remedy: '解凍して、名前を直してから中のファイルを入れてください。',
  },
  'member-same-name': {
    sentence:
      '圧縮ファイルの中に、「{member}」という名前のファイルが2つ以上あります。2つ目からは取り出しませんでした。',
    remedy: '解凍して、名前を変えてから入れてください。',
  },
  'member-broken': {
    sentence: '圧縮ファイルの中の「{member}」が壊れていて、取り出せません。',
    remedy: 'もう一度ダウンロード（またはコピー）して、入れ直してください。',
  },
  'member-method': {
    sentence: '圧縮ファイルの中の「{member}」は、扱えない圧縮方法（{method}）です。',
    remedy: '解凍してから、中のファイルを入れてください。',
  },
  'workbook-broken': {
    sentence: 'Excelブックの中身が壊れています（{part}）。',
    remedy: 'Excelで開いて保存し直すか、もう一度ダウンロードして入れ直してください。',
  },
  'workbook-columns-merged': {
    sentence: 'シートの列全体が 1 つのセルに結合されています（{range}）。',
    remedy: 'Excelで結合を解除し、1 行に 1 明細となるように直して保存してから入れ直してください。',
  },
  'workbook-sheet-lost': {
    sentence: 'シート「{sheet}」の中身がExcelブックの中に見つかりません。',
    remedy: 'Excelで開いて保存し直すか、もう一度ダウンロードして入れ直してください。',
  },
  'column-hidden': {
    sentence: '非表示の列「{column}」の値も使いました。',
    remedy: '見えない列に古い値が残っていないか、確かめてください。',
  },
  'workbook-empty': {
    sentence: '表示されているシートに、データが1行もありません。',
    remedy: 'データのあるシートが非表示になっていないか確かめてください。',
  },
  'sheet-missing': {
    sentence: 'シート「{sheet}」がありません（あるシート: {sheets}）。',
    remedy: 'シートの名前を「{sheet}」に直すか、レイアウト定義のシート名を直してください。',
  },
  'sheets-not-read': {
    sentence: 'シート「{sheet}」だけを読みました。読まなかったシート: {others}',
    remedy: 'ほかのシートにも受注があるときは、別のファイルに分けて入れてください。',
  },
  'cells-guarded': {
    sentence:
      '{count}個のセル（{columns}）が「="…"」の形で書かれていました。外側の記号を外して、中の文字を読みました。',
    remedy: '対応は要りません。',
  },
  'cells-zeros-shown': {
    sentence:
      '{column}列の{count}件は、数値に表示形式（{format}）で0などを付けて見せているセルです。画面に見えるとおりに読みました。',
    remedy: '対応は要りません。次からは、列を「文字列」にしておくと確実です。',
  },
  'cells-merged': {
    sentence: '{column}列に、縦に結合したセルが{count}か所あります。結合した行は、すべて同じ値として読みました。',
    remedy: '行ごとに違う値のときは、結合を解除して1行ずつ入れてください。',
  },
  'cells-under-merge': {
    sentence: '{column}列の結合セルの下に、画面に見えない値が{count}件隠れています。見えている値だけを読みました。',
    remedy: '隠れた値が要るときは、結合を解除して確かめてください。',
  },
  'json-broken': {
    sentence: 'JSONとして読めません。途中で切れているか、壊れています。',
    remedy: 'もう一度取得するか、元の画面からダウンロードし直してください。',
  },
  'json-no-lines': {
    sentence: 'JSONの中に、注文の一覧（{path}）が見つかりません。',
    remedy: 'レイアウト定義の場所の指定と、ファイルの種類を確かめてください。',
  },
} as const satisfies Record<string, Sentence>;

/** Words of the Excel report for people (F8). */
export const reportWords = {
  orders: '受注一覧',
  problems: '保留・問題一覧',
  hold: '保留',
  problem: '問題',
  notice: 'お知らせ',
  cut: '…（長いため、ここまで）',
  columns: {
    shop: '店舗',
    number: '注文番号',
    payment: '入金',
    state: '受注の状態',
    revision: '改訂',
    customerNo: 'お客様管理番号',
    service: '送り状種類',
    shipmentState: '出荷の状態',
    trackingNumbers: 'お問い合わせ番号',
    holds: '保留理由',
    kind: '種類',
    file: 'ファイル',
    row: '行',
    column: '列',
    value: '値',
    sentence: '内容',
    remedy: '対処',
    clearedBy: '解除のしかた',
  },
  payments: { paid: '入金済み', unpaid: '未入金', cod: '代金引換', unknown: '不明' },
  clearers: { data: 'データの訂正', operator: '担当者の確認', settings: '設定の変更' },
} as const;
