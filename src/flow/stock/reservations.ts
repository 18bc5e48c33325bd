import { piecesFor } from '../../core/sets.ts';
import type { GoneItem, Reads } from '../../store/types.ts';
import { finderFor, goodsOf, type StockReads } from './stock-facts.ts';

/** Pieces of one SKU that a shipment needs. */
export interface Reservation {
  /** Shipment id. */
  readonly shipment: string;
  readonly pieces: number;
}

/** Which shipments need pieces of a SKU, also as a part of sets; `ofShop`: only orders of that shop. */
export async function reservationsOf(
  reads: StockReads & Pick<Reads, 'reserving'>,
  sku: string,
  ofShop?: string,
): Promise<Reservation[]> {
  const { kinds, sets } = await goodsOf(reads, [sku]);
  const skuOf = await finderFor(reads, kinds);
  const each = new Map(
    kinds
      .filter((one) => ofShop === undefined || one.shop === ofShop)
      .flatMap(({ no, shop, item, option }: GoneItem): [number, number][] => {
        const count = piecesFor(sets, skuOf(shop, item, option), 1).get(sku);
        return count === undefined ? [] : [[no, count]];
      }),
  );
  const rows = await reads.reserving([...each.keys()]);
  const sum = new Map<string, number>();
  for (const { item, shipment, quantity } of rows)
    sum.set(shipment, (sum.get(shipment) ?? 0) + quantity * (each.get(item) ?? 0));
  return [...sum].map(([shipment, pieces]) => ({ shipment, pieces }));
}
