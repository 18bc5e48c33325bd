/** Pieces by SKU that one shipment needs. */
export type Pieces = ReadonlyMap<string, number>;

export interface Claim {
  readonly id: string;
  /** Epoch milliseconds of the order; unknown = last. */
  readonly orderedAt: number | null;
  readonly orderNumber: string;
  readonly serial: number;
  readonly pieces: Pieces;
}

/**
 * 引当: in the order of their order time, each shipment gets all its pieces or none (one that has to wait keeps nothing
 * back from the others). The same facts give the same answer, whatever order they came in.
 *
 * @param free pieces on hand that nobody has yet; a SKU that is not there has none.
 * @returns ids of those that got their pieces.
 */
export function allocatePieces(free: Pieces, claims: readonly Claim[]): ReadonlySet<string> {
  const left = new Map(free);
  const got = new Set<string>();
  for (const { id, pieces } of [...claims].sort(byTime)) {
    if ([...pieces].some(([sku, count]) => (left.get(sku) ?? 0) < count)) continue;
    for (const [sku, count] of pieces) left.set(sku, (left.get(sku) ?? 0) - count);
    got.add(id);
  }
  return got;
}

function byTime(a: Claim, b: Claim): number {
  const [one, other] = [a.orderedAt ?? Number.POSITIVE_INFINITY, b.orderedAt ?? Number.POSITIVE_INFINITY];
  if (one !== other) return one < other ? -1 : 1;
  if (a.orderNumber !== b.orderNumber) return a.orderNumber < b.orderNumber ? -1 : 1;
  if (a.serial !== b.serial) return a.serial - b.serial;
  return a.id < b.id ? -1 : 1;
}

/** Adds up pieces. */
export function addPieces(sum: Map<string, number>, pieces: Pieces): void {
  for (const [sku, count] of pieces) sum.set(sku, (sum.get(sku) ?? 0) + count);
}
