import type { Sentence } from './sentence.ts';

/** From rows to orders: headers, converters of layouts, rows of one order, and cells that are written. */
export const tables = {
  'unknown-headers': {
    sentence: '見出しがどの形式とも一致しません。いちばん近いのは「{nearest}」ですが、次の列がありません：{missing}',
    remedy:
      '正しい種類のファイルか確認し、足りない列を出力に加えてからもう一度入れてください。別の形式のファイルなら「b2-bridge layouts learn ファイル名」でこの形式を使えるようにできます。',
  },
  'unknown-kind': {
    sentence: '知らない種類のファイルです。見出しの近い形式はありません。',
    remedy:
      '読める形式は「b2-bridge layouts list」で見られます。この形式を使えるようにするには「b2-bridge layouts learn ファイル名」を実行してください。',
  },
  'no-header': {
    sentence: '先頭の{rows}行に、知っている列の名前が 1 つもありません。近い形式もありません。',
    remedy:
      '見出し行（列の名前の行）がなければ付けて保存し直してください。見出しがあれば、「b2-bridge layouts learn ファイル名」でこの形式を使えるようにできます。',
  },
  'ambiguous-headers': {
    sentence: '見出しが複数の形式に一致し、どれか決められません：{layouts}',
    remedy: '店舗のフォルダーに入れるか、--layout で形式を指定してください。',
  },
  'repeated-header': {
    sentence: '途中に見出し行がもう一度ありました。データではないので読み飛ばしました。',
    remedy: '対応は不要です。',
  },
  'too-many-cells': {
    sentence: '見出しより右にも値があります（見出し{columns}列、この行{cells}列）。列がずれている可能性があります。',
    remedy: '区切り文字や「"」の抜けを直して、ファイルを入れ直してください。',
  },
  'order-number-missing': {
    sentence: '注文番号が空の行です。どの注文の行か分からないため、取り込みませんでした。',
    remedy: '注文番号を入れて、ファイルを入れ直してください。',
    remedyByApi: 'モールの返事に注文番号がありません。次の取得でも続くときは、開発者に知らせてください。',
  },
  'order-number-repeats': {
    sentence: '注文番号 {order} の受注がほかにもあり（番号の振り直し）、どの受注のことか決められません。',
    remedy:
      'この受注は取り込んでいません。モールのAPIで取得した受注はそのまま使えます。ファイルの注文日時が正しいか確認してください。',
  },
  'order-number-twice': {
    sentence: '同じ注文番号の行が、別の組として2回現れます。あとの組は取り込みませんでした。',
    remedy:
      '1つの注文なら行を1組にまとめて、番号が付け直された別の注文なら注文番号の後ろに「-2」などを付けて、その注文を入れ直してください。',
    remedyByApi: '次の取得で自動で確かめます。続くときは開発者に知らせてください。',
  },
  'template-unfilled': {
    sentence:
      '「{field}」に、見本やひな型の差し込み記号「{text}」がそのまま入っています。本物の注文ではないため、取り込みません。',
    remedy:
      '記号を実際の値に置き換えて、ファイルを入れ直してください。見本を試すときは「b2-bridge start --demo」を使うと、記号が自動で埋まります。',
    remedyByApi: 'モールの画面で実際の値に直してください。次の取得で自動で入ります。',
  },
  'value-missing': {
    sentence: '「{field}」が空です。',
    remedy: '元のデータで値を入れて、ファイルを入れ直してください。',
    remedyByApi:
      'モールの画面で値を入れると、次の取得で自動で入ります。受注になっていれば orders edit でも入れられます。',
  },
  'text-garbled': {
    sentence: '「{field}」が文字化けしています。元の文字には戻せません。',
    remedy: '元の画面で正しい文字を確かめ、ダウンロードし直して、開かずに入れてください。',
    remedyByApi: 'orders edit で正しい文字に直してください（モールの画面で直した場合は、次の取得で自動で入ります）。',
  },
  'unknown-word': {
    sentence: '「{field}」の言葉が辞書「{dictionary}」にありません。',
    remedy: '辞書（layouts/masters/{dictionary}.yaml）に言葉を加えるか、値を直してください。',
  },
  'held-words-read': {
    sentence: '辞書（layouts/masters）が変わったため、言葉が分からず保留だった受注 {count} 件を読み直しました。',
    remedy: '対応は不要です。',
  },
  'unmapped-word': {
    sentence: '「{field}」の値は、レイアウト「{layout}」で決められた言葉ではありません。',
    remedy: '値を直すか、レイアウトに言葉を加えてください。',
  },
  'bad-email': {
    sentence: 'メールアドレスの形ではありません。',
    remedy: '元のデータのメールアドレスを直してください。',
  },
  'bad-tracking-number': {
    sentence: '伝票番号として読めません（ヤマト運輸の番号は12けた、ほかの配送会社の番号は8～20けたの英数字です）。',
    remedy:
      'Excelで開いて保存し直したファイルなら、元のファイルを入れてください。1つの欄に複数の番号を書くときは「,」で区切ってください。',
  },
  'bad-field-value': {
    sentence: '「{field}」に使えない値です。',
    remedy: 'レイアウトの map または辞書の値を確認してください。',
  },
  'slot-became-date': {
    sentence: '時間帯の欄がExcelによって日付に変えられています。元の時間帯が分かりません。',
    remedy: 'セルの書式を「文字列」にして時間帯を入れ直してください。',
  },
  'cell-became-date': {
    sentence: '「{field}」のセルがExcelによって日付に変えられています。元の値が分かりません。',
    remedy: 'セルの書式を「文字列」にして値を入れ直してください。',
  },
  'cell-error': {
    sentence: 'セルの値がエラー（#N/A など）か、計算されていない数式です。',
    remedy: 'Excelで数式を値に直して、保存し直してください。',
  },
  'bad-province': {
    sentence: '都道府県のコードとして読めません。',
    remedy: '元のデータの都道府県を確認してください。',
  },
  'line-taken-out': {
    sentence: '数量が0の明細です。注文から外された商品として扱い、出荷しません。',
    remedy: '対応は不要です。',
  },
  'nothing-to-ship': {
    sentence: '出荷する数量が0の明細です。出荷の対象から外しました。',
    remedy: '対応は不要です。',
  },
  'rows-not-goods': {
    sentence:
      '商品ではない行（送料・手数料・値引き・商品オプションなど）が {count} 行ありました。送り状には入れません。',
    remedy: '対応は不要です。',
  },
  'order-without-goods': {
    sentence: 'この注文には商品の行がありません。受注として取り込みませんでした。',
    remedy: '商品の行を出力から外していないか確かめてください。送料や手数料だけの注文なら対応は不要です。',
  },
  'list-lengths-differ': {
    sentence:
      '1行に複数の商品が並んでいますが、「{counts}」は {entries} 個、この列は {others} 個です。どれがどの商品か決められません。',
    remedy:
      'カートの出力設定を「1行1商品」にして出力し直してください（商品名などにカンマがあると、1行1受注の形では読めません）。',
  },
  'line-repeated-same': {
    sentence: '同じ明細番号の行が同じ内容でもう一度ありました。1回だけ数えました。',
    remedy: '対応は不要です。',
  },
  'line-repeated-different': {
    sentence: '同じ明細番号の行が違う内容で2回あります（{first}行目と{second}行目）。',
    remedy: 'どちらが正しいか確認し、正しい1行だけにして入れ直してください。',
    remedyByApi: 'モールの画面で注文の内容を確かめ、続くときは開発者に知らせてください。',
  },
  'row-repeated': {
    sentence: 'まったく同じ行が2回あります（{first}行目と{second}行目）。二重の出荷になるかもしれません。',
    remedy: '両方とも出荷してよい場合は保留を解除し、そうでなければ1行にして入れ直してください。',
    remedyByApi: 'モールの画面で数量を確かめ、両方とも出荷してよい場合は保留を解除してください。',
  },
  'order-differs': {
    sentence: '同じ注文の中で「{field}」が行によって違います（{first}行目と{second}行目）。',
    remedy: '正しい値を確認して、ファイルを直して入れ直してください。',
    remedyByApi: 'モールの画面で正しい値を確かめ、違うときは orders edit で直してください。',
  },
  'destination-differs': {
    sentence: '同じお届け先の中で「{field}」が行によって違います（{first}行目と{second}行目）。',
    remedy: '正しい値を確認して、ファイルを直して入れ直してください。',
    remedyByApi: 'モールの画面で正しい値を確かめ、違うときは orders edit で直してください。',
  },
  'spelling-differs': {
    sentence:
      '「{field}」の書き方が{first}行目と{second}行目で違います。同じものとして、{first}行目の書き方を使いました。',
    remedy: '対応は不要です。',
  },
  'destination-nearly-same': {
    sentence: '同じ注文の{first}行目と{second}行目のお届け先がほぼ同じです。同じお届け先かどうか決められません。',
    remedy:
      '「orders show」で両方を見比べてください。同じお届け先なら、メモを付けて保留を解除すると{first}行目のお届け先に 1 個口で送ります。別のお届け先なら、違いが分かるように直したファイルを入れ直してください。',
    remedyByApi:
      '「orders show」で両方を見比べてください。同じお届け先なら、メモを付けて保留を解除すると最初のお届け先に 1 個口で送ります。別のお届け先なら、違いが分かるように orders edit で直してください。',
  },
  'destination-only-one': {
    sentence: 'この形式では 1 つの注文のお届け先は 1 か所ですが、{first}行目と{second}行目でお届け先が違います。',
    remedy:
      '「orders show」で両方を見比べ、正しいお届け先だけのファイルを入れ直してください。本当に別々に送るときは、メモを付けて両方の保留を解除してください。',
    remedyByApi:
      '「orders show」で両方を見比べ、違うほうを orders edit で直してください。本当に別々に送るときは、メモを付けて両方の保留を解除してください。',
  },
  'address-damaged': {
    sentence: '「{field}」に、Excelが日付・時刻・数値に変えたような値があります。元の番地や部屋番号が分かりません。',
    remedy:
      '元の画面からダウンロードし直し、Excelで開かずに入れてください。書かれているとおりで正しければ、メモを付けて保留を解除してください。',
    remedyByApi:
      'お客様に住所を確かめ、orders edit で直してください（モールの画面で直した場合は、次の取得で自動で入ります）。書かれているとおりで正しければ、メモを付けて保留を解除してください。',
  },
  'text-masked': {
    sentence: '「{field}」が伏せ字（＊や●）になっています。このままでは届きません。',
    remedy: '伏せ字のない受注ファイルを入れ直してください。モールの画面で表示の設定や権限を確かめてください。',
    remedyByApi:
      'モールの権限を確かめてください。読めるようになると次の取得で自動で入ります。orders edit で直すこともできます。',
  },
  'hidden-row': {
    sentence: '非表示の行（フィルターなど）が含まれている注文です。',
    remedy: '出荷してよいか確認し、よければ行を表示にして入れ直すか、保留を解除してください。',
  },
  'write-too-wide': {
    sentence: '「{column}」に入りきりません（幅{width}まで、{excess}超過。全角は2、半角は1と数えます）。',
    remedy: '文字を短くするか、別の項目に分けてください。',
  },
  'item-name-too-wide': {
    sentence: '「{column}」に商品名が入りきりません（幅{width}まで、{excess}超過。全角は2、半角は1と数えます）。',
    remedy:
      'bridge.yaml のこの店舗に「long-item-names: shorten」（「…」で短縮して印字）か「item-name」（決まった品名を印字）を書くか、商品名を短くしてください。',
  },
  'write-address-part': {
    sentence: '「{column}」の{part}が長すぎます（幅{width}まで、{excess}超過）。',
    remedy: '都道府県・市区町村・町番地の区切りが正しいか確認してください。',
  },
  'write-char-lacking': {
    sentence: '「{column}」に、Shift_JISのファイルに書けない文字「{characters}」があります。',
    remedy: '使える文字に置き換えてください。',
  },
  'write-wrong-characters': {
    sentence: '「{column}」に使えない文字があります（使えるのは{kind}です）。',
    remedy: '元のデータまたは設定の値を直してください。',
  },
  'write-required-blank': {
    sentence: '「{column}」は必須ですが、値がありません。',
    remedy: '元のデータまたは設定で値を入れてください。',
  },
  'write-unknown-code': {
    sentence: '「{column}」の値は、送り先の決まったコードにありません。',
    remedy: '元のデータまたは設定の値を直してください。',
  },
} as const satisfies Record<string, Sentence>;
