import { addPieces, type Pieces } from '../../core/allocation.ts';
import { piecesFor, resolveSets, type Sets } from '../../core/sets.ts';
import type { StockLevel } from '../../core/stock.ts';
import type { GoneItem, Reads } from '../../store/types.ts';
import { itemsIn, type SkuFinder, skuFinder } from './sku-finder.ts';

export type StockReads = Pick<
  Reads,
  | 'stock'
  | 'stockTimes'
  | 'products'
  | 'productsOf'
  | 'setParts'
  | 'goneItems'
  | 'gonePieces'
  | 'goneOptions'
  | 'openPieces'
  | 'stockChanges'
>;

export interface StockFacts {
  readonly levels: readonly StockLevel[];
  readonly sets: Sets;
  /** Pieces that left the house after the level came in: it still counts them, and they are gone. A parcel is gone when it has its number. */
  readonly sent: Pieces;
  /** Pieces that shipments need which have not left the house. */
  readonly reserved: Pieces;
}

/**
 * What the figures of all goods are made of, or of these SKUs (with the parts of those that are sets): then only what concerns them is
 * read.
 */
export async function stockFacts(reads: StockReads, skus?: readonly string[]): Promise<StockFacts> {
  const { sets } = resolveSets(await reads.setParts());
  const wanted = skus && [...new Set(skus.flatMap((sku) => [...piecesFor(sets, sku, 1).keys()]))];
  const levels = await reads.stock(wanted);
  const times = momentsOf(await reads.stockTimes(wanted));
  const kinds = wanted ? await kindsOf(reads, sets, wanted) : await kindsSince(reads, times);
  const skuOf = await finderFor(reads, kinds);
  const open = await reads.openPieces(wanted && kinds.map((one) => one.no));
  const reserved = new Map<string, number>();
  for (const { no, shop, item, option } of kinds) {
    const sku = skuOf(shop, item, option);
    if (sku !== '') addPieces(reserved, piecesFor(sets, sku, open.get(no) ?? 0));
  }
  return { levels, sets, reserved, sent: await sentPieces(reads, kinds, times, sets, skuOf) };
}

/** Levels of one sheet speak of one moment: it is read once. */
function momentsOf(times: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const moments = new Map<string, number>();
  const read = (text: string): number => {
    const known = moments.get(text) ?? Temporal.Instant.from(text).epochMilliseconds;
    moments.set(text, known);
    return known;
  };
  return new Map([...times].map(([sku, at]) => [sku, read(at)]));
}

/** Goods that count in any figure: needed now, or gone since the oldest level. */
function kindsSince(reads: StockReads, times: ReadonlyMap<string, number>): Promise<GoneItem[]> {
  let oldest = Number.POSITIVE_INFINITY;
  for (const at of times.values()) oldest = Math.min(oldest, at);
  return reads.goneItems({ movedAfter: oldest === Number.POSITIVE_INFINITY ? Number.MAX_SAFE_INTEGER : oldest });
}

/** Goods that may be one of these SKUs or a set with one of them in it, and all sets. */
export async function goodsOf(
  reads: Pick<StockReads, 'setParts' | 'productsOf' | 'goneItems'>,
  skus: readonly string[],
): Promise<{ readonly kinds: readonly GoneItem[]; readonly sets: Sets }> {
  const { sets } = resolveSets(await reads.setParts());
  return { kinds: await kindsOf(reads, sets, skus), sets };
}

async function kindsOf(
  reads: Pick<StockReads, 'productsOf' | 'goneItems'>,
  sets: Sets,
  skus: readonly string[],
): Promise<GoneItem[]> {
  const own = [...skus, ...setsWith(sets, new Set(skus))];
  const links = await reads.productsOf(own);
  const names = links.flatMap(({ item, option }) => (option === '' ? [item] : [item, `${item}-${option}`]));
  return reads.goneItems({ names: [...new Set([...own, ...names])] });
}

/** Sets that one of these goods is in. */
export const setsWith = (sets: Sets, skus: ReadonlySet<string>): string[] =>
  [...sets].flatMap(([sku, parts]) => ([...parts.keys()].some((part) => skus.has(part)) ? [sku] : []));

/** Finds the SKU of goods as the store names them (options as keys). */
export async function finderFor(
  reads: Pick<StockReads, 'products' | 'goneOptions'>,
  kinds: readonly GoneItem[],
): Promise<SkuFinder> {
  if (kinds.length === 0) return skuFinder([]);
  const names = [...new Set(kinds.flatMap((one) => itemsIn(one.item)))];
  const links = await reads.products(undefined, names);
  const keys = await reads.goneOptions([...new Set(links.map((one) => one.option))]);
  return skuFinder(links, (option) => keys.get(option) ?? []);
}

/**
 * Pieces that left since the level of their SKU, counted by the store for each kind of goods: the cost follows what was sold since then,
 * not what was ever sold. Parts of one set may have levels of different moments: each is counted from its own.
 */
async function sentPieces(
  reads: StockReads,
  kinds: readonly GoneItem[],
  times: ReadonlyMap<string, number>,
  sets: Sets,
  skuOf: SkuFinder,
): Promise<Pieces> {
  const sent = new Map<string, number>();
  const rounds: { no: number; after: number; parts: [string, number][] }[][] = [];
  for (const { no, shop, item, option, lastAt } of kinds) {
    const parts = [...piecesFor(sets, skuOf(shop, item, option), 1)].flatMap(([sku, count]) => {
      const after = times.get(sku);
      return after === undefined || lastAt <= after ? [] : [{ sku, count, after }];
    });
    const byTime = [...Map.groupBy(parts, (one) => one.after)];
    for (const [round, [after, own]] of byTime.entries()) {
      const asked = { no, after, parts: own.map(({ sku, count }): [string, number] => [sku, count]) };
      if (rounds[round]) rounds[round].push(asked);
      else rounds[round] = [asked];
    }
  }
  for (const asked of rounds) {
    const pieces = await reads.gonePieces(asked);
    for (const { no, parts } of asked)
      for (const [sku, count] of parts) addPieces(sent, new Map([[sku, count * (pieces.get(no) ?? 0)]]));
  }
  return sent;
}
