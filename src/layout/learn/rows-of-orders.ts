import { isBlank } from '../rule.ts';
import { type Column, most } from './columns.ts';
import { personColumns } from './whose.ts';

/** Rows bound to orders by one column; rows without a number are left out. */
export interface Groups {
  /** Row indexes of each order, in the order of the file. */
  readonly orders: readonly (readonly number[])[];
  /** Rows in which the number is blank. */
  readonly blank: number;
  /** The column that binds them. */
  readonly by?: Column;
}

export function groupsBy(column: Column): Groups {
  const orders = new Map<string, number[]>();
  let blank = 0;
  column.cells.forEach((cell, row) => {
    if (isBlank(cell)) blank++;
    else orders.set(cell.trim(), [...(orders.get(cell.trim()) ?? []), row]);
  });
  return { orders: [...orders.values()], blank, by: column };
}

/** Rows of one order never differ in the column; a blank later row counts as the same when `blankIsSame`. */
export function isConstant(column: Column, { orders }: Groups, blankIsSame = false): boolean {
  return orders.every((rows) =>
    rows.every((row) => {
      const cell = column.cells[row] ?? '';
      return cell === column.cells[rows[0]!] || (blankIsSame && isBlank(cell));
    }),
  );
}

/** Every order of several rows has its people in the first row only. */
export function continuesBlank(columns: readonly Column[], { orders, by }: Groups): boolean {
  const people = personColumns(columns).filter((column) => column.filled > 0 && column !== by);
  const several = orders.filter((rows) => rows.length > 1);
  if (several.length === 0 || people.length === 0) return false;
  const isBlankAt = (row: number) => people.every((column) => isBlank(column.cells[row] ?? ''));
  // An e-mail address may be repeated in every row all the same (Shopify).
  const nearlyBlankAt = (row: number) => {
    const filled = people.filter((column) => !isBlank(column.cells[row] ?? ''));
    return filled.length * 5 <= people.length;
  };
  return several.every(
    ([first, ...rest]) => !isBlankAt(first!) && rest.every((row) => isBlankAt(row) || nearlyBlankAt(row)),
  );
}

/**
 * Columns that might bind rows into orders just as well as `number`: some number or id that the dictionary does not know, filled in
 * every row, the same throughout each order, whose rows have the same person (a cart of several order numbers).
 */
export function rivals(number: Column, columns: readonly Column[]): Column[] {
  const rows = number.cells.length;
  const people = personColumns(columns).filter((column) => column.filled > 0);
  return columns.filter((column) => {
    if (column === number || column.ref === '' || column.whole || column.filled < rows) return false;
    if (!column.says.includes('number') || column.says.some((word) => notOfOrders.includes(word))) return false;
    if (column.share('code') < most || !isConstant(column, groupsBy(number))) return false;
    const groups = groupsBy(column);
    return people.every((person) => isConstant(person, groups));
  });
}

const notOfOrders = [
  ...['goods', 'unused', 'sender', 'payment', 'phone', 'postal', 'line', 'prefecture', 'status', 'option'],
  ...['orderer', 'consignee'],
];
