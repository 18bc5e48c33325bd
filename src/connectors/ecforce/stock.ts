import type { Outcome, StockItem } from '../contract.ts';
import { reasonOf } from '../reason.ts';
import { isOutcome, type RowAnswer, sendRows } from './bulk.ts';
import type { Client } from './client.ts';

const notThere = 'ASI2002';

/**
 * 在庫連携 (E9): free pieces at the shop's 在庫ロケーション, a hundred SKUs a call. Counts are absolute, so that a lost answer is simply tried
 * again; a write that is answered with nothing counts as taken. The unlimited flag of a SKU cannot be changed this way.
 */
export async function pushStock(client: Client, items: readonly StockItem[]): Promise<Outcome[]> {
  const location = client.settings['stock-location'];
  const before = items.map(({ item: sku, quantity }): Outcome | undefined => {
    if (location === undefined) return { kind: 'fix', code: 'stock-location-missing' };
    if (!Number.isInteger(quantity) || quantity < 0) return { kind: 'fix', code: 'stock-quantity-bad', args: { sku } };
    return undefined;
  });
  // One SKU twice in a call could not be told apart in the answer: the last count is what is true.
  const counts = new Map(items.flatMap((one, at) => (before[at] ? [] : [[one.item, one.quantity] as const])));
  const rows = [...counts].map(([sku, stock]) => ({ variant_sku: sku, stock_location_code: location, stock }));
  const request = { path: 'stock_items', name: 'stock_items' };
  const answers = await sendRows(client, request, rows, (row) => [row.variant_sku]);
  const bySku = new Map(rows.map((row, at) => [row.variant_sku, answers[at]!]));
  return items.map(({ item: sku }, at) => before[at] ?? outcomeOf(bySku.get(sku)!, sku, location!));
}

function outcomeOf(answer: RowAnswer, sku: string, location: string): Outcome {
  if (answer === 'taken' || answer === 'silent') return { kind: 'done', code: 'stock-told' };
  if (isOutcome(answer)) return answer.kind === 'unsure' ? { ...answer, kind: 'retry' } : answer;
  if (answer.code === notThere) return { kind: 'fix', code: 'stock-location-unknown', args: { sku, location } };
  return { kind: 'fix', code: 'stock-refused', args: { sku, field: answer.code, reason: reasonOf(answer.message) } };
}
