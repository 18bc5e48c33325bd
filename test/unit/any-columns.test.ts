import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { openDocument } from '../../src/layout/document.ts';
import { readTable } from '../../src/layout/read.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import { standard } from '../support/layouts.ts';

/* Formats whose columns a shop chooses: any order, and any choice that holds what must be there. */

const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };
const layouts = join(import.meta.dirname, '../../layouts/read');

function tableOf(layout: string, name: string): string[][] {
  const bytes = readFileSync(join(layouts, layout, 'cases', name, 'in.csv'));
  const text = bytes[0] === 0xef ? bytes.toString('utf8').slice(1) : iconv.decode(bytes, 'cp932');
  return parse(text) as string[][];
}

/** The table with these columns only, in this order. */
const pick = (table: readonly (readonly string[])[], columns: readonly number[]) =>
  table.map((row) => columns.map((at) => row[at] ?? ''));

async function read(table: readonly (readonly string[])[]) {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const bytes = Buffer.from(table.map((row) => `${row.map(quote).join(',')}\r\n`).join(''));
  const opened = await openDocument(
    (form) => openTable(bytes, 'orders.csv', form, limits),
    [...standard.layouts.read.values()],
  );
  if ('problem' in opened) return { layout: opened.problem.code, args: opened.problem.args, orders: [] };
  const { orders } = readTable(opened, { masters: standard.masters, today: '2026-11-21' });
  return { layout: opened.match.layout.name, orders: orders.map(({ order }) => order) };
}

/** Numbers below 2³¹ that look as if thrown. */
function* thrown(seed: number): Generator<number, never> {
  for (let n = seed; ; ) {
    n = (n * 1103515245 + 12345) % 2 ** 31;
    yield n;
  }
}

function shuffled(count: number, seed: number): number[] {
  const dice = thrown(seed);
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(dice.next().value / 7) % (at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

const cases = [
  ['eccube-orders', 'two-destinations-fees-in-rows'],
  ['ecforce-orders', 'a-row-an-item-and-numbers-like-exponents'],
  ['ecforce-orders', 'a-row-an-order-with-lists'],
  ['futureshop-orders', 'two-destinations'],
  ['stores-orders', 'buyer-gives-a-present'],
] as const;

describe.each(cases)('%s, %s', (layout, name) => {
  const table = tableOf(layout, name);
  const count = table[0]!.length;

  test.each([1, 2, 3])('columns in another order (%i) are the same orders', async (seed) => {
    const as = await read(table);
    const other = await read(pick(table, shuffled(count, seed)));
    expect(as.orders.length).toBeGreaterThan(0);
    expect(other).toEqual(as);
  });

  test.each([4, 5, 6])(
    'any choice of columns (%i) that holds what must be there is recognised, with as many parcels',
    async (seed) => {
      const must = new Set([...standard.layouts.read.get(layout)!.fits, ...needed(layout)]);
      const isNeeded = (at: number) => must.has(table[0]![at]!);
      const dice = thrown(seed);
      const chosen = shuffled(count, seed).filter((at) => isNeeded(at) || dice.next().value % 3 === 0);
      const [as, other] = [await read(table), await read(pick(table, chosen))];
      const parcels = ({ orders }: typeof as) =>
        orders.map((one) => [one.number, one.destinations.length, one.lines.length]);
      expect([other.layout, parcels(other)]).toEqual([layout, parcels(as)]);
    },
  );

  test('without a column that must be there it is named, with what is missing', async () => {
    const lost = standard.layouts.read.get(layout)!.fits.at(-1)!;
    const found = await read(
      pick(
        table,
        shuffled(count, 7).filter((at) => table[0]![at] !== lost),
      ),
    );
    expect([found.layout, found.args?.missing]).toEqual(['unknown-headers', lost]);
  });
});

/** Beside the headers by which a format is known: what tells its orders, parcels and goods apart. */
function needed(layout: string): readonly string[] {
  const { fields } = standard.layouts.read.get(layout)!;
  const paths = [
    'order.number',
    'line.quantity',
    'line.no',
    'line.sku',
    'line.name',
    'line.notGoods',
    'line.delivery.key',
  ];
  return [
    ...paths,
    'line.consignee.name',
    'line.consignee.address',
    'line.consignee.postalCode',
    'line.consignee.phone',
  ].flatMap((path) => fields[path]?.join ?? fields[path]?.from ?? []);
}
