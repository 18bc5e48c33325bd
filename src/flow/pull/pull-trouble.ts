import { shopTitle } from '../../config/shop-title.ts';
import type { Outcome } from '../../connectors/contract.ts';
import { say } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { staffMails } from '../mail/index.ts';
import type { Context } from '../types.ts';

/** A pull is tried again at every run; after so many in a row that failed, a person should know. */
const enough = 4;

/** Where the failures of a job are counted. */
const countedIn = (job: string): string => `${job}:trouble`;

/**
 * Counts pulls (or other readings, `job`) of a shop that failed in a row. Orders that do not come are seen by nobody: the staff get a mail, one a day
 * for one reason; at once for what no later run will mend. `undefined` = the pull went well. A shop that is halted has its own mail.
 */
export async function notePull(ctx: Context, shop: string, outcome: Outcome | undefined, job = 'pull'): Promise<void> {
  if (outcome?.kind === 'halt') return;
  const text = await ctx.store.cursor(shop, countedIn(job));
  if (!outcome && text === '') return;
  const at = ctx.now().toString();
  const failed = outcome ? Number(text) + 1 : 0;
  const isTold = outcome !== undefined && (failed >= enough || outcome.kind !== 'retry');
  await ctx.store.write(async (tx) => {
    await tx.setCursor(shop, countedIn(job), outcome ? String(failed) : '', at);
    if (!isTold) return;
    const { code, args } = outcome;
    const words = {
      shop: shopTitle(ctx.config, shop),
      name: shop,
      count: failed,
      job: jobTitle(job),
      ...say(code, args),
    };
    const about = `${job}-trouble ${shop} ${code} ${at.slice(0, 10)}`;
    await tx.putMails(
      staffMails(ctx, about, mailWord('pullTroubleSubject', words), mailWord('pullTroubleBody', words)),
    );
  });
}
