/** What of the console stands for a command of the command line: its words, and the page where it is. */
export interface Way {
  readonly words: string;
  /** Left out: there is no page of its own, or none at all. */
  readonly to?: string;
}

const edit: Way = { words: '受注の「内容を修正する」', to: '/orders' };
const order: Way = { words: '受注のページ', to: '/orders' };
const arrange: Way = { words: '受注のページの「分割・同梱・複写」', to: '/orders' };
const list: Way = { words: '受注一覧', to: '/orders' };
const retry: Way = { words: '受注のページの「モールへの通知」の「もう一度送る」', to: '/problems' };
const runs: Way = { words: '実行履歴', to: '/runs' };
const link: Way = { words: '連携結果確認', to: '/link-history' };
const layouts: Way = { words: 'レイアウト試着', to: '/layouts' };
const rules: Way = { words: 'ロボットの「ルール」', to: '/jobs' };
const stockSet: Way = { words: '在庫の「在庫数を直す」', to: '/stock' };
const shops: Way = { words: '設定の「店舗」', to: '/settings/shops' };
const secrets: Way = { words: '設定の、その項目の「新しく入れる」', to: '/settings' };
const users: Way = { words: '設定の「ユーザー」', to: '/settings/users' };

/**
 * Every command that a remedy names → what to do in the console instead. One list, so that a sentence is written once and both say
 * what can be done there. The longest that fits counts; options (`--undo`) may stand anywhere behind.
 */
export const ways: Readonly<Record<string, Way>> = {
  'orders edit': edit,
  'orders edit --reset': { words: '受注のページの「元の値に戻す」', to: '/orders' },
  'orders edit --fields': edit,
  'orders show': order,
  'orders list': list,
  'orders views': list,
  'orders candidates': { words: '受注一覧の「同梱できる受注を探す」', to: '/orders/together' },
  'orders split': arrange,
  'orders split --undo': { words: '受注のページの「分割を取り消す」', to: '/orders' },
  'orders bundle': { words: '受注一覧の「同梱」', to: '/orders' },
  'orders bundle --undo': { words: '受注のページの「同梱を取り消す」', to: '/orders' },
  'orders copy': { words: '受注のページの「複写する」', to: '/orders' },
  'holds list': { words: '問題', to: '/problems' },
  'holds clear': { words: '受注の「保留を解除する」', to: '/problems' },
  'notices retry': retry,
  'mails list': { words: '今日の「送れなかったメール」', to: '/mails' },
  'mails resend': { words: '今日の「送れなかったメール」の「もう一度送る」', to: '/mails' },
  'layouts list': layouts,
  'layouts learn': layouts,
  'layouts try': layouts,
  'layouts check': layouts,
  'layouts new': layouts,
  'rules list': rules,
  'rules try': { words: 'ルール試着', to: '/rules/try' },
  'jobs list': { words: 'ロボット', to: '/jobs' },
  'runs list': runs,
  'runs show': runs,
  'run pull': { words: 'ロボットの「今すぐ実行」', to: '/jobs' },
  'run notify': { words: 'ロボットの「今すぐ実行」', to: '/jobs' },
  'shops probe': { words: '設定の「店舗」の「接続を確かめる」', to: '/settings/shops' },
  'shops add': { words: '設定の「店舗を加える」', to: '/settings/shops/new' },
  'shops list': shops,
  'shops open': { words: '設定の「店舗」の「発送を始める日」', to: '/settings/shops' },
  'settings list': { words: '設定の「前の設定に戻す」', to: '/settings/earlier' },
  'settings restore': { words: '設定の「前の設定に戻す」', to: '/settings/earlier' },
  'secrets set': secrets,
  'users list': users,
  'b2 probe': { words: '設定の「B2クラウド・請求先」の「接続を確かめる」', to: '/settings/b2' },
  'b2 look': { words: '連携結果確認の「番号を確かめる」', to: '/link-history' },
  'b2 release': { words: '連携結果確認の「渡し直せるようにする」', to: '/link-history' },
  'b2 history': link,
  'issue --undo': { words: 'ファイルの「書き出したファイル」の「発行を取り消す」', to: '/files/written' },
  'issue --reissue': { words: '受注のページの「この荷物の送り状を再発行する」', to: '/orders' },
  'exports again': { words: 'ファイルの「書き出したファイル」の「もう一度書き出す」', to: '/files/written' },
  'issue --route api': { words: '受注一覧の「連携」', to: '/orders' },
  'issue --orders': { words: '受注一覧の「CSV出力」', to: '/orders' },
  'stock list': { words: '在庫', to: '/stock' },
  'stock set': stockSet,
  issue: { words: '受注一覧の「CSV出力」', to: '/orders' },
  replay: { words: 'ファイルの「受け取った原本」', to: '/files/documents' },
};

/** What only the command line can do: the command stays, with the word that it is one. */
export const onlyCommands: readonly string[] = [
  'notices done',
  'users add',
  'stock resend',
  'store accept',
  'rules check',
  'forget',
  'backup',
  'start',
  'lab',
  'init',
  'service install',
];

/** Options that stand in a remedy by themselves. */
export const optionWays: readonly (readonly [option: string, words: string])[] = [
  ['「--checked」を付けて送り直してください', '受注のページの「もう一度送る」で送り直してください'],
  ['--checked を付けて', '「B2クラウドの発行履歴を自分の目で確かめた」に印を付けて'],
  ['--taken を付けて', '「…確かめた」に印を付けて'],
  ['--orders に残りをすべて指定して', '残りの出荷すべてに印を付けて'],
  ['--drop を付けて解除', '「分からなかった言葉を使わずに出すことを認める」に印を付けて解除'],
  ['--note に', '「確認した内容」に'],
  ['（--note）', ''],
  ['「--note "電話で住所を確認"」のように', '「電話で住所を確認」のように'],
  ['--layout で形式を指定して', '形式を決めて（設定の「店舗」でその店舗が読むレイアウトを選んで）'],
  ['--update を付けてください', '設定の「ユーザー」で、その人を開いて変えてください'],
  [
    'docs/b2cloud.md を見て設定を書くか、--route csv で',
    '設定の「B2クラウド・請求先」で連携を設定するか、受注一覧の「CSV出力」で',
  ],
  [
    '「--route api」（--unattended なし）の編集画面で',
    '「送り状の作り方」に「B2クラウドに連携する」を選び、開いた編集画面で',
  ],
  ['編集画面（--unattended なし）', '編集画面'],
];

/** Words of the page where a file of the settings is changed, by what a remedy calls it. */
export const fileWays: Readonly<Record<string, string>> = {
  'bridge.yaml': '/settings',
  'delivery-methods.yaml': '/settings/masters/delivery-methods',
  配送方法マスタ: '/settings/masters/delivery-methods',
};

/** Before a command that only the command line knows. */
export const commandWord = 'コマンド';
