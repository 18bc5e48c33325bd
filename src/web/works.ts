import { randomUUID } from 'node:crypto';
import type { OnProgress, ProgressStep } from '../core/progress.ts';
import { say } from '../core/sentences/index.ts';
import type { Result } from './result.ts';

/** Work that somebody started from a page and that may take long: the page may be left, and found again. */
export interface Work {
  readonly id: string;
  /** Whose it is: '' = of everybody on a machine where nobody has to sign in. */
  readonly user: string;
  readonly title: string;
  /** Where its page leads back to. */
  readonly back: string;
  /** Real time. */
  readonly begun: Temporal.Instant;
  readonly step: ProgressStep | undefined;
  /** undefined = it goes on. */
  readonly results: readonly Result[] | undefined;
  readonly isStopping: boolean;
}

export interface WorkTools {
  readonly onProgress: OnProgress;
  /** Somebody wants it to end after the piece that it is at. */
  readonly isStopped: () => boolean;
}

/** So many are kept, the newest first; one that goes on is never dropped. */
const most = 200;

/** Kept in memory: what it does is committed piece by piece, so a restart loses only what would be said about it. */
export function keepWorks(options: {
  readonly realNow: () => Temporal.Instant;
  readonly later: (work: Promise<unknown>) => void;
  /** Whoever waits longer, ms, gets a page of its own for the work, which may be left. */
  readonly patience: number;
}) {
  const kept = new Map<string, { -readonly [Key in keyof Work]: Work[Key] }>();
  return {
    /** Begins it, and waits for its end as long as somebody has patience. */
    async begin(
      about: Pick<Work, 'user' | 'title' | 'back'>,
      run: (tools: WorkTools) => Promise<readonly Result[]>,
    ): Promise<Work> {
      const id = randomUUID();
      const work: { -readonly [Key in keyof Work]: Work[Key] } = {
        ...about,
        id,
        begun: options.realNow(),
        step: undefined,
        results: undefined,
        isStopping: false,
      };
      for (const [old, { results }] of kept) if (kept.size >= most && results) kept.delete(old);
      kept.set(id, work);
      const done = run({
        onProgress: (step) => {
          work.step = step;
        },
        isStopped: () => work.isStopping,
      }).then(
        (results) => {
          work.results = results;
        },
        (error) => {
          const { sentence: text, remedy } = say('console-failed', {
            reason: options.realNow().toString({ smallestUnit: 'second' }),
          });
          work.results = [{ kind: 'wrong', text, remedy }];
          throw error;
        },
      );
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, options.patience);
      });
      await Promise.race([done, late]).finally(() => clearTimeout(timer));
      if (!work.results) options.later(done);
      return work;
    },
    /** What this user started and can still be seen, the newest first. */
    of(user: string): Work[] {
      return [...kept.values()].filter((one) => one.user === user).reverse();
    },
    get(user: string, id: string): Work | undefined {
      const found = kept.get(id);
      return found?.user === user ? found : undefined;
    },
    stop(user: string, id: string): void {
      const found = kept.get(id);
      if (found?.user === user) found.isStopping = true;
    },
    /** It was shown on the page after it: nobody has to look for it. */
    forget(id: string): void {
      kept.delete(id);
    },
  };
}

export type Works = ReturnType<typeof keepWorks>;
