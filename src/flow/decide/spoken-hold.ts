import { orderSource } from '../../config/order-source.ts';
import { say } from '../../core/sentences/index.ts';
import type { StoredHold } from '../../store/types.ts';
import type { Workspace } from '../types.ts';

/** A hold in the operator's words; what to do fits how the orders of the shop come. */
export function spokenHold(
  ctx: Pick<Workspace, 'config' | 'layouts'>,
  shop: string,
  { code, args, clearedBy }: StoredHold,
  source = orderSource(ctx, shop),
) {
  return { code, ...say(code, args, source), clearedBy };
}
