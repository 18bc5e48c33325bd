/** What Qoo10 says to one thing that was asked of it: `ResultCode` and `ResultMsg`. */
export interface Verdict {
  readonly code: number;
  readonly message: string;
}

export const success: Verdict = { code: 0, message: 'SUCCESS' };

/** -10101: the guide's code for everything that has none of its own (trust A); the words are ours. */
export const processing = (why: string): Verdict => ({ code: -10101, message: `Processing Error - [${why}]` });
