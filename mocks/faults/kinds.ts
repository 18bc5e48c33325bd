import type { Refusal } from '../system.ts';

/**
 * - `delay`: the answer comes later (real time) · `reset`: connection cut, nothing was done
 * - `too-many` 429, `server-error` 500, `unavailable` 503, `maintenance`, `expired-token`: refused, nothing was done
 * - `brown-out`: a share of the calls is refused as `unavailable`, the others are slow
 * - `lost`: done, then the connection is cut · `truncated`: done, half of the answer, then cut
 * - `garbage`: done, the body is no JSON · `wrong-type`: done, JSON whose members have other types
 * - `duplicate`: the request arrives twice, the client sees the second answer · `repeat`: a list names one entry twice
 * - `renamed`, `missing`: done, a member of the JSON has another name, or is not there
 * - `older-version`: done, answered as the operation's older version did
 */
export const faultKinds = [
  'delay',
  'reset',
  'too-many',
  'server-error',
  'unavailable',
  'maintenance',
  'expired-token',
  'brown-out',
  'lost',
  'truncated',
  'garbage',
  'wrong-type',
  'duplicate',
  'repeat',
  'renamed',
  'missing',
  'older-version',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const refusals: ReadonlySet<FaultKind> = new Set<FaultKind & Refusal>([
  'too-many',
  'server-error',
  'unavailable',
  'maintenance',
  'expired-token',
]);

/** A fault that was asked for. Plain data. */
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
  /** 0 … 1, of the lab's randomness. Of a brown-out: the share that is refused. */
  readonly probability: number;
  readonly delayMs: number;
  /** How long a struck call takes, instead of `delayMs`. */
  readonly latency: Latency | null;
  /** ISO instants of the lab's clock between which it strikes; '' = open on this side. */
  readonly from: string;
  readonly to: string;
  /** `HH:MM-HH:MM` of Japan, every day; '' = all day. */
  readonly daily: string;
  /** Which calls; `null` = all. */
  readonly match: Match | null;
  /** Member of the JSON answer that is renamed or missing: a name at any depth, or a path such as `orders.*.lines`. */
  readonly field: string;
  /** Its other name. */
  readonly into: string;
  struck: number;
}

/** Milliseconds of real time: evenly between two, or with a long tail through two percentiles (log-normal). */
export type Latency =
  | { readonly min: number; readonly max: number }
  | { readonly p50: number; readonly p95: number; readonly max: number };

/** What a call must have; all that is named. */
export interface Match {
  /** An order number, as a whole word in the address or the body. */
  readonly order?: string;
  /** A text in the body. */
  readonly body?: string;
  /** A text in the address with its query, percent codes read. */
  readonly url?: string;
  /** Values in a JSON body by path (`lines.*.sku`), or fields of a form. */
  readonly json?: Readonly<Record<string, string>>;
}
