import { emptyParty, type Order } from '../../core/order.ts';
import type { Shipment } from '../../core/shipment.ts';
import type { StoredHold, StoredShipment } from '../types.ts';

/** What stays of an order: numbers, goods, amounts, days, states. Options of goods may hold names (名入れ). */
export function orderWithoutPeople(order: Order): Order {
  const destinations = order.destinations.map((one) => ({ ...one, consignee: emptyParty, note: '' }));
  const lines = order.lines.map((line) => ({ ...line, option: '' }));
  return { ...order, orderer: emptyParty, destinations, lines, note: '' };
}

export function shipmentWithoutPeople({ shipment, holds }: Pick<StoredShipment, 'shipment' | 'holds'>): {
  readonly shipment: Shipment;
  readonly holds: readonly StoredHold[];
} {
  const { sender: _, ...kept } = shipment;
  const plain = <T extends { readonly option: string }>(lines: readonly T[]): T[] =>
    lines.map((line) => ({ ...line, option: '' }));
  return {
    shipment: {
      ...kept,
      consignee: emptyParty,
      orderer: emptyParty,
      lines: plain(shipment.lines),
      bundled: shipment.bundled.map((one) => ({ ...one, lines: plain(one.lines) })),
      note: '',
      replaced: [],
      ...(shipment.sent && { sent: { ...shipment.sent, note: '' } }),
    },
    holds: holds.map(holdWithoutPeople),
  };
}

/** As many as before: lists know a hold by its place. What a reason named (a cell, a postal code) is gone. */
function holdWithoutPeople({ place: _, cleared, ...hold }: StoredHold): StoredHold {
  const empty = { ...hold, cleared: cleared && { ...cleared, note: '' } };
  if (hold.origin === 'history') return empty;
  const args = Object.fromEntries(Object.keys(hold.args ?? {}).map((name) => [name, '…']));
  return { ...empty, args, fingerprint: '' };
}
