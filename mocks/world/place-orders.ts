import type { LabState } from '../lab.ts';
import { LabRefused } from '../system.ts';
import { columnOf, type Row } from './columns.ts';
import { OrdersRefused } from './problems.ts';
import type { FileRow } from './read-file.ts';
import { readRows } from './read-rows.ts';
import { fromTemplate } from './template.ts';

/** What was placed. All of it is made up: `synthetic` says so to whoever keeps the answer. */
export interface Placed {
  readonly synthetic: true;
  readonly placed: number;
  readonly orders: readonly { readonly system: string; readonly number: string; readonly row?: number }[];
}

const mostMadeUp = 100_000;

/**
 * `{system, rows: [{sku, …}]}` as a file's rows, or `{system, count, template}` made up.
 *
 * @throws LabRefused, OrdersRefused
 */
export function placeWished(lab: LabState, wish: Readonly<Record<string, unknown>>): Placed {
  const { system: name, rows, count, template, ...others } = wish;
  const strange = Object.keys(others)[0];
  if (strange) throw new LabRefused(`unknown member ${strange}; known: system rows count template`);
  if (rows !== undefined) {
    if (!Array.isArray(rows)) throw new LabRefused('rows must be a list');
    return placeRows(lab, rows.map(asRow), name === undefined ? undefined : String(name));
  }
  const system = lab.system(String(name ?? ''));
  if (!system.orders) throw new LabRefused(`nobody orders at ${system.name}`);
  const wanted = Number(count ?? 1);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > mostMadeUp)
    throw new LabRefused(`count must be a whole number from 1 to ${mostMadeUp}`);
  const given = (typeof template === 'object' && template !== null ? template : {}) as Readonly<
    Record<string, unknown>
  >;
  const made = fromTemplate(lab, system, wanted, given);
  const complaint = made.map((one) => system.orders!.check(one)).find((one) => one !== undefined);
  if (complaint) throw new LabRefused(`template.${complaint.column}: ${complaint.message}`);
  return answer(made.map((one) => ({ system: system.name, number: system.orders!.place(one) })));
}

/** Places the orders of a file's rows, all or none. @throws OrdersRefused with every problem */
export function placeRows(lab: LabState, rows: readonly FileRow[], system: string | undefined): Placed {
  const orders = readRows(lab, rows, system);
  return answer(
    orders.map((one) => ({
      system: one.system,
      number: lab.system(one.system).orders!.place(one.wish),
      row: one.rows[0]!.row,
    })),
  );
}

const answer = (orders: Placed['orders']): Placed => ({ synthetic: true, placed: orders.length, orders });

/** Rows that were not in a file count from 1. */
function asRow(given: unknown, at: number): FileRow {
  const cells: Record<string, string> = {};
  for (const [heading, value] of Object.entries((given ?? {}) as object)) {
    const column = columnOf(heading);
    if (!column) throw new OrdersRefused([{ row: at + 1, column: heading, value: '', message: 'unknown column' }]);
    cells[column] = String(value ?? '').trim();
  }
  return { row: at + 1, cells: cells as Row };
}
