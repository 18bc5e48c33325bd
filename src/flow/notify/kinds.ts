import { type NoticeKind, noticeKinds } from '../../core/notices.ts';
import type { Context, Link } from '../types.ts';
import type { NoticeRun } from './notice-run.ts';

/** Kinds of notices that the bridge tells a shop's marketplace: what the connection can, less what `bridge.yaml` switched off. */
export function kindsOf(ctx: Pick<Context, 'config'>, shop: string, { connection }: Link): readonly NoticeKind[] {
  const off = ctx.config.jobsOff?.[shop] ?? [];
  return noticeKinds.filter((kind) => connection.tell?.[kind] !== undefined && !off.includes(kind));
}

/** Kinds that a pass reserves: what the shop lets us tell, and what the pass was asked for. */
export function kindsToReserve({ ctx, shop, link, kinds }: NoticeRun): readonly NoticeKind[] {
  return noticeKinds.filter((kind) => kinds.includes(kind) || kindsOf(ctx, shop.name, link).includes(kind));
}
