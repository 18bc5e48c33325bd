import type { LinkRecord } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** Days that 連携結果確認 shows (B13). */
const shown = 7;

/** What was linked in the last week, newest first. */
export function linkHistory(ctx: Context, days = shown): Promise<LinkRecord[]> {
  return ctx.store.linkHistory({
    since: ctx
      .now()
      .subtract({ hours: 24 * days })
      .toString(),
  });
}
