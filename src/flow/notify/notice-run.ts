import type { NoticeKind } from '../../core/notices.ts';
import type { Shop } from '../../core/shop.ts';
import type { Context, Link, RunResult } from '../types.ts';

/** One pass over a shop. */
export interface NoticeRun {
  readonly ctx: Context;
  readonly shop: Shop;
  readonly link: Link;
  /** Kinds that this pass sends, looks into and fetches results of. What is reserved is of all kinds. */
  readonly kinds: readonly NoticeKind[];
  readonly counts: Record<string, number>;
  readonly items: RunResult['items'][number][];
  /** No more calls in this pass. */
  halted: boolean;
}
