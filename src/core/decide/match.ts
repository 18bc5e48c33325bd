import { contentHash, shipmentId } from '../ids.ts';
import { type Destination, fileKey, type Order, type OrderLine, type Party } from '../order.ts';
import type { Likeness, Prior } from './types.ts';

/** Lines of a destination that are neither cancelled nor returned. */
export function openLines(order: Order, destination: Destination): readonly OrderLine[] {
  return order.lines.filter((line) => line.destination === destination.key && line.status === 'open');
}

/** Lines of a destination that are ours to ship: open, and not fulfilled by the marketplace. */
export function shippableLines(order: Order, destination: Destination): readonly OrderLine[] {
  return openLines(order, destination).filter((line) => !line.fulfilledElsewhere);
}

export interface Matched {
  readonly destination: Destination;
  readonly id: string;
  readonly prior: Prior | null;
}

export interface Matching {
  readonly matched: readonly Matched[];
  /** No destination any more. */
  readonly gone: readonly Prior[];
  /**
   * Shipments of which nobody can say for certain whose parcel they are, by id; what they are uncertain about as one text, so that a
   * person answers it once.
   */
  readonly unsure: ReadonlyMap<string, string>;
}

/**
 * Pairs today's destinations with the shipments that exist, so that a changed address or a row that disappeared never makes a second
 * shipment, and a shipment (its serial, its label) never becomes another destination's: by the marketplace's own key, then by the
 * consignee, then by the lines. Line numbers that are only positions in the file say nothing once a row is missing. What is
 * paired against other evidence, or by such positions, is `unsure`. A shipment without lines (the header file of a two-file format came
 * first) takes those of its destination.
 */
export function matchDestinations(
  shop: string,
  order: Order,
  prior: readonly Prior[],
  likeness: Likeness = exactly,
): Matching {
  const sides = order.destinations.map(
    (destination): Side => ({
      destination,
      lines: order.lines.filter((line) => line.destination === destination.key),
    }),
  );
  const free = new Set([...prior].sort((a, b) => a.shipment.serial - b.shipment.serial));
  const found = new Map<Side, Prior>();
  const take = (side: Side, one: Prior) => {
    found.set(side, one);
    free.delete(one);
  };
  const like = ({ destination }: Side, { shipment }: Prior) =>
    isBlank(destination.consignee) || isBlank(shipment.consignee)
      ? 'unknown'
      : likeness(destination.consignee, shipment.consignee);
  const each = (fits: (side: Side, one: Prior) => boolean) => {
    for (const side of sides) {
      if (found.has(side)) continue;
      const candidates = [...free].filter((one) => fits(side, one));
      const one = candidates.find((candidate) => sharesLine(side, candidate)) ?? candidates[0];
      if (one) take(side, one);
    }
  };
  each(hasKey);
  each((side, one) => like(side, one) === 'same');
  each((side, one) => like(side, one) === 'near');
  // From here on numbers decide. Positions are good as long as the rows are the same ones.
  const weak = new Set<Side>();
  const byPlace = isNumberedByPlace(order.lines);
  const left = [sides.filter((side) => !found.has(side)), [...free]] as const;
  each((side, one) => (sharesLine(side, one) && !(byPlace && keysDiffer(side, one))) || isLinelessOf(side, one));
  const isSameShape = prior.length === sides.length && sides.every((side) => hasLinesOf(side, found.get(side)));
  if (byPlace && !isSameShape && left[0].length + left[1].length > 2)
    for (const side of left[0]) if (found.has(side)) weak.add(side);
  // One is left on each side and one of them says nobody: no other could be meant.
  const rest = sides.filter((side) => !found.has(side));
  const [last] = free;
  if (rest.length === 1 && free.size === 1 && last && like(rest[0]!, last) === 'unknown' && !keysDiffer(rest[0]!, last))
    take(rest[0]!, last);

  const taken = new Set(prior.map((one) => one.shipment.id));
  const matched = sides.map((side): Matched => {
    const one = found.get(side) ?? null;
    return { destination: side.destination, id: one?.shipment.id ?? newId(shop, order, side, taken), prior: one };
  });
  return { matched, gone: [...free], unsure: unsureOf() };

  function unsureOf(): Map<string, string> {
    const about = new Set<Prior>();
    for (const [side, one] of found) {
      if (like(side, one) !== 'different') continue;
      // Its key says one parcel, its consignee another.
      const others = prior.filter((other) => other !== one && ['same', 'near'].includes(like(side, other)));
      if (weak.has(side)) others.push(...free);
      if (others.length > 0) for (const other of [one, ...others]) about.add(other);
    }
    if (about.size === 0) return new Map();
    const ids = [...about].map((one) => one.shipment.id).sort();
    const what = contentHash([ids, order.destinations.map(({ key, consignee }) => ({ key, consignee }))]);
    return new Map(ids.map((id) => [id, what]));
  }
}

interface Side {
  readonly destination: Destination;
  /** Cancelled ones too. */
  readonly lines: readonly OrderLine[];
}

const exactly: Likeness = (a, b) => (contentHash(a) === contentHash(b) ? 'same' : 'different');

const isBlank = (party: Party): boolean =>
  party.name === '' && party.company === '' && Object.values(party.address).every((part) => part === '');

/** The marketplace itself says so: `#2` and '' are only places in the file. */
const hasKey = ({ destination: { key } }: Side, { shipment }: Prior): boolean =>
  fileKey(key) !== '' && key === shipment.destination;

const keysDiffer = ({ destination: { key } }: Side, { shipment }: Prior): boolean =>
  fileKey(key) !== '' && fileKey(shipment.destination) !== '' && key !== shipment.destination;

const sharesLine = ({ lines }: Side, { shipment }: Prior): boolean =>
  shipment.lines.some((own) => lines.some((line) => line.no === own.no));

const isLinelessOf = ({ destination }: Side, { shipment }: Prior): boolean =>
  shipment.lines.length === 0 && shipment.destination === destination.key;

/** The same line numbers as then; those that are not shipped (cancelled …) do not count. */
const hasLinesOf = ({ lines }: Side, one: Prior | undefined): boolean =>
  one?.shipment.lines.every((own) => lines.some((line) => line.no === own.no)) ?? false;

/** Formats without line numbers get the place in the order: 1, 2, 3 … without a gap. */
const isNumberedByPlace = (lines: readonly OrderLine[]): boolean =>
  lines.every((line, index) => line.no === String(index + 1));

/** The derived id; another one where a shipment has it that is not this destination's (places of lines moved on). */
function newId(shop: string, order: Order, { destination, lines }: Side, taken: Set<string>): string {
  const first = lines[0]?.no ?? `destination:${destination.key}`;
  for (let turn = 1; ; turn++) {
    const id = shipmentId(shop, order.number, turn === 1 ? first : `${first}#${turn}`);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
