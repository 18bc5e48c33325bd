import type { DocumentInfo, Reads } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { ownNumbers } from './own-numbers.ts';
import { type OrderPlan, planOrders } from './plan-orders.ts';
import type { Recognised } from './recognise.ts';

/**
 * Orders of a document that was taken before, of which nothing is known to this day: they were refused then (by a rule of the layout that is
 * another one now, with a page that nobody could read) and can be read now. Null when there are none. Those that are known stay as
 * they are: an older file must not undo what came later.
 */
export async function planLaterOrders(
  ctx: Context,
  reads: Reads,
  info: DocumentInfo,
  { opened, read }: Recognised,
): Promise<OrderPlan | null> {
  const shop = ctx.config.shops[info.shop];
  if (!shop || opened.match.layout.yields !== 'order' || read.orders.length === 0) return null;
  const own = await ownNumbers(reads, shop, read.orders);
  const missing = own.read.filter(({ order }) => !own.known.has(order.number));
  if (missing.length === 0) return null;
  const origin = { document: info.hash, file: info.name, layout: info.layout };
  return planOrders(ctx, reads, shop, missing, origin, info.at, opened.facts.format === 'json');
}
