import type { Context, RunResult } from '../types.ts';
import { kindsOf } from './kinds.ts';
import type { NoticeRun } from './notice-run.ts';
import { reserve } from './reserve.ts';
import { writeNotices } from './write-notice-files.ts';

/**
 * 全件の見直し of every shop (or one): works out all orders, page by page, whether something happened to them or not. Sends nothing:
 * what it reserves goes out with the next pass. What it finds although nothing had marked it is said.
 */
export async function recheckShops(ctx: Context, only = ''): Promise<RunResult> {
  const counts: Record<string, number> = {};
  const items: RunResult['items'][number][] = [];
  const add = (name: string, count = 0) => {
    if (count > 0) counts[name] = (counts[name] ?? 0) + count;
  };
  for (const shop of Object.values(ctx.config.shops)) {
    if (only !== '' && shop.name !== only) continue;
    const link = ctx.link?.(shop.name);
    if (link?.connector.policy) {
      const kinds = kindsOf(ctx, shop.name, link);
      const run: NoticeRun = { ctx, shop, link, kinds, counts: {}, items: [], halted: false };
      await reserve(run, true);
      add('reserved', run.counts.reserved);
      add('rechecked', run.counts.rechecked);
      // What keeps notices from being due was said when it happened, and is said by `run notify --all`.
      items.push(...run.items.filter((item) => item.code === notMarked));
    } else {
      const { shipments, missed, rechecked } = await writeNotices(ctx, shop.name, { all: true });
      add('told', shipments.length);
      add('rechecked', rechecked);
      items.push(...missed.map((key) => ({ key, kind: 'bug', code: notMarked })));
    }
  }
  return { counts, items, changed: (counts.reserved ?? 0) + (counts.told ?? 0) > 0 };
}

const notMarked = 'order-was-not-marked';
