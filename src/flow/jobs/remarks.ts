import { shopTitle } from '../../config/shop-title.ts';
import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { staffMails } from '../mail/index.ts';
import type { Context, RunResult } from '../types.ts';

/** What a connection wants known of its calls (the day's calls run short): in the run that it came up in, and by mail, once per mark. */
export async function noteRemarks(ctx: Context, shop: string): Promise<RunResult['items']> {
  const remarks = ctx.link?.(shop)?.connection.remarks?.() ?? [];
  const items: RunResult['items'][number][] = [];
  for (const { mark, code, args = {} } of remarks) {
    if ((await ctx.store.cursor(shop, 'remark')) === mark) continue;
    const words = { shop: shopTitle(ctx.config, shop), name: shop, ...say(code, args) };
    await ctx.store.write(async (tx) => {
      await tx.setCursor(shop, 'remark', mark, ctx.now().toString());
      const about = `remark ${shop} ${mark}`;
      await tx.putMails(staffMails(ctx, about, mailWord('remarkSubject', words), mailWord('remarkBody', words)));
    });
    items.push({ key: shop, kind: 'fix', code, args });
  }
  return items;
}
