import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { releaseKnownGoods } from '../intake/index.ts';
import { allocate, stockFigures } from '../stock/index.ts';
import type { Context } from '../types.ts';

/** Either a count of what is on the shelf, or what came or went. */
export type StockChange = { readonly to: number } | { readonly add: number };

export type StockSet =
  | { readonly done: true; readonly sku: string; readonly before: number | null; readonly onHand: number }
  | { readonly done: false; readonly code: SentenceCode; readonly sentence: string; readonly remedy: string };

/**
 * Sets what is on hand of a SKU by hand, journaled with who and why. A count speaks of now: what left before is not in it any more. What is added
 * comes on top of what is there now. Orders that waited for it go on in the same transaction.
 */
export function setStock(
  ctx: Context,
  sku: string,
  change: StockChange,
  { actor, note }: { readonly actor: string; readonly note: string },
): Promise<StockSet> {
  const refuse = (code: SentenceCode, args: SentenceArgs): StockSet => ({ done: false, code, ...say(code, args) });
  return ctx.store.write(async (tx) => {
    const parts = (await tx.setParts()).filter((one) => one.sku === sku);
    if (parts.length > 0) return refuse('stock-set-has-parts', { sku, parts: parts.map((one) => one.part).join('、') });
    const figure = (await stockFigures(tx, [sku])).get(sku);
    const now = figure ? figure.onHand - figure.sent : null;
    if ('add' in change && now === null) return refuse('stock-no-such-sku', { sku });
    const onHand = 'to' in change ? change.to : (now ?? 0) + change.add;
    if (onHand < 0 && 'add' in change) return refuse('stock-below-zero', { sku, now: now ?? 0, add: change.add });
    const at = ctx.now().toString();
    await tx.setStock([{ sku, onHand }], '', at, { actor, note });
    await tx.addJournal([
      {
        ...{ at, actor, what: 'stock-set', shop: '', orderNumber: '', shipment: '' },
        details: { sku, from: now, to: onHand, how: 'to' in change ? 'count' : 'add' },
        note,
      },
    ]);
    await releaseKnownGoods(ctx, tx);
    await allocate(ctx, tx);
    return { done: true, sku, before: now, onHand };
  });
}

/** The next run tells these again, though nothing changed. Gives how many items. */
export function resendStock(
  ctx: Context,
  skus: readonly string[],
  shop: string | undefined,
  actor: string,
): Promise<number> {
  return ctx.store.write(async (tx) => {
    const links = await tx.productsOf(skus, shop);
    let count = 0;
    for (const [name, own] of Map.groupBy(links, (one) => one.shop)) {
      const told = await tx.toldStock(name, { items: [...new Set(own.map((one) => one.item))] });
      const again = told.filter((one) => own.some((link) => link.item === one.item && link.option === one.option));
      await tx.setToldStock(
        name,
        again.map((one) => ({ ...one, state: 'failed' as const })),
      );
      count += again.length;
    }
    const at = ctx.now().toString();
    const details = { skus: skus.join(' '), items: count };
    await tx.addJournal([
      { at, actor, what: 'stock-resend', shop: shop ?? '', orderNumber: '', shipment: '', details },
    ]);
    return count;
  });
}
