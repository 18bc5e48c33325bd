import type { Column } from '../columns.ts';
import { groupsBy } from '../rows-of-orders.ts';
import type { Settled } from '../settle.ts';

/** Most rows of a case. */
const mostRows = 12;

/**
 * Rows that show how the file is built: an order of several rows, one that goes to somebody else than it is from, and the first ones.
 * Row indexes in the order of the file.
 */
export function rowsToShow(columns: readonly Column[], { rules }: Settled): number[] {
  const column = (path: string) => {
    const rule = rules.get(path);
    return columns.find((one) => one.ref !== '' && one.ref === (rule?.from ?? rule?.join)?.[0]);
  };
  const number = column('order.number');
  const rows = columns[0]?.cells.length ?? 0;
  if (!number) return Array.from({ length: Math.min(rows, 3) }, (_, i) => i);
  const { orders } = groupsBy(number);
  const [orderer, consignee] = [column('order.orderer.name'), column('line.consignee.name')];
  const isGift = (order: readonly number[]) =>
    !!orderer && !!consignee && order.some((row) => orderer.cells[row] !== consignee.cells[row]);
  const isSpread = (order: readonly number[]) =>
    !!consignee && order.some((row) => consignee.cells[row] !== consignee.cells[order[0]!]);
  const wanted = [
    orders.find((order) => order.length > 1 && order.length <= 6),
    orders.find((order) => isSpread(order) && order.length <= 6),
    orders.find(isGift),
    orders[0],
    orders[1],
  ];
  const chosen = new Set<number>();
  for (const order of wanted)
    if (order && chosen.size + order.length <= mostRows) for (const row of order) chosen.add(row);
  if (chosen.size === 0) for (const row of (orders[0] ?? []).slice(0, mostRows)) chosen.add(row);
  return [...chosen].sort((a, b) => a - b);
}
