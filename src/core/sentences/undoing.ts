import type { Sentence } from './sentence.ts';

const nothingDone = '何も変えていません。';

/** 発行取消: a B2 file that was not printed is taken back. */
export const undoing = {
  'issue-undone': {
    sentence: '発行を取り消した出荷です（{file}）。自動では発行しません。',
    remedy: '内容を確かめ、発行してよければメモを付けて保留を解除してください。',
  },
  'undo-no-such-file': {
    sentence: '「{file}」という B2 用の CSV は、書き出した記録にありません。',
    remedy: 'outbox にあるファイルの名前を指定してください。どのファイルに入っているかは orders show で確認できます。',
  },
  'undo-several-files': {
    sentence: 'その名前の CSV は複数あります（{files}）。',
    remedy: '店舗のフォルダーから指定してください（例: amazon/b2-amazon-20261121-090000-01.csv）。',
  },
  'undo-done-before': {
    sentence: '「{file}」の発行は、すでに取り消してあります。',
    remedy: '対応は不要です。',
  },
  'undo-not-written': {
    sentence: '「{file}」は、まだ outbox に書き出せていません。',
    remedy: 'ディスクの空きと outbox の権限を確かめ、書き出されてからもう一度実行してください。何も変えていません。',
  },
  'undo-file-taken': {
    sentence: '「{file}」は outbox にありません（だれかが持ち出しています。B2 クラウドに取り込んだかもしれません）。',
    remedy:
      'B2 クラウドで1枚も印刷していないこと、取り込んだ行を消したことを確かめ、--taken を付けてもう一度実行してください。何も変えていません。',
  },
  'undo-not-in-file': {
    sentence: '{numbers} は「{file}」の出荷ではありません。何も変えていません。',
    remedy: 'ファイルの出荷は「{file}」の隣の .manifest.json で確認できます。番号を直して、もう一度実行してください。',
  },
  'undo-numbers-came': {
    sentence:
      '「{file}」の送り状は、一部が印刷されています（お荷物番号あり: {printed}）。残りも印刷されているかもしれません。',
    remedy:
      'B2 クラウドの発行履歴で残りが印刷されていないことを確かめ、--orders に残りをすべて指定してもう一度実行してください（残り: {rest}）。何も変えていません。',
  },
  'undo-nothing': {
    sentence: '「{file}」には、取り消せる出荷がありません。',
    remedy: nothingDone,
  },
  'undo-has-number': {
    sentence: '出荷 {customerNo} は印刷済みです（お荷物番号 {number}）。発行を取り消せません。',
    remedy: '出し直すときは再発行（issue --reissue）、もう一度発送するときは複写（orders copy）を使ってください。',
  },
  'undo-handed-over': {
    sentence: '出荷 {customerNo} は、B2クラウドに渡してあります（連携 {id}）。',
    remedy: '「b2 release {id} --note …」で取り消してください。',
  },
  'undo-beyond': {
    sentence: '出荷 {customerNo} は「{state}」のため、発行を取り消せません。',
    remedy: nothingDone,
  },
  'undo-not-issuing': {
    sentence: '出荷 {customerNo} は「{state}」です。取り消す発行がありません。',
    remedy: '対応は不要です。',
  },
  'undo-in-other-file': {
    sentence:
      '出荷 {customerNo} は、別の CSV「{file}」にも入っています。そちらで印刷されるかもしれないため、発行中のままです。',
    remedy: 'その CSV も印刷していなければ、「issue --undo {file} --note …」で取り消してください。',
  },
  'undo-file-in-use': {
    sentence:
      '「{file}」を移せません（{reason}）。ほかのソフトで開いているか、権限がありません。出荷は発行中のままです。',
    remedy:
      'ファイルを閉じてから、もう一度実行してください。次の発行のとき、または b2-bridge の開始のときにも続けます。',
  },
  'command-undo-needs': {
    sentence: '発行の取り消しには、理由（--note）が必要です。',
    remedy:
      '印刷していないことをどう確かめたかを --note に書いてください。--reissue や --route api とは一緒に使えません。',
  },
} as const satisfies Record<string, Sentence>;
