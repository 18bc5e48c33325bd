import { LabRefused } from '../system.ts';
import { type Fault, faultKinds } from './kinds.ts';
import { readLatency } from './latency.ts';
import { readMatch } from './match.ts';
import { readBound, readDaily } from './when.ts';

/** What a system has: names of its operations, and those that have an older version. */
export interface Known {
  readonly operations: readonly string[];
  readonly older: readonly string[];
}

const members = [
  'system',
  'operation',
  'kind',
  'count',
  'skip',
  'probability',
  'share',
  'delayMs',
  'latency',
  'from',
  'to',
  'daily',
  'match',
  'order',
  'field',
  'into',
];

/** A fault as it was asked for. @throws LabRefused */
export function readFault(
  wish: Readonly<Record<string, unknown>>,
  known: (system: string) => Known | undefined,
  id: number,
  now: number,
): Fault {
  for (const name of Object.keys(wish)) if (!members.includes(name)) throw new LabRefused(`unknown member ${name}`);
  const system = String(wish.system ?? '');
  const its = known(system);
  if (!its) throw new LabRefused(`unknown system "${system}"`);
  const operation = String(wish.operation ?? '*');
  if (operation !== '*' && !its.operations.includes(operation)) {
    throw new LabRefused(`unknown operation "${operation}"; known: ${its.operations.join(' ')}`);
  }
  const kind = faultKinds.find((one) => one === wish.kind);
  if (!kind) throw new LabRefused(`unknown kind "${wish.kind}"; known: ${faultKinds.join(' ')}`);
  const isBrown = kind === 'brown-out';
  const probability = number(blank(wish.share) ? wish.probability : wish.share, 'probability', isBrown ? 0.5 : 1);
  const span = {
    from: readBound(wish.from, now, 'from'),
    to: readBound(wish.to, now, 'to'),
    daily: readDaily(wish.daily),
  };
  if (span.from && span.to && Date.parse(span.to) <= Date.parse(span.from))
    throw new LabRefused('to must be later than from');
  const isBounded = span.to !== '' || span.daily !== '';
  const match = readMatch(blank(wish.order) ? wish.match : { ...readMatch(wish.match), order: wish.order });
  const field = String(wish.field ?? '');
  const into = String(wish.into ?? '');
  const isDrift = kind === 'renamed' || kind === 'missing';
  if (isDrift && field === '') throw new LabRefused(`${kind} needs field: the name of a member of the answer`);
  if (kind === 'renamed' && into === '') throw new LabRefused('renamed needs into: the other name');
  if (!isDrift && (field !== '' || into !== '')) throw new LabRefused('field and into belong to renamed and missing');
  if (kind === 'older-version') checkOlder(system, operation, its.older);
  // Chance, a span of time and drifts go on; something that strikes surely strikes once, unless said otherwise.
  const goesOn = probability < 1 || isBounded || isBrown || isDrift || kind === 'older-version';
  return {
    id,
    system,
    operation,
    kind,
    count: blank(wish.count) ? (goesOn ? null : 1) : number(wish.count, 'count', 1),
    skip: number(wish.skip, 'skip', 0),
    probability,
    delayMs: number(wish.delayMs, 'delayMs', kind === 'delay' && blank(wish.latency) ? 1000 : 0),
    latency: readLatency(wish.latency) ?? (isBrown && blank(wish.delayMs) ? { p50: 400, p95: 2000, max: 5000 } : null),
    ...span,
    match,
    field,
    into,
    struck: 0,
  };
}

function checkOlder(system: string, operation: string, older: readonly string[]): void {
  if (older.length === 0) throw new LabRefused(`no older version of an operation of ${system} is known`);
  if (operation !== '*' && !older.includes(operation))
    throw new LabRefused(`no older version of ${operation} is known; known of: ${older.join(' ')}`);
}

const blank = (value: unknown): boolean => value === undefined || value === null || value === '';

function number(value: unknown, name: string, fallback: number): number {
  if (blank(value)) return fallback;
  const read = Number(value);
  if (!Number.isFinite(read) || read < 0) throw new LabRefused(`${name} must be a number ≥ 0`);
  return read;
}
