import type { Sentence } from './sentence.ts';

const nothingDone = '何も変えていません。';

/** A person's corrections to an order (受注の修正). */
export const editing = {
  // ---- holds ------------------------------------------------------------------------------------------------------------
  'edited-field-changed': {
    sentence: '人が修正した「{field}」が、そのあと店舗側でも別の値に変わりました。',
    remedy:
      '両方の値（orders show・holds list に出ます）を見比べてください。修正した値のままでよければ、メモを付けて保留を解除します。店舗の値に戻すときは orders edit --reset、別の値にするときは orders edit --set を使います。',
  },
  'edited-place-unclear': {
    sentence: '人が修正した「{field}」が、今の注文のどのお届け先・どの明細のものか分からなくなりました。',
    remedy:
      '注文の内容を orders show で確かめ、必要なら orders edit --set でもう一度直してください。このまま発送してよければ、メモを付けて保留を解除します。',
  },
  'service-collects-nothing': {
    sentence: '代金引換の注文ですが、修正した送り状種類「{service}」では代金を集められません。',
    remedy: '送り状種類を「コレクト」にするか、入金状況（payment.state）を orders edit で直してください。',
  },
  'service-collects-again': {
    sentence: '代金引換ではない注文ですが、修正した送り状種類「{service}」は代金を集めます。',
    remedy: '送り状種類を「発払い」などにするか、入金状況（payment.state）を orders edit で直してください。',
  },

  // ---- refusals ---------------------------------------------------------------------------------------------------------
  'edit-nothing': {
    sentence: '修正する項目が指定されていません。',
    remedy:
      '--set 項目=値、--reset 項目、--from ファイル.json のどれかを指定してください（例: --set consignee.phone=03-1234-5678）。',
  },
  'edit-conflict': {
    sentence: '見ている間に、ほかの人か新しい注文データがこの受注を変えました（今は第{revision}版です）。',
    remedy: '何も上書きしていません。今の内容と見比べて、必要ならもう一度直してください。',
  },
  'edit-which-order': {
    sentence: '修正する受注番号が指定されていません。',
    remedy:
      '「orders edit 受注番号 --set 項目=値 --note 理由」の形で指定してください（--reset 項目、--from ファイル.json も使えます）。',
  },
  'edit-unreadable': {
    sentence: '修正の指定「{text}」を読み取れません。',
    remedy:
      '「項目=値」の形で指定してください（例: --set consignee.phone=03-1234-5678）。お届け先や明細が複数あるときは「項目@番号=値」です。',
  },
  'edit-file-unreadable': {
    sentence: '修正のファイル {file} を読み取れません（{reason}）。',
    remedy:
      '{"consignee.phone": "03-1234-5678"} か、[{"field": "consignee.phone", "of": "2", "value": "03-1234-5678"}] の形の JSON（UTF-8）にしてください。',
  },
  'edit-no-field': {
    sentence: '「{name}」という項目はありません。{hint}',
    remedy: '使える項目は orders edit --fields で見られます。',
  },
  'edit-identity': {
    sentence: '「{name}」は注文・お届け先・明細を見分けるための番号なので、修正できません。',
    remedy: nothingDone,
  },
  'edit-which': {
    sentence: '「{field}」は、どの{kind}のものか指定が必要です。',
    remedy: '「{name}@番号=値」の形で指定してください。番号: {known}',
  },
  'edit-no-place': {
    sentence: '「{field}」の{kind}「{of}」は、受注 {number} にありません。',
    remedy: '番号: {known}',
  },
  'edit-order-field-of': {
    sentence: '「{field}」は注文全体の項目です。「@{of}」は付けられません。',
    remedy: '「{name}=値」の形で指定してください。',
  },
  'edit-twice': {
    sentence: '「{field}」の修正が2回指定されています。',
    remedy: `どちらか1つにしてください。${nothingDone}`,
  },
  'edit-bad-value': {
    sentence: '「{field}」に指定した値を使えません。{reason}',
    remedy: '{how}直した値（{name}）で、もう一度実行してください。',
  },
  'edit-never-blank': {
    sentence: '「{field}」は空にできません。',
    remedy: '値を指定してください。',
  },
  'edit-derived': {
    sentence: '「{name}」は、ほかの項目から決まる言葉なので、そのものは修正できません。',
    remedy:
      '入金状況（payment.state）、キャンセル（cancelled）、明細状態（line.status）など、それぞれの項目を修正してください。',
  },
  'edit-method-unknown': {
    sentence: '「{field}」に指定した配送方法が配送方法マスタにありません。{hint}',
    remedy: '使える配送方法: {known}',
  },
  'edit-word-unknown': {
    sentence: '「{field}」に指定した言葉が分かりません。{hint}',
    remedy: '使える言葉: {known}',
  },
  'edit-forgotten': {
    sentence: '受注 {number} は保管期間を過ぎ、個人情報を消してあります。修正できません。',
    remedy: nothingDone,
  },
  'edit-not-edited': {
    sentence: '「{field}」は修正されていません。',
    remedy: nothingDone,
  },
  'edit-no-change': {
    sentence: '指定した値は、今の値と同じです。',
    remedy: nothingDone,
  },
  'edit-slip-which-method': {
    sentence:
      '送り状種類「{service}」の配送方法が配送方法マスタに1つではないため、モールに何と伝えるか決められません。',
    remedy: '--set delivery.method=… で配送方法も一緒に指定してください。使える配送方法: {known}',
  },

  // ---- notes ------------------------------------------------------------------------------------------------------------
  'edit-not-on-label-file': {
    sentence:
      '出荷 {customerNo} は、送り状をすでに CSV「{file}」に書き出しています。この修正は、その送り状には入りません。',
    remedy:
      'まだ印刷していなければ「issue --undo {file} --note …」で発行を取り消すと、修正した内容で発行し直せます。印刷済みなら、その送り状を捨てて「issue --reissue --orders {customerNo} --note …」で出し直してください。',
  },
  'edit-not-on-label-b2': {
    sentence: '出荷 {customerNo} は、B2クラウドに渡してあります（連携 {id}）。この修正は、その画面には入りません。',
    remedy: '印刷していなければ「b2 release {id} --note …」で取り消してから渡し直してください。',
  },
  'edit-not-on-label': {
    sentence: '出荷 {customerNo} の送り状はもう出ています（{state}）。この修正は、その送り状には入りません。',
    remedy:
      '発送前に出し直すときは、古い送り状を捨てて「issue --reissue --orders {customerNo} --note …」を実行してください（修正した内容で書き出します）。発送後なら、もう一度送る荷物を「orders copy」で作れます。',
  },
  'edit-tells-again': {
    sentence:
      '出荷 {customerNo} の配送方法を「{method}」に変えました。送り状は変わりませんが、モールへの出荷通知は新しい配送方法でもう一度送ります。',
    remedy: '対応は不要です。',
  },
  'edit-settled': {
    sentence: '「{field}」は、人が決めた値にしました。',
    remedy: '対応は不要です。',
  },
  'edit-repaired': {
    sentence: '「{field}」の値について: {note}',
    remedy: '登録した値を orders show で確かめてください。',
  },
  'edit-carried': {
    sentence:
      'この注文の商品は受注 {carrier} の荷物に同梱されています。お届け先や配送方法の修正は、その荷物には影響しません。',
    remedy: '荷物の内容を変えるときは、受注 {carrier} を修正するか、同梱を取り消してください（orders bundle --undo）。',
  },
} as const satisfies Record<string, Sentence>;

/** Values of fields as people read them. */
export const valueWords = {
  none: '（なし）',
  yes: 'はい',
  no: 'いいえ',
  hint: (near: string): string => `「${near}」ではありませんか。`,
  prefectures: '都道府県名（例: 東京都）',
  slots: '午前中、14時-16時、16時-18時、18時-20時、19時-21時',
  cool: { normal: '通常', frozen: '冷凍', chilled: '冷蔵' } as Readonly<Record<string, string>>,
  lineStatus: { open: '有効', cancelled: 'キャンセル', returned: '返品' } as Readonly<Record<string, string>>,
  /** The meanings of the dictionary `order-status`. */
  orderStatus: {
    ready: '発送してよい',
    paid: '入金済み（発送してよい）',
    unpaid: '入金待ち',
    shipped: '発送済み',
    cancelled: 'キャンセル済み',
    returned: '返品',
    'cancel-requested': 'キャンセル依頼',
    checking: '確認中',
    reserved: '予約',
    fraud: '不正の疑い',
    hold: '保留',
    'no-address': '住所未入力',
    partly: '一部だけ返金・取消・発送済み',
  } as Readonly<Record<string, string>>,
};

export const placeWords = { order: '注文', destination: 'お届け先', line: '明細' } as const;

/** What a dispute shows beside its reason. */
export const disputedWords = {
  both: (ours: string, theirs: string): string => `修正した値「${ours}」／店舗の値「${theirs}」`,
  ours: (ours: string): string => `修正した値「${ours}」`,
};
