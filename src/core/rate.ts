/**
 * A token bucket as a single number (GCRA). `due`: the moment, in ms since 1970, at which it would be full again. `seen`: the time by
 * which it was drawn last.
 */
export interface Bucket {
  readonly due: number;
  readonly seen: number;
}

/** One that nobody drew from. */
export const fullBucket: Bucket = { due: 0, seen: 0 };

/**
 * Reserves one call; gives the bucket after it and how long to wait before the call. One call of the burst is kept back (when there is
 * more than one), because calls that leave us exactly at the limit may arrive a little closer together.
 */
export function reserve(
  bucket: Bucket,
  now: number,
  perSecond: number,
  burst: number,
): { readonly bucket: Bucket; readonly wait: number } {
  const interval = 1000 / perSecond;
  const empty = now + held(burst) * interval;
  const due = dueNow(bucket, now);
  // More callers than this never wait at once.
  const known = Math.min(due, empty + mostWaiting * interval);
  const next = Math.max(known, now) + interval;
  return { bucket: { due: next, seen: now }, wait: Math.max(0, next - now - held(burst) * interval) };
}

/** The bucket when it is empty now. */
export function drained(bucket: Bucket, now: number, perSecond: number, burst: number): Bucket {
  return { due: Math.max(dueNow(bucket, now), now + (held(burst) * 1000) / perSecond), seen: now };
}

/** A clock that was put back takes what is still to be waited for along; else calls would wait for the old time to come again. */
function dueNow({ due, seen }: Bucket, now: number): number {
  const back = seen - now;
  return back > skew ? due - back : due;
}

/** Clocks of machines that share a database may differ by this, ms. */
const skew = 60_000;

/** Calls that may wait for one bucket at the same time. */
const mostWaiting = 30;

const held = (burst: number): number => Math.max(1, burst - 1);
