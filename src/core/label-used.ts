import { isDeepStrictEqual } from 'node:util';
import type { LabelFacts, Shipment } from './shipment.ts';

/** The slip, its class of cooling and its money belong together: nobody means one of them without the others. */
const groups = [
  ['method', 'service', 'cool', 'codAmount', 'codTax', 'onScreen'],
  ['deliveryDate'],
  ['timeSlot'],
  ['packages'],
  ['note'],
  ['handling'],
] as const satisfies readonly (readonly (keyof LabelFacts)[])[];

/** What was handed over, to be compared with later. */
export function labelFacts(shipment: Shipment): LabelFacts {
  const { method, service, cool, codAmount, codTax, onScreen, deliveryDate, timeSlot, packages, note, handling } =
    shipment;
  const facts = { method, service, cool, codAmount, codTax, deliveryDate, timeSlot, packages, note, handling };
  return { ...facts, ...(onScreen && { onScreen }) };
}

/**
 * A shipment decided anew for another label, with what a person chose on the screen for the first one: frozen goods stay frozen. What
 * the order says differently since the first label was handed over is newer, and counts.
 */
export function withUsed(now: Shipment, label: Shipment): Shipment {
  const { sent } = label;
  if (!sent) return now;
  const facts = labelFacts(now);
  const same = (group: readonly (keyof LabelFacts)[]) =>
    group.every((name) => isDeepStrictEqual(facts[name], sent[name]));
  const kept = groups.filter(same).flat();
  const { onScreen: _, ...rest } = now;
  const used = labelFacts(label);
  const chosen: LabelFacts = Object.assign({}, facts, ...kept.map((name) => ({ [name]: used[name] })));
  const { onScreen, ...said } = chosen;
  return {
    ...rest,
    ...said,
    ...(onScreen && { onScreen }),
    sent: facts,
    ...(label.onlyOnLabel && { onlyOnLabel: label.onlyOnLabel }),
  };
}
