import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { historyLine } from '../../src/cli/history-text.ts';
import { aboutOrder } from '../../src/core/notices.ts';
import { help } from '../../src/core/sentences/help.ts';
import type { JournalEntry } from '../../src/store/types.ts';

/* A6–A8, B9: the history of an order is read by people: words, not codes or hashes. */

const id = 'a1'.repeat(32);
const line = (more: Partial<JournalEntry>) =>
  historyLine(
    {
      at: '2026-11-26T03:04:05Z',
      actor: 'notify',
      what: 'notice-told',
      shop: 'shop',
      orderNumber: 'N-1',
      shipment: '',
      details: {},
      ...more,
    },
    new Map([[id, 'N-1_1']]),
  );

test.each<[string, Partial<JournalEntry>, string]>([
  [
    'a notice about a shipment',
    { shipment: id, details: { notice: 'ff'.repeat(16), code: 'notice-told' } },
    '通知 通知が反映 N-1_1',
  ],
  [
    'a notice about the whole order',
    { what: 'notice-reserved', shipment: aboutOrder('shop', 'N-1'), details: { kind: 'capture' } },
    '通知 通知を予約 決済依頼',
  ],
  ['a shipment that is gone', { what: 'notice-withdrawn', shipment: 'b2'.repeat(32) }, '通知 通知を取り下げ'],
  [
    'changed on the screen of the carrier',
    {
      actor: 'b2',
      what: 'b2-edited',
      shipment: 'N-1_1',
      details: { handOver: 'cafe', fields: 'クール区分、お届け予定日' },
    },
    'B2クラウド B2クラウドの画面で変更 N-1_1 クール区分、お届け予定日',
  ],
  [
    'a correction',
    { actor: '佐藤', what: 'order-edited', details: { revision: 2, fields: 'delivery.method note' }, note: '電話' },
    '佐藤 受注を修正 配送方法、',
  ],
  [
    'taken back, with its reason',
    {
      actor: 'b2',
      what: 'b2-taken-back',
      shipment: 'N-1_1',
      details: { from: 'issuing', to: 'ready', handOver: 'cafe', code: 'b2-nothing-kept' },
    },
    'B2クラウド B2クラウドへの連携を取り消し N-1_1 発行中 → 出荷待ち （連携の途中で',
  ],
  [
    'where it stands at the marketplace',
    { actor: '佐藤', what: 'link-state-set', details: { kinds: 'acknowledge ship', from: 'waiting', to: 'printed' } },
    '佐藤 連携状態を変更 印刷待ち → 印刷済み 確認の通知、出荷実績の通知',
  ],
  [
    'a line that was cancelled',
    { actor: 'intake', what: 'line-cancelled', details: { line: '2', sku: 'TEA' } },
    '取り込み 明細をキャンセル 明細 2（TEA）',
  ],
  ['a code of another version', { details: { code: 'no-such-code' } }, '通知 通知が反映'],
])('%s', (_, entry, expected) => {
  const text = line(entry);
  expect(text).toContain(`2026-11-26 12:04 ${expected}`);
  expect(text).not.toMatch(/[0-9a-f]{16}|[{}]|undefined/);
});

test('everything that is written into the history has words', () => {
  const files = (readdirSync('src/flow', { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
  const found = files.flatMap((name) => {
    const text = readFileSync(join('src/flow', name), 'utf8');
    const pattern =
      /(?:\bwhat: |entry\(ctx, (?:\{[^}]*\}|\w+), (?:actor|'\w+'|\w+\.actor), )'([a-z0-9-]+)'(?: \| '([a-z-]+)')?/g;
    // Progress (`read`, `save` …) is no history.
    return [...text.matchAll(pattern)].flatMap((one) => [one[1]!, one[2] ?? '']).filter((word) => word.includes('-'));
  });
  const words = [
    ...new Set([...found, 'notice-due', 'notice-pending', 'notice-told', 'notice-failed', 'notice-unsure']),
  ];
  expect(words.length).toBeGreaterThan(20);
  expect(words.filter((word) => help.journal[word] === undefined)).toEqual([]);
});
