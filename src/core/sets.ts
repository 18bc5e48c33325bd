import { addPieces, type Pieces } from './allocation.ts';
import type { SetPart } from './stock.ts';

/** Sets by their SKU: pieces of each part, sets within sets taken apart down to goods with a stock of their own. */
export type Sets = ReadonlyMap<string, Pieces>;

/**
 * Takes sets within sets apart. What goes in a circle (a set that holds itself, at whatever depth) is no set: it is left out and named.
 *
 * @returns `circles`: SKUs of sets that hold themselves
 */
export function resolveSets(parts: readonly SetPart[]): { sets: Sets; circles: readonly string[] } {
  const bySku = Map.groupBy(parts, (one) => one.sku);
  const sets = new Map<string, Pieces>();
  const circles = new Set<string>();
  const walk = (sku: string, above: readonly string[]): Pieces | undefined => {
    const done = sets.get(sku);
    if (done) return done;
    if (circles.has(sku) || above.includes(sku)) {
      for (const one of above.slice(Math.max(0, above.indexOf(sku)))) circles.add(one);
      return undefined;
    }
    const pieces = new Map<string, number>();
    for (const { part, quantity } of bySku.get(sku)!) {
      const inner = bySku.has(part) ? walk(part, [...above, sku]) : new Map([[part, 1]]);
      if (!inner) circles.add(sku);
      else addPieces(pieces, times(inner, quantity));
    }
    if (circles.has(sku)) return undefined;
    sets.set(sku, pieces);
    return pieces;
  };
  for (const sku of bySku.keys()) walk(sku, []);
  return { sets, circles: [...circles] };
}

/** Pieces on the shelf that so many of a SKU need: of a set its parts. */
export const piecesFor = (sets: Sets, sku: string, quantity: number): Pieces =>
  times(sets.get(sku) ?? new Map([[sku, 1]]), quantity);

const times = (pieces: Pieces, count: number): Pieces =>
  new Map([...pieces].map(([sku, quantity]) => [sku, quantity * count]));

/** How many whole sets so many free pieces make; undefined where nobody counts one of the parts. */
export function wholeSets(parts: Pieces, freeOf: (sku: string) => number | undefined): number | undefined {
  let least = Number.POSITIVE_INFINITY;
  for (const [sku, count] of parts) {
    const free = freeOf(sku);
    if (free === undefined) return undefined;
    least = Math.min(least, Math.floor(free / count));
  }
  return least === Number.POSITIVE_INFINITY ? undefined : least;
}
