import { isDeepStrictEqual } from 'node:util';
import { customerNo } from '../ids.ts';
import type { DeliveryMethod } from '../masters.ts';
import type { Destination, Order, OrderLine } from '../order.ts';
import type { Service } from '../service.ts';
import { type Hold, isBeyondRecall, type Shipment, type ShipmentState } from '../shipment.ts';
import { historyHold, hold } from './hold.ts';
import { matchDestinations, openLines, shippableLines } from './match.ts';
import { checkOptions, dropCleared } from './options.ts';
import { orderHolds } from './order-holds.ts';
import { senderOf } from './sender.ts';
import type { Decided, DecidedHold, DecideInput, Prior } from './types.ts';

/**
 * What becomes of an order: one shipment per destination, each with its holds. Pure and total: the same facts give the
 * same answer, and every destination gets a shipment (cancelled ones too). A shipment whose label exists or may exist
 * is never changed; what the new facts mean for it is a hold that a person reads.
 */
export function decide(input: DecideInput): readonly Decided[] {
  const { matched, gone } = matchDestinations(input.shop.name, input.order, input.prior);
  let serial = input.lastSerial;
  const decided = matched.map(({ destination, id, prior }) => {
    const own = prior?.shipment.serial ?? ++serial;
    return prior && isBeyondRecall(prior.state)
      ? afterIssue(input, destination, prior)
      : beforeIssue(input, destination, id, own, prior);
  });
  return [...decided, ...gone.map((prior) => disappeared(prior))];
}

function beforeIssue(
  input: DecideInput,
  destination: Destination,
  id: string,
  serial: number,
  prior: Prior | null,
): Decided {
  const { order } = input;
  const lines = shippableLines(order, destination);
  const { shipment: planned, holds: planHolds } = plan(input, destination, lines, id, serial);
  const old = prior?.holds ?? [];
  const clearedBefore = new Map(old.filter((one) => one.cleared).map((one) => [holdKey(one), one.cleared]));
  const isCleared = (one: Hold) => clearedBefore.has(holdKey(one));

  const first = checkOptions(planned, input.today);
  const dropped = dropCleared(planned, first.filter(isCleared));
  const inspected = input.inspect(dropped, order, isCleared);
  const document = input.documentHolds ?? old.filter((one) => one.origin === 'document');
  const history = [...input.historyHolds, ...old.filter((one) => one.origin === 'history')];
  const openDocument = document.filter((one) => !isCleared(one));
  const all = unique([
    ...document,
    ...history,
    ...orderHolds(order, destination),
    ...planHolds,
    ...first,
    ...inspected.holds.filter(
      (one) => !openDocument.some((cause) => follows(one, cause)) && !(hasNoAddress(destination) && isMissing(one)),
    ),
  ]).map((one): DecidedHold => ({ ...plain(one), cleared: clearedBefore.get(holdKey(one)) ?? null }));

  const missing = order.missing.length > 0;
  const cancelled = order.cancelled || destination.deleted || (lines.length === 0 && !missing);
  const state: ShipmentState = cancelled ? 'cancelled' : all.some((one) => one.cleared === null) ? 'held' : 'ready';
  return finish({ shipment: inspected.shipment, state, holds: cancelled ? [] : all }, prior);
}

/** Label exists or may exist: nothing changes; cancelled or changed content is said. */
function afterIssue(input: DecideInput, destination: Destination, prior: Prior): Decided {
  const { order } = input;
  // Lines that the shop calls shipped by now are our own shipment, not cancelled ones.
  const lines = openLines(order, destination);
  const cancelled = order.cancelled || destination.deleted || (lines.length === 0 && order.missing.length === 0);
  const added: Hold[] = cancelled
    ? [historyHold('cancelled-after-issue', `${order.number}`)]
    : input.historyHolds.map((one) =>
        one.code === 'content-changed' ? historyHold('changed-after-issue', one.fingerprint) : one,
      );
  const old = new Map(prior.holds.map((one) => [holdKey(one), one]));
  const holds = unique([...prior.holds, ...added]).map(
    (one): DecidedHold => ({ ...plain(one), cleared: old.get(holdKey(one))?.cleared ?? null }),
  );
  return finish({ shipment: prior.shipment, state: prior.state, holds }, prior);
}

/** The order no longer has this destination. */
function disappeared(prior: Prior): Decided {
  if (!isBeyondRecall(prior.state)) return finish({ shipment: prior.shipment, state: 'cancelled', holds: [] }, prior);
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
  lines: readonly OrderLine[],
  id: string,
  serial: number,
): { shipment: Shipment; holds: readonly Hold[] } {
  const { order, shop } = input;
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
  const service = method ? serviceOf(method, order, holds) : '';
  const collect = service === 'collect' || service === 'compact-collect';
  if (collect && order.destinations.length > 1) holds.push(hold('collect-several-destinations', 'data'));
  const number = customerNo(order.number, serial);
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
    lines: lines.map(({ no, sku, name, option, quantity }) => ({ no, sku, name, option, quantity })),
    consignee: destination.consignee,
    orderer: senderOf(order.orderer, destination.consignee),
    method: method?.code ?? '',
    service,
    cool: method?.cool ?? 'normal',
    // A planned day that has gone by means: late, so the day of export (B5).
    shipDate: planned !== null && planned > input.today ? planned : null,
    deliveryDate: destination.wishedDate,
    timeSlot: destination.timeSlot,
    codAmount: collect ? (order.payment.codAmount ?? order.total) : null,
    codTax: collect ? order.payment.codTax : null,
    packages: destination.packages,
    closureKey: service === 'multi' ? (number ?? id).slice(0, 20) : '',
    handling: ['', ''],
    note: destination.note,
    replaced: [],
  };
  return { shipment, holds };
}

function serviceOf(method: DeliveryMethod, order: Order, holds: Hold[]): Service | '' {
  if (method.service === '') {
    holds.push(hold('not-a-yamato-method', 'data', { method: method.title }));
    return '';
  }
  if (order.payment.state !== 'cod') return method.service as Service;
  if (method.codService === '') {
    holds.push(hold('collect-impossible', 'data', { method: method.title }));
    return method.service as Service;
  }
  return method.codService as Service;
}

/** An unreadable cell leaves its field blank: one reason, not two, until somebody clears the first. */
function follows(blank: Hold, cause: Hold): boolean {
  const isPhone = cause.code.startsWith('phone-');
  const isPostal = cause.code.startsWith('postal-');
  if (blank.code === 'phone-missing') return isPhone;
  if (blank.code === 'postal-missing') return isPostal;
  if (blank.code !== 'shipper-incomplete') return false;
  const field = String(blank.args?.field ?? '');
  return (isPhone && field.includes('電話')) || (isPostal && field.includes('郵便'));
}

/** Nothing of the consignee is there yet: said once, not once for each box of the label. */
const hasNoAddress = (destination: Destination): boolean =>
  destination.addressPending || destination.addressWithheld === true;
const isMissing = (one: Hold): boolean =>
  /^(name|prefecture|city|street|postal|phone)-missing$/.test(one.code) || one.code === 'shipper-incomplete';

const holdKey = (one: Hold) => `${one.code}\u0000${one.fingerprint}`;

function plain(one: Hold): Hold {
  const { code, origin, clearedBy, args, fingerprint, place } = one;
  return { code, origin, clearedBy, fingerprint, ...(args && { args }), ...(place && { place }) };
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
