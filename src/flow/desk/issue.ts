import { type ApiIssueReport, B2Refused, issueByApi, perRun } from '../b2/index.ts';
import { issueShipments } from '../issue/index.ts';
import { checkBefore } from '../standing/index.ts';
import type { Context, IssueReport } from '../types.ts';

export interface NamedIssue {
  /** お客様管理番号: unique over all shops. */
  readonly customerNos: readonly string[];
  readonly actor: string;
  /** Only says what would happen. */
  readonly dryRun?: boolean;
  /** 再発行: written or handed over already, and once more on purpose. The note says why. */
  readonly reissue?: { readonly note: string };
}

/**
 * 連携: hands these shipments over to B2 Cloud; its edit screen is where they are printed.
 *
 * @throws StoreRefused when the store does not fit what stands outside · B2Refused when no B2 Cloud is set up
 */
export async function handOverNamed(
  ctx: Context,
  { customerNos, actor, dryRun, reissue }: NamedIssue,
): Promise<ApiIssueReport> {
  if (!dryRun) await checkBefore(ctx, 'command');
  return issueByApi(ctx, { orders: customerNos, actor, dryRun, reissue });
}

/** Is there a B2 Cloud to hand over to? */
export const canHandOver = (ctx: Context): boolean => ctx.carrier?.() !== undefined;

/** How many shipments one hand-over takes at most: more are handed over in several. */
export const handOverSize = (ctx: Context): number => perRun(ctx);

export { B2Refused };

/**
 * CSV出力: writes these shipments into files for B2 Cloud, a thousand rows each.
 *
 * @throws StoreRefused when the store does not fit what stands outside
 */
export async function writeNamed(
  ctx: Context,
  { customerNos, actor, dryRun, reissue }: NamedIssue,
): Promise<IssueReport> {
  if (!dryRun) await checkBefore(ctx, 'command');
  return issueShipments(ctx, { orders: customerNos, actor, reissue, ...(dryRun && { dryRun }) });
}
