import type { Sentence } from '../sentence.ts';

/** Signing in, users, and what the console refuses. */
export const consoleAccess = {
  'console-sign-in-wrong': {
    sentence: 'ユーザー名かパスワードが違います。',
    remedy: '大文字・小文字を確かめて、もう一度入力してください。忘れたときは管理者に設定し直してもらってください。',
  },
  'console-locked': {
    sentence: 'パスワードの間違いが続いたため、「{name}」を {minutes} 分間止めています。',
    remedy: '時間をおいてからもう一度入力してください。身に覚えがないときは管理者に知らせてください。',
  },
  'console-busy': {
    sentence: 'サインインの確認が混み合っています。',
    remedy: '少し待ってから、もう一度入力してください。',
  },
  'console-session-over': {
    sentence: 'サインインの期限が切れました。',
    remedy: 'もう一度サインインしてください。入力していた内容は送られておらず、何も変わっていません。',
  },
  'console-not-allowed': {
    sentence: 'この操作は「{role}」の権限が必要です。',
    remedy: '管理者に頼むか、権限のあるユーザーでサインインしてください。',
  },
  'console-forged': {
    sentence: 'この画面から送られた操作ではないため、受け付けませんでした。何も変わっていません。',
    remedy: '画面を開き直して、もう一度操作してください。',
  },
  'console-foreign-host': {
    sentence: 'このアドレスでは画面を開けません。',
    remedy:
      'b2-bridge start が表示したアドレスを使ってください。別の名前で開くときは bridge.yaml の console: address に書きます。',
  },
  'console-no-page': {
    sentence: 'ページがありません。',
    remedy: 'アドレスを確かめるか、「今日」から選び直してください。',
  },
  'console-too-large': {
    sentence: '送られた内容が大きすぎます。',
    remedy: '件数を減らして、もう一度操作してください。',
  },
  'console-failed': {
    sentence: 'プログラムの不具合で画面を表示できませんでした（{reason}）。',
    remedy: 'もう一度開いても同じときは、この番号と時刻を開発者に知らせてください。',
  },
  'console-store-refused': {
    sentence: '今は保存できません: {reason}',
    remedy: '{remedy}',
  },
  'console-needs-users': {
    sentence:
      '操作画面をほかのパソコンから使うには（bridge.yaml の console が {host}）、パスワードのあるユーザーが必要です。',
    remedy:
      '「b2-bridge users add 名前 --role 管理」で管理のユーザーを作ってから始めてください。操作画面なしなら --no-console を付けます。',
  },
  'console-no-users': {
    sentence: 'ユーザーが一人もいないため、ほかのパソコンから使える操作画面は開けません。',
    remedy: 'b2-bridge が動いているパソコンで「b2-bridge users add 名前 --role 管理」を実行してください。',
  },
  'console-port-taken': {
    sentence: '操作画面のポート {port} を使えません（{reason}）。操作画面なしで続けます。',
    remedy: 'bridge.yaml の console: port を別の番号に変えてください。',
  },
  'console-certificate': {
    sentence: '操作画面の証明書を読めません（{file}: {reason}）。操作画面なしで続けます。',
    remedy: 'bridge.yaml の console: certificate と key のファイルを確かめてください。',
  },
  'console-open-http': {
    sentence: '操作画面をほかのパソコンに暗号化なしで開いています（{address}）。',
    remedy: '証明書（console: certificate と key）か、HTTPSの中継を使ってください。docs/console.md に手順があります。',
  },
  'user-exists': {
    sentence: 'ユーザー「{name}」はもうあります。',
    remedy: 'パスワードや権限を変えるときは --update を付けてください。',
  },
  'user-unknown': {
    sentence: 'ユーザー「{name}」はありません。',
    remedy: '「b2-bridge users list」で名前を確かめてください。',
  },
  'user-bad-name': {
    sentence: 'ユーザー名「{name}」は使えません。',
    remedy: '1〜40文字で、前後の空白と制御文字（改行など）を使わない名前にしてください。',
  },
  'user-short-password': {
    sentence: 'パスワードが短すぎます。',
    remedy: '{least} 文字以上にしてください。覚えやすい文を使ってもかまいません。',
  },
  'user-last-manager': {
    sentence: '「管理」のユーザーがいなくなるため、「{name}」は消せません（権限も変えられません）。',
    remedy: '先にほかの「管理」のユーザーを作ってください。',
  },
  'user-passwords-differ': {
    sentence: '2回の入力が違います。',
    remedy: 'もう一度実行してください。何も変わっていません。',
  },
} as const satisfies Record<string, Sentence>;

export const roleTitles = { view: '見る', work: '作業', manage: '管理' } as const;
