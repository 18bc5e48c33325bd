/**
 * A token bucket as a single number (GCRA): `due` is the moment, in ms since 1970, at which the bucket would be full again.
 * Reserves one call; gives the next `due` and how long to wait before the call. One call of the burst is kept back (when
 * there is more than one), because calls that leave us exactly at the limit may arrive a little closer together.
 */
export function reserve(due: number, now: number, perSecond: number, burst: number): { due: number; wait: number } {
  const interval = 1000 / perSecond;
  const empty = now + held(burst) * interval;
  // More callers than this never wait at once: the clock was turned back (a wrong date was put right). Nobody waits for days.
  const known = due > empty + mostWaiting * interval ? empty : due;
  const next = Math.max(known, now) + interval;
  return { due: next, wait: Math.max(0, next - now - held(burst) * interval) };
}

/** `due` of a bucket that is empty now. */
export function drained(due: number, now: number, perSecond: number, burst: number): number {
  return Math.max(due, now + (held(burst) * 1000) / perSecond);
}

/** Calls that may wait for one bucket at the same time. */
const mostWaiting = 30;

const held = (burst: number): number => Math.max(1, burst - 1);
