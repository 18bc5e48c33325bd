import type { Policy } from '../../connectors/contract.ts';
import type { NoticeKind } from '../../core/notices.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import { kindsToReserve } from './kinds.ts';
import type { NoticeRun } from './notice-run.ts';
import { type LookAgain, workOut } from './work-out.ts';

/** Orders that are worked out in one transaction. */
const page = 200;

/** Before these nothing but the first kinds (確認, 発送予定日 …) can be due. */
const gone: readonly ShipmentState[] = ['issued', 'shipped', 'closed', 'cancelled', 'returned'];

/**
 * Reserves every notice that should have been told and was not, of all kinds that the shop lets us tell (and of those that this
 * pass was asked for), page by page of orders.
 */
export async function reserve(run: NoticeRun): Promise<readonly LookAgain[]> {
  const { ctx } = run;
  const kinds = kindsToReserve(run);
  const numbers = await ordersToWorkOut(run, kinds);
  const again: LookAgain[] = [];
  run.counts.reserved = 0;
  for (let from = 0; from < numbers.length; from += page) {
    const part = numbers.slice(from, from + page);
    const worked = await ctx.store.write((tx) => workOut(run, tx, part, kinds));
    run.counts.reserved += worked.reserved;
    again.push(...worked.again);
    sayProblems(run, worked.problems);
  }
  return again;
}

/** Numbers of the orders of which something may have become due. */
async function ordersToWorkOut({ ctx, shop }: NoticeRun, kinds: readonly NoticeKind[]): Promise<string[]> {
  const isEarly = kinds.some((kind) => kind !== 'ship');
  const shipments = await ctx.store.shipments({ shop: shop.name, ...(!isEarly && { states: gone }) });
  return [...new Set(shipments.map((one) => one.shipment.orderNumber))];
}

/** One line per order and reason, of the kinds that this pass is about. */
function sayProblems(
  run: NoticeRun,
  problems: readonly { readonly order: string; readonly problem: Policy['problems'][number] }[],
): void {
  const said = new Set<string>();
  for (const { order, problem } of problems) {
    const { kind, code, args } = problem;
    if (said.has(`${order} ${code}`) || (kind !== undefined && !run.kinds.includes(kind))) continue;
    said.add(`${order} ${code}`);
    run.items.push({ key: order, kind: 'fix', code, ...(args && { args }) });
  }
}
