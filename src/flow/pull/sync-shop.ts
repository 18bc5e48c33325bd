import type { ShipmentState } from '../../core/shipment.ts';
import { eachRow } from '../../store/each-row.ts';
import type { Context, RunResult } from '../types.ts';
import { notePull } from './pull-trouble.ts';
import { takePages } from './take-pages.ts';

/** Something may still happen to an order whose shipments stand here. */
const open: readonly ShipmentState[] = ['held', 'backordered', 'ready', 'issuing', 'issued', 'shipped'];

/**
 * 同期: reads the orders that are still open at the marketplace again, so that payments, cancellations, wishes to cancel, addresses
 * and status words come in through the same door as a pull. What did not change leaves nothing behind.
 */
export async function syncShop(ctx: Context, shopName: string): Promise<RunResult> {
  const pages = takePages(ctx, shopName, { onlyNews: true });
  const readOrders = ctx.link?.(shopName)?.connection.readOrders;
  if (!readOrders) return pages.result();
  const rows = eachRow((page) => ctx.store.listOrders({ shop: shopName, states: open }, page));
  const numbers = await Array.fromAsync(rows, (row) => row.number);
  if (numbers.length === 0) return pages.result();
  const orders = (await ctx.store.orders({ shop: shopName, numbers })).map((one) => one.order);
  const failed = await pages.search(readOrders(orders));
  await notePull(ctx, shopName, failed, 'sync');
  return pages.result();
}
