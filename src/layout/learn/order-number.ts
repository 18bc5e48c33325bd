import { type Column, most } from './columns.ts';
import { type Groups, groupsBy, rivals } from './rows-of-orders.ts';
import { ruleOf } from './rules.ts';
import type { ProposedField, Question, Reason } from './types.ts';

/** The order number, when it is certain; else the question. `groups` are those of the column that is likely or certain. */
export interface FoundNumber {
  readonly field?: ProposedField;
  readonly question?: Question;
  readonly groups: Groups;
}

const path = 'order.number';
const says = (column: Column) => column.meaning.kind === 'field' && column.meaning.path === path;

/** Finds the column that binds rows into orders: by its header, filled from the first row on, with no other that might be it. */
export function findNumber(columns: readonly Column[]): FoundNumber {
  const candidates = columns
    .filter((column) => column.ref !== '' && column.whole && says(column))
    .sort((a, b) => a.rank - b.rank);
  const fits = (column: Column) => column.filled > 0 && isCode(column);
  const [best, ...others] = candidates.filter(fits);
  if (!best || (best.cells[0] ?? '').trim() === '') return ask(mayBe(columns), [{ code: 'not-clear' }]);
  const rest = others.filter((other) => !isOneToOne(best, other));
  const rival = rivals(best, columns);
  if (rest.length > 0 || rival.length > 0)
    return ask([best, ...rest, ...rival], [{ code: 'rival', args: { column: [...rest, ...rival][0]!.name } }]);
  const groups = groupsBy(best);
  const reasons: Reason[] = [
    { code: 'header-says' },
    ...(groups.blank === 0 ? [{ code: 'in-every-row' } as const] : []),
    ...(groups.orders.some((one) => one.length > 1) ? [{ code: 'binds-rows' } as const] : []),
    ...(others.length > 0 ? [{ code: 'preferred', args: { column: others[0]!.name } } as const] : []),
  ];
  return { field: { path, rule: ruleOf(path, [best.ref]), columns: [best.at], reasons }, groups };
}

function ask(candidates: readonly Column[], reasons: readonly Reason[]): FoundNumber {
  const [likely] = candidates;
  const columns = candidates.map((column) => column.at);
  const question: Question = {
    id: path,
    kind: 'pick',
    path,
    options: columns.map(String),
    columns,
    needed: true,
    reasons,
    ...(likely && { suggested: String(likely.at) }),
  };
  return { question, groups: likely ? groupsBy(likely) : { orders: [], blank: 0 } };
}

const isCode = (column: Column): boolean => column.share('code') >= most && column.share('date') < most;

/** Columns that might be it: those whose header says so in part, then codes in every row that are nothing else by their header. */
function mayBe(columns: readonly Column[]): Column[] {
  const rows = columns[0]?.cells.length ?? 0;
  const isOther = (column: Column) =>
    (column.meaning.kind === 'person' && (column.meaning.thing !== 'name' || column.share('name') >= most)) ||
    column.says.some((word) => ['goods', 'line', 'unused', 'total', 'price', 'line.quantity'].includes(word)) ||
    (column.whole && column.meaning.kind === 'field' && !says(column));
  const score = (column: Column) =>
    (says(column) ? 8 : 0) +
    (column.says.includes('order') ? 2 : 0) +
    (column.says.includes('number') || column.says.some((word) => word.endsWith('Number')) ? 2 : 0) +
    (column.distinct > 1 || rows === 1 ? 1 : 0);
  return columns
    .filter((column) => column.ref !== '' && column.filled > 0)
    .filter((column) => says(column) || (column.filled === rows && isCode(column) && !isOther(column)))
    .sort((a, b) => score(b) - score(a) || a.at - b.at)
    .slice(0, 12);
}

/** Each value of one stands beside one value of the other, in a file of several orders. */
function isOneToOne(a: Column, b: Column): boolean {
  const pairs = new Set(a.cells.map((cell, row) => `${cell}\u0000${b.cells[row]}`));
  return a.distinct > 1 && pairs.size === a.distinct && pairs.size === b.distinct;
}
