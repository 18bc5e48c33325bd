import type { Order } from '../core/order.ts';
import type { Problem } from '../core/problem.ts';
import { readCode } from '../text/number.ts';
import { compileTable, type TakenRow } from './compiled.ts';
import type { Opened } from './document.ts';
import { type Draft, orderShape } from './order-shape.ts';
import { tooManyCells } from './ragged.ts';
import { assembleOrder } from './read-order.ts';
import { inFile } from './read-records.ts';
import { emptyResult, type ReadEnv, type ReadOrder, type ReadResult } from './read-result.ts';
import type { Row } from './rows/row.ts';
import { isBlank } from './rule.ts';

/** Reads a table of orders: gathers the rows of each order over the whole file, then makes the orders one by one. */
export function readOrders(opened: Opened, env: ReadEnv): ReadResult {
  const { layout } = opened.match;
  const table = compileTable(opened, env, layout.group === '' ? [] : [layout.group]);
  const shape = orderShape(layout, table, env);
  const number = table.fields.get('order.number')!;
  const group = layout.group === '' ? -1 : table.place(layout.group);
  const drafts = new Map<string, Draft>();
  const problems: Problem[] = [];
  let rows = 0;
  let lines = 0;

  // The converted number, so that `'A1` and `A1` are one order; the text itself where it cannot be converted.
  const keyOf = (taken: TakenRow): string => {
    const { value, raw } = group >= 0 ? readGroup(taken.cells[group]!) : number.rule.run(taken.cells, env);
    return value !== '' ? value : isBlank(raw) ? '' : raw.trim();
  };
  const draftOf = (key: string): Draft => {
    let draft = drafts.get(key);
    if (!draft) {
      draft = { rows: [], problems: [] };
      drafts.set(key, draft);
    }
    return draft;
  };
  const bad = (problem: Problem, taken: TakenRow) => {
    const key = keyOf(taken);
    if (key === '') problems.push(inFile(problem, env));
    else draftOf(key).problems.push(inFile(problem, env));
  };
  const onProblem = (problem: Problem, row?: Row) => {
    if (row && problem.kind === 'fix') bad(problem, table.take(row));
    else problems.push(inFile(problem, env));
  };

  for (const row of opened.rows(onProblem)) {
    const taken = table.take(row);
    if (table.isBlank(taken)) continue;
    if (table.isHeader(taken)) {
      problems.push(inFile({ code: 'repeated-header', kind: 'done', place: { row: row.no } }, env));
      continue;
    }
    rows++;
    const ragged = tooManyCells(row, opened);
    if (ragged) {
      bad(ragged, taken);
      continue;
    }
    const key = keyOf(taken);
    if (key === '') problems.push(inFile({ code: 'order-number-missing', kind: 'fix', place: { row: row.no } }, env));
    else draftOf(key).rows.push(taken);
  }

  const orders: ReadOrder[] = [];
  const refusedOrders: string[] = [];
  /** One number is one order, unless the marketplace's own keys (`remote.key`) say otherwise: a shop may begin its numbers anew. */
  const taken = new Map<string, string[]>();
  const isTwice = ({ number, remote }: Order): boolean => {
    const key = remote?.key ?? '';
    const others = taken.get(number);
    if (!others) {
      taken.set(number, [key]);
      return false;
    }
    const isOther = key === '' || others.includes('') || others.includes(key);
    others.push(key);
    return isOther;
  };
  for (const [key, draft] of drafts) {
    // Its rows are not needed any more: a large file is not held twice.
    drafts.delete(key);
    const made = assembleOrder(draft, key, shape);
    if ('order' in made && isTwice(made.order)) {
      const place = { row: made.rows[0]! };
      problems.push(inFile({ code: 'order-number-twice', kind: 'fix', place, order: made.order.number }, env));
      refusedOrders.push(made.order.number);
      continue;
    }
    if ('order' in made) {
      orders.push(made);
      lines += made.order.lines.length;
      continue;
    }
    problems.push(...made.problems);
    if (made.refused !== '') refusedOrders.push(made.refused);
  }
  const { rows: left, first } = shape.leftOut;
  if (left > 0)
    problems.push(inFile({ code: 'rows-not-goods', kind: 'done', place: { row: first }, args: { count: left } }, env));
  problems.push(...table.remarks().map((one) => inFile(one, env)));
  return { ...emptyResult, orders, problems, refusedOrders, counts: { rows, lines } };
}

function readGroup(raw: string): { value: string; raw: string } {
  return { value: readCode(raw).value ?? '', raw };
}
