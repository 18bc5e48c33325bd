import { iso } from '../clock.ts';
import { hasWord } from '../faults/match.ts';
import type { LabState } from '../lab.ts';
import type { LabelRecord, OrderRecord } from './types.ts';

/** What became of an order number over all systems. */
export interface OrderLife {
  readonly number: string;
  /** Usually one: shops of their own may use the same number. */
  readonly orders: readonly OrderRecord[];
  /** Answers that held the order, oldest first, as far as the request log reaches. */
  readonly pulled: readonly Pull[];
  /** Labels whose reference begins with one of the order's numbers, or whose number was told for it. */
  readonly labels: readonly LabelRecord[];
  /** All of it in one line of time. */
  readonly events: readonly LifeEvent[];
}

interface Pull {
  readonly at: string;
  readonly system: string;
  readonly operation: string;
  /** Of the request log. */
  readonly no: number;
}

export interface LifeEvent {
  readonly at: string;
  readonly system: string;
  readonly what: 'placed' | 'paid' | 'pulled' | 'label' | 'printed' | 'told' | 'told-again' | 'told-refused';
  readonly detail: string;
  /** Number of the request, where there is one. */
  readonly request?: number;
}

/** @param system only this one's orders of that number; left out = any */
export function lifeOf(lab: LabState, number: string, system?: string): OrderLife {
  const orders = [...lab.systems.values()].flatMap((one) => {
    if (system !== undefined && one.name !== system) return [];
    lab.settle(one);
    const found = one.ledger?.order?.(number);
    return found ? [found] : [];
  });
  const pulled = orders.flatMap((order) => pullsOf(lab, order));
  const all = labelsOf(lab);
  const labels = orders.length === 0 ? all.filter((one) => belongs(one, number)) : [];
  for (const order of orders)
    for (const label of labelsOfOrder(order, all)) if (!labels.includes(label)) labels.push(label);
  return { number, orders, pulled, labels, events: eventsOf(orders, pulled, labels) };
}

/** Orders of all systems, newest first. */
export function newestOrders(lab: LabState, limit: number): readonly OrderRecord[] {
  const systems = [...lab.systems.values()];
  for (const one of systems) lab.settle(one);
  return systems
    .flatMap((one) => one.ledger?.orders?.(limit) ?? [])
    .sort((a, b) => Date.parse(b.placedAt) - Date.parse(a.placedAt))
    .slice(0, limit);
}

/** Every label of every carrier. */
export const labelsOf = (lab: LabState): readonly LabelRecord[] =>
  [...lab.systems.values()].flatMap((one) => one.ledger?.labels?.() ?? []);

/** Labels of an order among many. */
export function labelsOfOrder(order: OrderRecord, labels: readonly LabelRecord[]): readonly LabelRecord[] {
  const told = new Set(order.told.flatMap((one) => (one.effect === 'refused' ? [] : [one.number])));
  return labels.filter((one) => order.numbers.some((number) => belongs(one, number)) || told.has(one.number));
}

/** References are `N`, `N_1`, `N-1`: what clients make of an order number. */
const belongs = ({ reference }: LabelRecord, number: string): boolean =>
  reference === number || reference.startsWith(`${number}_`) || reference.startsWith(`${number}-`);

function pullsOf(lab: LabState, order: OrderRecord): readonly Pull[] {
  return lab.log
    .list()
    .filter(
      (one) =>
        one.system === order.system &&
        one.status >= 200 &&
        one.status < 300 &&
        order.numbers.some((number) => one.answer.includes(number) && hasWord(one.answer.toString('utf8'), number)),
    )
    .map((one) => ({ at: iso(one.at), system: one.system, operation: one.operation, no: one.no }));
}

/** Of happenings at one time (a clock that stands still) the natural order is told. */
const ranks: readonly string[] = ['placed', 'paid', 'pulled', 'label', 'printed'];
const rank = ({ what }: LifeEvent): number => (ranks.includes(what) ? ranks.indexOf(what) : ranks.length);

function eventsOf(
  orders: readonly OrderRecord[],
  pulled: readonly Pull[],
  labels: readonly LabelRecord[],
): readonly LifeEvent[] {
  const events: LifeEvent[] = [];
  for (const order of orders) {
    const lines = order.lines.map((one) => `${one.sku} × ${one.quantity}`).join(', ');
    events.push({ at: order.placedAt, system: order.system, what: 'placed', detail: lines });
    if (order.paidAt !== '') events.push({ at: order.paidAt, system: order.system, what: 'paid', detail: '' });
    for (const one of order.told) {
      const what = { done: 'told', same: 'told-again', refused: 'told-refused' } as const;
      const detail = [one.carrier, one.number, one.parcel && `(${one.parcel})`, one.reason].filter(Boolean).join(' ');
      events.push({ at: one.at, system: order.system, what: what[one.effect], detail });
    }
  }
  for (const { at, system, operation, no } of pulled)
    events.push({ at, system, what: 'pulled', detail: operation, request: no });
  for (const one of labels) {
    const detail = `${one.number} ${one.parcel} ${one.reference}`;
    events.push({ at: one.issuedAt, system: one.system, what: 'label', detail });
    if (one.printedAt !== '')
      events.push({ at: one.printedAt, system: one.system, what: 'printed', detail: one.number });
  }
  return events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || rank(a) - rank(b));
}
