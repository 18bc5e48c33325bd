import type { ProductLink } from '../../core/stock.ts';
import { releaseKnownGoods } from '../intake/index.ts';
import { allocate, listedItems, looseKey, reservationsOf, stockFigures } from '../stock/index.ts';
import type { Context } from '../types.ts';

/** `stock take --json` */
export interface TakenStock {
  /** What is, or would be, on hand from now on. */
  readonly taken: readonly {
    readonly sku: string;
    readonly theirs: number;
    /** Pieces that open orders of this shop need: they are on the shelf, though the marketplace does not offer them any more. */
    readonly reserved: number;
    readonly before: number | null;
    readonly onHand: number;
  }[];
  readonly skipped: readonly {
    readonly sku: string;
    readonly item: string;
    readonly why: 'not-listed' | 'uncounted' | 'differs' | 'set' | 'share';
  }[];
}

/**
 * Takes a marketplace's figures as what is on hand, once, for a shop that counted there until now. It offers what is free, so what open orders of
 * this shop need is added: those pieces lie on the shelf. 安全在庫 is added, too; with a share below 100 % nobody can tell.
 *
 * @returns undefined when the marketplace cannot be asked
 * @throws CallFailed
 */
export async function takeStock(
  ctx: Context,
  shop: string,
  {
    actor,
    note,
    dryRun,
    skus,
  }: {
    readonly actor: string;
    readonly note: string;
    readonly dryRun: boolean;
    /** Only these; absent: everything that the shop's product map names. */
    readonly skus?: readonly string[];
  },
): Promise<TakenStock | undefined> {
  const connection = ctx.link?.(shop)?.connection;
  if (!connection?.listItems) return undefined;
  const all = await ctx.store.products(shop);
  const links = skus ? all.filter((one) => skus.includes(one.sku)) : all;
  const listed = await listedItems(connection, links);
  const portion = ctx.config.shops[shop]?.stock ?? { safety: 0, share: 100 };
  return ctx.store.write(async (tx) => {
    const taken: TakenStock['taken'][number][] = [];
    const skipped: TakenStock['skipped'][number][] = [];
    const sets = new Set((await tx.setParts()).map((one) => one.sku));
    const bySku = Map.groupBy(links, (one) => one.sku);
    const figures = await stockFigures(tx, [...bySku.keys()]);
    for (const [sku, own] of bySku) {
      const skip = (why: TakenStock['skipped'][number]['why'], { item }: ProductLink) =>
        skipped.push({ sku, item, why });
      const theirs = own.map((link) => listed.get(looseKey(link)));
      const at = theirs.findIndex((one) => one === undefined || one.quantity === null);
      const counts = new Set(theirs.map((one) => one?.quantity));
      const shared = own.find((one) => (one.share ?? portion.share) < 100);
      if (sets.has(sku)) skip('set', own[0]!);
      else if (shared) skip('share', shared);
      else if (at >= 0) skip(theirs[at] === undefined ? 'not-listed' : 'uncounted', own[at]!);
      else if (counts.size > 1) skip('differs', own[0]!);
      else {
        const pieces = theirs[0]!.quantity!;
        const reserved = (await reservationsOf(tx, sku, shop)).reduce((sum, one) => sum + one.pieces, 0);
        const figure = figures.get(sku);
        const before = figure ? figure.onHand - figure.sent : null;
        const kept = own[0]!.safety ?? portion.safety;
        taken.push({ sku, theirs: pieces, reserved, before, onHand: pieces + reserved + (pieces > 0 ? kept : 0) });
      }
    }
    if (dryRun || taken.length === 0) return { taken, skipped };
    const at = ctx.now().toString();
    await tx.setStock(taken, '', at, { actor, note });
    await tx.addJournal(
      taken.map(({ sku, before, onHand, theirs }) => ({
        ...{ at, actor, what: 'stock-taken', shop, orderNumber: '', shipment: '' },
        details: { sku, from: before, to: onHand, theirs },
        note,
      })),
    );
    await releaseKnownGoods(ctx, tx);
    await allocate(ctx, tx);
    return { taken, skipped };
  });
}
