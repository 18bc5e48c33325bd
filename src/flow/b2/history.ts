import type { Keyed, LinkRecord, ListPage, PageRequest } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** Days that 連携結果確認 shows (B13). */
const shown = 7;

/** What was linked in the last week, newest first. */
export function linkHistory(ctx: Context, page: PageRequest, days = shown): Promise<ListPage<LinkRecord & Keyed>> {
  const since = ctx
    .now()
    .subtract({ hours: 24 * days })
    .toString();
  return ctx.store.listLinkHistory({ since }, page);
}
