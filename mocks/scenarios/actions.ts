import { changeOf, runChange } from '../changes.ts';
import { iso } from '../clock.ts';
import type { LabState } from '../lab.ts';
import { LabRefused } from '../system.ts';
import { turnBy } from '../turn.ts';
import { setLife, skew, useQuota } from '../wishes.ts';
import { placeWished } from '../world/place-orders.ts';
import { OrdersRefused } from '../world/problems.ts';
import type { ActionName, Step } from './schema.ts';

/** What an action did: words for the report, and what `as` remembers. */
export interface Done {
  readonly detail: string;
  readonly result: unknown;
}

type Given<Name extends ActionName> = NonNullable<Step[Name]>;
type Acts = { readonly [Name in ActionName]?: (lab: LabState, given: Given<Name>) => Done };

/** What changes the world at once. Waiting, looking and calling are `run.ts`'s. */
export const acts: Acts = {
  place: (lab, { system, ...args }) => change(lab, system, 'place-order', args),
  pay: (lab, { system, ...args }) => change(lab, system, 'pay-order', args),
  cancel: (lab, { system, ...args }) => change(lab, system, 'cancel-order', args),
  change: (lab, { system, do: name, ...args }) => change(lab, system, name, args),
  orders(lab, given) {
    try {
      const result = placeWished(lab, given);
      return { detail: `${result.placed} at ${given.system}`, result };
    } catch (error) {
      throw error instanceof OrdersRefused ? new LabRefused(error.message) : error;
    }
  },
  fault(lab, given) {
    const fault = lab.faults.add(given);
    return { detail: `${fault.kind} at ${fault.system} ${fault.operation}`, result: fault };
  },
  clearFaults(lab) {
    lab.faults.clear();
    return { detail: '', result: [] };
  },
  skew: (lab, given) => ({ detail: JSON.stringify(given), result: skew(lab, given) }),
  quota: (lab, given) => ({ detail: JSON.stringify(given), result: useQuota(lab, given) }),
  life(lab, given) {
    setLife(lab, given);
    return { detail: JSON.stringify(given), result: {} };
  },
  turn(lab, by) {
    turnBy(lab, by);
    return { detail: `${by}, now ${iso(lab.clock.now())}`, result: {} };
  },
  clock(lab, state) {
    if (state === 'frozen') lab.clock.freeze();
    else lab.clock.run();
    return { detail: state, result: {} };
  },
};

function change(lab: LabState, system: string, name: string, args: Readonly<Record<string, unknown>>): Done {
  const texts = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, String(value)]));
  const result = runChange(lab, system, name, texts);
  const words = Object.values(texts).join(' ');
  return { detail: `${name} at ${system}${words && ` (${words})`} → ${mainOf(lab, result)}`, result };
}

/** The order number in an answer, as its system knows it; else the first value. */
export function mainOf(lab: LabState, result: unknown): string {
  const texts = leaves(result);
  for (const text of texts) {
    for (const system of lab.systems.values()) {
      const number = system.ledger?.order?.(text)?.numbers[0];
      if (number !== undefined) return number;
    }
  }
  return texts[0] ?? '';
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leaves);
}

/** Is there such a change with such arguments? Looked at before anything runs. @throws LabRefused */
export function checkStep(lab: LabState, step: Step): void {
  const known = (system: string, name: string, args: object) => changeOf(lab, system, name, Object.keys(args));
  const { place, pay, cancel, change: any, orders, quota, skew: skewed } = step;
  if (place) {
    const { system, ...args } = place;
    known(system, 'place-order', args);
  }
  if (pay) known(pay.system, 'pay-order', { order: '' });
  if (cancel) known(cancel.system, 'cancel-order', { order: '' });
  if (any) {
    const { system, do: name, ...args } = any;
    known(system, name, args);
  }
  for (const system of [orders?.system, quota?.system, skewed?.system])
    if (typeof system === 'string') lab.system(system);
}
