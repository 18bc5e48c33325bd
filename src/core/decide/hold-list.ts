import { isDeepStrictEqual } from 'node:util';
import type { Hold } from '../shipment.ts';
import type { Decided, DecidedHold, Prior } from './types.ts';

/**
 * The same thing happened once more (content changed again): the newer hold stands for both while the older one is open,
 * and what a person said to the same content earlier does not count, because another content came in between.
 */
export const overtakes = (now: Hold, old: DecidedHold) => old.cleared === null || holdKey(now) === holdKey(old);
export const isOvertaken = (old: DecidedHold, happened: readonly Hold[]) =>
  happened.some((now) => now.code === old.code && overtakes(now, old));

/** Two holds of one key are the same thing said twice. */
export const holdKey = (one: Hold) => `${one.code}\u0000${one.fingerprint}`;

/** Without what a person said to it. */
export function plain(one: Hold): Hold {
  const { code, origin, clearedBy, args, fingerprint, place, field } = one;
  return {
    code,
    origin,
    clearedBy,
    fingerprint,
    ...(args && { args }),
    ...(place && { place }),
    ...(field !== undefined && { field }),
  };
}

/** The first of each key. */
export function unique<T extends Hold>(holds: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const one of holds) if (!seen.has(holdKey(one))) seen.set(holdKey(one), one);
  return [...seen.values()];
}

/** With whether anything of it is new. */
export function finish(next: Omit<Decided, 'unchanged'>, prior: Prior | null): Decided {
  const unchanged =
    prior !== null &&
    prior.state === next.state &&
    isDeepStrictEqual(prior.holds.map(comparable), next.holds.map(comparable)) &&
    isDeepStrictEqual(prior.shipment, next.shipment);
  return { ...next, unchanged };
}

const comparable = (one: DecidedHold) => [one.code, one.fingerprint, one.cleared !== null];
