/** When a job runs. `every` and `cron` exclude each other; either may stand beside `after`. None = only by hand. */
export interface When {
  /** Milliseconds from start to start. The first time at once. */
  readonly every?: number;
  /** Five or six fields, in Japan's time. */
  readonly cron?: string;
  /** After another job of the same shop ended; `changed`: only when that changed something. */
  readonly after?: { readonly job: string; readonly changed: boolean };
}
