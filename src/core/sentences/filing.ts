import type { Sentence } from './sentence.ts';

/** Files and their way: watching, outbox, issued data back, commands. */
export const filing = {
  // inbox: a dropped file
  'file-too-big': {
    sentence: 'ファイルが大きすぎます（{size}、上限 {limit}）。中は読んでいません。',
    remedy: 'ファイルを分けて入れ直してください。上限は bridge.yaml の limits で変えられます。',
  },
  'upload-bad-name': {
    sentence: 'この名前のファイルは受け取れません: {file}',
    remedy: '作りかけ・一時ファイルの名前です。名前を変えてから、もう一度選んでください。',
  },
  'upload-empty': {
    sentence: '「{file}」は中身が空です。受け取っていません。',
    remedy: 'ファイルを保存し直してから、もう一度選んでください。',
  },
  'upload-nothing': {
    sentence: 'ファイルが選ばれていません。',
    remedy: 'ファイルを選ぶか、枠の中へ置いてから「受け取る」を押してください。',
  },
  'upload-folder': {
    sentence: '置き場所「{folder}」はありません。受け取っていません。',
    remedy: '画面を開き直して、置き場所を選び直してください。',
  },
  'upload-too-big': {
    sentence: '画面から送れるのは {limit} までです。受け取っていません。',
    remedy: 'ファイルを分けるか、inbox フォルダーへ直接入れてください。',
  },
  'upload-not-written': {
    sentence: '「{file}」を inbox フォルダーに書けませんでした（{reason}）。受け取っていません。',
    remedy: 'ディスクの空きとフォルダーの権限を確かめて、もう一度送ってください。',
  },
  'unknown-folder': {
    sentence: 'フォルダー「{folder}」はどの店舗のものでもありません。中は読んでいません。',
    remedy: '店舗のフォルダー（{known}）か inbox の直下に入れ直してください。',
  },
  'file-locked': {
    sentence: '「{file}」はほかのソフトが使用中か、読む権限がないため、まだ読めません（{reason}）。',
    remedy: '開いているソフトを閉じ、ファイルの権限を確認してください。読めるようになると自動で取り込みます。',
  },
  'file-open-in-office': {
    sentence: '「{file}」は表計算ソフトで開かれているため、閉じられるまで待っています。',
    remedy: 'ファイルを閉じてください。閉じてあるのに進まないときは、隣の「{lock}」を消してください。',
  },
  'file-being-written': {
    sentence: '「{file}」はほかのソフトが書き込み中のため、書き終わるのを待っています。',
    remedy:
      '書き出しているソフトの処理が終わると自動で取り込みます。終わっているのに進まないときは、そのソフトを閉じてください。',
  },
  'file-stays-empty': {
    sentence: '「{file}」は中身が空（0 バイト）のままなので、取り込まずに置いてあります。',
    remedy: '中身が書き込まれると自動で取り込みます。空のまま出力されたファイルなら、消して出力し直してください。',
  },
  'file-is-rest': {
    sentence:
      'このファイルには見出しがなく、{at} に取り込んだ「{name}」の続きの行のようです。転送が途中で切れ、残りが別のファイルとして届いたと考えられます。中の行は取り込んでいません。',
    remedy:
      '転送元のファイルを、もう一度はじめから全部送り直してください。取り込み済みの注文が二重になることはありません。',
  },
  'file-changed-while-taken': {
    sentence: '「{file}」は取込中に書き換えられました。書き終わるのを待って、もう一度読みます。',
    remedy: '対応は不要です。同じ注文が二重になることはありません。',
  },
  'file-gone-while-taken': {
    sentence: '「{file}」は、取り込んでいる間に削除されたか、別の場所へ移されました（取込の結果: {result}）。',
    remedy: '取り込んだ注文は orders list で確認してください。取り込みが終わったファイルは自動で移します。',
  },
  'inbox-link': {
    sentence: '「{file}」はほかの場所へのリンクなので、取り込みません。',
    remedy: 'ファイルそのものを inbox に入れ、リンクは消してください。',
  },
  'inbox-no-file': {
    sentence: '「{file}」は普通のファイルではない（パイプ・装置など）ので、取り込みません。',
    remedy: '消すか、別の場所へ移してください。',
  },
  'inbox-too-deep': {
    sentence: 'フォルダー「{file}」は {most} 段より深いところにあるため、中を見ていません。',
    remedy: 'ファイルを店舗のフォルダーか inbox の直下に入れ直してください。',
  },
  'file-grew-after-taken': {
    sentence: '「{file}」は取込が終わったあとに書き足されました。inbox に戻して、もう一度読みます。',
    remedy: '書き出し中のファイルは、別の場所で作り終えてから inbox に移してください。',
  },
  'file-completed-after-taken': {
    sentence: '「{file}」の欠けていた中身が、取込が終わったあとに書き込まれました。inbox に戻して、もう一度読みます。',
    remedy: '対応は不要です。たびたび起きるときは、別の場所で作り終えてから inbox に移してください。',
  },
  'inbox-temporary': {
    sentence: '「{file}」は表計算ソフトの一時ファイルの名前（英数字8文字・拡張子なし）なので、取り込みません。',
    remedy: '注文ファイルなら「.csv」などを付けた名前に変えてください。不要なら消してください。',
  },
  'follow-up-postponed': {
    sentence: '取り込んだあとの書き出しを先へ進められませんでした（{reason}）。{seconds}秒後にもう一度行います。',
    remedy: 'データベースとディスクの状態を確認してください。取り込んだ注文は失われていません。',
  },
  'follow-up-failed': {
    sentence:
      '取り込んだあとの書き出しの途中で想定外の異常が起きました（{reason}）。取り込んだ注文は失われていません。',
    remedy:
      '保守担当者にこの文章を伝えてください。b2-bridge を起動し直すか、issue を実行すると、残りの書き出しをもう一度行います。',
  },
  'inbox-unreadable': {
    sentence: 'inbox フォルダーを読めません（{reason}）。',
    remedy: 'フォルダーとネットワークの接続を確認してください。読めるようになると自動で続けます。',
  },
  'watch-degraded': {
    sentence: 'フォルダーの変化をすぐに知る仕組みが使えません（{reason}）。{seconds}秒ごとに inbox を確認します。',
    remedy: '取込が少し遅れるだけで、漏れることはありません。続くときは保守担当者に伝えてください。',
  },
  'take-postponed': {
    sentence: '「{file}」の取込を先へ進められませんでした（{reason}）。{seconds}秒後にもう一度行います。',
    remedy: 'データベースとディスクの状態を確認してください。ファイルは inbox に残っています。',
  },
  'take-failed': {
    sentence: '取込の途中で想定外の異常が起きました（{reason}）。一部の注文は取り込まれているかもしれません。',
    remedy:
      '保守担当者にこのファイルとこの文章を渡してください。直ったあと同じファイルを入れ直しても、注文が二重になることはありません。',
  },
  'settle-failed': {
    sentence: '「{file}」は取込済みですが、{folder} へ移せません（{reason}）。',
    remedy: 'ファイルを閉じ、ディスクの空きと権限を確認してください。移せるようになると自動で移します。',
  },
  'same-content': {
    sentence:
      '同じ内容のファイルを {at} に「{name}」という名前で取込済みです。二重にならないよう、もう一度は取り込んでいません。',
    remedy: '対応は不要です。別のファイルを置くつもりだったときは、中身を確認してください。',
  },
  'same-file-again': {
    sentence: 'このファイルは {at} に取込済みです。二重にならないよう、もう一度は取り込んでいません。',
    remedy: '対応は不要です。',
  },
  // outbox: a finished file
  'outbox-disk-full': {
    sentence: '「{file}」を書き出せませんでした。ディスクの空きがありません。書きかけのファイルは残していません。',
    remedy: 'ディスクに空きを作ってください。次の書き出しのときに自動でやり直します。',
  },
  'outbox-no-permission': {
    sentence:
      '「{file}」を書き出せませんでした。フォルダーに書き込む権限がないか、ほかのソフトが使用中です（{reason}）。',
    remedy:
      'outbox フォルダーの権限を確認し、開いているファイルを閉じてください。次の書き出しのときに自動でやり直します。',
  },
  'outbox-unwritable': {
    sentence: '「{file}」を書き出せませんでした（{reason}）。書きかけのファイルは残していません。',
    remedy: 'outbox フォルダーとネットワークの接続を確認してください。次の書き出しのときに自動でやり直します。',
  },
  'outbox-taken': {
    sentence: '「{file}」は書き出し済みで、すでに outbox から持ち出されています。もう一度は書き出しません。',
    remedy: 'B2クラウドに取り込み済みか確認してください。どこにも見当たらないときは再発行してください。',
  },
  'outbox-renamed': {
    sentence: '「{file}」という名前の別のファイルがあるため、「{other}」という名前で書き出します。',
    remedy: '対応は不要です。中身は別のものなので、取り違えないでください。',
  },
  'outbox-document-gone': {
    sentence: '「{file}」の原本が保管期間を過ぎて消えているため、書き出せません。',
    remedy: 'この出荷がまだ必要なときは、受注を取り込み直してから再発行してください。',
  },
  'samples-dropped': {
    sentence: '【見本】見本の注文ファイル {count} 個を受信フォルダー（inbox）に入れました。',
    remedy: '実際の注文ではありません。outbox にできたファイルは試し用です。',
  },
  'sample-answer-dropped': {
    sentence: '【見本】B2クラウドから書き出した体裁の「{file}」を inbox/results に入れました。',
    remedy: '実際の伝票番号ではありません。',
  },
} as const satisfies Record<string, Sentence>;
