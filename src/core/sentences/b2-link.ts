import type { Sentence } from './sentence.ts';

const nothingToDo = '対応は不要です。';

/** B2 Cloud by API: hand-over, edit screen, printing, results, looks. */
export const b2Link = {
  // ---- what B2 said
  'b2-key-refused': {
    sentence: 'B2クラウドのAPIアクセス認証キーが正しくありません。',
    remedy:
      'B2クラウドの管理画面「外部システムとの連携」でキーを確認し（取得の翌日から使えます）、設定し直したら b2 probe で確かめてください。送り状は発行されていません。',
  },
  'b2-company-refused': {
    sentence: 'B2クラウドが API連携会社コード（api-user-id）を受け付けません。',
    remedy: 'bridge.yaml の b2 の api-user-id を契約書類と照らし合わせ、直したら b2 probe で確かめてください。',
  },
  'b2-stale': {
    sentence: 'B2クラウド側の出荷情報が、こちらの知っているものより新しくなっています（{operation}）。',
    remedy: '二重に発行しないよう止め、発行済みかどうかを自動で確かめます。',
  },
  'b2-too-many-entries': {
    sentence: 'B2クラウドに一度に渡す件数が多すぎます。',
    remedy: 'プログラムの不具合です。保存した返事（証拠）を添えて開発者に知らせてください。',
  },
  'b2-busy': {
    sentence: 'B2クラウドが混み合っています（{operation}）。',
    remedy: 'しばらくしてからもう一度実行してください。送り状は発行されていません。',
  },
  'b2-registration-gone': {
    sentence: 'B2クラウドに渡した出荷情報が、発行の前に消えていました（{operation}）。',
    remedy: 'もう一度連携してください。送り状は発行されていません。',
  },
  'b2-issuing': { sentence: 'B2クラウドが送り状を発行しています。', remedy: nothingToDo },
  'b2-issued': { sentence: 'B2クラウドの発行が終わりました。', remedy: nothingToDo },
  'b2-issue-failed': {
    sentence: 'B2クラウドの発行が途中で失敗しました。',
    remedy: '発行された送り状がないか自動で確かめます。',
  },
  'b2-not-printed-yet': { sentence: 'まだ印刷されていません。', remedy: nothingToDo },
  'b2-result-gone': {
    sentence: 'B2クラウドから発行結果を受け取れませんでした（受け取りは一度だけです）。',
    remedy: '発行済みの伝票番号を、B2クラウドの発行履歴で自動で確かめます。',
  },
  'b2-history-closed': {
    sentence: '{system} の発行履歴を見る権限がありません。',
    remedy: 'B2クラウドの画面で発行済データを出力し、inbox に入れてください。伝票番号が登録されます。',
  },
  'b2-labels-missing': {
    sentence: '伝票番号は登録しましたが、送り状のPDFを受け取れませんでした。',
    remedy: 'B2クラウドの発行履歴から、この出荷の送り状を再印刷してください。',
  },
  'b2-entry-refused': {
    sentence: 'B2クラウドで修正が必要です（{field}：{meaning}、{code}）。',
    remedy: '編集画面の赤い枠を直してください。画面を使わないときは、受注か設定を直してからもう一度連携してください。',
  },
  'b2-choose-on-screen': {
    sentence: '出荷 {customerNo} は「{method}」です。編集画面で{what}を選んでから発行してください。',
    remedy: '選ばずに発行すると、発払い・通常の送り状になります。',
  },
  'b2-not-chosen': {
    sentence: '出荷 {customerNo} は「{method}」ですが、{what}が選ばれないまま印刷されました。',
    remedy: '送り状を確かめ、違っていれば荷物に貼らずに出し直してください。',
  },
  'b2-only-on-screen': {
    sentence: '配送方法「{method}」は、B2クラウドの編集画面で{what}を選んで発行します。',
    remedy:
      '「issue --route api」で編集画面を開くか、「orders edit 受注番号 --set {name}=…」で先に決めてください（決めればどの方法でも発行できます）。',
  },
  'b2-entry-warned': {
    sentence: 'B2クラウドから注意が出ています（{field}：{meaning}、{code}）。このままでも印刷できます。',
    remedy: '編集画面で内容を確かめてから印刷してください。',
  },
  'b2-entry-duplicate': {
    sentence: 'B2クラウドから重複の注意が出ています（{code}）。同じお客様管理番号の送り状があるかもしれません。',
    remedy:
      'B2クラウドの発行履歴を確かめ、印刷済みならこの行のチェックを外してください。画面を使わない発行では、初めて渡す出荷は印刷しません（編集画面で発行できます）。',
  },
  'b2-entry-missing': {
    sentence: 'B2クラウドの返事に、この出荷がありませんでした。',
    remedy: 'もう一度連携してください。',
  },
  // ---- left out of a hand-over
  'b2-lab-for-live-shop': {
    sentence: 'B2クラウドの接続先が練習用のラボのため、本番の店舗（{shop}）の出荷は渡せません。',
    remedy:
      'bridge.yaml の b2 に「live: true」と「issue-labels: live」を書いてください。CSV での発行はいつでもできます。',
  },
  'b2-printer-cannot': {
    sentence: 'この送り状種類は、ラベルプリンターへの自動発行ができません。',
    remedy: '編集画面（--unattended なし）で発行してください。',
  },
  'b2-another-run': {
    sentence: 'この回では渡していません（{reason}）。',
    remedy: '原因を直してから、もう一度実行してください。',
  },
  // ---- commands
  'b2-not-set-up': {
    sentence: 'B2クラウドAPI連携の設定（bridge.yaml の b2）がありません。',
    remedy: 'docs/b2cloud.md を見て設定を書くか、--route csv で B2 用CSVを作ってください。',
  },
  'reissue-edited-on-screen': {
    sentence:
      '今の送り状は、B2クラウドの画面で内容が直されています（{fields}）。その内容は受注にも出荷にも入っていません。',
    remedy: '「--route api」（--unattended なし）の編集画面で、同じ内容に直して発行してください。',
  },
  'reissue-file-open': {
    sentence:
      '再発行用の B2用CSV（{file}）が作成済みで、その伝票番号がまだ届いていません。もう一度再発行すると送り状がもう1枚増えます。',
    remedy:
      'outbox に残っているそのCSVをB2クラウドで印刷し、発行済データを inbox/results に入れてください。番号が届けば、もう一度再発行できます。',
  },
  'b2-unattended-needs-api': {
    sentence: '--unattended は --route api と一緒に使います。',
    remedy: '画面を使わずに発行するときは「--route api --unattended」と指定してください。',
  },
  'b2-no-such-hand-over': {
    sentence: '連携の記録「{id}」はありません。',
    remedy: 'b2 history に出る番号を指定してください。',
  },
  'b2-release-found': {
    sentence: '印刷済みの送り状が見つかったため、渡し直しはできません（{count} 件の伝票番号を登録しました）。',
    remedy: nothingToDo,
  },
  'b2-release-blind': {
    sentence: '印刷されたかどうかを B2クラウドで確かめられないため、まだ渡し直せません（{reason}）。',
    remedy:
      'B2クラウドの発行履歴を画面で確かめ、印刷されていなければ --note にその旨を書き、--checked を付けてもう一度実行してください。',
  },
  'b2-release-closed': {
    sentence: 'この連携は終わっています（{state}）。',
    remedy: nothingToDo,
  },
  // ---- what became of a hand-over
  'b2-handed-over': {
    sentence: 'B2クラウドに {count} 件の出荷を連携しました。',
    remedy: '編集画面で内容を確かめ、「発行開始」を押してください。印刷するまで B2クラウドには保存されません。',
  },
  'b2-registered': { sentence: '{count} 件の伝票番号を登録しました。', remedy: nothingToDo },
  'b2-nothing-kept': {
    sentence: '連携の途中で処理が終わりましたが、B2クラウドには何も残っていません。',
    remedy: 'もう一度連携してください。',
  },
  'b2-not-found': {
    sentence: '{count} 件の出荷が、印刷されたかどうか分かりません（発行履歴に見つかりません）。',
    remedy:
      '編集画面を閉じたのであれば b2 release で渡し直せます。印刷した場合は、B2クラウドの発行済データを inbox に入れてください。',
  },
  'b2-released': {
    sentence: '{count} 件の出荷を、渡し直せるように戻しました。',
    remedy: '前の編集画面は閉じてください。印刷すると送り状が二重になります。',
  },
  'b2-edited': {
    sentence: '出荷 {customerNo} は、B2クラウドの画面で内容が変えられました（{fields}）。',
    remedy:
      '出荷には、印刷された内容（送り状種類・クール・お届け日など）を記録しました。受注の内容は変えていません。必要なら受注も直してください。',
  },
  'b2-notify-closed': {
    sentence: '印刷完了の通知を受け取る窓口が動いていません。',
    remedy:
      'b2-bridge start を動かしておくと自動で登録されます。動かさないときは、印刷のあと b2 look を実行してください。',
  },
  'b2-notify-failed': {
    sentence: '印刷完了の通知を記録できませんでした（{reason}）。',
    remedy: '伝票番号は自動で確かめて登録します。すぐに登録するときは b2 look を実行してください。',
  },
  'b2-notify-port': {
    sentence: '印刷完了の通知を受け取る窓口（127.0.0.1:{port}）を開けません（{reason}）。',
    remedy:
      'bridge.yaml の b2 の notify-port を変えるか、そのポートを使っているソフトを閉じてください。番号は b2 look でも登録できます。',
  },
} as const satisfies Record<string, Sentence>;

/** Short words of B2's own error codes (public transcription of its error list, trust B; our own wording). */
const meanings: Readonly<Record<string, string>> = {
  EF011001: '電話番号がありません',
  EF011002: '氏名がありません',
  EF011003: '営業所コードがありません',
  EF011004: '郵便番号がありません',
  EF011006: '郵便番号がありません',
  EF011008: '市区町村がありません',
  EF011009: '町・番地がありません',
  EF011012: 'メールアドレスがありません',
  EF011013: 'メッセージがありません',
  EF011014: 'メールアドレスがありません',
  EF011015: 'メッセージがありません',
  EF011017: 'お届け予定日がありません',
  EF011020: 'コレクトの金額がありません',
  EF011022: '市区町村がありません',
  EF011059: '電話番号がありません',
  EF011062: '氏名がありません',
  EF011063: '町・番地がありません',
  EF011067: '品名がありません',
  EF011082: '請求先がありません',
  EF016001: '存在しない郵便番号です',
  EF029001: '発行枚数が 1～99 ではありません',
  ES001010: '長すぎます',
  ES001014: '長すぎます',
  ES002005: '契約にない送り状種類です',
  ES002007: '使えない文字があります',
  ES002038: 'この送り状種類では指定できません',
  ES002070: '使えない文字があります',
  ES002622: '複数口くくりキーがありません',
  ES002624: '個数が正しくありません',
  ES003001: '出荷予定日が範囲外です',
  ES006002: 'この請求先コードはありません',
  ES017002: '収納代行の契約がありません',
  WS003001: '都道府県がありません',
  WS003002: '都道府県がありません',
};

export const b2Meaning = (code: string): string => meanings[code] ?? 'B2クラウドの画面で理由を確認してください';

/** What a delivery method may leave open. */
export const openWords = { slip: '送り状種類', cool: 'クール区分' } as const;

/** What the operator reads in 連携結果確認 (B13). */
export const b2Words = {
  toB2: '出荷情報連携（b2-bridge⇒B2クラウド）',
  fromB2: '出荷情報連携（B2クラウド⇒b2-bridge）',
  success: '正常終了',
  partly: '一部のみ',
  failure: 'エラー',
  states: {
    sending: '連携中',
    open: '編集画面で印刷待ち',
    printing: '発行中',
    asking: '確認が必要',
    done: '登録済み',
    failed: '連携できず',
    released: '渡し直し済み',
  },
  page: {
    thanks: '印刷完了の通知を受け取りました。伝票番号を登録します。この画面は閉じてかまいません。',
    again: 'この通知は受け取り済みです。この画面は閉じてかまいません。',
    unknown: 'この通知先はありません。',
    failed: '通知を記録できませんでした。伝票番号は自動で確かめて登録します。この画面は閉じてかまいません。',
    title: 'b2-bridge',
  },
} as const;
