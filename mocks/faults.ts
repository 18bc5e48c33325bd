import type { Random } from './random.ts';
import { LabRefused, type Refusal } from './system.ts';

/**
 * - `delay`: the answer comes `delayMs` later (real time) · `reset`: connection cut, nothing was done
 * - `too-many` 429, `server-error` 500, `unavailable` 503, `maintenance`, `expired-token`: refused, nothing was done
 * - `lost`: done, then the connection is cut · `truncated`: done, half of the answer, then cut
 * - `garbage`: done, the body is no JSON · `wrong-type`: done, JSON whose members have other types
 * - `duplicate`: the request arrives twice, the client sees the second answer · `repeat`: a list names one entry twice
 */
export const faultKinds = [
  'delay',
  'reset',
  'too-many',
  'server-error',
  'unavailable',
  'maintenance',
  'expired-token',
  'lost',
  'truncated',
  'garbage',
  'wrong-type',
  'duplicate',
  'repeat',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const refusals: ReadonlySet<FaultKind> = new Set<FaultKind & Refusal>([
  'too-many',
  'server-error',
  'unavailable',
  'maintenance',
  'expired-token',
]);

export interface Fault {
  readonly id: number;
  readonly system: string;
  /** `*` = every operation of the system. */
  readonly operation: string;
  readonly kind: FaultKind;
  /** Strikes left; `null` = until it is taken away. */
  count: number | null;
  /** Calls that pass before it strikes. */
  skip: number;
  /** 0 … 1, of the lab's randomness. */
  readonly probability: number;
  readonly delayMs: number;
  struck: number;
}

export interface Faults {
  add(wish: Readonly<Record<string, unknown>>): Fault;
  remove(id: number): void;
  clear(): void;
  list(): readonly Fault[];
  /** Faults that strike this call: any delays, and at most one of the other kinds. */
  strike(system: string, operation: string): { readonly delayMs: number; readonly fault: Fault | undefined };
}

export function createFaults(random: () => Random, known: (system: string) => readonly string[] | undefined): Faults {
  let faults: Fault[] = [];
  let last = 0;
  return {
    add(wish) {
      const fault = parse(wish, known, last + 1);
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
    strike(system, operation) {
      let delayMs = 0;
      let struck: Fault | undefined;
      for (const fault of faults) {
        if (fault.system !== system || (fault.operation !== '*' && fault.operation !== operation)) continue;
        if (fault.count === 0 || (struck && fault.kind !== 'delay')) continue;
        if (fault.skip > 0) {
          fault.skip -= 1;
          continue;
        }
        if (fault.probability < 1 && random().next() >= fault.probability) continue;
        if (fault.count !== null) fault.count -= 1;
        fault.struck += 1;
        delayMs += fault.delayMs;
        if (fault.kind !== 'delay') struck = fault;
      }
      return { delayMs, fault: struck };
    },
  };
}

const members = ['system', 'operation', 'kind', 'count', 'skip', 'probability', 'delayMs'];

function parse(
  wish: Readonly<Record<string, unknown>>,
  known: (system: string) => readonly string[] | undefined,
  id: number,
): Fault {
  for (const name of Object.keys(wish)) if (!members.includes(name)) throw new LabRefused(`unknown member ${name}`);
  const system = String(wish.system ?? '');
  const operations = known(system);
  if (!operations) throw new LabRefused(`unknown system "${system}"`);
  const operation = String(wish.operation ?? '*');
  if (operation !== '*' && !operations.includes(operation)) {
    throw new LabRefused(`unknown operation "${operation}"; known: ${operations.join(' ')}`);
  }
  const kind = faultKinds.find((one) => one === wish.kind);
  if (!kind) throw new LabRefused(`unknown kind "${wish.kind}"; known: ${faultKinds.join(' ')}`);
  const probability = number(wish.probability, 'probability', 1);
  // Something that strikes by chance goes on; something that strikes surely strikes once, unless said otherwise.
  const count = blank(wish.count) ? (probability < 1 ? null : 1) : number(wish.count, 'count', 1);
  const delayMs = number(wish.delayMs, 'delayMs', kind === 'delay' ? 1000 : 0);
  return { id, system, operation, kind, count, skip: number(wish.skip, 'skip', 0), probability, delayMs, struck: 0 };
}

const blank = (value: unknown): boolean => value === undefined || value === null || value === '';

function number(value: unknown, name: string, fallback: number): number {
  if (blank(value)) return fallback;
  const read = Number(value);
  if (!Number.isFinite(read) || read < 0) throw new LabRefused(`${name} must be a number ≥ 0`);
  return read;
}
