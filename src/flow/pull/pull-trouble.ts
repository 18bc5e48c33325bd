import { shopTitle } from '../../config/shop-title.ts';
import type { Outcome } from '../../connectors/contract.ts';
import { say } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { staffMails } from '../mail/index.ts';
import type { Context } from '../types.ts';

/** A pull is tried again at every run; after so many in a row that failed, a person should know. */
const enough = 4;
/** Maintenance is announced, and lasts a night. */
const enoughMaintenance = 32;

/** Ms since a shop's pull went well for the last time, when that is longer than usual; 0 otherwise, and for the first one. */
export async function awayFor(ctx: Context, shop: string): Promise<number> {
  const last = await ctx.store.cursor(shop, lastGood('pull'));
  const away = last === '' ? 0 : ctx.now().epochMilliseconds - Temporal.Instant.from(last).epochMilliseconds;
  return away >= longAway ? away : 0;
}

/** Where the failures of a job are counted. */
const countedIn = (job: string): string => `${job}:trouble`;
const lastGood = (job: string): string => `${job}:good`;

/** A shop that was not read for so long, ms (the computer was off, the marketplace away), is one that comes back. */
const longAway = 3 * 3_600_000;

/**
 * Counts pulls (or other readings, `job`) of a shop that failed in a row. Orders that do not come are seen by nobody: the staff get a
 * mail, one a day for one reason; at once for what no later run will mend. `undefined` = it went well. A shop that is halted has its
 * own mail.
 *
 * @returns whether the shop is back: it went well after failing so often that somebody was told, or after hours without a try
 */
export async function notePull(
  ctx: Context,
  shop: string,
  outcome: Outcome | undefined,
  job = 'pull',
): Promise<boolean> {
  // Stopped by a person: nothing is wrong with the shop.
  if (outcome?.kind === 'halt' || outcome?.code === 'stopped-while-waiting' || outcome?.code === 'stopped-by-person')
    return false;
  const now = ctx.now();
  const at = now.toString();
  const failed = Number(await ctx.store.cursor(shop, countedIn(job)));
  if (!outcome) {
    const last = await ctx.store.cursor(shop, lastGood(job));
    const away = last === '' ? 0 : now.epochMilliseconds - Temporal.Instant.from(last).epochMilliseconds;
    await ctx.store.write(async (tx) => {
      await tx.setCursor(shop, lastGood(job), at, at);
      if (failed > 0) await tx.setCursor(shop, countedIn(job), '', at);
    });
    return failed >= enough || away >= longAway;
  }
  const times = failed + 1;
  await ctx.store.write(async (tx) => {
    await tx.setCursor(shop, countedIn(job), String(times), at);
    const most = outcome.code === 'shop-maintenance' ? enoughMaintenance : enough;
    if (times < most && outcome.kind === 'retry') return;
    const { code, args } = outcome;
    const title = shopTitle(ctx.config, shop);
    const words = { shop: title, name: shop, count: times, job: jobTitle(job), ...say(code, args) };
    const about = `${job}-trouble ${shop} ${code} ${at.slice(0, 10)}`;
    await tx.putMails(
      staffMails(ctx, about, mailWord('pullTroubleSubject', words), mailWord('pullTroubleBody', words)),
    );
  });
  return false;
}
