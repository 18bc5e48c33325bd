import { say } from '../../../core/sentences/index.ts';
import type { ProductLink, ToldStock } from '../../../core/stock.ts';
import { releaseKnownGoods } from '../../intake/index.ts';
import { offerOf, stockFigures } from '../../stock/index.ts';
import type { Context } from '../../types.ts';
import { type StockSaid, saidOf } from './said.ts';

/** A row of a shop's product map, with what the marketplace was told of it last and would be told now. */
export interface MappedItem extends ProductLink {
  readonly told: StockSaid | null;
  /** What it would be told now; null = nobody counts it. */
  readonly now: number | null;
  /** 安全在庫 and 配分率 that count for it: its own, else the shop's. */
  readonly portion: { readonly safety: number; readonly share: number };
}

export interface MapFilter {
  /** Beginning of the SKU or of the item; '' = all. */
  readonly begins: string;
  /** Only items whose last push failed. */
  readonly failed: boolean;
}

/** A page of a shop's product map by item. Costs the shop's map, never its history. */
export async function pageMap(
  ctx: Context,
  shop: string,
  { begins, failed }: MapFilter,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<{ readonly rows: readonly MappedItem[]; readonly count: number; readonly failed: number }> {
  const told = new Map((await ctx.store.toldStock(shop)).map((one) => [keyOf(one), one]));
  const isFailed = (one: ProductLink) => told.get(keyOf(one))?.state === 'failed';
  const all = await ctx.store.products(shop);
  const fits = all
    .filter((one) => one.sku.startsWith(begins) || one.item.startsWith(begins))
    .filter((one) => !failed || isFailed(one))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = fits.slice(from, from + limit);
  const figures = await stockFigures(ctx.store, [...new Set(page.map((one) => one.sku))]);
  const portion = ctx.config.shops[shop]?.stock ?? { safety: 0, share: 100 };
  return {
    rows: page.map((link) => ({
      ...link,
      told: saidIn(told.get(keyOf(link))),
      now: offerOf(figures, link, portion) ?? null,
      portion: { safety: link.safety ?? portion.safety, share: link.share ?? portion.share },
    })),
    count: fits.length,
    failed: all.filter(isFailed).length,
  };
}

const keyOf = ({ item, option }: Pick<ProductLink, 'item' | 'option'>): string => `${item}\u0000${option}`;
const saidIn = (told: ToldStock | undefined): StockSaid | null => (told ? saidOf(told) : null);

export type Mapped =
  | { readonly done: true }
  | { readonly done: false; readonly sentence: string; readonly remedy: string };

/** Says which of our SKUs an item of a marketplace is, journaled; orders that waited for it go on in the same transaction. */
export async function mapItem(ctx: Context, link: ProductLink, actor: string): Promise<Mapped> {
  const { shop, item, option, sku } = link;
  if (!ctx.config.shops[shop]) return { done: false, ...say('shop-unknown', { shop }) };
  const at = ctx.now().toString();
  await ctx.store.write(async (tx) => {
    await tx.setProducts([link], '', at);
    await tx.addJournal([
      {
        ...{ at, actor, what: 'product-mapped', shop, orderNumber: '', shipment: '' },
        details: { item, option, sku },
      },
    ]);
    await releaseKnownGoods(ctx, tx);
  });
  return { done: true };
}
