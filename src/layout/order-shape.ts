import type { Destination, OrderLine } from '../core/order.ts';
import type { Problem } from '../core/problem.ts';
import type { Remark } from '../text/read.ts';
import type { PartyIndex } from '../text/same-party.ts';
import type { CompiledField, CompiledTable, TakenRow } from './compiled.ts';
import type { OrderStatus, SaidStatus } from './order-status.ts';
import type { ReadEnv } from './read-result.ts';
import type { Findings, Reading, Values } from './read-values.ts';
import type { ReadLayout } from './types.ts';

/** What was gathered of one order: its rows, and rows that could not be used. */
export interface Draft {
  readonly rows: TakenRow[];
  readonly problems: Problem[];
}

/** The fields of a layout, sorted by what they belong to. Made once per table. */
export interface OrderShape extends Reading {
  readonly order: readonly CompiledField[];
  readonly consignee: readonly CompiledField[];
  readonly delivery: readonly CompiledField[];
  readonly item: readonly CompiledField[];
  /** Places of the cells that a destination is made of. */
  readonly destinationCells: readonly number[];
  readonly consigneeCells: readonly number[];
  /** The shop leaves lines that were taken out in its file, with quantity 0. */
  readonly zeroIsCancelled: boolean;
  /** Says that a row is no goods: a fee, a discount, an option of the line before. */
  readonly notGoods: CompiledField | undefined;
  /** Such rows, counted over the whole file. */
  readonly leftOut: { rows: number; first: number };
  /** Status columns of the order, and of each destination. */
  readonly statuses: Readonly<Record<'order' | 'delivery', readonly CompiledField[]>>;
  /** Paths of the marketplace's own facts. */
  readonly remote: Readonly<Record<'order' | 'line' | 'delivery', readonly string[]>>;
}

export function orderShape(layout: ReadLayout, table: CompiledTable, env: ReadEnv): OrderShape {
  const all = [...table.fields.values()];
  const under = (prefix: string) => all.filter((field) => field.path.startsWith(prefix));
  const consignee = under('line.consignee.');
  const delivery = under('line.delivery.');
  const cells = (fields: readonly CompiledField[]) => [
    ...new Set(fields.flatMap((field) => field.rule.at.filter((place) => place >= 0))),
  ];
  return {
    layout,
    table,
    env,
    split: { key: '', read: undefined },
    order: under('order.'),
    consignee,
    delivery,
    item: under('line.').filter((field) => !consignee.includes(field) && !delivery.includes(field)),
    destinationCells: cells([...consignee, ...delivery]),
    consigneeCells: cells(consignee),
    notGoods: table.fields.get('line.notGoods'),
    leftOut: { rows: 0, first: 0 },
    zeroIsCancelled: layout.fields['line.quantity']?.as === 'count-or-cancelled',
    statuses: { order: statusesOf(all, 'order.status'), delivery: statusesOf(all, 'line.delivery.status') },
    remote: {
      order: under('order.remote.').map((field) => field.path),
      line: under('line.remote.').map((field) => field.path),
      delivery: under('line.delivery.remote.').map((field) => field.path),
    },
  };
}

const statusesOf = (fields: readonly CompiledField[], path: string): readonly CompiledField[] =>
  fields.filter((field) => field.path === path || field.path.startsWith(`${path}.`));

/** What status columns say in a row whose values are converted. */
export function saidStatuses(
  fields: readonly CompiledField[],
  row: TakenRow,
  values: Values,
  { env, table }: Reading,
): SaidStatus[] {
  return fields.map((field) => ({
    status: (values.text[field.path] ?? '') as OrderStatus | '',
    word: spoken(field, row, table, env),
  }));
}

/** The word as the file has it; a code or a flag means nothing without its column. */
function spoken(field: CompiledField, row: TakenRow, table: CompiledTable, env: ReadEnv): string {
  const { raw, used } = field.rule.run(row.cells, env);
  const word = raw.trim();
  const place = used < 0 ? -1 : (field.rule.at[used] ?? -1);
  return place >= 0 && /^(?:\d+|true|yes|y|on)$/i.test(word) ? `${table.header(place)}：${word}` : word;
}

/** One order that is being made. */
export interface Work extends Findings {
  readonly shape: OrderShape;
  number: string;
  /** The shop says that nobody has filled in yet where it goes. */
  noAddress: boolean;
  readonly lines: OrderLine[];
  /** What each open line says of its tax, '' = nothing. */
  readonly taxes: string[];
  readonly places: OrderPlace[];
  /** Places by the cells of a row and by the marketplace's key, when the order stands in several rows. */
  readonly placeOf: Map<string, OrderPlace>;
  /** Places without such a key, by who it is. */
  readonly parties: PartyIndex<OrderPlace>;
  /** The order stands in several rows. */
  readonly several: boolean;
  /** Lines by their number, and (where they have none) those with the same destination, sku and quantity. */
  readonly numbered: Map<string, Line>;
  readonly contents: Map<string, readonly Line[]>;
}

/** A row that became a line, and where its goods go. */
export interface Line {
  readonly row: TakenRow;
  readonly destination: string;
}

/** Where goods of the order go to, and the row that said it first. */
export interface OrderPlace {
  readonly first: TakenRow;
  readonly destination: Destination;
  /** What the shop's status columns say of it. */
  readonly statuses: readonly SaidStatus[];
}

/** Something of a row that holds the order; `value` = what the operator must see of it. */
export function hold(work: Work, remark: Remark, row: TakenRow, value?: string): void {
  const { file } = work.shape.env;
  work.holds.push({
    code: remark.code,
    kind: 'fix',
    place: { ...(file === undefined ? {} : { file }), row: row.no, ...(value === undefined ? {} : { value }) },
    ...(remark.args ? { args: remark.args } : {}),
  });
}
