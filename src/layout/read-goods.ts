import { fold } from '../core/fold.ts';
import type { GoodsAttributes } from '../core/goods.ts';
import type { Problem } from '../core/problem.ts';
import type { Cool } from '../core/service.ts';
import type { Placed } from './read-result.ts';

/** Stands for a cell that could not be read: what it says is not known, other than of a blank one. */
export const unreadable = '?';

/** A row of the product table. */
export function goodsAttributes(cell: (field: string) => string): GoodsAttributes {
  const [cool, mail, fragile, day, weight] = ['cool', 'mailSize', 'fragile', 'preorderDay', 'weight'].map(cell);
  return {
    sku: cell('sku'),
    ...(cools.has(cool as Cool) && { cool: cool as Cool }),
    ...(answers.has(mail!) && { mailSize: mail === 'yes' }),
    ...(answers.has(fragile!) && { fragile: fragile === 'yes' }),
    ...(day !== unreadable && { preorderDay: day! }),
    ...(/^\d+$/.test(weight!) && { weight: Number(weight) }),
  };
}

const answers: ReadonlySet<string> = new Set(['yes', 'no']);
const cools: ReadonlySet<Cool> = new Set<Cool>(['normal', 'chilled', 'frozen']);

/** A SKU that stands twice says two things: none of its rows counts, each of them is said. */
export function onceOnly<T extends Placed<Readonly<Record<string, string>>>>(
  records: readonly T[],
  refuse: (problem: Problem) => void,
): readonly T[] {
  const groups = Map.groupBy(records, ({ value }) => fold(value['goods.sku'] ?? ''));
  return records.filter(({ value, row }) => {
    const sku = value['goods.sku'] ?? '';
    const same = groups.get(fold(sku)) ?? [];
    if (same.length < 2) return true;
    const rows = same.filter((one) => one.row !== row).map((one) => one.row);
    const place = { row, column: '商品コード', value: sku };
    refuse({ code: 'goods-twice', kind: 'fix', place, args: { sku, rows: rows.join('・') } });
    return false;
  });
}
