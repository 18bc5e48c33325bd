import { addPieces, type Pieces } from '../../core/allocation.ts';
import { goodsInParcel, type Shipment, type ShipmentState } from '../../core/shipment.ts';
import type { ProductLink } from '../../core/stock.ts';
import type { Reads } from '../../store/types.ts';

/** Goods of these are still in the house, or counted as if they were. */
export const openStates: readonly ShipmentState[] = ['held', 'backordered', 'ready', 'issuing', 'issued'];

export interface StockFigure {
  readonly onHand: number;
  /** Pieces that open orders need, whether they got them or not. */
  readonly reserved: number;
  /** `onHand − reserved`, never below 0: what may still be sold. */
  readonly free: number;
}

type StockReads = Pick<
  Reads,
  'shipments' | 'stock' | 'stockTimes' | 'products' | 'goneItems' | 'gonePieces' | 'goneOptions'
>;

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
  const products = await reads.products();
  const skuOf = skuFinder(products);
  const piecesOf = (shipment: Shipment): Pieces => {
    const pieces = new Map<string, number>();
    for (const { sku: item, option, quantity } of goodsInParcel(shipment)) {
      const sku = skuOf(shipment.shop, item, option);
      if (sku !== '') pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
    }
    return pieces;
  };
  const open = await reads.shipments({ states: openStates });
  const gone = await reads.goneOptions(products.map((one) => one.option));
  const left = await piecesLeft(
    reads,
    times,
    skuFinder(products, (option) => gone.get(option) ?? []),
  );
  return { levels, open, left, piecesOf };
}

type SkuFinder = (shop: string, item: string, option: string) => string;

/**
 * Pieces that left since the sheet of their SKU, counted by the store for each kind of goods: the cost follows what was sold since
 * then, not what was ever sold.
 */
async function piecesLeft(
  reads: StockReads,
  times: ReadonlyMap<string, Temporal.Instant>,
  skuOf: SkuFinder,
): Promise<Map<string, number>> {
  const left = new Map<string, number>();
  if (times.size === 0) return left;
  const asked = (await reads.goneItems()).flatMap(({ no, shop, item, option, lastAt }) => {
    const sku = skuOf(shop, item, option);
    const after = times.get(sku)?.epochMilliseconds;
    return after === undefined || lastAt <= after ? [] : [{ no, after, sku }];
  });
  const pieces = await reads.gonePieces(asked);
  for (const { no, sku } of asked) addPieces(left, new Map([[sku, pieces.get(no) ?? 0]]));
  return left;
}

/**
 * The marketplace's item → our SKU by the product map; without an entry the item's code is the SKU. An order line may also carry
 * item and option as one code with a hyphen between them (Qoo10). Lines without a code are no goods.
 *
 * @param spellings as what an option may stand in what is asked for; itself unless said otherwise
 */
function skuFinder(
  links: readonly ProductLink[],
  spellings: (option: string) => readonly string[] = (option) => [option],
): SkuFinder {
  const joined = links.flatMap((one): [string, string][] =>
    one.option === '' ? [] : [[[one.shop, `${one.item}-${one.option}`, ''].join('\u0000'), one.sku]],
  );
  const own = links.flatMap((one) =>
    spellings(one.option).map((option): [string, string] => [[one.shop, one.item, option].join('\u0000'), one.sku]),
  );
  const skus = new Map([...joined, ...own]);
  return (shop, item, option) => {
    const key = (name: string) => [shop, item, name].join('\u0000');
    return skus.get(key(option)) ?? skus.get(key('')) ?? item;
  };
}
