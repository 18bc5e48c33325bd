import { addPieces, type Pieces } from '../../core/allocation.ts';
import { goodsInParcel, type Shipment, type ShipmentState } from '../../core/shipment.ts';
import type { ProductLink } from '../../core/stock.ts';
import type { Reads, StoredShipment } from '../../store/types.ts';

/** Goods of these are still in the house, or counted as if they were. */
export const openStates: readonly ShipmentState[] = ['held', 'backordered', 'ready', 'issuing', 'issued'];

export interface StockFigure {
  readonly onHand: number;
  /** Pieces that open orders need, whether they got them or not. */
  readonly reserved: number;
  /** `onHand − reserved`, never below 0: what may still be sold. */
  readonly free: number;
}

type StockReads = Pick<Reads, 'shipments' | 'stock' | 'stockTimes' | 'products'>;

/** 在庫 as marketplaces may be told it, for every SKU of the 在庫表 (X8). */
export async function stockFigures(reads: StockReads): Promise<ReadonlyMap<string, StockFigure>> {
  const { levels, open, left, piecesOf } = await stockFacts(reads);
  const reserved = new Map(left);
  for (const { shipment } of open) addPieces(reserved, piecesOf(shipment));
  return new Map(
    levels.map(({ sku, onHand }) => {
      const count = reserved.get(sku) ?? 0;
      return [sku, { onHand, reserved: count, free: Math.max(0, onHand - count) }];
    }),
  );
}

/**
 * Levels of the stock sheet, open shipments, and pieces that left the house after the sheet came in (`left`): the sheet
 * still counts them, and they are gone. A shipment counts as gone when its number is registered.
 */
export async function stockFacts(reads: StockReads) {
  const levels = await reads.stock();
  const times = new Map([...(await reads.stockTimes())].map(([sku, at]) => [sku, Temporal.Instant.from(at)]));
  const piecesOf = pieceCounter(await reads.products());
  const open = await reads.shipments({ states: openStates });
  const left = new Map<string, number>();
  for (const stored of await goneSince(reads, [...times.values()])) {
    const at = Temporal.Instant.from(stored.waybills.at(-1)!.at);
    for (const [sku, count] of piecesOf(stored.shipment)) {
      const told = times.get(sku);
      if (told && Temporal.Instant.compare(at, told) > 0) addPieces(left, new Map([[sku, count]]));
    }
  }
  return { levels, open, left, piecesOf };
}

async function goneSince(reads: StockReads, times: readonly Temporal.Instant[]): Promise<readonly StoredShipment[]> {
  if (times.length === 0) return [];
  const first = times.reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b));
  // Without its ending the text stands before every instant of that second, with or without fractions.
  const waybillAfter = first.toString({ smallestUnit: 'second' }).replace('Z', '');
  return reads.shipments({ states: ['shipped', 'closed'], waybillAfter });
}

/**
 * The marketplace's item → our SKU by the product map; without an entry the item's code is the SKU. An order line may also carry
 * item and option as one code with a hyphen between them (Qoo10). Lines without a code are no goods.
 */
function pieceCounter(links: readonly ProductLink[]): (shipment: Shipment) => Pieces {
  const joined = links.flatMap((one): [string, string][] =>
    one.option === '' ? [] : [[[one.shop, `${one.item}-${one.option}`, ''].join('\u0000'), one.sku]],
  );
  const own = links.map((one): [string, string] => [[one.shop, one.item, one.option].join('\u0000'), one.sku]);
  const skus = new Map([...joined, ...own]);
  return (shipment) => {
    const pieces = new Map<string, number>();
    for (const { sku: item, option, quantity } of goodsInParcel(shipment)) {
      const key = (name: string) => [shipment.shop, item, name].join('\u0000');
      const sku = skus.get(key(option)) ?? skus.get(key('')) ?? item;
      if (sku !== '') pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
    }
    return pieces;
  };
}
