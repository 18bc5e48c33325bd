import type { Destination, Order, Stop } from '../order.ts';
import { type Hold, isBeyondRecall, type ShipmentState } from '../shipment.ts';
import { historyHold } from './hold.ts';
import type { DecidedHold, Prior } from './types.ts';

/** Reasons to stop a parcel that came when its label was handed over or out: nobody is told that it goes before a person has looked. */
const lateStops: readonly string[] = [
  'cancelled-after-issue',
  'cancel-requested-after-issue',
  'stopped-after-issue',
  'bundled-order-changed',
  'shipped-elsewhere',
];

/** That some of it was shipped, or that it is reserved, comes of our own parcels. */
const grave: readonly Stop['why'][] = ['fraud', 'hold', 'checking'];

interface Held {
  readonly state: ShipmentState;
  readonly holds: readonly DecidedHold[];
}

/** Open reasons to stop a parcel whose label is out, or may be. */
export function openLateStops({ state, holds }: Held): readonly Hold[] {
  if (!isBeyondRecall(state) || state === 'returned') return [];
  return holds.filter((one) => one.cleared === null && lateStops.includes(one.code));
}

/** The same before the label: the customer asks to cancel, or the shop keeps the order back. */
const earlyStops: readonly string[] = ['cancel-requested', ...grave.map((why) => `shop-${why}`)];

/** Open reasons of customer or shop that hold a parcel without a label. */
export function openEarlyStops({ state, holds }: Held): readonly Hold[] {
  return state === 'held' ? holds.filter((one) => one.cleared === null && earlyStops.includes(one.code)) : [];
}

/** The customer asks to cancel, or the shop itself keeps the order back, although the label is out. What was known before is no news. */
export function lateStopHolds(order: Order, destination: Destination, prior: Prior): readonly Hold[] {
  // Told and over: what comes now is for the customer service of the marketplace.
  if (prior.state === 'closed' || prior.state === 'returned') return [];
  const lines = requestedIn(order, destination, prior);
  const known = new Set(
    prior.holds
      .filter((one) => one.code === 'cancel-requested')
      .flatMap(({ args }) => String(args?.lines ?? '').split(' ')),
  );
  const holds: Hold[] = [];
  if (lines.some((no) => !known.has(no))) {
    holds.push(historyHold('cancel-requested-after-issue', lines.join(' '), { lines: lines.join('、') }));
  }
  const { stop } = order;
  if (stop && grave.includes(stop.why) && !prior.holds.some((one) => one.code === `shop-${stop.why}`)) {
    holds.push(historyHold('stopped-after-issue', `${stop.why} ${stop.word}`, { word: stop.word }));
  }
  return holds;
}

/** A request that was taken back, a word that changed again: nothing is left to look at. */
export function isWithdrawn(one: DecidedHold, order: Order, destination: Destination, prior: Prior): boolean {
  if (one.cleared !== null) return false;
  if (one.code === 'cancel-requested-after-issue') return requestedIn(order, destination, prior).length === 0;
  return one.code === 'stopped-after-issue' && order.stop === undefined;
}

function requestedIn(order: Order, destination: Destination, { shipment }: Prior): string[] {
  const own = new Set(shipment.lines.map((line) => line.no));
  return order.lines
    .filter((line) => line.cancelRequested && line.destination === destination.key && own.has(line.no))
    .map((line) => line.no);
}
