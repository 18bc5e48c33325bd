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
