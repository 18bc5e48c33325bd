/** Words of `orders candidates` and `orders split --by`. */
export const arrangeWords = {
  candidates: '同梱の候補（同じお届け先・配送方法・お届け日で、まだ印刷していない受注）の一覧',
  splitBy: '商品属性表により分ける: temperature 温度帯 / preorder 予約商品',
  headings: {
    shop: '店舗',
    recipient: 'お届け先',
    method: '配送方法',
    date: 'お届け日',
    orders: '受注',
    mall: 'モールの規約',
  },
  held: '（保留）',
  /** A rule marks it. */
  marked: { candidate: '（ルール: 候補）', auto: '（ルール: 自動）' },
  marketplace: { allowed: '同梱可', forbidden: '同梱不可', unknown: '要確認' },
  next: '同梱するときは: b2-bridge orders bundle 受注番号 ほかの受注番号…',
} as const;
