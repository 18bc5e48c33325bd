import type { Order, OrderPart, Remote } from './order.ts';

/**
 * Joins what a new document says with what is known. Facts that only grow stay grown whatever the order of the files:
 * paid stays paid, cancelled stays cancelled. Formats of two files (Yahoo!) fill each other's missing part.
 *
 * @param fromApi the marketplace itself says it: what it does not say of itself any more is gone; a file takes nothing of that away
 */
export function mergeOrders(known: Order | null, incoming: Order, fromApi = false): Order {
  if (!known) return incoming;
  const joined = keepRemote(known, keepCancelledLines(known, joinParts(known, incoming)), fromApi);
  const paid = known.payment.state === 'paid' && joined.payment.state !== 'cod';
  return {
    ...joined,
    cancelled: known.cancelled || joined.cancelled,
    payment: paid
      ? { ...joined.payment, state: 'paid', paidAt: joined.payment.paidAt ?? known.payment.paidAt }
      : joined.payment,
  };
}

/** A cancelled order may come without the pieces that it had (Amazon: quantity 0): what it was is kept. */
function keepCancelledLines(known: Order, incoming: Order): Order {
  return incoming.cancelled && incoming.lines.length === 0
    ? { ...incoming, destinations: known.destinations, lines: known.lines }
    : incoming;
}

/** What only an API says stays known when a file of the same order does not say it: keys and words of the marketplace. */
function keepRemote(known: Order, incoming: Order, fromApi: boolean): Order {
  const before = new Map(known.lines.flatMap((line) => (line.remote ? [[line.no, line.remote] as const] : [])));
  const places = new Map(known.destinations.flatMap((one) => (one.remote ? [[one.key, one.remote] as const] : [])));
  if (!known.remote && before.size === 0 && places.size === 0) return incoming;
  const kept = <T extends { readonly remote?: Remote }>(one: T, remote: Remote | undefined): T =>
    !remote || (fromApi && one.remote) ? one : { ...one, remote: { ...remote, ...one.remote } };
  return {
    ...kept(incoming, known.remote),
    lines: incoming.lines.map((line) => kept(line, before.get(line.no))),
    destinations: incoming.destinations.map((one) => kept(one, places.get(one.key))),
  };
}

function joinParts(known: Order, incoming: Order): Order {
  if (incoming.missing.length === 0) return incoming;
  const lacks = (order: Order, part: OrderPart) => order.missing.includes(part);
  if (lacks(incoming, 'lines')) {
    // The orders file: keep the lines that we have, point them at the one destination of the header.
    if (lacks(known, 'lines')) return incoming;
    const key = incoming.destinations[0]?.key ?? '';
    return { ...incoming, lines: known.lines.map((line) => ({ ...line, destination: key })), missing: [] };
  }
  // The items file: keep the header that we have.
  if (lacks(known, 'header')) return incoming;
  const key = known.destinations[0]?.key ?? '';
  return { ...known, lines: incoming.lines.map((line) => ({ ...line, destination: key })), missing: [] };
}
