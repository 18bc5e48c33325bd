import type { Context } from '../types.ts';
import { type Arranged, type Arranger, arranging, bring, entry, rearrange } from './arranging.ts';

export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Gives tags to an order or takes them away; rules that ask for tags decide it anew. */
export function tagOrder(
  ctx: Context,
  number: string,
  { add, remove }: TagChange,
  { shop, actor = 'operator' }: Arranger = {},
): Promise<Arranged> {
  return arranging(ctx, async (tx) => {
    const desk = await bring(ctx, tx, number, shop);
    const before = desk.arrangement.tags ?? [];
    const tags = [...new Set([...before, ...add])].filter((one) => !remove.includes(one));
    const done = { shop: desk.shop.name, numbers: [number] };
    if (tags.length === before.length && tags.every((one) => before.includes(one))) return done;
    const { tags: _, ...rest } = desk.arrangement;
    await tx.addJournal([entry(ctx, desk, actor, 'order-tagged', { tags: tags.join('、') })]);
    await rearrange(ctx, tx, desk, { ...rest, ...(tags.length > 0 && { tags }) }, actor);
    return done;
  });
}
