import { nothingUsed } from '../../core/decide/types.ts';
import { customerBase } from '../../core/ids.ts';
import type { Hold } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { carriedBy, carriedOrders } from './carried-orders.ts';
import { decider } from './decider.ts';
import { groupByOrder } from './group-by-order.ts';
import { knownFacts } from './known-facts.ts';
import { countMatches } from './rule-counts.ts';
import { arranged, decideSplitting } from './split-by-rule.ts';

/**
 * Decides stored orders of a shop again, many in few queries; labels that are out stay as they are.
 *
 * @param isOver holds that are no longer true, whatever they are kept for
 * @returns numbers of the orders of which something changed
 */
export async function redecideOrders(
  ctx: Context,
  tx: Writes,
  shop: Shop,
  numbers: readonly string[],
  actor: string,
  isOver: (hold: Hold) => boolean = () => false,
): Promise<readonly string[]> {
  const stored = await tx.orders({ shop: shop.name, numbers });
  const shipments = groupByOrder(await tx.shipments({ shop: shop.name, numbers }));
  const used = await tx.usedNumbers([...new Set(numbers.map(customerBase))]);
  const carried = await carriedOrders(tx, shop.name, stored);
  const known = await knownFacts(
    ctx,
    tx,
    shop,
    stored.map((one) => one.order),
  );
  const decideOrder = decider(ctx, shop, actor, known);
  const changed: string[] = [];
  const matched: (readonly string[])[] = [];
  for (const one of stored) {
    const { number } = one.order;
    const prior = (shipments.get(number) ?? []).map((each) =>
      each.holds.some(isOver) ? { ...each, holds: each.holds.filter((hold) => !isOver(hold)) } : each,
    );
    const facts = {
      ...one,
      bundledOrders: carriedBy(one.arrangement, carried),
      prior,
      ...(used.get(customerBase(number)) ?? nothingUsed),
    };
    const { decided, arrangement } = decideSplitting(ctx, shop, decideOrder, facts, known);
    if (arrangement) await tx.saveOrders([arranged(ctx, one, arrangement)]);
    const saved = new Set(decided.changes.map((each) => each.shipment.id));
    const eased = prior.filter((each) => !saved.has(each.shipment.id) && !shipments.get(number)?.includes(each));
    if (decided.changes.length + eased.length === 0) continue;
    await tx.saveShipments([...decided.changes, ...eased]);
    await tx.addJournal(decided.journal);
    matched.push(decided.matched);
    changed.push(number);
  }
  await countMatches(tx, ctx.now(), matched);
  return changed;
}
