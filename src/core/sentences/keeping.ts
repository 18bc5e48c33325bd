import type { KeptThing } from '../retention.ts';
import type { Sentence } from './sentence.ts';

/** What is kept for how long, and forgetting. */
export const keeping = {
  'purge-done': {
    sentence: '保管期間を過ぎたものを消しました（{counts}）。',
    remedy: '対応は不要です。',
  },
  'purge-unfinished': {
    sentence: '保管期間を過ぎていますが、終わっていない受注が {count} 件あるため、消していません。',
    remedy: '「forget --dry-run」で受注番号を確かめ、発送・キャンセル・出荷通知（notices done）を済ませてください。',
  },
  'purge-unprinted': {
    sentence: '保管期間を過ぎていますが、印刷していない出荷の入った CSV が {count} 個あるため、消していません。',
    remedy: '印刷してお荷物番号を取り込むか、発行を取り消してください（issue --undo）。',
  },
  'purge-foreign': {
    sentence: 'outbox に、b2-bridge が書いたものではない古いファイルが {count} 個あります。消していません。',
    remedy: '個人情報が入っていないか確かめ、不要なら消してください（「forget --dry-run」で名前を見られます）。',
  },
  'purge-failed': {
    sentence: '保管期間を過ぎたファイルのうち {count} 個を消せませんでした。',
    remedy: 'ほかのソフトで開いていないか、権限があるかを確かめてください。次の夜にもう一度消します。',
  },
  'command-forget-day': {
    sentence: '{day} より前のものを消すことはできません（今日より後の日付です）。',
    remedy: '--before には今日以前の日付（YYYY-MM-DD）を指定してください。その日より前のものを消します。',
  },
  'command-forget-nothing': {
    sentence: '保管期間（bridge.yaml の retention）は、すべて never（消さない）になっています。',
    remedy: '日付を決めて消すときは --before を指定してください。',
  },
} as const satisfies Record<string, Sentence>;

/** Things that are kept, in words. */
export const keptTitles: Readonly<Record<KeptThing | 'documents', string>> = {
  orders: '受注の個人情報',
  documents: '取り込んだ原本',
  files: 'inbox・outbox のファイル',
  runs: '実行履歴',
  'link-history': 'B2クラウドの連携結果',
  notices: '出荷通知の記録',
  mails: '送ったメール',
};

export const keptWords = {
  days: (days: number): string => `${days}日`,
  forever: '消さない',
} as const;
