import type { Sentence } from './sentence.ts';

/** Reading a file: what is wrong with the file, a row or a cell, and what was repaired. */
export const reading = {
  'layout-unfit': {
    sentence:
      'この店だけの形式「{layout}」は、見本「{case}」の検査に不合格です（layouts/read/{name}）。まちがった読み方で取り込まないよう、止めました。',
    remedy:
      'b2-bridge layouts check で違いを確認し、layout.yaml か見本を直してから、b2-bridge を起動し直し、同じファイルをもう一度入れてください。',
    remedyByApi:
      'b2-bridge layouts check で違いを確認し、layout.yaml か見本を直してから、b2-bridge を起動し直してください。次の取得で取り込みます。',
  },
  'layout-unfit-to-write': {
    sentence:
      'この店だけの形式「{layout}」は、見本「{case}」の検査に不合格です（layouts/write/{name}）。まちがった内容を書き出さないよう、止めました。',
    remedy:
      'b2-bridge layouts check で違いを確認し、layout.yaml か見本を直してから、もう一度実行してください（b2-bridge が起動中のときは、起動し直してください）。',
  },
  'file-empty': {
    sentence: 'ファイルの中身が空です。',
    remedy: '元の画面からもう一度ダウンロードして、入れ直してください。',
  },
  'file-not-text': {
    sentence: 'CSV・TSVではないファイルです（中身は「{kind}」です）。',
    remedy: 'CSVまたはTSV、Excel（.xlsx）で保存し直してから入れてください。',
  },
  'nul-byte': {
    sentence: '{row}行目に、文字ではないデータ（NUL）が混ざっています。ファイルが壊れています。',
    remedy: '元の画面からもう一度ダウンロードして、入れ直してください。',
  },
  'line-too-long': {
    sentence: '{row}行目が長すぎます（{limit}を超えています）。CSVとして読めません。',
    remedy: '改行や「"」が抜けていないか、{row}行目から先を確かめてください。',
  },
  'encoding-bad-bytes': {
    sentence: '{row}行目の{byte}バイト目（{hex}）が{encoding}の文字として読めません。',
    remedy: 'その行の文字化けを直すか、元の画面からダウンロードし直してください。途中で切れたファイルでも起こります。',
  },
  'encoding-mixed': {
    sentence: '文字コードが混ざっています。{row}行目だけ{here}で、ほかの行は{most}です。',
    remedy: '文字コードの違うファイルをつなげていないか確かめて、別々に入れてください。',
  },
  'encoding-euc-jp': {
    sentence: '文字コードがEUC-JPのようです。このままでは読めません。',
    remedy: 'Shift_JISかUTF-8で保存し直してから入れてください。',
  },
  'encoding-iso-2022-jp': {
    sentence: '文字コードがJIS（ISO-2022-JP）のようです（{row}行目）。このままでは読めません。',
    remedy: 'Shift_JISかUTF-8で保存し直してから入れてください。',
  },
  'encoding-utf16-broken': {
    sentence: '{row}行目の付近でUTF-16の文字が壊れています。',
    remedy: '途中で切れたファイルかもしれません。元の画面からダウンロードし直してください。',
  },
  'encoding-ambiguous': {
    sentence: '日本語の文字が少なく、文字コードを言い切れません。UTF-8として読みました。',
    remedy: '半角カナなどが化けていないか確かめてください。化けていれば、UTF-8で保存し直して入れてください。',
  },
  'encoding-bom-on-cp932': {
    sentence: '先頭にUTF-8の印（BOM）がありますが、中身はShift_JISです。Shift_JISとして読みました。',
    remedy: '対応は要りません。',
  },
  mojibake: {
    sentence: '{row}行目から文字化けしています（「縺」や「繧」などが並んでいます）。元の文字には戻せません。',
    remedy:
      '別の文字コードで開いて保存し直したファイルです。元の画面からダウンロードし直して、開かずに入れてください。',
  },
  'quote-broken': {
    sentence: '{row}行目の{cell}列目で、「"」の閉じ方が正しくありません。',
    remedy: 'その行の「"」を直してから入れ直してください。',
  },
  'quote-not-closed': {
    sentence: '{row}行目の{cell}列目で始まる「"」が、ファイルの終わりまで閉じられていません。',
    remedy:
      '「"」が抜けていないか、{row}行目から先を確かめてください。ファイルが途中で切れている場合は、ダウンロードし直してください。',
  },
  'row-cut-off': {
    sentence: '最後の行が{cells}列目で途切れています（ほかの行より列が少なく、改行もありません）。',
    remedy: 'ダウンロードやコピーが途中で終わったファイルです。もう一度ダウンロードして、入れ直してください。',
  },
  'row-break-uncertain': {
    sentence:
      '{row}行目に、このファイルの行末とは違う種類の改行があります。セルの中の改行なのか行の終わりなのか判断できないため、前後の行を止めました。',
    remedy:
      '元のファイルを Excel で開き、行がずれていないか（住所や備考が次の行に分かれていないか）を確かめて、直したものを入れ直してください。',
  },
  'character-user-defined': {
    sentence: '{row}行目の{cell}列目に外字（文字番号 {hex}）があります。パソコンごとに違う文字になるため、読めません。',
    remedy: 'その文字を普通の文字に直してから入れ直してください。',
  },
  'columns-missing': {
    sentence: '変換に要る列がありません：{columns}。',
    remedy: '見出しの行が消えていないか、別の種類のファイルではないか確かめてください。',
  },
  'row-too-many-cells': {
    sentence: '{row}行目の列が多すぎます（見出しは{header}列、この行は{cells}列）。',
    remedy: '値の中のカンマや「"」で列がずれていないか確かめてください。',
  },
  'char-unwritable': {
    sentence: '「{column}」の文字「{char}」（{code}）は、書き出すファイルの文字コードにありません。',
    remedy: '別の文字に直してください。「?」には置き換えません。',
  },
  'cell-breaks-row': {
    sentence: '「{column}」に改行または区切り文字が入っていて、この形式では書き出せません。',
    remedy: '改行やタブを消してください。',
  },
  'rows-blank': {
    sentence: '空の行が{count}行ありました（最初は{row}行目）。読み飛ばしました。',
    remedy: '対応は要りません。',
  },
} as const satisfies Record<string, Sentence>;
