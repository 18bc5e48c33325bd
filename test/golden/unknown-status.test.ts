import { describe, expect, test } from 'vitest';
import { readCases, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { fieldAt } from '../../src/layout/check-read.ts';
import { maySayStop } from '../../src/layout/check-status.ts';
import { openDocument } from '../../src/layout/document.ts';
import { readTable } from '../../src/layout/read.ts';
import type { ReadOrder } from '../../src/layout/read-result.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import type { ReadLayout, Rule } from '../../src/layout/types.ts';
import { standard, tableOf } from '../support/layouts.ts';

/* A status word that nobody knows: in every order layout, in every column that may keep a shipment back, it holds the order. */

const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };
const unknown = '見たことのない状態';
const layouts = [...standard.layouts.read.values()].filter((one) => one.yields === 'order');
const cases = readCases(standardLayoutsFolder()).filter((one) => one.direction === 'read');

/** Columns of words; a day or a reason that only stands there or not has none. */
const hasWords = (path: string, rule: Rule): boolean => {
  const { type } = fieldAt('order', path)!;
  if (!maySayStop(path, type) || rule.as !== undefined || rule.value !== undefined) return false;
  return rule.map !== undefined || rule.dictionary !== undefined || type === 'flag';
};
const fields = layouts.flatMap((layout) =>
  Object.entries(layout.fields)
    .filter(([path, rule]) => hasWords(path, rule))
    .map(([path, rule]) => [layout.name, path, rule, layout] as const),
);

/** Cells of the first case of a layout, its header first, with one column full of a word (added where it is not there). */
async function cellsWith(layout: ReadLayout, column: string, word: string): Promise<string[][]> {
  const input = cases.find((one) => one.layout === layout.name && !one.input.name.endsWith('.xlsx'))!.input;
  const opened = await openDocument((form) => openTable(input.bytes, input.name, form, limits), [layout]);
  if ('problem' in opened) throw new Error(opened.problem.code);
  const names = [...opened.match.columns.names];
  const at = opened.match.columns.find(column);
  if (at < 0) names.push(column);
  const place = at < 0 ? names.length - 1 : at;
  const rows = [...opened.rows(() => {})].map((row) => names.map((_, i) => (i === place ? word : row.text(i))));
  return [names, ...rows];
}

const isStopped = ({ order, problems }: ReadOrder, columns: readonly string[]): boolean =>
  problems.some(
    (one) => one.kind === 'fix' && columns.some((column) => one.place.column === column.replace(/#\d+$/, '')),
  ) ||
  order.stop !== undefined ||
  order.cancelled ||
  order.payment.state === 'unpaid' ||
  order.payment.state === 'unknown' ||
  order.lines.every((line) => line.status !== 'open' || line.fulfilledElsewhere || line.cancelRequested) ||
  order.destinations.every((one) => one.trackingNumber !== '' || one.marketplaceLabel || one.addressPending);

test('every order layout is tried, but those of which no column says anything of a status', () => {
  const tried = new Set(fields.map(([name]) => name));
  expect(layouts.map((one) => one.name).filter((name) => !tried.has(name))).toEqual(['yahoo-items']);
  expect(fields.length).toBeGreaterThan(50);
});

describe('an unknown word holds its orders', () => {
  test.each(fields)('%s: %s', async (_, path, rule, layout) => {
    // Of columns that are joined one says the status, the others the method or the channel.
    const columns = rule.join ?? rule.from!.slice(0, 1);
    const goes: (readonly string[])[] = [];
    for (const column of columns) {
      const rows = await cellsWith(layout, column, unknown);
      const opened = await openDocument(() => tableOf(rows), [layout]);
      if ('problem' in opened) throw new Error(opened.problem.code);
      const { orders, problems } = readTable(opened, { masters: standard.masters, today: '2026-11-21' });
      expect(orders.length + problems.filter((one) => one.kind === 'fix').length, path).toBeGreaterThan(0);
      // Cash on delivery waits for nobody's money, and a day of payment says that it is there.
      const isPaid = ({ order: { payment } }: ReadOrder) => payment.state === 'cod' || payment.paidAt !== null;
      const isMeant = (one: ReadOrder) => path !== 'order.payment.state' || !isPaid(one);
      goes.push(orders.filter((one) => isMeant(one) && !isStopped(one, columns)).map((one) => one.order.number));
    }
    expect(goes).toContainEqual([]);
  });
});

/** What one order that is read with a word becomes. */
function meaningOf({ order, problems }: ReadOrder): string {
  if (problems.some((one) => one.code === 'unknown-word' || one.code === 'unmapped-word')) return 'unknown';
  if (order.cancelled) return 'cancelled';
  if (order.lines.every((line) => line.status === 'returned')) return 'returned';
  if (order.lines.every((line) => line.status === 'cancelled')) return 'lines cancelled';
  if (order.lines.some((line) => line.cancelRequested)) return 'cancel-requested';
  if (order.stop) return order.stop.why;
  if (order.destinations.some((one) => one.addressPending)) return 'no-address';
  if (order.destinations.some((one) => one.trackingNumber !== '')) return 'shipped';
  if (order.destinations.some((one) => one.deleted)) return 'deleted';
  return order.payment.state === 'unpaid' ? 'unpaid' : 'ships';
}

describe('status words of the shops', () => {
  test.each([
    ['aiship-orders', '管理ステータス', '返品', 'returned'],
    ['aiship-orders', '管理ステータス', 'キャンセル', 'cancelled'],
    ['aiship-orders', '管理ステータス', '発送済み', 'shipped'],
    ['aiship-orders', '管理ステータス', '住所未入力', 'no-address'],
    ['aiship-orders', '管理ステータス', '保留', 'hold'],
    ['aiship-orders', '管理ステータス', '当店だけの状態', 'unknown'],
    ['ecforce-orders', '対応状況', '注文確定', 'ships'],
    ['ecforce-orders', '対応状況', '出荷準備中', 'ships'],
    ['ecforce-orders', '対応状況', 'working', 'ships'],
    ['ecforce-orders', '対応状況', '発送完了', 'shipped'],
    ['ecforce-orders', '対応状況', '配送完了', 'shipped'],
    ['ecforce-orders', '対応状況', 'キャンセル', 'cancelled'],
    ['ecforce-orders', '対応状況', '返品', 'returned'],
    ['ecforce-orders', '対応状況', '支払エラー', 'hold'],
    ['ecforce-orders', '対応状況', '報酬否認', 'hold'],
    ['ecforce-orders', '対応状況', 'wmswait', 'unknown'],
    ['shopserve-orders', '発送ステータス', '未発送', 'ships'],
    ['shopserve-orders', '発送ステータス', '発送予約', 'reserved'],
    ['shopserve-orders', '発送ステータス', '発送済', 'shipped'],
    ['shopserve-orders', '発送ステータス', '一部発送済', 'partly'],
    ['shopserve-orders', '確認ステータス', '確認済', 'ships'],
    ['shopserve-orders', '確認ステータス', '要確認', 'checking'],
    ['colorme-orders', '発送状態', '発送済み', 'shipped'],
    ['colorme-orders', '発送状態', 'キャンセル', 'cancelled'],
    ['colorme-orders', '発送状態#2', '発送済み', 'shipped'],
    ['colorme-orders', '発送状態#2', 'キャンセル', 'deleted'],
    ['next-engine-orders', '出荷済フラグ', '0', 'ships'],
    ['next-engine-orders', '出荷済フラグ', '1', 'shipped'],
    ['next-engine-orders', '出荷済フラグ', '2', 'unknown'],
    ['qoo10-orders', '配送状態', '配送要請', 'ships'],
    ['qoo10-orders', '配送状態', '配送中', 'shipped'],
    ['qoo10-orders', '配送状態', 'キャンセル要請', 'cancel-requested'],
    ['qoo10-orders', '配送状態', 'キャンセル完了', 'lines cancelled'],
    ['qoo10-orders', '配送状態', '返品完了', 'returned'],
    ['order-sheet', 'キャンセル', 'いいえ', 'ships'],
    ['order-sheet', 'キャンセル', 'はい', 'lines cancelled'],
    ['order-sheet', 'キャンセル', 'キャンセル依頼', 'cancel-requested'],
    ['order-sheet', 'キャンセル', 'たぶん', 'unknown'],
  ])('%s: %s %s → %s', async (name, column, word, meaning) => {
    const layout = standard.layouts.read.get(name)!;
    const opened = await openDocument(async () => tableOf(await cellsWith(layout, column, word)), [layout]);
    if ('problem' in opened) throw new Error(opened.problem.code);
    const { orders } = readTable(opened, { masters: standard.masters, today: '2026-11-21' });
    // The case's own orders may be unpaid or sent already: one that is neither tells what the word does.
    expect(orders.map(meaningOf)).toContain(meaning);
    if (meaning !== 'ships') expect(orders.map(meaningOf)).not.toContain('ships');
  });
});
