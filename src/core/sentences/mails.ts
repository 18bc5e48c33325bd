import { fill } from './fill.ts';

/**
 * Words of the mails to the shop's staff (X10, A7). No personal data: order numbers, codes and our own sentences only.
 * `shop` is the shop's title, `name` its name in bridge.yaml.
 */
export const mailWords = {
  // 「Amazon出荷通知エラー」 is how shops know this mail from their order system (A7).
  damageSubject: '【至急】{name}のデータベースが壊れています',
  damageBody:
    '{name}のデータベースの点検で、壊れている箇所が見つかりました。これ以上壊さないよう、書き込み（取込・発行・通知）を止めています。\n\n　内容: {sentence}\n　対応: {remedy}\n\n控えからの戻し方: b2-bridge backup restore、詳しくは docs/operations.md\n送り状をもう一度発行しないでください。戻したあと、b2-bridge store accept で発行済みの記録と照らし合わせます。\n',
  noticeFailedSubject: '{marketplace}{what}エラー',
  noticeFailedBody:
    '{shop}の{what}のうち {count} 件が、モールに反映されませんでした。\n下の受注を確認してください。\n\n{list}\n\n直したあと「b2-bridge notices retry --shop {name}」で送り直してください。番号や配送方法を直した場合は自動で送り直します。\n確認: b2-bridge notices list --shop {name}、b2-bridge orders show 受注番号\n',
  noticeFailedLine: '■ 受注番号 {order}\n　内容: {sentence}\n　対応: {remedy}',
  noticeFailedLineOf: '■ 受注番号 {order}（{kind}）\n　内容: {sentence}\n　対応: {remedy}',
  doubtSubject: '{shop}の{what}の結果を確認できていません',
  doubtBody:
    '{shop}の{what}のうち {count} 件は、予約から {hours} 時間以上たっても、モールに届いたかどうかを確認できていません。二重に送らないよう、自動では送り直していません（確認は続けています）。\n下の受注を、モールの管理画面で確かめてください。\n\n{list}\n\n履歴の確認: b2-bridge orders show 受注番号\n',
  haltSubject: '{shop}の自動処理を止めました',
  haltBody:
    '{shop}の自動処理（受注の取得・出荷通知・在庫の送信）を止めました。ほかの店舗は動いています。\n\n　内容: {sentence}\n　対応: {remedy}\n\n直したあと、次のコマンドで接続を確かめると再開します。\nb2-bridge shops probe --shop {name}\n',
  pullTroubleSubject: '{shop}の受注を取得できていません',
  pullTroubleBody:
    '{shop}の{job}が続けて {count} 回失敗しています。新しい受注が届いていないおそれがあります。予定の時刻ごとにやり直しています。\n\n　内容: {sentence}\n　対応: {remedy}\n\n記録と届いた返事の確認: b2-bridge runs list --shop {name}、b2-bridge runs show 実行の番号\n',
  refusedOrderSubject: '{shop}の受注を取り込めませんでした（{count}件）',
  refusedOrderBody:
    '{shop}のAPIから届いた受注のうち {count} 件を取り込めませんでした。この受注の送り状は作られません。ほかの受注は取り込んでいます。\n\n{list}\n\nモールで直した内容は、次の取得か、遅くとも毎晩の取りこぼしの確認で届きます。数日前の注文は届かないことがあるので、期間を指定して取得し直してください。\nb2-bridge run pull --shop {name} --from 注文の日\n',
  unreadPageSubject: '{shop}から届いた受注を読み取れませんでした',
  unreadPageBody:
    '{shop}のAPIから届いた受注（{file}）を読み取れませんでした。中の受注は取り込んでいません。\n\n{list}\n\n読めるようになったら、期間を指定して取得し直してください。\nb2-bridge run pull --shop {name} --from 注文の日\n記録の確認: b2-bridge runs list --shop {name}\n',
  problemLine: '■ 内容: {sentence}\n　対応: {remedy}',
  moreLines: '（ほか {count} 件）',
  keyEndSubject: '{shop}の認証キーの期限',
  keyEndBody:
    '{shop}の認証キーについてのお知らせです。\n\n　内容: {sentence}\n　対応: {remedy}\n\n設定したあとの確認: b2-bridge shops probe --shop {name}\n',
  remarkSubject: '{shop}のAPIについてのお知らせ',
  remarkBody:
    '{shop}のAPIについてのお知らせです。\n\n　内容: {sentence}\n　対応: {remedy}\n\n確認: b2-bridge shops probe --shop {name}\n',
  driftSubject: '{shop}の在庫数が合いません（{count}件）',
  driftBody:
    '{shop}に伝えた在庫数と、モールの今の在庫数が違う商品が {count} 件あります。\n\n{list}\n\nモールの画面で変えた覚えがなければ、まだ取得していない受注がないか確かめてください。\n伝え直す: b2-bridge stock resend 商品コード --shop {name}\n確認: b2-bridge stock drift --shop {name}、b2-bridge stock show 商品コード\n',
  driftLine:
    '■ {sku}（{item}）\n　伝えた数: {told}（{toldAt}）　モールの数: {theirs}　今の数: {ours}\n　在庫数を最後に変えたのは: {writer}',
  driftMore: '（ほか {count} 件）',
  brokeSubject: '{shop}の{job}が異常終了しました',
  brokeBody:
    '{shop}の{job}が異常終了しました。次の予定の時刻に、もう一度実行されます。\n\n　内容: {sentence}\n　対応: {remedy}\n\n記録の確認: b2-bridge runs show {run}\n',
  deadSubject: '{shop}の{job}を何度も完了できませんでした',
  deadBody:
    '{shop}の{job}を行う b2-bridge が、何度も途中で終わりました。次の予定の時刻にまた実行しますが、メモリ不足・強制終了などの原因を確認してください。\n\n実行履歴: b2-bridge runs list\n',
  earlyStopSubject: '出荷待ちの受注のキャンセル希望・確認待ち（{count}件、送り状の発行前）',
  earlyStopBody:
    '出荷待ちだった次の受注に、止める理由が届きました。送り状はまだ出していません。保留にしたので、確認するまで送り状は出ません。\n\n{list}\n\n保留の一覧: b2-bridge holds list\n',
  earlyStopHeld: '梱包を始めていたら、止めてください。',
  summarySubject: '{day} のまとめ（新規 {orders}、伝票番号 {labels}、要対応の通知 {failed}）',
  summaryBody:
    '{name} の {day} のまとめです。\n\n【入ってきたもの】\n　新しい受注: {orders} 件\n\n【出ていったもの】\n　伝票番号の登録: {labels} 件\n　モールへの通知: {told} 件\n\n【いまの出荷】\n　出荷待ち: {ready} 件\n　発行中: {issuing} 件\n　入荷待ち: {backordered} 件\n\n【保留（理由ごと）】\n{holds}\n\n【まだ通知していないもの】\n　送信待ち: {due} 件\n　指示待ち: {asking} 件\n　失敗: {failed} 件\n　要確認: {unsure} 件\n\n【止まっている店舗】\n{halts}\n\n一覧: b2-bridge holds list / notices list / jobs list\n',
  summaryLine: '　{what}: {count} 件',
  summaryNone: '　なし',
  silenceSubject: '{shop}に {since} から新しい受注がありません',
  silenceBody:
    '{shop}に、営業時間で {hours} 時間、新しい受注がありません（最後の受注: {since}）。\n\n　対応: モールの画面で受注を確かめてください。あるのに入っていなければ、接続とファイルの置き場所を確認してください。\n\n確認: b2-bridge shops probe --shop {name} / runs list --shop {name}\n',
  probeSubject: '{shop}に接続できません（朝の確認）',
  probeBody:
    '{shop}の接続を確かめたところ、断られました。\n\n　内容: {sentence}\n　対応: {remedy}\n\n直したあとの確認: b2-bridge shops probe --shop {name}\n',
  probeB2Body:
    'B2クラウドの接続を確かめたところ、断られました。\n\n　内容: {sentence}\n　対応: {remedy}\n\n直したあとの確認: b2-bridge b2 probe\n',
  exportWaitsSubject: '書き出し「{title}」のファイルがまだ置けていません',
  exportWaitsBody:
    '定時書き出し「{title}」の内容は決まりましたが、書き出し先のフォルダーに書けませんでした。\n\n　書き出し先: {folder}\n　対応: 共有フォルダーの接続、ディスクの空き、書き込みの権限を確認してください。書けるようになると、自動で書き出します（1分ごとに試します）。失われる受注はありません。\n\n記録の確認: b2-bridge runs list\n',
  lateStopSubject: '送り状を出した受注のキャンセル・変更（{count}件）',
  lateStopBody:
    '送り状を出した（B2クラウドに連携した）あとで、次の受注に止める理由が届きました。発送前に荷物を確かめてください。\n\n{list}\n\n履歴の確認: b2-bridge orders show 受注番号\n',
  lateStopLine:
    '■ 受注番号 {order}（お客様管理番号 {customerNo}、{state}）\n　内容: {sentence}\n　今すること: {where}\n　対応: {remedy}',
  lateStopOnScreen: 'まだ印刷していなければ、B2クラウドの画面でこの行を選ばずに（チェックを外して）発行してください。',
  lateStopOut: 'この送り状を貼った荷物を探し、発送を止めてください。',
  // Bodies as B2 Cloud linking is known to shops (aiship manual 3.4.1): B12.
  b2HandedOverSubject: 'B2クラウドへ出荷情報を連携しました（{count}件）',
  b2HandedOverBody:
    'B2クラウドに以下の出荷情報を連携しました。\n{lab}\n【連携 お客様管理番号一覧】\n※お客様管理番号のアンダースコア(_)以前が注文番号にあたります。\n{list}\n{notes}',
  b2RegisteredSubject: 'B2クラウドの出荷実績を登録しました（{count}件）',
  b2RegisteredBody:
    'B2クラウドから以下の出荷情報が連携されました（問い合わせ番号・配送会社を登録しました）。\n{lab}\n【連携 お客様管理番号一覧】\n※お客様管理番号のアンダースコア(_)以前が注文番号にあたります。\n{list}\n{notes}',
  b2Stopped: '【止める理由のある受注（番号は登録しました。荷物を確かめてください）】\n{list}',
  b2FailedSubject: 'B2クラウドとの連携に失敗しました',
  b2FailedBody:
    'B2クラウドとの連携時にエラーが発生しました。\n\n　内容: {sentence}\n　対応: {remedy}\n\nbridge.yaml の「b2」の接続設定に誤りが無いか、b2-bridge b2 probe でご確認ください。\n設定に誤りがない場合は、しばらくして再実行してください。\n\n【お客様管理番号一覧】\n{list}\n\n連携結果の確認: b2-bridge b2 history\n',
  b2Lab: '（練習用のラボです。実際の送り状ではありません）\n',
  signature: '\n--\nb2-bridge（このメールは自動で送られています）\n',
} as const;

/** One part of a mail with its `{placeholders}` filled. */
export function mailWord(name: keyof typeof mailWords, args: Readonly<Record<string, string | number>> = {}): string {
  return fill(mailWords[name], args);
}
