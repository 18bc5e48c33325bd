/** Words of `masters`. */
export const masterWords = {
  commands: {
    masters: 'マスタ（配送方法・時間帯などのコード・辞書・発送元・休業日）を扱う',
    list: 'マスタの一覧（有効期間つき）',
    check: 'すべてのマスタを検査し、付属の見本で試す',
  },
  headings: { kind: '種類', code: 'コード', title: '名前', valid: '有効期間', note: '備考' },
  kinds: {
    methods: '配送方法',
    slots: '時間帯',
    slips: '送り状種類',
    dictionary: '辞書',
    shippers: '発送元',
    holidays: '休業日',
  },
  said: {
    words: '{count} 語',
    instead: '代わり: {instead}',
    weekdays: '毎週 {days}',
    national: '国民の祝日',
    passed: 'マスタ {masters} 件、見本 {cases} 件: すべて合格',
    failed: 'マスタ {masters} 件、見本 {cases} 件: 指摘 {complaints} 件',
  },
  weekdays: ['月', '火', '水', '木', '金', '土', '日'],
} as const;
