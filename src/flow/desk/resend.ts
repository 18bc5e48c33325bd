import { type NoticeKind, sentAgain } from '../../core/notices.ts';
import { say } from '../../core/sentences/index.ts';
import { eachRow } from '../../store/each-row.ts';
import { kindsOf, requestKind, requestNotices, toldBy } from '../notify/index.ts';
import type { Context, LeftOut } from '../types.ts';

/** Orders of one shop: by number, else by days of the order (`YYYY-MM-DD`, both included). */
export interface ResendSearch {
  readonly shop: string;
  readonly kind: NoticeKind;
  readonly numbers?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface Resent {
  /** お客様管理番号 of parcels, or order numbers of what is told of whole orders; in a dry run those that would be sent. */
  readonly requested: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Kinds that a shop's marketplace may be told again by hand: what its connection can tell and takes as an edit, never money. */
export function resendable(ctx: Context, shop: string): readonly NoticeKind[] {
  const link = ctx.link?.(shop);
  if (!link || toldBy(ctx, shop) !== 'api') return [];
  const { repeatable = [] } = link.connection;
  return kindsOf(ctx, shop, link).filter((kind) => sentAgain.includes(kind) && repeatable.includes(kind));
}

/**
 * 再送: has what was told of these orders told again, with what it says today; it goes with the next pass. A notice whose day has gone by goes,
 * too, because a person asked for it. Left out with its reason: what the rules would not send, what is being sent, orders that are not there.
 */
export async function resendNotices(
  ctx: Context,
  search: ResendSearch,
  { dryRun = false, actor = 'operator' } = {},
): Promise<Resent> {
  const { shop, kind, from, to } = search;
  if (!resendable(ctx, shop).includes(kind)) {
    const code = 'notice-not-resendable';
    return { requested: [], leftOut: [{ number: '', customerNo: '', code, ...say(code, { shop }) }] };
  }
  const listed = eachRow((page) => ctx.store.listOrders({ shop, from, to }, page));
  const numbers = search.numbers ?? (await Array.fromAsync(listed, (row) => row.number));
  const known = new Set((await ctx.store.orders({ shop, numbers })).map((one) => one.order.number));
  const unknown = numbers
    .filter((number) => !known.has(number))
    .map((number): LeftOut => {
      const code = 'arrange-no-order';
      return { number, customerNo: '', code, ...say(code, { number }) };
    });
  const wanted = [...known];
  const { requested, leftOut } =
    kind === 'ship'
      ? await requestNotices(ctx, shop, wanted, { dryRun, actor })
      : await requestKind(ctx, shop, wanted, kind, { dryRun, actor });
  return { requested, leftOut: [...unknown, ...leftOut] };
}
