/**
 * Words of the mails to the shop's staff (X10, A7). No personal data: order numbers, codes and our own sentences only.
 * `shop` is the shop's title, `name` its name in bridge.yaml.
 */
const words = {
  // 「Amazon出荷通知エラー」 is how shops know this mail from their order system (A7).
  noticeFailedSubject: '{marketplace}出荷通知エラー',
  noticeFailedBody:
    '{shop}の出荷通知のうち {count} 件が、モールに反映されませんでした。\n下の受注を確認してください。\n\n{list}\n\n直したあと、一括注文完了（b2-bridge amazon complete）で通知し直してください。番号や配送方法を直した場合は自動で送り直します。\n履歴の確認: b2-bridge orders show 受注番号\n',
  noticeFailedLine: '■ 受注番号 {order}\n　内容: {sentence}\n　対応: {remedy}',
  haltSubject: '{shop}の自動処理を止めました',
  haltBody:
    '{shop}の自動処理（受注の取得・出荷通知・在庫の送信）を止めました。ほかの店舗は動いています。\n\n　内容: {sentence}\n　対応: {remedy}\n\n直したあと、次のコマンドで接続を確かめると再開します。\nb2-bridge shops probe --shop {name}\n',
  brokeSubject: '{shop}の{job}が異常終了しました',
  brokeBody:
    '{shop}の{job}が異常終了しました。次の予定の時刻に、もう一度実行されます。\n\n　内容: {sentence}\n　対応: {remedy}\n\n記録の確認: b2-bridge runs show {run}\n',
  signature: '\n--\nb2-bridge（このメールは自動で送られています）\n',
} as const;

/** One part of a mail with its `{placeholders}` filled. */
export function mailWord(name: keyof typeof words, args: Readonly<Record<string, string | number>> = {}): string {
  return words[name].replace(/\{(\w+)\}/g, (whole, key: string) => String(args[key] ?? whole));
}
