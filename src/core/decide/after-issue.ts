import type { Destination, Order } from '../order.ts';
import type { Hold } from '../shipment.ts';
import { disputeHolds, isDisputeHold } from './edit-holds.ts';
import { historyHold } from './hold.ts';
import { finish, holdKey, overtakes, plain, unique } from './hold-list.ts';
import { isWithdrawn, lateStopHolds } from './late-stops.ts';
import { openLines } from './match.ts';
import { numbersOf, shippedElsewhere } from './shipped-elsewhere.ts';
import type { Decided, DecidedHold, DecideInput, Prior } from './types.ts';

/** Label exists or may exist: nothing changes; cancelled or changed content is said. */
export function afterIssue(input: DecideInput, destination: Destination, prior: Prior, doubt?: Hold): Decided {
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
