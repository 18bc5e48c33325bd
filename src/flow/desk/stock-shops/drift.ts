import { type Drift, driftOf, driftWords } from '../../stock/index.ts';
import type { Context } from '../../types.ts';
import { type Asked, askShop, canList } from './ask-shop.ts';

export { driftWords };

export interface ShopDrift {
  /** Items that were told and could be compared. */
  readonly compared: number;
  readonly drifts: readonly Drift[];
}

/** Compares what a marketplace was told with what stands there now: asks the marketplace. */
export const stockDrift = (ctx: Context, shop: string): Promise<Asked<ShopDrift>> =>
  askShop(shop, async () => (canList(ctx, shop) ? driftOf(ctx, shop) : undefined));
