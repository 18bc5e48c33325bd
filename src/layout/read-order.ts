import type { Order, OrderLine } from '../core/order.ts';
import type { Problem } from '../core/problem.ts';
import type { Remark } from '../text/read.ts';
import { partyIndex } from '../text/same-party.ts';
import { placed, type TakenRow } from './compiled.ts';
import { makeOrder, makeParty, remoteOf, yen } from './make-order.ts';
import {
  type Draft,
  hold,
  type Line,
  type OrderPlace,
  type OrderShape,
  saidStatuses,
  type Work,
} from './order-shape.ts';
import { type SaidStatus, withStatus } from './order-status.ts';
import { findPlace } from './read-destination.ts';
import type { ReadOrder } from './read-result.ts';
import { convert, differing, isAlike } from './read-values.ts';

/** An order of one row has nothing to compare with: these stay empty. */
const none = new Map<string, never>();
const nobody = partyIndex<never>();

/**
 * Makes one order of its rows. A required value that is missing or bad, a quantity that is none, the same line number with
 * two contents, or an unusable row refuse the whole order; anything else that is wrong lets it in with a problem that holds it.
 */
export function assembleOrder(
  draft: Draft,
  key: string,
  shape: OrderShape,
): ReadOrder | { readonly refused: string; readonly problems: readonly Problem[] } {
  const several = draft.rows.length > 1;
  const work: Work = {
    shape,
    number: key,
    noAddress: false,
    holds: [],
    notes: [],
    refusals: [...draft.problems],
    lines: [],
    taxes: [],
    places: [],
    placeOf: several ? new Map() : none,
    parties: several ? partyIndex() : nobody,
    several,
    numbered: several ? new Map() : none,
    contents: several ? new Map() : none,
  };
  const goods = shape.notGoods ? draft.rows.filter((row) => !isNotGoods(row, work)) : draft.rows;
  const first = goods[0] ?? draft.rows[0];
  if (!first) return refuse(work);
  const values = convert(shape.order, first, shape, work);
  work.number = values.text['order.number'] || key;
  const statuses = saidStatuses(shape.statuses.order, first, values, shape);
  work.noAddress = statuses.some(({ status }) => status === 'no-address');
  for (const field of shape.order) differing(field, first, goods.slice(1), 'order-differs', shape, work);
  const orderer = makeParty('order.orderer', values);
  const { part } = shape.layout;
  for (const row of goods) {
    const place = part === 'lines' ? undefined : findPlace(row, orderer, work);
    if (part !== 'header') addLine(row, place?.destination.key ?? '', work);
  }
  const hidden = draft.rows.find((row) => row.hidden);
  if (hidden) hold(work, { code: 'hidden-row' }, hidden);
  if (work.refusals.length > 0) return refuse(work);
  // A cancelled order may have lost the pieces of its lines (Amazon: quantity 0); that it is cancelled must be known.
  const isCancelled =
    values.text['order.cancelled'] === 'true' || statuses.some(({ status }) => status === 'cancelled');
  if (work.lines.length === 0 && work.places.length === 0 && part === 'all' && !isCancelled)
    work.notes.push(
      placed(
        { code: 'order-without-goods' },
        'done',
        shape.table,
        shape.table.fields.get('order.number')!,
        first,
        shape.env,
      ),
    );
  // What the shop says of the money counts before what the method of payment lets one guess.
  if (statuses.some(({ status }) => status === 'paid')) values.text['order.payment.state'] ||= 'paid';
  if (work.lines.length === 0 && part !== 'header' && !isCancelled)
    return { refused: '', problems: named([...work.notes, ...work.holds], work) };
  const destinations = work.places.map((place) => place.destination);
  return {
    order: withStatuses(
      makeOrder(values, destinations, work.lines, shape.layout, shape.env.masters, shape.remote.order, work.taxes),
      statuses,
      work.places,
    ),
    rows: draft.rows.map((row) => row.no),
    problems: named(work.holds, work),
    notes: named(work.notes, work),
  };
}

/** With what the shop's status columns say of the order, and of each destination. */
function withStatuses(order: Order, own: readonly SaidStatus[], places: readonly OrderPlace[]): Order {
  const whole = own.reduce((made, { status, word }) => withStatus(made, status, word), order);
  return places.reduce(
    (made, { statuses, destination }) =>
      statuses.reduce((one, { status, word }) => withStatus(one, status, word, destination.key), made),
    whole,
  );
}

/** With the order's number, and each fault of a cell once: several fields may be made of the same cell. */
function named(problems: readonly Problem[], work: Work): Problem[] {
  if (problems.length === 0) return [];
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

/** Fees, discounts and options stand in rows of their own: they say nothing of the order. Counted, said once for the file. */
function isNotGoods(row: TakenRow, { shape }: Work): boolean {
  if (shape.notGoods?.rule.run(row.cells, shape.env).value !== 'true') return false;
  if (shape.leftOut.rows++ === 0) shape.leftOut.first = row.no;
  return true;
}

/** Adds the line of a row, unless it is the same line again or there is nothing to ship. */
function addLine(row: TakenRow, destination: string, work: Work): void {
  const { shape, numbered, contents, lines } = work;
  const { table, env } = shape;
  const { text } = convert(shape.item, row, shape, work);
  const no = text['line.no'] ?? '';
  const key = no !== '' && shape.layout.lineNumbers === 'destination' ? `${no}\u0000${destination}` : no;
  const before = numbered.get(key);
  if (before && isSameLine(before, row, destination, shape)) {
    note(work, { code: 'line-repeated-same' }, 'line.no', row);
    return;
  }
  if (before) {
    const args = { first: before.row.no, second: row.no };
    const field = table.fields.get('line.no')!;
    work.refusals.push(placed({ code: 'line-repeated-different', args }, 'fix', table, field, row, env));
    return;
  }
  if (no !== '' && work.several) numbered.set(key, { row, destination });
  else if (work.several) {
    const content = [destination, text['line.sku'], text['line.quantity']].join('\u0000');
    const alike = contents.get(content) ?? [];
    const twin = alike.find(
      (other) =>
        isSameLine(other, row, destination, shape) && shape.order.every((field) => isAlike(field, other.row, row, env)),
    );
    // Entries of one row are told apart already.
    if (twin && twin.row.no !== row.no)
      hold(work, { code: 'row-repeated', args: { first: twin.row.no, second: row.no } }, row);
    else contents.set(content, [...alike, { row, destination }]);
  }
  const isNone = text['line.quantity'] === '0';
  if (isNone) note(work, { code: shape.zeroIsCancelled ? 'line-taken-out' : 'nothing-to-ship' }, 'line.quantity', row);
  if (isNone && !shape.zeroIsCancelled) return;
  const said = text['line.status'] || 'open';
  const isRequested = text['line.cancelRequested'] === 'true' || said === 'cancel-requested';
  const status = isNone ? 'cancelled' : said === 'cancel-requested' ? 'open' : (said as OrderLine['status']);
  if (status === 'open') work.taxes.push(text['line.tax'] ?? '');
  lines.push({
    no: key !== no && lines.some((line) => line.no === no) ? `${no}-${destination}` : no || String(lines.length + 1),
    destination,
    sku: text['line.sku'] ?? '',
    name: text['line.name'] ?? '',
    option: text['line.option'] ?? '',
    quantity: Number(text['line.quantity']),
    unitPrice: yen(text['line.unitPrice']),
    ...(text['line.taxRate'] && { taxRate: Number(text['line.taxRate']) }),
    status,
    fulfilledElsewhere: text['line.fulfilledElsewhere'] === 'true',
    ...(isRequested && { cancelRequested: true as const }),
    ...remoteOf(shape.remote.line, text),
  });
}

function isSameLine(other: Line, row: TakenRow, destination: string, { item, env }: OrderShape): boolean {
  return other.destination === destination && item.every((field) => isAlike(field, other.row, row, env));
}

function note({ notes, shape: { table, env } }: Work, remark: Remark, path: string, row: TakenRow): void {
  notes.push(placed(remark, 'done', table, table.fields.get(path)!, row, env));
}
