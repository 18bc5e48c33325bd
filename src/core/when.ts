import type { Open } from './open-hours.ts';

/**
 * When a job runs. `every` and `cron` exclude each other; either may stand beside `after`. None = only by hand. Plain data: an engine
 * may write it down.
 */
export interface When {
  /** Milliseconds from start to start. The first time at once. */
  readonly every?: number;
  /** Five or six fields, in Japan's time. */
  readonly cron?: string;
  /** After another job ended, of the same shop (a job of the workspace: of any shop); `changed`: only when that changed something. */
  readonly after?: { readonly job: string; readonly changed: boolean };
  /**
   * Hours and days outside which nothing begins. Times of `cron` outside are none; what `every` or `after` makes due waits until it is
   * open again.
   */
  readonly open?: Open;
  /** A time of `cron` that was missed (computer off) is made up for, once, if it is no longer ago than this, ms. Default 12 hours. */
  readonly catchUp?: number;
}

/** Default of `When.catchUp`: a cut-off time of the morning is still worth something in the afternoon. */
export const usualCatchUp = 12 * 3_600_000;

/**
 * What set a run off: the clock, the clock for a time that was missed (`due`, ISO instant), another job that ended, or a person.
 */
export type Because =
  | { readonly kind: 'clock' }
  | { readonly kind: 'late'; readonly due: string }
  | { readonly kind: 'after'; readonly job: string; readonly shop: string }
  | { readonly kind: 'person'; readonly name: string };

/** As the history of runs keeps it: `clock`, `late 2026-11-21T01:00:00Z`, `after pull amazon`, `person 山田`. */
export function startedBy(because: Because): string {
  switch (because.kind) {
    case 'clock':
      return 'clock';
    case 'late':
      return `late ${because.due}`;
    case 'after':
      return `after ${because.job} ${because.shop}`.trim();
    case 'person':
      return `person ${because.name}`;
  }
}
