/**
 * A token bucket as a single number (GCRA): `due` is the moment, in ms since 1970, at which the bucket would be full again.
 * Reserves one call; gives the next `due` and how long to wait before the call. One call of the burst is kept back (when
 * there is more than one), because calls that leave us exactly at the limit may arrive a little closer together.
 */
export function reserve(due: number, now: number, perSecond: number, burst: number): { due: number; wait: number } {
  const interval = 1000 / perSecond;
  const next = Math.max(due, now) + interval;
  return { due: next, wait: Math.max(0, next - now - held(burst) * interval) };
}

/** `due` of a bucket that is empty now. */
export function drained(due: number, now: number, perSecond: number, burst: number): number {
  return Math.max(due, now + (held(burst) * 1000) / perSecond);
}

const held = (burst: number): number => Math.max(1, burst - 1);
