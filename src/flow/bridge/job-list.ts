import { lookAfterHandOvers } from '../b2/index.ts';
import type { JobWork } from '../jobs/index.ts';
import { sendMails } from '../mail/index.ts';
import { notifyShop } from '../notify/index.ts';
import { pullShop } from '../pull/index.ts';
import { restockShop } from '../stock/index.ts';

/** What each job of a shop does. Every one derives its work from the store; when they run says `bridge.yaml`. */
export const shopJobs = {
  pull: (ctx, shop) => pullShop(ctx, shop),
  notify: notifyShop,
  restock: restockShop,
} as const satisfies Record<string, JobWork>;

export type ShopJob = keyof typeof shopJobs;

/** Jobs of the workspace. */
export const mailJob: JobWork = (ctx) => sendMails(ctx);

/** Goes on with what was handed over to B2 Cloud. */
export const b2Job: JobWork = (ctx) => lookAfterHandOvers(ctx);
