import type { Fault, FaultKind } from './faults/kinds.ts';
import { draw } from './faults/latency.ts';
import { matches, type Seen } from './faults/match.ts';
import { isDue } from './faults/when.ts';
import { type Known, readFault } from './faults/wish.ts';
import type { Random } from './random.ts';

export { type Fault, type FaultKind, faultKinds, refusals } from './faults/kinds.ts';

/** What strikes a call, and with what. */
export interface Strike {
  readonly delayMs: number;
  readonly fault: Struck | undefined;
}

export interface Struck {
  readonly kind: FaultKind;
  readonly field: string;
  readonly into: string;
}

export interface Faults {
  add(wish: Readonly<Record<string, unknown>>): Fault;
  remove(id: number): void;
  clear(): void;
  list(): readonly Fault[];
  save(): unknown;
  load(saved: unknown): void;
  /** Faults that strike this call at this time: any delays, and at most one of the other kinds. */
  strike(system: string, operation: string, seen: Seen, now: number): Strike;
}

const none: Strike = { delayMs: 0, fault: undefined };

export function createFaults(
  random: () => Random,
  known: (system: string) => Known | undefined,
  now: () => number,
): Faults {
  let faults: Fault[] = [];
  let last = 0;
  return {
    add(wish) {
      const fault = readFault(wish, known, last + 1, now());
      last = fault.id;
      faults.push(fault);
      return fault;
    },
    remove(id) {
      faults = faults.filter((fault) => fault.id !== id);
    },
    clear() {
      faults = [];
    },
    list: () => faults,
    save: () => ({ faults, last }),
    load(saved) {
      ({ faults, last } = saved as { faults: Fault[]; last: number });
    },
    strike(system, operation, seen, at) {
      if (faults.length === 0) return none;
      let delayMs = 0;
      let struck: Struck | undefined;
      for (const fault of faults) {
        if (fault.system !== system || (fault.operation !== '*' && fault.operation !== operation)) continue;
        if (fault.count === 0 || (struck && fault.kind !== 'delay')) continue;
        if (!isDue(fault, at) || !matches(fault.match, seen)) continue;
        if (fault.skip > 0) {
          fault.skip -= 1;
          continue;
        }
        const isHit = fault.probability >= 1 || random().next() < fault.probability;
        if (!isHit && fault.kind !== 'brown-out') continue;
        if (fault.count !== null) fault.count -= 1;
        fault.struck += 1;
        const isSlow = fault.kind !== 'brown-out' || !isHit;
        if (isSlow) delayMs += fault.latency ? draw(fault.latency, random()) : fault.delayMs;
        if (fault.kind === 'brown-out') struck = isHit ? { kind: 'unavailable', field: '', into: '' } : struck;
        else if (fault.kind !== 'delay') struck = fault;
      }
      return { delayMs, fault: struck };
    },
  };
}
