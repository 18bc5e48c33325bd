import type { Outcome } from '../../connectors/contract.ts';
import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { staffMails } from '../mail/index.ts';
import type { Context } from '../types.ts';

/** A pull is tried again at every run; after so many in a row that failed, a person should know. */
const enough = 4;
const job = 'pull:trouble';

/**
 * Counts pulls of a shop that failed in a row. Orders that do not come are seen by nobody: the staff get a mail, one a day
 * for one reason; at once for what no later run will mend. `undefined` = the pull went well. A shop that is halted has its own mail.
 */
export async function notePull(ctx: Context, shop: string, outcome: Outcome | undefined): Promise<void> {
  if (outcome?.kind === 'halt') return;
  const text = await ctx.store.cursor(shop, job);
  if (!outcome && text === '') return;
  const at = ctx.now().toString();
  const failed = outcome ? Number(text) + 1 : 0;
  const isTold = outcome !== undefined && (failed >= enough || outcome.kind !== 'retry');
  await ctx.store.write(async (tx) => {
    await tx.setCursor(shop, job, outcome ? String(failed) : '', at);
    if (!isTold) return;
    const { code, args } = outcome;
    const words = { shop: ctx.config.shops[shop]?.title ?? shop, name: shop, count: failed, ...say(code, args) };
    const about = `pull-trouble ${shop} ${code} ${at.slice(0, 10)}`;
    await tx.putMails(
      staffMails(ctx, about, mailWord('pullTroubleSubject', words), mailWord('pullTroubleBody', words)),
    );
  });
}
