import { CallFailed, type ItemKey, type ListedItem } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { readList, textOf } from './json-api.ts';
import { mostIds } from './standing.ts';

const path = 'stock_items';

/**
 * Stock records of the shop's 在庫ロケーション, a hundred a call (R8, trust B; that `_in` works for `variant_sku` as for orders: C). Without a
 * location nothing is listed. Throws `CallFailed`.
 */
export async function* listItems(client: Client, wanted?: readonly ItemKey[]): AsyncGenerator<ListedItem[]> {
  const location = client.settings['stock-location'];
  if (location === undefined) throw new CallFailed({ kind: 'fix', code: 'stock-location-missing' });
  const place = ['q[stock_location_code_eq]', location] as const;
  const seen = new Set<string>();
  const fresh = (rows: readonly ListedItem[]) =>
    rows.filter(({ item }) => !seen.has(item) && seen.add(item) !== undefined);
  if (wanted) {
    const skus = [...new Set(wanted.map((one) => one.item))];
    for (let at = 0; at < skus.length; at += mostIds) {
      const some = skus.slice(at, at + mostIds).map((sku) => ['q[variant_sku_in][]', sku] as const);
      yield fresh(await ask(client, [place, ...some, ['per', String(mostIds)]]));
    }
    return;
  }
  for (let page = 1; ; page++) {
    const rows = await ask(client, [place, ['page', String(page)], ['per', String(mostIds)], ['sort', 'id']]);
    const news = fresh(rows);
    if (news.length > 0) yield news;
    if (rows.length < mostIds) return;
  }
}

async function ask(client: Client, query: readonly (readonly [string, string])[]): Promise<ListedItem[]> {
  const { body, evidence } = await client.read({ method: 'GET', path, query });
  return readList(body, path, evidence).rows.map(({ attributes }): ListedItem => {
    const item = textOf(attributes.variant_sku);
    // Counts come as numbers and as text (trust B).
    const count = textOf(attributes.stock);
    if (item === '' || !/^-?\d+$/.test(count)) throw new CallFailed(garbled(path, 'read', evidence));
    const isUnlimited = attributes.stock_unlimited === true || attributes.stock_unlimited === 'true';
    const base = { item, option: '', name: textOf(attributes.product_name) };
    return isUnlimited ? { ...base, quantity: null, unlimited: true } : { ...base, quantity: Number(count) };
  });
}
