import type { Destination, OrderLine, Party } from '../core/order.ts';
import type { Problem } from '../core/problem.ts';
import type { Remark } from '../text/read.ts';
import { type CompiledField, type CompiledTable, placed, type TakenRow } from './compiled.ts';
import { makeDestination, makeOrder, makeParty, remoteOf, yen } from './make-order.ts';
import { type OrderStatus, withStatus } from './order-status.ts';
import type { ReadEnv, ReadOrder } from './read-result.ts';
import { convert, differing, type Findings, type Reading } from './read-values.ts';
import { isBlank } from './rule.ts';
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
    remote: {
      order: under('order.remote.').map((field) => field.path),
      line: under('line.remote.').map((field) => field.path),
      delivery: under('line.delivery.remote.').map((field) => field.path),
    },
  };
}

/** One order that is being made. */
interface Work extends Findings {
  readonly shape: OrderShape;
  number: string;
  readonly lines: OrderLine[];
  readonly places: Place[];
  /** Places by the cells of a row and by who it is, when the order stands in several rows. */
  readonly placeOf: Map<string, Place>;
  /** The order stands in several rows. */
  readonly several: boolean;
  /** Rows by line number, and (where lines have none) by their whole content. */
  readonly numbered: Map<string, TakenRow>;
  readonly contents: Map<string, TakenRow>;
}

interface Place {
  readonly first: TakenRow;
  readonly destination: Destination;
}

/**
 * Makes one order of its rows. A required value that is missing or bad, a quantity that is none, the same line number with
 * two contents, or an unusable row refuse the whole order; anything else that is wrong lets it in with a problem that holds it.
 */
export function assembleOrder(
  draft: Draft,
  key: string,
  shape: OrderShape,
): ReadOrder | { readonly refused: string; readonly problems: readonly Problem[] } {
  const work: Work = {
    shape,
    number: key,
    holds: [],
    notes: [],
    refusals: [...draft.problems],
    lines: [],
    places: [],
    placeOf: new Map(),
    several: draft.rows.length > 1,
    numbered: new Map(),
    contents: new Map(),
  };
  const first = draft.rows[0];
  if (!first) return refuse(work);
  const values = convert(shape.order, first, shape, work);
  work.number = values.text['order.number'] || key;
  for (const field of shape.order) differing(field, first, draft.rows.slice(1), 'order-differs', shape, work);
  const orderer = makeParty('order.orderer', values);
  const { part } = shape.layout;
  for (const row of draft.rows) {
    const place = part === 'lines' ? undefined : findPlace(row, orderer, work);
    if (part !== 'header') addLine(row, place?.destination.key ?? '', work);
  }
  const hidden = draft.rows.find((row) => row.hidden);
  if (hidden) hold(work, { code: 'hidden-row' }, hidden);
  if (work.refusals.length > 0) return refuse(work);
  // A cancelled order may have lost the pieces of its lines (Amazon: quantity 0); that it is cancelled must be known.
  const status = (values.text['order.status'] ?? '') as OrderStatus | '';
  const isCancelled = values.text['order.cancelled'] === 'true' || status === 'cancelled';
  if (work.lines.length === 0 && part !== 'header' && !isCancelled)
    return { refused: '', problems: named([...work.notes, ...work.holds], work) };
  const destinations = work.places.map((place) => place.destination);
  return {
    order: withStatus(
      makeOrder(values, destinations, work.lines, shape.layout, shape.env.masters, shape.remote.order),
      status,
      shape.table.fields.get('order.status')?.rule.run(first.cells, shape.env).raw ?? '',
    ),
    rows: draft.rows.map((row) => row.no),
    problems: named(work.holds, work),
    notes: named(work.notes, work),
  };
}

/** With the order's number, and each fault of a cell once: several fields may be made of the same cell. */
function named(problems: readonly Problem[], work: Work): Problem[] {
  const said = new Set<string>();
  return problems
    .filter(({ code, place, args }) => {
      const key = JSON.stringify([code, place.row, place.column, place.column === undefined ? args : '']);
      return !said.has(key) && said.add(key);
    })
    .map((problem) => ({ ...problem, order: work.number }));
}

function refuse(work: Work): { refused: string; problems: Problem[] } {
  return { refused: work.number, problems: named([...work.refusals, ...work.holds], work) };
}

function hold(work: Work, remark: Remark, row: TakenRow): void {
  const { file } = work.shape.env;
  work.holds.push({
    code: remark.code,
    kind: 'fix',
    place: { ...(file === undefined ? {} : { file }), row: row.no },
    ...(remark.args ? { args: remark.args } : {}),
  });
}

/** The destination of a row: one that is there already, or a new one. */
function findPlace(row: TakenRow, orderer: Party, work: Work): Place {
  const { shape, places } = work;
  const before = places.at(-1);
  if (before && shape.destinationCells.every((at) => row.cells[at] === before.first.cells[at])) return before;
  const blank = (cells: readonly number[]) => cells.every((place) => isBlank(row.cells[place]!));
  if (before && shape.layout.continuation === 'blank-is-same' && blank(shape.destinationCells)) return before;
  const cells = work.several ? '\u0001' + shape.destinationCells.map((place) => row.cells[place]).join('\u0000') : '';
  const known = work.placeOf.get(cells);
  if (known) return known;
  const fromOrderer = shape.layout.sameAsOrderer && blank(shape.consigneeCells);
  const consignee = fromOrderer ? orderer : makeParty('line.consignee', convert(shape.consignee, row, shape, work));
  const values = convert(shape.delivery, row, shape, work);
  const key = values.text['line.delivery.key'] ?? '';
  const identity = !work.several ? '' : key !== '' ? `key ${key}` : `party ${JSON.stringify(consignee)}`;
  const twin = work.placeOf.get(identity);
  if (twin) {
    for (const field of [...shape.consignee, ...shape.delivery])
      differing(field, twin.first, [row], 'destination-differs', shape, work);
    return twin;
  }
  // Marked, so that it can never pass for the marketplace's own key (`fileKey`).
  const position = places.length === 0 ? '' : `#${places.length + 1}`;
  const place = { first: row, destination: makeDestination(key || position, consignee, values, shape.remote.delivery) };
  places.push(place);
  if (work.several) work.placeOf.set(cells, place).set(identity, place);
  return place;
}

/** Adds the line of a row, unless it is the same line again or there is nothing to ship. */
function addLine(row: TakenRow, destination: string, work: Work): void {
  const { shape, numbered, contents, lines } = work;
  const { table, env } = shape;
  const say = (remark: Remark, path: string) =>
    work.notes.push(placed(remark, 'done', table, table.fields.get(path)!, row, env));
  const { text } = convert(shape.item, row, shape, work);
  const no = text['line.no'] ?? '';
  const before = numbered.get(no);
  if (before && sameCells(before, row)) return void say({ code: 'line-repeated-same' }, 'line.no');
  if (before) {
    const args = { first: before.no, second: row.no };
    const field = table.fields.get('line.no')!;
    work.refusals.push(placed({ code: 'line-repeated-different', args }, 'fix', table, field, row, env));
    return;
  }
  if (no !== '') numbered.set(no, row);
  else if (work.several) {
    const whole = row.cells.join('\u0000');
    const twin = contents.get(whole);
    if (twin) hold(work, { code: 'row-repeated', args: { first: twin.no, second: row.no } }, row);
    else contents.set(whole, row);
  }
  if (text['line.quantity'] === '0') return void say({ code: 'nothing-to-ship' }, 'line.quantity');
  lines.push({
    no: no || String(lines.length + 1),
    destination,
    sku: text['line.sku'] ?? '',
    name: text['line.name'] ?? '',
    option: text['line.option'] ?? '',
    quantity: Number(text['line.quantity']),
    unitPrice: yen(text['line.unitPrice']),
    status: (text['line.status'] || 'open') as OrderLine['status'],
    fulfilledElsewhere: text['line.fulfilledElsewhere'] === 'true',
    ...(text['line.cancelRequested'] === 'true' && { cancelRequested: true as const }),
    ...remoteOf(shape.remote.line, text),
  });
}

const sameCells = (a: TakenRow, b: TakenRow): boolean => a.cells.every((cell, place) => cell === b.cells[place]);
