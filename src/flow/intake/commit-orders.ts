import { prepareOrder } from '../../store/prepare-order.ts';
import type { DecidedOrders, DocumentInfo, Writes } from '../../store/types.ts';
import { countMatches } from '../decide/index.ts';
import { lateStopMails } from '../mail/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context } from '../types.ts';
import { takeStand } from './go-live.ts';
import type { OrderPlan } from './plan-orders.ts';
import type { Decided } from './save-in-pages.ts';

/** As it is saved: what takes neither key nor database is done. */
export const prepared = ({ orders, shipments, journal }: Decided): DecidedOrders => ({
  orders: orders.map(prepareOrder),
  shipments,
  journal,
});

/** Writes what a document means for orders, with the mails that it sets off. */
export async function saveOrderPlan(ctx: Context, tx: Writes, info: DocumentInfo, plan: OrderPlan): Promise<void> {
  ctx.onProgress?.({ what: 'save', done: plan.orders.length });
  if (!plan.isSaved) {
    await tx.saveOrders(plan.orders);
    await tx.saveShipments(plan.shipments);
    await tx.addJournal(plan.journal);
  }
  await countMatches(tx, ctx.now(), plan.matched);
  if (plan.goLive !== undefined) await takeStand(ctx, tx, info.shop, plan.goLive);
  await tx.putMails(lateStopMails(ctx, info.hash, plan.lateStops));
}

/** The same, and the stock goes to whoever is first now. */
export async function commitOrders(ctx: Context, tx: Writes, info: DocumentInfo, plan: OrderPlan): Promise<void> {
  await saveOrderPlan(ctx, tx, info, plan);
  await allocate(ctx, tx);
}
