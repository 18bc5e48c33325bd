import { addWorkingDays, isShopHoliday } from '../calendar.ts';
import type { Destination, OrderLine, Party } from '../order.ts';
import { factKind } from '../rules/fact-list.ts';
import type { RuleOutcome, RuleRef } from '../rules/outcome.ts';
import type { ShipDay, SplitBy } from '../rules/rule.ts';
import type { Hold, Shipment } from '../shipment.ts';
import { addDays, japanDay } from '../time.ts';
import { hold } from './hold.ts';
import type { DecideInput, SettableField } from './types.ts';

/**
 * The destination as rules want it: delivery method, slip type, cool, packages, note and ship date, each unless a person has said it for
 * this very order. The customer's own note is kept; a rule's words stand behind it.
 */
export function withRules(
  destination: Destination,
  outcome: RuleOutcome,
  input: DecideInput,
  lines: readonly OrderLine[],
): { readonly destination: Destination; readonly holds: readonly Hold[] } {
  const { ruling } = input;
  if (!ruling || outcome.marks.length === 0) return { destination, holds: [] };
  const free = (field: SettableField) => !ruling.isSaid(destination, field);
  const { deliveryMethod, slipType, cool, packages, note, shipDate } = outcome;
  const planned = shipDate && free('plannedShipDate') ? shipDay(shipDate, destination, input, lines) : undefined;
  const by = outcome.marks.find((one) => one.what === 'shipDate' && one.lostTo === undefined);
  return {
    destination: {
      ...destination,
      ...(deliveryMethod !== undefined && free('method') && { method: deliveryMethod }),
      ...(slipType !== undefined && free('service') && { service: slipType }),
      ...(cool !== undefined && free('cool') && { cool }),
      ...(packages !== undefined && free('packages') && { packages }),
      ...(note !== undefined && free('note') && { note: withNote(destination.note, note) }),
      ...(typeof planned === 'string' && { plannedShipDate: planned }),
    },
    holds: planned === null && by ? [unsure(by, factKind(dayFact[shipDate!.from]).label)] : [],
  };
}

const dayFact = {
  ordered: 'ordered-hour',
  wished: 'wished-date',
  preorder: 'preorder-in-days',
  day: 'wished-date',
} as const;

const unsure = ({ rule, title }: RuleRef, facts: string): Hold =>
  hold('rule-unsure', 'operator', { rule, title, facts });

const withNote = (own: string, more: string): string =>
  own.includes(more) ? own : [own, more].filter((text) => text !== '').join(' ');

/** Null: what the day is counted from is not known. Undefined: there is no such day (no wish), it stays as it was. */
function shipDay(
  said: ShipDay,
  destination: Destination,
  { order, shop, ruling }: DecideInput,
  lines: readonly OrderLine[],
): string | null | undefined {
  const isOff = (day: string) => isShopHoliday(shop.holidays, day);
  switch (said.from) {
    case 'day':
      return said.day;
    case 'preorder': {
      const day = ruling?.preorderDay(destination, lines);
      return day ? (addWorkingDays(day, 0, isOff) ?? day) : null;
    }
    case 'ordered': {
      if (order.orderedAt === null) return null;
      const day = japanDay(Temporal.Instant.from(order.orderedAt));
      return addWorkingDays(day, said.days, isOff);
    }
    case 'wished': {
      if (destination.wishedDate === null) return undefined;
      const day = addDays(destination.wishedDate, -said.days);
      // Later than this day would be too late for the wish.
      return isOff(day) ? (addWorkingDays(day, -1, isOff) ?? day) : day;
    }
  }
}

/** What no destination holds: sender, handling, tags, and what rules did. */
export function shipmentByRules(shipment: Shipment, outcome: RuleOutcome, input: DecideInput): Shipment {
  if (outcome.marks.length === 0) return shipment;
  const { handling, tags, sender, bundle, marks } = outcome;
  const party = sender === undefined ? undefined : senderOf(sender, input);
  return {
    ...shipment,
    ...(handling && { handling: [handling[0] ?? '', handling[1] ?? ''] as const }),
    ...(party && { sender: party }),
    ...(tags.length > 0 && { tags }),
    ...(bundle && { bundle }),
    rules: marks,
  };
}

function senderOf(name: string, { order, shop, ruling }: DecideInput): Party | undefined {
  if (name === 'orderer') return order.orderer;
  return name === 'seller' ? shop.seller : ruling?.senderOf(name);
}

/**
 * A rule wants goods apart that are in one parcel: it waits until a person has split it so (分割), with the command that does. Goods of which
 * nobody knows where they belong wait as well.
 */
export function splitHolds(
  outcome: RuleOutcome,
  lines: readonly OrderLine[],
  { order, ruling }: DecideInput,
): readonly Hold[] {
  if (!outcome.split || !ruling) return [];
  const kinds = outcome.split;
  const group = (line: OrderLine, kind: SplitBy) => ruling.groupOf(line.sku, kind);
  const unknown = kinds.find((kind) => lines.some((line) => group(line, kind) === undefined));
  const parting = kinds.find((kind) => new Set(lines.map((line) => group(line, kind))).size > 1);
  const by = outcome.marks.find((one) => one.what === 'split' && one.value === (unknown ?? parting));
  if (!by) return [];
  if (unknown) return [unsure(by, factKind(groupFact[unknown]).label)];
  // What is asked for to go apart is the smaller part.
  const groups = Map.groupBy(lines, (line) => kinds.map((kind) => group(line, kind)).join(' '));
  const smallest = [...groups.values()].sort((a, b) => a.length - b.length)[0]!;
  const which = smallest.map((line) => `${line.no}:${line.quantity}`).join(',');
  return [hold('rule-split', 'data', { rule: by.rule, title: by.title, number: order.number, lines: which })];
}

const groupFact = { temperature: 'goods-cool', preorder: 'goods-preorder' } as const;

const holdCodes = { operator: 'rule-hold', data: 'rule-hold-data', settings: 'rule-hold-settings' } as const;

/** Reasons that rules give, and rules of which nobody can say whether they apply: unknown never means ship. */
export function ruleHolds(outcome: RuleOutcome, input: DecideInput): readonly Hold[] {
  const { sender } = outcome;
  const nobody =
    sender !== undefined && senderOf(sender, input) === undefined
      ? outcome.marks.filter((one) => one.what === 'sender' && one.lostTo === undefined)
      : [];
  return [
    ...outcome.holds.map(({ rule, title, reason, clearedBy }) =>
      hold(holdCodes[clearedBy], clearedBy, { rule, title, reason }),
    ),
    ...outcome.unsure.map(({ rule, title, facts }) =>
      unsure({ rule, title }, [...new Set(facts)].map((fact) => factKind(fact).label).join('、')),
    ),
    ...nobody.map(({ title }) => hold('rule-sender-unknown', 'settings', { title, name: sender! })),
  ];
}
