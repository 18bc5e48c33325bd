import { randomBytes } from 'node:crypto';
import type { Result } from './types.ts';

interface Kept {
  readonly session: string;
  readonly results: readonly Result[];
  readonly until: number;
}

/** What actions did, until the page after them has shown it: by a name in its address, for one session, for some minutes. */
export function keepResults(clock: () => number) {
  const kept = new Map<string, Kept>();
  const most = 500;
  const minutes = 10;
  return {
    put(session: string, results: readonly Result[]): string {
      for (const [name, { until }] of kept) if (until < clock() || kept.size >= most) kept.delete(name);
      const name = randomBytes(9).toString('base64url');
      kept.set(name, { session, results, until: clock() + minutes * 60_000 });
      return name;
    },
    /** Stays until it is old: whoever loads the page again still reads what happened. */
    take(session: string, name: string | null): readonly Result[] {
      const found = name === null ? undefined : kept.get(name);
      return found?.session === session && found.until >= clock() ? found.results : [];
    },
  };
}

export type KeptResults = ReturnType<typeof keepResults>;
