import type { Masters } from '../../core/masters.ts';
import { readDate } from '../../text/datetime.ts';
import { readCount, readYen } from '../../text/number.ts';
import { lookUp } from '../masters.ts';
import { isBlank } from '../rule.ts';
import { type Column, most } from './columns.ts';
import { looks } from './looks.ts';
import { type Groups, isConstant } from './rows-of-orders.ts';
import { type FieldSpec, specs } from './rules.ts';
import type { LeftColumn, Reason } from './types.ts';

/** What is known of the file while its fields are found. */
export interface Known {
  readonly columns: readonly Column[];
  readonly groups: Groups;
  readonly blankIsSame: boolean;
  readonly masters: Masters;
}

/** Which of the columns whose headers mean a field are taken for it. */
export interface Choice {
  readonly columns: readonly Column[];
  readonly reasons: readonly Reason[];
  /** Why a person must say it; missing = sure. */
  readonly doubt?: Reason;
  /** Columns that might be it just as well. */
  readonly rivals: readonly Column[];
  readonly left: readonly LeftColumn[];
}

/**
 * `candidates`: columns whose headers, understood whole, mean the field; the preferred first. `others`: columns that say it in part and
 * are filled where all of those are empty.
 */
export function choose(path: string, candidates: readonly Column[], others: readonly Column[], known: Known): Choice {
  const spec = specs[path]!;
  const left: LeftColumn[] = [];
  const pass = (column: Column, reason: Reason) => {
    left.push({ at: column.at, reason });
    return false;
  };
  const varies = (column: Column) => spec.ofOrder === true && !isConstant(column, known.groups, known.blankIsSame);
  // What differs within an order is not the order's own: its total, its remark.
  const isOptional = path === 'order.total' || path === 'order.tax' || path === 'order.note';
  const own = candidates.filter(
    (column) => !(isOptional && varies(column)) || pass(column, { code: 'varies', args: { column: column.name } }),
  );
  const agree = (column: Column) => agrees(column, spec, known.masters);
  // A time of day beside the date, a code beside the number: the cells tell which one is meant.
  const fitting = own.some(agree) ? own.filter((one) => agree(one) || pass(one, { code: 'cells-disagree' })) : own;
  const taken = take(spec, fitting);
  const same = spec.several === 'one' ? fitting : [];
  const rivals = [
    ...same.filter((one) => taken[0] && one.filled > 0 && differs(taken[0], one, spec) && !isBare(path, one)),
    ...others,
  ];
  for (const column of fitting)
    if (!taken.includes(column) && !rivals.includes(column))
      pass(column, { code: 'preferred', args: { column: taken[0]!.name } });
  const doubt = doubtOf(path, taken, rivals, known, agree, varies);
  const says: Reason = taken.every((one) => one.filled === 0) ? { code: 'column-empty' } : { code: 'cells-agree' };
  const reasons: Reason[] = [{ code: 'header-says' }, ...(doubt?.code === 'cells-disagree' ? [] : [says])];
  return { columns: taken, reasons, rivals, left, ...(doubt && { doubt }) };
}

/** Most cells look as the field wants them; words for "no wish" count as blank where the field knows them. */
function agrees(column: Column, spec: FieldSpec, { dictionaries }: Masters): boolean {
  const { look } = spec;
  if (look === undefined) return true;
  const blanks = spec.rule?.blank === undefined ? undefined : dictionaries[spec.rule.blank];
  if (!blanks) return column.share(look) >= most;
  const filled = column.cells.filter((cell) => !isBlank(cell) && lookUp(blanks, cell) === undefined);
  return filled.filter((cell) => looks[look](cell)).length >= filled.length * most;
}

function take(spec: FieldSpec, columns: readonly Column[]): readonly Column[] {
  const filled = columns.filter((column) => column.filled > 0);
  switch (spec.several) {
    case 'join':
      return columns;
    case 'one':
      return (filled.length > 0 ? filled : columns).slice(0, 1);
    default:
      return untilFilled(filled.length > 0 ? filled : columns.slice(0, 1));
  }
}

/** 商品 beside 商品名 is no other name of the goods. */
const isBare = (path: string, { says }: Column): boolean =>
  path === 'line.name' && says.every((word) => word === 'goods' || word === 'order');

/** The preferred column, and further ones as long as rows are blank in all before. */
function untilFilled(columns: readonly Column[]): readonly Column[] {
  const taken: Column[] = [];
  for (const column of columns) {
    const adds = column.cells.some(
      (cell, row) => !isBlank(cell) && taken.every((one) => isBlank(one.cells[row] ?? '')),
    );
    if (taken.length === 0 || adds) taken.push(column);
  }
  return taken;
}

function differs(one: Column, other: Column, { look }: FieldSpec): boolean {
  const plain = (cell: string) => (look === 'date' ? (readDate(cell).value ?? cell.trim()) : cell.trim());
  return one !== other && one.cells.some((cell, row) => plain(cell) !== plain(other.cells[row] ?? ''));
}

function doubtOf(
  path: string,
  taken: readonly Column[],
  rivals: readonly Column[],
  known: Known,
  agree: (column: Column) => boolean,
  varies: (column: Column) => boolean,
): Reason | undefined {
  const [first] = taken;
  if (!first) return undefined;
  if (!taken.every(agree)) return { code: 'cells-disagree' };
  if (rivals[0]) return { code: 'rival', args: { column: rivals[0].name } };
  if (taken.some(varies)) return { code: 'varies', args: { column: first.name } };
  switch (path) {
    // A number in the file stops the order as shipped already: some shops fill in provisional ones.
    case 'line.delivery.trackingNumber':
      return taken.some((column) => column.filled > 0) ? { code: 'number-filled' } : undefined;
    // The day on which the shop must ship is not always the day that the label should bear.
    case 'line.delivery.plannedShipDate':
      return { code: 'always-asked' };
    case 'order.orderedAt':
      return first.says.length === 1 ? { code: 'not-clear' } : undefined;
    case 'line.delivery.key':
      return first.says.includes('consignee') ? undefined : { code: 'not-clear' };
    // 配送日 may be the wish or the day on which it went.
    case 'line.delivery.wishedDate':
      return first.says.includes('wish') ? undefined : { code: 'not-clear' };
    // The same number twice in one order refuses the order.
    case 'line.no':
      return known.groups.orders.every((rows) => new Set(rows.map((row) => first.cells[row])).size === rows.length)
        ? undefined
        : { code: 'varies', args: { column: first.name } };
    case 'line.unitPrice':
      return isPriceOfOne(first, known) ? undefined : { code: 'not-clear' };
    default:
      return undefined;
  }
}

/** 単価 says it; 価格 may be that of the whole line, unless the order's total proves it. */
function isPriceOfOne(price: Column, { columns, groups }: Known): boolean {
  if (price.says.includes('line.unitPrice')) return true;
  const of = (path: string) =>
    columns.find((one) => one.whole && one.filled > 0 && one.meaning.kind === 'field' && one.meaning.path === path);
  const [count, total] = [of('line.quantity'), of('order.total')];
  if (!count || !total) return price.filled === 0;
  const yen = (column: Column, row: number) => readYen(column.cells[row] ?? '').value ?? Number.NaN;
  const proofs = groups.orders.filter((rows) => rows.some((row) => yen(count, row) > 1));
  return proofs.some((rows) => {
    const goods = rows.reduce(
      (sum, row) => sum + yen(price, row) * (readCount(count.cells[row] ?? '').value ?? Number.NaN),
      0,
    );
    return goods > 0 && goods <= yen(total, rows[0]!);
  });
}
