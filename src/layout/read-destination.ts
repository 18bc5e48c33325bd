import type { Party } from '../core/order.ts';
import { partyText } from '../text/party-text.ts';
import type { TakenRow } from './compiled.ts';
import { makeDestination, makeParty } from './make-order.ts';
import { hold, type OrderPlace, saidStatuses, type Work } from './order-shape.ts';
import { convert, differing } from './read-values.ts';
import { isBlank } from './rule.ts';

/**
 * The destination of a row: one that is there already, or a new one. Without the marketplace's own key destinations are told
 * apart by the consignee: another spelling is the same (the first one stands, the others are said), one that is nearly
 * the same joins it and holds the order, and another one is a second destination, which holds the order in formats that know
 * only one.
 */
export function findPlace(row: TakenRow, orderer: Party, work: Work): OrderPlace {
  const { shape, places } = work;
  const before = places.at(-1);
  if (before && shape.destinationCells.every((at) => row.cells[at] === before.first.cells[at])) return before;
  const blank = (cells: readonly number[]) => cells.every((place) => isBlank(row.cells[place]!));
  if (before && shape.layout.continuation === 'blank-is-same' && blank(shape.destinationCells)) return before;
  const cells = work.several ? '\u0001' + shape.destinationCells.map((place) => row.cells[place]).join('\u0000') : '';
  const known = work.placeOf.get(cells);
  if (known) return known;
  const values = convert(shape.delivery, row, shape, work);
  const isNobody = blank(shape.consigneeCells);
  const statuses = saidStatuses(shape.statuses.delivery, row, values, shape);
  const isPending =
    work.noAddress ||
    values.text['line.delivery.addressPending'] === 'true' ||
    statuses.some(({ status }) => status === 'no-address') ||
    (shape.layout.pendingWhenBlank && isNobody && shape.consigneeCells.length > 0);
  const fromOrderer = (shape.layout.sameAsOrderer || shape.env.blankIsOrderer === true) && isNobody && !isPending;
  const consignee = fromOrderer ? orderer : makeParty('line.consignee', convert(shape.consignee, row, shape, work));
  const key = values.text['line.delivery.key'] ?? '';
  const twin = work.several ? twinOf(key, consignee, row, work) : undefined;
  if (twin) {
    work.placeOf.set(cells, twin);
    return twin;
  }
  if (places[0] && shape.layout.destinations === 'one') apart('destination-only-one', places[0], consignee, row, work);
  // Marked, so that it can never pass for the marketplace's own key (`fileKey`).
  const position = places.length === 0 ? '' : `#${places.length + 1}`;
  const destination = {
    ...makeDestination(key || position, consignee, values, shape.remote.delivery),
    addressPending: isPending,
  };
  const place: OrderPlace = { first: row, destination, statuses };
  places.push(place);
  if (work.several) {
    work.placeOf.set(cells, place);
    if (key !== '') work.placeOf.set(`key ${key}`, place);
    else work.parties.add(consignee, place);
  }
  return place;
}

/** A place that this row means too, with everything said that it says differently. */
function twinOf(key: string, consignee: Party, row: TakenRow, work: Work): OrderPlace | undefined {
  const { shape } = work;
  const found = key === '' ? work.parties.find(consignee) : undefined;
  const twin = key === '' ? found?.item : work.placeOf.get(`key ${key}`);
  if (!twin) return undefined;
  if (found?.likeness === 'near') apart('destination-nearly-same', twin, consignee, row, work);
  for (const field of shape.consignee)
    differing(field, twin.first, [row], found ? 'spelling-differs' : 'destination-differs', shape, work);
  for (const field of shape.delivery) differing(field, twin.first, [row], 'destination-differs', shape, work);
  return twin;
}

/** Two consignees of one order that a person must look at: both are shown. */
function apart(
  code: 'destination-nearly-same' | 'destination-only-one',
  place: OrderPlace,
  consignee: Party,
  row: TakenRow,
  work: Work,
): void {
  const both = `${partyText(place.destination.consignee)} ⇔ ${partyText(consignee)}`;
  hold(work, { code, args: { first: place.first.no, second: row.no } }, row, both);
}
