import type { SplitBy } from '../../core/rules/rule.ts';
import { partsBy } from '../../core/split-parts.ts';
import type { Context } from '../types.ts';
import { type Arranged, type Arranger, said } from './arranging.ts';
import { splitOrder } from './split.ts';

/**
 * 分割 by what the goods are (商品属性表): goods of another temperature, or pre-orders, travel in parcels of their own. Goods of which the table
 * does not say it are named, and nothing is split.
 */
export async function splitOrderBy(
  ctx: Context,
  number: string,
  by: SplitBy,
  arranger: Arranger = {},
): Promise<Arranged> {
  const filter = { numbers: [number], ...(arranger.shop !== undefined && { shop: arranger.shop }) };
  const open = (await ctx.store.shipments(filter)).filter((one) => one.state !== 'cancelled');
  let result: Arranged | undefined;
  for (const { shipment } of open) {
    const known = new Map((await ctx.store.goods(shipment.lines.map((one) => one.sku))).map((one) => [one.sku, one]));
    const { parts, unknown } = partsBy(by, shipment.lines, (sku) => known.get(sku));
    if (unknown) {
      const args = { skus: unknown.join('、') };
      return { orders: [], notes: [], refused: [said(number, 'split-goods-unknown', args)] };
    }
    for (const part of parts) {
      result = await splitOrder(ctx, number, { ...arranger, shop: shipment.shop, lines: part.lines });
      if (result.refused.length > 0) return result;
    }
  }
  return result ?? { orders: [], notes: [], refused: [said(number, 'split-all-alike')] };
}
