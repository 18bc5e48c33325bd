import { shopTitle } from '../../config/shop-title.ts';
import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { daysBetween, japanDay } from '../../core/time.ts';
import { staffMails } from '../mail/index.ts';
import type { Context, RunResult } from '../types.ts';

/** So many days before a key ends, and on that day, the staff are told: once each. */
const steps = [0, 1, 3, 7, 14, 30, 60];

/**
 * A marketplace's key that ends without a word of the marketplace (Qoo10: a year after it was made) is counted down. Costs one look
 * into the settings per run; says something once per step.
 *
 * @param expires Japan's day of its end as the marketplace itself said; left out: as the settings say
 */
export async function noteKeyEnd(ctx: Context, shop: string, expires?: string): Promise<RunResult['items']> {
  const link = ctx.link?.(shop);
  const day = expires ?? link?.connector.keyEnds?.(link.settings);
  if (!link || !day) return [];
  const left = daysBetween(japanDay(ctx.now()), day);
  const step = left < 0 ? -1 : steps.find((one) => left <= one);
  if (step === undefined) return [];
  const mark = `${day} ${step}`;
  if ((await ctx.store.cursor(shop, 'key-end')) === mark) return [];
  const args = { system: link.connector.title, day, days: Math.max(0, left) };
  const code = left < 0 ? 'key-ended' : 'key-ends-soon';
  const words = { shop: shopTitle(ctx.config, shop), name: shop, ...say(code, args) };
  await ctx.store.write(async (tx) => {
    await tx.setCursor(shop, 'key-end', mark, ctx.now().toString());
    const about = `key-end ${shop} ${mark}`;
    await tx.putMails(staffMails(ctx, about, mailWord('keyEndSubject', words), mailWord('keyEndBody', words)));
  });
  return [{ key: shop, kind: 'fix', code, args }];
}
