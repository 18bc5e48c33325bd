import { isDeepStrictEqual } from 'node:util';
import { noArrangement, type Portion, portions } from '../arrangement.ts';
import { customerNo, shipmentId } from '../ids.ts';
import type { Destination, Order, OrderLine } from '../order.ts';
import { openWords } from '../sentences/b2-link.ts';
import { type Hold, isBeyondRecall, type Shipment } from '../shipment.ts';
import { collectTax } from './collect-tax.ts';
import { disputeHolds, isDisputeHold } from './edit-holds.ts';
import { historyHold, hold } from './hold.ts';
import { isWithdrawn, lateStopHolds } from './late-stops.ts';
import { leftOpen } from './left-open.ts';
import { matchDestinations, openLines, shippableLines } from './match.ts';
import { checkOptions, dropCleared } from './options.ts';
import { orderHolds } from './order-holds.ts';
import { senderOf } from './sender.ts';
import { numbersOf, shippedElsewhere, takenAway } from './shipped-elsewhere.ts';
import { collects, serviceOf } from './slip-type.ts';
import type { Decided, DecidedHold, DecideInput, Prior } from './types.ts';

/**
 * What becomes of an order: one shipment per destination (or per part that a person split off), each with its holds. Pure and total: the same facts give the
 * same answer, and every destination gets a shipment (cancelled ones too). A shipment whose label exists or may exist
 * is never changed; what the new facts mean for it is a hold that a person reads.
 */
export function decide(input: DecideInput): readonly Decided[] {
  const { order, shop } = input;
  const firsts = input.prior.filter((one) => one.shipment.part === 1);
  const parts = new Map(input.prior.filter((one) => one.shipment.part > 1).map((one) => [one.shipment.part, one]));
  const { matched, gone, unsure } = matchDestinations(shop.name, order, firsts, input.likeness);
  const doubts = doubtsAbout(unsure, firsts);
  let serial = Math.max(input.lastSerial, ...input.prior.map((one) => one.shipment.serial));
  const decided = matched.flatMap(({ destination, id, prior: first }) =>
    portionsOf(input, destination).map((portion) => {
      const { part } = portion;
      const prior = part === 1 ? first : (parts.get(part) ?? null);
      parts.delete(part);
      const own = prior?.shipment.serial ?? ++serial;
      const doubt = doubts.get(id);
      if (prior && isBeyondRecall(prior.state)) return afterIssue(input, destination, prior, doubt);
      const firstLine = order.lines.find((line) => line.destination === destination.key)?.no ?? '';
      const ownId = part === 1 ? id : (prior?.shipment.id ?? shipmentId(shop.name, order.number, firstLine, part));
      return beforeIssue(input, destination, portion, ownId, own, prior, first, doubt);
    }),
  );
  return [
    ...decided,
    ...[...gone, ...parts.values()].map((prior) => disappeared(prior, doubts.get(prior.shipment.id))),
  ];
}

/** The hold of each shipment of which nobody can say whose parcel it is, naming all of them. */
function doubtsAbout(unsure: ReadonlyMap<string, string>, priors: readonly Prior[]): ReadonlyMap<string, Hold> {
  const about = priors.filter((one) => unsure.has(one.shipment.id));
  const numbers = about.map((one) => one.shipment.customerNo).join(' ');
  return new Map(
    about.map(({ shipment: { id } }) => [id, historyHold('destination-unclear', unsure.get(id)!, { numbers })]),
  );
}

function portionsOf({ order, arrangement = noArrangement }: DecideInput, destination: Destination): readonly Portion[] {
  const lines = shippableLines(order, destination);
  if (arrangement.parts.length === 0) return [{ part: 1, lines, fits: true }];
  const all = order.lines.filter((line) => line.destination === destination.key);
  return portions(lines, all, arrangement.parts);
}

function beforeIssue(
  input: DecideInput,
  destination: Destination,
  portion: Portion,
  id: string,
  serial: number,
  prior: Prior | null,
  whole: Prior | null,
  doubt?: Hold,
): Decided {
  const { order } = input;
  const { lines } = portion;
  const { shipment: planned, holds: planHolds } = plan(input, destination, portion, id, serial, prior);
  // A part that is split off inherits what was said about the whole, and what a person cleared there.
  const old = (prior ?? whole)?.holds ?? [];
  const clearedBefore = new Map(old.filter((one) => one.cleared).map((one) => [holdKey(one), one.cleared]));
  const isCleared = (one: Hold) => clearedBefore.has(holdKey(one));

  const first = checkOptions(planned, input.today);
  const dropped = dropCleared(planned, [...planHolds, ...first].filter(isCleared));
  const inspected = input.inspect(dropped, order, isCleared);
  const document = input.documentHolds ?? old.filter((one) => one.origin === 'document');
  const happened = input.historyHolds.filter((one) => !(one.code === 'content-changed' && awaitsData(old)));
  const history = [...happened, ...old.filter((one) => one.origin === 'history' && !isOvertaken(one, happened))];
  const openDocument = document.filter((one) => !isCleared(one));
  const ofOrder = orderHolds(order, destination);
  const hasNoAddress = ofOrder.some((one) => saysNoAddress.has(one.code) && !isCleared(one));
  const all = unique([
    ...document,
    ...history,
    ...(doubt ? [doubt] : []),
    ...ofOrder,
    ...disputeHolds(input.disputes ?? [], order, destination),
    ...planHolds,
    ...first,
    ...inspected.holds.filter(
      (one) => !openDocument.some((cause) => follows(one, cause)) && !(hasNoAddress && isMissing(one)),
    ),
  ]).map(
    (one): DecidedHold => ({
      ...plain(one),
      cleared: happened.includes(one) ? null : (clearedBefore.get(holdKey(one)) ?? null),
    }),
  );

  const missing = order.missing.length > 0;
  const nothingOwn = order.cancelled || destination.deleted || (lines.length === 0 && !missing);
  // Goods that travel in another parcel: what a person cleared stays cleared should the bundle be undone.
  if (planned.bundledInto !== '') {
    return finish(
      { shipment: inspected.shipment, state: 'cancelled', holds: all.filter((one) => one.cleared !== null) },
      prior,
    );
  }
  const taken = takenAway(order, destination, prior);
  if (prior && taken.length > 0) {
    const holds = unique([
      ...all,
      ...taken.map((one): DecidedHold => ({ ...one, cleared: clearedBefore.get(holdKey(one)) ?? null })),
    ]);
    const isOpen = taken.some((one) => !isCleared(one));
    // What a person lets go all the same goes as it was planned.
    if (isOpen || lines.length === 0)
      return finish({ shipment: prior.shipment, state: isOpen ? 'elsewhere' : openState(holds), holds }, prior);
  }
  if (nothingOwn && planned.bundled.length > 0) return carrierCancelled(inspected.shipment, all, prior);
  if (nothingOwn) return finish({ shipment: inspected.shipment, state: 'cancelled', holds: [] }, prior);
  return finish({ shipment: inspected.shipment, state: openState(all), holds: all }, prior);

  // Whether the goods are on hand is not known here: the allocation moves 入荷待ち to 出荷待ち and back.
  function openState(holds: readonly DecidedHold[]): 'held' | 'backordered' | 'ready' {
    if (holds.some((one) => one.cleared === null)) return 'held';
    return input.shop.allocate && prior?.state !== 'ready' ? 'backordered' : 'ready';
  }
}

/** Its own goods are not wanted any more, but it carries those of other orders: never dropped without a word. */
function carrierCancelled(shipment: Shipment, holds: readonly DecidedHold[], prior: Prior | null): Decided {
  const numbers = shipment.bundled.map((one) => one.orderNumber).join(' ');
  const reason: DecidedHold = { ...hold('bundle-carrier-cancelled', 'data', { numbers }), cleared: null };
  return finish({ shipment: { ...shipment, lines: [] }, state: 'held', holds: [...holds, reason] }, prior);
}

/** Label exists or may exist: nothing changes; cancelled or changed content is said. */
function afterIssue(input: DecideInput, destination: Destination, prior: Prior, doubt?: Hold): Decided {
  const { order } = input;
  // Lines that the shop calls shipped by now are our own shipment, not cancelled ones.
  const own = new Set(prior.shipment.lines.map((line) => line.no));
  const isSplit = (input.arrangement?.parts.length ?? 0) > 0;
  const lines = openLines(order, destination).filter((line) => !isSplit || own.has(line.no));
  const cancelled = order.cancelled || destination.deleted || (lines.length === 0 && order.missing.length === 0);
  const added: Hold[] = cancelled
    ? [historyHold('cancelled-after-issue', `${order.number}`)]
    : input.historyHolds.map((one) =>
        one.code === 'content-changed' ? historyHold('changed-after-issue', one.fingerprint) : one,
      );
  const old = new Map(prior.holds.map((one) => [holdKey(one), one]));
  const happened = cancelled ? [] : added;
  const kept = prior.holds.filter(
    (one) =>
      !isDisputeHold(one) &&
      !isWithdrawn(one, order, destination, prior) &&
      !happened.some((now) => now.code === one.code && overtakes(now, one)),
  );
  const disputes = disputeHolds(input.disputes ?? [], order, destination);
  const goods = cancelled
    ? []
    : [
        ...cancelledInParcel(order, destination, prior),
        ...lateStopHolds(order, destination, prior),
        ...shippedElsewhere(order, destination, prior, numbersOf(input.prior), input.isTold?.(prior.shipment.id)),
      ];
  const holds = unique([...kept, ...added, ...(doubt ? [doubt] : []), ...goods, ...disputes]).map(
    (one): DecidedHold => ({
      ...plain(one),
      cleared: happened.includes(one) ? null : (old.get(holdKey(one))?.cleared ?? null),
    }),
  );
  return finish({ shipment: prior.shipment, state: prior.state, holds }, prior);
}

/** Some goods of a parcel whose label is out are cancelled: they must be taken out of it. */
function cancelledInParcel(order: Order, { key }: Destination, { shipment }: Prior): readonly Hold[] {
  const own = order.lines.filter((line) => line.destination === key && line.status === 'cancelled');
  const cancelled = new Set(own.map((line) => line.no));
  const lines = shipment.lines.filter((line) => cancelled.has(line.no));
  if (lines.length === 0) return [];
  const args = { skus: lines.map((line) => line.sku || line.name).join('、') };
  return [historyHold('line-cancelled-after-issue', lines.map((line) => line.no).join(' '), args)];
}

/** The order no longer has this destination; or nobody knows whether it has, which is asked before anything is said of its parcel. */
function disappeared(prior: Prior, doubt?: Hold): Decided {
  const isOut = isBeyondRecall(prior.state);
  const isAsked = prior.holds.some((one) => one.code === 'destination-unclear' && one.cleared === null);
  const isAnswered = doubt && prior.holds.some((one) => one.cleared !== null && holdKey(one) === holdKey(doubt));
  if (isAsked || (doubt && (isOut || !isAnswered))) {
    const holds = doubt && !isAnswered ? unique([...prior.holds, { ...doubt, cleared: null }]) : prior.holds;
    return finish({ shipment: prior.shipment, state: isOut ? prior.state : 'held', holds }, prior);
  }
  if (!isBeyondRecall(prior.state)) {
    if (prior.shipment.bundled.length > 0) {
      const holds = prior.holds.filter((one) => one.code !== 'bundle-carrier-cancelled');
      return carrierCancelled(prior.shipment, holds, prior);
    }
    return finish({ shipment: prior.shipment, state: 'cancelled', holds: [] }, prior);
  }
  const added: DecidedHold = { ...historyHold('cancelled-after-issue', prior.shipment.orderNumber), cleared: null };
  const known = prior.holds.some((one) => holdKey(one) === holdKey(added));
  return finish(
    { shipment: prior.shipment, state: prior.state, holds: known ? prior.holds : [...prior.holds, added] },
    prior,
  );
}

function plan(
  input: DecideInput,
  destination: Destination,
  { part, lines, fits }: Portion,
  id: string,
  serial: number,
  prior: Prior | null,
): { shipment: Shipment; holds: readonly Hold[] } {
  const { order, shop, arrangement = noArrangement } = input;
  const holds: Hold[] = [];
  const words = destination.method || shop.defaultMethod;
  const method = input.methodFor(words);
  if (!method) {
    holds.push(
      words === ''
        ? hold('delivery-method-missing', 'settings')
        : hold('delivery-method-unknown', 'settings', { method: words }),
    );
  }
  // Better before the label than after it: the marketplace would never learn that the goods have gone.
  if (method && input.canTell && !input.canTell(method)) {
    holds.push(hold('delivery-method-untold', 'operator', { method: method.title }));
  }
  const onScreen = leftOpen(destination, method);
  if (method && onScreen && !input.hasScreen) {
    holds.push(hold('delivery-method-on-screen', 'settings', { method: method.title, what: openWords[onScreen] }));
  }
  const service = serviceOf(order, destination, method, holds);
  const collect = collects(service);
  if (collect && order.destinations.length > 1) holds.push(hold('collect-several-destinations', 'data'));
  if (collect && arrangement.parts.length > 0) holds.push(hold('collect-split', 'data'));
  if (collect && arrangement.copyOf !== '') holds.push(hold('copy-collects', 'operator'));
  if (!fits) holds.push(hold('split-does-not-fit', 'data'));
  // Parts of an order that people know by a number of their own (Qoo10: one per carrier): 120000007-2.
  const isPart = order.numberedParts === true && order.destinations.length > 1;
  const codAmount = collect ? (order.payment.codAmount ?? order.total) : null;
  const collected = collect ? collectTax(order, codAmount, shop) : { tax: null };
  if (collected.hold) holds.push(collected.hold);
  const number = customerNo(isPart ? `${order.number}-${serial}` : order.number, serial);
  if (number === null) holds.push(hold('customer-no-impossible', 'data'));
  const planned = destination.rentalDispatchDate ?? destination.plannedShipDate;
  const shipment: Shipment = {
    id,
    shop: shop.name,
    orderNumber: order.number,
    serial,
    // Held all the same when no usable number can be made: the id is unique and valid for B2.
    customerNo: number ?? id,
    destination: destination.key,
    part,
    lines: goodsOf(lines),
    bundled: bundledGoods(input, id),
    bundledInto: arrangement.bundledInto?.shipment ?? '',
    undone: prior?.shipment.undone ?? 0,
    shippedOn: null,
    consignee: destination.consignee,
    orderer: senderOf(order.orderer, destination.consignee),
    method: method?.code ?? '',
    service,
    cool: destination.cool ?? method?.cool ?? 'normal',
    // A planned day that has gone by means: late, so the day of export (B5).
    shipDate: planned !== null && planned > input.today ? planned : null,
    deliveryDate: destination.wishedDate,
    timeSlot: destination.timeSlot,
    codAmount,
    codTax: collected.tax,
    // Parcels that were counted before the split stay as many: each part takes one.
    packages: part === 1 ? Math.max(1, destination.packages - partCount(input, destination)) : 1,
    // Of the id, not of the number: the first 20 characters of long numbers are the same, and B2 refuses a shared key.
    closureKey: service === 'multi' ? id.slice(0, 20) : '',
    handling: ['', ''],
    note: destination.note,
    replaced: [],
    ...(onScreen && { onScreen }),
    ...(prior?.shipment.handedOver && { handedOver: true as const }),
  };
  return { shipment, holds };
}

function goodsOf(lines: readonly OrderLine[]): Shipment['lines'] {
  return lines.map(({ no, sku, name, option, quantity }) => ({ no, sku, name, option, quantity }));
}

/** Goods of other orders as they are today; an order that was cancelled since then brings none. */
function bundledGoods({ arrangement, bundledOrders = [] }: DecideInput, id: string): Shipment['bundled'] {
  const links = arrangement?.bundled.filter((one) => one.shipment === id) ?? [];
  return links.flatMap((link) => {
    const order = bundledOrders.find((one) => one.number === link.order);
    if (!order || order.cancelled) return [];
    const lines = order.destinations.filter((one) => !one.deleted).flatMap((one) => shippableLines(order, one));
    return lines.length === 0 ? [] : [{ orderNumber: order.number, lines: goodsOf(lines) }];
  });
}

function partCount({ order, arrangement = noArrangement }: DecideInput, destination: Destination): number {
  if (arrangement.parts.length === 0) return 0;
  const own = new Set(order.lines.filter((line) => line.destination === destination.key).map((line) => line.no));
  return arrangement.parts.filter((part) => part.lines.some((line) => own.has(line.no))).length;
}

/** An unreadable cell leaves its field blank: one reason, not two, until somebody clears the first. */
function follows(blank: Hold, cause: Hold): boolean {
  const isPhone = cause.code.startsWith('phone-');
  const isPostal = cause.code.startsWith('postal-');
  if (blank.code === 'phone-missing') return isPhone;
  if (blank.code === 'postal-missing') return isPostal;
  if (blank.code === 'house-number-missing') return cause.code === 'text-masked' || cause.code === 'address-damaged';
  if (blank.code !== 'shipper-incomplete') return false;
  const field = String(blank.args?.field ?? '');
  return (isPhone && field.includes('電話')) || (isPostal && field.includes('郵便'));
}

/** Nothing of the consignee is there: said once, not once for each box of the label, until a person clears it. */
const saysNoAddress: ReadonlySet<string> = new Set(['address-pending', 'address-withheld', 'ship-to-missing']);
const isMissing = (one: Hold): boolean =>
  /^(name|prefecture|city|street|postal|phone)-missing$/.test(one.code) || one.code === 'shipper-incomplete';

/** Stood still until better data comes: then other content is what was asked for, not a surprise. */
const awaitsData = (old: readonly DecidedHold[]) =>
  old.some((one) => one.cleared === null && (one.clearedBy === 'data' || one.origin === 'document'));

/**
 * The same thing happened once more (content changed again): the newer hold stands for both while the older one is open,
 * and what a person said to the same content earlier does not count, because another content came in between.
 */
const overtakes = (now: Hold, old: DecidedHold) => old.cleared === null || holdKey(now) === holdKey(old);
const isOvertaken = (old: DecidedHold, happened: readonly Hold[]) =>
  happened.some((now) => now.code === old.code && overtakes(now, old));

const holdKey = (one: Hold) => `${one.code}\u0000${one.fingerprint}`;

function plain(one: Hold): Hold {
  const { code, origin, clearedBy, args, fingerprint, place, field } = one;
  return {
    code,
    origin,
    clearedBy,
    fingerprint,
    ...(args && { args }),
    ...(place && { place }),
    ...(field !== undefined && { field }),
  };
}

function unique<T extends Hold>(holds: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const one of holds) if (!seen.has(holdKey(one))) seen.set(holdKey(one), one);
  return [...seen.values()];
}

function finish(next: Omit<Decided, 'unchanged'>, prior: Prior | null): Decided {
  const unchanged =
    prior !== null &&
    prior.state === next.state &&
    isDeepStrictEqual(prior.holds.map(comparable), next.holds.map(comparable)) &&
    isDeepStrictEqual(prior.shipment, next.shipment);
  return { ...next, unchanged };
}

const comparable = (one: DecidedHold) => [one.code, one.fingerprint, one.cleared !== null];
