/** Token bucket of one key: refilled by the lab's clock, never above its burst. */
interface Bucket {
  tokens: number;
  burst: number;
  at: number;
}

export interface Limits {
  /** Takes one call; false = too many. `perSecond` refills, `burst` is the size. */
  take(key: string, perSecond: number, burst: number, now: number): boolean;
  /** A limit of this key that differs from the documented one; `undefined` = the documented one again. */
  override(key: string, limit: { readonly perSecond: number; readonly burst: number } | undefined): void;
  perSecond(key: string, documented: number): number;
  /** So much (0 … 1) of the size of a bucket is used now; left out = of all, also of those that nobody took from yet. */
  drain(share: number, key?: string): void;
  reset(): void;
  save(): unknown;
  load(saved: unknown): void;
}

export function createLimits(): Limits {
  const buckets = new Map<string, Bucket>();
  const overrides = new Map<string, { readonly perSecond: number; readonly burst: number }>();
  /** Shares that are used of buckets which do not exist yet, by key; '*' = of all. */
  const drained = new Map<string, number>();
  return {
    take(key, perSecond, burst, now) {
      const limit = overrides.get(key) ?? { perSecond, burst };
      const bucket = buckets.get(key) ?? {
        tokens: limit.burst * (1 - (drained.get(key) ?? drained.get('*') ?? 0)),
        burst: limit.burst,
        at: now,
      };
      // A clock that was turned back refills nothing.
      const elapsed = Math.max(0, now - bucket.at) / 1000;
      bucket.tokens = Math.min(limit.burst, bucket.tokens + elapsed * limit.perSecond);
      bucket.at = now;
      buckets.set(key, bucket);
      // A client that waits exactly 1/rate must pass in spite of rounding to whole milliseconds.
      if (bucket.tokens < 1 - 1e-6) return false;
      bucket.tokens = Math.max(0, bucket.tokens - 1);
      return true;
    },
    override(key, limit) {
      if (limit) overrides.set(key, limit);
      else overrides.delete(key);
      buckets.delete(key);
    },
    perSecond: (key, documented) => overrides.get(key)?.perSecond ?? documented,
    drain(share, key) {
      for (const [name, bucket] of buckets)
        if (key === undefined || name === key) bucket.tokens = Math.min(bucket.tokens, bucket.burst * (1 - share));
      if (key === undefined) drained.clear();
      drained.set(key ?? '*', share);
    },
    reset() {
      drained.clear();
      buckets.clear();
      overrides.clear();
    },
    save: () => [buckets, overrides, drained],
    load(saved) {
      const [ours, theirs] = [[buckets, overrides, drained], saved as Map<string, never>[]];
      for (const [at, map] of ours.entries()) {
        map.clear();
        for (const [key, value] of theirs[at] ?? []) map.set(key, value);
      }
    },
  };
}
