import { shopTitle } from '../../config/shop-title.ts';
import { openTime } from '../../core/open-hours.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { Shop } from '../../core/shop.ts';
import { japanMinute } from '../../core/time.ts';
import { staffMails } from '../mail/index.ts';
import type { Context, RunResult } from '../types.ts';

/** Longer ago it is not counted any more, ms: a shop that sells nothing for a month is known to. */
const longest = 30 * 86_400_000;

/**
 * T18: a shop without a new order for longer than it says (`silence`), counted in its business hours only. One mail for each time that it
 * falls silent; a shop that never had an order is not silent yet. Costs one look by index for each such shop.
 */
export async function mailSilence(ctx: Context): Promise<RunResult> {
  const items: RunResult['items'][number][] = [];
  for (const { shop, last } of await silentShops(ctx)) {
    const mark = last.toString();
    if ((await ctx.store.cursor(shop.name, 'silence')) === mark) continue;
    const words = {
      shop: shopTitle(ctx.config, shop.name),
      name: shop.name,
      since: japanMinute(last),
      hours: hoursOf(shop),
    };
    await ctx.store.write(async (tx) => {
      await tx.setCursor(shop.name, 'silence', mark, ctx.now().toString());
      const about = `silence ${shop.name} ${mark}`;
      await tx.putMails(staffMails(ctx, about, mailWord('silenceSubject', words), mailWord('silenceBody', words)));
    });
    items.push({ key: shop.name, kind: 'fix', code: 'nothing-came-in', args: { since: words.since } });
  }
  return { counts: { silent: items.length }, items, changed: false };
}

/** Shops that are silent now, with their last order. Costs one look by index for each shop that says when it is silent. */
export async function silentShops(
  ctx: Context,
): Promise<readonly { readonly shop: Shop; readonly last: Temporal.Instant }[]> {
  const silent = [];
  for (const shop of Object.values(ctx.config.shops)) {
    if (!shop.silence) continue;
    const last = await lastOrder(ctx, shop);
    if (last !== undefined && isSilent(shop, last, ctx.now())) silent.push({ shop, last });
  }
  return silent;
}

/** So many business hours without an order make a shop silent. */
export const hoursOf = ({ silence = 0 }: Shop): number => Math.round(silence / 360_000) / 10;

/** When the newest order was made, or came in where it tells no time. */
async function lastOrder(ctx: Context, { name }: Shop): Promise<Temporal.Instant | undefined> {
  const [newest] = (await ctx.store.listOrders({ shop: name }, { limit: 1 })).rows;
  return newest && Temporal.Instant.from(newest.orderedAt ?? newest.at);
}

function isSilent({ silence = 0, open }: Shop, last: Temporal.Instant, now: Temporal.Instant): boolean {
  const to = now.epochMilliseconds;
  const from = Math.max(last.epochMilliseconds, to - longest);
  return to > from && openTime(open, from, to, silence) >= silence;
}
