import type { Because, When } from '../core/when.ts';

export interface Job {
  readonly name: string;
  /** '' = a job of the whole workspace. */
  readonly shop: string;
  readonly when: When;
  /** When it began last, by its history: times of `cron` that were missed since are made up for (`When.catchUp`). */
  readonly lastRun?: Temporal.Instant | undefined;
  /** One run. `changed` sets off the jobs that stand after this one; `busy`: somebody else was at it, nothing was done. */
  run(because: Because): Promise<{ readonly changed: boolean; readonly busy?: boolean }>;
}

/** Decides when jobs run; what they do and how it is recorded is theirs. */
export interface Engine {
  /**
   * Starts what is due by now; ends when all that it started (and what that set off) has ended. The engine calls it by
   * itself; tests turn their clock and call it.
   */
  tick(): Promise<void>;
  /** Something outside the engine happened (a file was taken in): jobs that stand after it are due. `shop` '' = any shop's. */
  happened(job: string, shop: string, changed: boolean): void;
  /** Ends when the signal was given and nothing runs any more. */
  readonly stopped: Promise<void>;
}

export interface EngineOptions {
  /** Business time: may be turned, forwards and back. */
  readonly now: () => Temporal.Instant;
  /** Aborted: nothing new is started. */
  readonly signal: AbortSignal;
  /** How often the engine looks at the clock, in real ms; 0 = never by itself. Default 1000. */
  readonly lookEvery?: number;
  /** A job threw: a bug, or surroundings that failed; jobs settle their other errors. The schedule goes on. */
  readonly onError: (job: Job, error: unknown) => void;
  /** What passes by itself (the database is away): the job is tried again soon, whatever its times. Absent: nothing does. */
  readonly isPassing?: (error: unknown) => boolean;
}
