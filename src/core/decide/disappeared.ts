import { type Hold, isBeyondRecall, type Shipment } from '../shipment.ts';
import { historyHold, hold } from './hold.ts';
import { finish, holdKey, unique } from './hold-list.ts';
import type { Decided, DecidedHold, Prior } from './types.ts';

/** The order no longer has this destination; or nobody knows whether it has, which is asked before anything is said of its parcel. */
export function disappeared(prior: Prior, doubt?: Hold): Decided {
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

/** Its own goods are not wanted any more, but it carries those of other orders: never dropped without a word. */
export function carrierCancelled(shipment: Shipment, holds: readonly DecidedHold[], prior: Prior | null): Decided {
  const numbers = shipment.bundled.map((one) => one.orderNumber).join(' ');
  const reason: DecidedHold = { ...hold('bundle-carrier-cancelled', 'data', { numbers }), cleared: null };
  return finish({ shipment: { ...shipment, lines: [] }, state: 'held', holds: [...holds, reason] }, prior);
}
