import { nothingUsed } from '../../core/decide/types.ts';
import { customerBase } from '../../core/ids.ts';
import type { Hold } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredOrder, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { carriedBy, carriedOrders } from './carried-orders.ts';
import { decider } from './decider.ts';
import { knownFacts } from './known-facts.ts';
import { countMatches } from './rule-counts.ts';
import { arranged, decideSplitting } from './split-by-rule.ts';

/** Decides a stored order again after a person changed something about it, inside that change's transaction. */
export async function redecide(
  ctx: Context,
  tx: Writes,
  shop: Shop,
  stored: StoredOrder,
  actor: string,
  /** Holds that are no longer true, whatever they are kept for. */
  isOver: (hold: Hold) => boolean = () => false,
): Promise<void> {
  const { order } = stored;
  const prior = await tx.shipments({ shop: shop.name, numbers: [order.number] });
  const base = customerBase(order.number);
  const used = await tx.usedNumbers([base]);
  const known = await knownFacts(ctx, tx, shop, [order]);
  const facts = {
    ...stored,
    bundledOrders: carriedBy(stored.arrangement, await carriedOrders(tx, shop.name, [stored])),
    prior: prior.map((one) => ({ ...one, holds: one.holds.filter((hold) => !isOver(hold)) })),
    ...(used.get(base) ?? nothingUsed),
  };
  const { decided, arrangement } = decideSplitting(ctx, shop, decider(ctx, shop, actor, known), facts, known);
  if (arrangement) await tx.saveOrders([arranged(ctx, stored, arrangement)]);
  // Otherwise unchanged, but a hold of it is over.
  const saved = new Set(decided.changes.map((one) => one.shipment.id));
  const eased = prior
    .filter((one) => one.holds.some(isOver) && !saved.has(one.shipment.id))
    .map((one) => ({ ...one, holds: one.holds.filter((hold) => !isOver(hold)) }));
  await tx.saveShipments([...decided.changes, ...eased]);
  await tx.addJournal(decided.journal);
  await countMatches(tx, ctx.now(), [decided.matched]);
}
