import { CallFailed, type ItemKey, type ListedItem } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import type { Goods } from './goods.ts';
import { allOnSale, type Listing, listingsOf } from './listings.ts';
import { parseTypes } from './move-stock.ts';

/**
 * Products on sale with their stock. Lists of products say no quantities (trust A), so each product is asked for by itself, and its combinations
 * by one more call; codes of options are how orders and the product map name them. Throws `CallFailed`.
 */
export async function* listItems(
  client: Client,
  goods: Goods,
  wanted?: readonly ItemKey[],
): AsyncGenerator<ListedItem[]> {
  if (!wanted) {
    const all = await allOnSale(client);
    if ('kind' in all) throw new CallFailed(all);
    for (const known of all.values()) {
      // Whether it is MOVE's only the product itself says.
      const item = client.settings.move ? await goods.item({ sellerCode: known.sellerCode }) : undefined;
      const listing = item ? { ...known, item } : known;
      const options = await optionsOf(goods, listing);
      yield options.length > 0 ? options : await plain(goods, listing);
    }
    return;
  }
  const listings = await listingsOf(
    client,
    goods,
    wanted.map((one) => ({ ...one, quantity: 0 })),
  );
  for (const [code, own] of Map.groupBy(wanted, (one) => one.item)) {
    const listing = listings.get(code)!;
    if ('kind' in listing) {
      // Not known, or not on sale: there is nothing to list. Anything else is trouble.
      if (listing.kind !== 'fix') throw new CallFailed(listing);
      continue;
    }
    if (own.some((one) => one.option === '')) yield await plain(goods, listing);
    if (own.some((one) => one.option !== '')) yield await optionsOf(goods, listing);
  }
}

async function plain(goods: Goods, { sellerCode, item }: Listing): Promise<ListedItem[]> {
  const found = item ?? (await goods.item({ sellerCode }));
  return found ? [{ item: sellerCode, option: '', name: found.title, quantity: found.quantity }] : [];
}

async function optionsOf(goods: Goods, { itemCode, sellerCode, item }: Listing): Promise<ListedItem[]> {
  const base = { item: sellerCode, name: item?.title ?? '' };
  if (item?.kind === 'move') {
    const text = await goods.moveTypes(itemCode);
    const types = text === undefined ? undefined : parseTypes(text);
    if (!types) throw new CallFailed(garbled('ItemsLookup.GetMoveItemDetailInfo', 'read'));
    return types.map(({ code, quantity }) => ({ ...base, option: code, quantity }));
  }
  // Combinations without a code of their own can be told nothing: nothing is known of them here either.
  return (await goods.stockRows(itemCode))
    .filter((row) => row.code !== '' && row.code !== '0')
    .map(({ code, quantity }) => ({ ...base, option: code, quantity }));
}
