import { CallFailed, type Outcome, type StockItem } from '../contract.ts';
import { watchTrouble } from '../trouble.ts';
import { listOf, numberOf, textOf } from './answer.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import type { Goods, Item } from './goods.ts';

/** A product on sale as stock needs it. */
export interface Listing {
  readonly itemCode: string;
  readonly sellerCode: string;
  /** Where it was asked for by itself. */
  readonly item?: Item;
}

/** S1 取引待機, S2 取引可能 (trust A for the names, B that only items on sale take stock). */
const onSale = ['S2', 'S1'] as const;

/** From so many products on, the lists of all products cost less than one call each. */
const manyProducts = 20;

/** Does the product itself have to be read (its end of sale, whether it is MOVE's)? */
const needsItem = ({ option }: StockItem, { settings }: Client): boolean =>
  option === '' ? settings['sale-end'] === 'keep' : settings.move;

/**
 * The products of stock items by 販売者商品コード, in the fewest calls: each by itself where it must be read anyhow or where they are
 * few, otherwise the lists of 500 that Qoo10 gives. An outcome stands in place of a product that cannot be told.
 */
export async function listingsOf(
  client: Client,
  goods: Goods,
  items: readonly StockItem[],
): Promise<ReadonlyMap<string, Listing | Outcome>> {
  const byCode = Map.groupBy(items, (one) => one.item);
  const isSingle = (own: readonly StockItem[]) => own.some((one) => needsItem(one, client));
  const listed = [...byCode].filter(([, own]) => !isSingle(own)).map(([code]) => code);
  const isMany = listed.length > manyProducts;
  const found = new Map<string, Listing | Outcome>();
  if (isMany) {
    const all = await allOnSale(client);
    for (const code of listed) found.set(code, 'kind' in all ? all : (all.get(code) ?? notListed(code)));
  }
  const trouble = watchTrouble();
  for (const code of byCode.keys()) {
    if (found.has(code)) continue;
    const one = trouble.next() ?? (await askOne(goods, code));
    if ('kind' in one) trouble.note(one);
    found.set(code, one);
  }
  return found;
}

const notListed = (sku: string): Outcome => ({ kind: 'fix', code: 'stock-not-on-sale', args: { sku } });

async function askOne(goods: Goods, sku: string): Promise<Listing | Outcome> {
  try {
    const item = await goods.item({ sellerCode: sku });
    if (!item) return { kind: 'fix', code: 'stock-sku-unknown', args: { sku } };
    if (!onSale.some((status) => status === item.status)) return notListed(sku);
    return { itemCode: item.itemCode, sellerCode: item.sellerCode, item };
  } catch (error) {
    if (error instanceof CallFailed) return error.outcome;
    throw error;
  }
}

/** Every product on sale. A list that could not be read whole tells nothing: what is missing on it might be there. */
export async function allOnSale(client: Client): Promise<ReadonlyMap<string, Listing> | Outcome> {
  const method = 'ItemsLookup.GetAllGoodsInfo';
  const found = new Map<string, Listing>();
  try {
    for (const status of onSale) {
      for (let page = 1, pages = 1; page <= pages; page++) {
        const { value } = await client.read(method, { ItemStatus: status, Page: String(page) });
        const [answer] = listOf(value) ?? [];
        const rows = listOf(answer?.Items);
        const total = numberOf(answer?.TotalPages);
        if (!answer) break;
        if (!rows || total === undefined) throw new CallFailed(garbled(method, 'read'));
        pages = total;
        for (const row of rows) {
          const sellerCode = textOf(row.SellerCode).trim();
          if (sellerCode !== '') found.set(sellerCode, { itemCode: textOf(row.ItemCode), sellerCode });
        }
      }
    }
    return found;
  } catch (error) {
    if (error instanceof CallFailed) return error.outcome;
    throw error;
  }
}
