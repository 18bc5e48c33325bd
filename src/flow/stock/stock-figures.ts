import { piecesFor, resolveSets, wholeSets } from '../../core/sets.ts';
import { finderFor, type StockReads, setsWith, stockFacts } from './stock-facts.ts';

export interface StockFigure {
  readonly onHand: number;
  /** Pieces that left the house after the level was told. */
  readonly sent: number;
  /** Pieces that open orders need, whether they got them or not. */
  readonly reserved: number;
  /** `onHand − sent − reserved`; below 0 more is ordered than there is. */
  readonly free: number;
  /** セット商品: figures follow from its parts. */
  readonly isSet?: true;
}

/**
 * 在庫 of every SKU that has a level, and of every set all of whose parts have one (X8); or of these SKUs alone. Sets are as many as their
 * scarcest part makes, and nothing is reserved under their own name.
 */
export async function stockFigures(
  reads: StockReads,
  skus?: readonly string[],
): Promise<ReadonlyMap<string, StockFigure>> {
  const { levels, sets, sent, reserved } = await stockFacts(reads, skus);
  const figures = new Map(
    levels.map(({ sku, onHand }): [string, StockFigure] => {
      const [gone, needed] = [sent.get(sku) ?? 0, reserved.get(sku) ?? 0];
      return [sku, { onHand, sent: gone, reserved: needed, free: onHand - gone - needed }];
    }),
  );
  const goods = new Map(figures);
  for (const [sku, parts] of sets) {
    // A set has no stock of its own, whatever a sheet says.
    figures.delete(sku);
    const onHand = wholeSets(parts, (part) => goods.get(part)?.onHand);
    const free = wholeSets(parts, (part) => goods.get(part)?.free);
    if (onHand !== undefined && free !== undefined)
      figures.set(sku, { onHand, sent: 0, reserved: 0, free, isSet: true });
  }
  return figures;
}

/**
 * SKUs whose figures may be other ones than when the stock clock stood at `after`, with the sets that they are in; `all` when the product map
 * or a set changed, because then anything may.
 */
export async function changedSkus(
  reads: StockReads,
  after: number,
): Promise<{ readonly clock: number; readonly skus: readonly string[] | 'all' }> {
  const { clock, isMapChanged, skus } = await reads.stockChanges(after);
  if (after === 0 || isMapChanged) return { clock, skus: 'all' };
  const kinds = await reads.goneItems({ changedAfter: after });
  if (kinds.length === 0 && skus.length === 0) return { clock, skus: [] };
  const { sets } = resolveSets(await reads.setParts());
  const skuOf = await finderFor(reads, kinds);
  const moved = kinds.flatMap(({ shop, item, option }) => [...piecesFor(sets, skuOf(shop, item, option), 1).keys()]);
  const all = new Set([...skus, ...moved]);
  return { clock, skus: [...all, ...setsWith(sets, all)] };
}
