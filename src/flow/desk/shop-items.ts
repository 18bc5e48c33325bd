import type { ListedItem } from '../../connectors/contract.ts';
import type { ProductLink } from '../../core/stock.ts';
import { releaseKnownGoods } from '../intake/index.ts';
import { listedItems, looseKey } from '../stock/index.ts';
import type { Context } from '../types.ts';

/** `shops items --json`: what a marketplace has for sale, and which of our SKUs it is. */
export interface ShopItem extends ListedItem {
  /** By the product map, '' = it is not there. */
  readonly sku: string;
  /** Not in the product map, but our code for it is clear: it is, or would be, added. */
  readonly added?: string;
}

/**
 * Lists a marketplace's items beside the product map. `map`: items that are called exactly like one of our SKUs (their option's code, or item and
 * option together, or the item) are added to it, journaled; what two SKUs might be is left to a person.
 *
 * @returns undefined when the marketplace cannot be asked
 * @throws CallFailed
 */
export async function shopItems(
  ctx: Context,
  shop: string,
  { map, dryRun, actor }: { readonly map: boolean; readonly dryRun: boolean; readonly actor: string },
): Promise<ShopItem[] | undefined> {
  const connection = ctx.link?.(shop)?.connection;
  if (!connection?.listItems) return undefined;
  const listed = [...(await listedItems(connection)).values()];
  const known = new Map((await ctx.store.products(shop)).map((one) => [looseKey(one), one.sku]));
  const skus = new Set([
    ...(await ctx.store.stock()).map((one) => one.sku),
    ...(await ctx.store.setParts()).map((one) => one.sku),
  ]);
  const items = listed.map((one): ShopItem => {
    const sku = known.get(looseKey(one)) ?? '';
    if (!map || sku !== '') return { ...one, sku };
    const names = one.option === '' ? [one.item] : [one.option, `${one.item}-${one.option}`];
    const found = [...new Set(names.filter((name) => skus.has(name)))];
    return { ...one, sku, ...(found.length === 1 && { added: found[0]! }) };
  });
  const links = items.flatMap(({ item, option, name, added }): ProductLink[] =>
    added === undefined ? [] : [{ shop, item, option, sku: added, name }],
  );
  if (links.length > 0 && !dryRun)
    await ctx.store.write(async (tx) => {
      const at = ctx.now().toString();
      await tx.setProducts(links, '', at);
      await tx.addJournal(
        links.map(({ item, option, sku }) => ({
          ...{ at, actor, what: 'product-mapped', shop, orderNumber: '', shipment: '' },
          details: { item, option, sku },
        })),
      );
      await releaseKnownGoods(ctx, tx);
    });
  return items.toSorted((a, b) => (looseKey(a) < looseKey(b) ? -1 : 1));
}
