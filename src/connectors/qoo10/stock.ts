import { CallFailed, type Outcome, type StockItem, type WholeItem } from '../contract.ts';
import { watchTrouble } from '../trouble.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import type { Goods } from './goods.ts';
import { type ItemRow, sendItemRows } from './item-bulk.ts';
import { type Listing, listingsOf } from './listings.ts';
import { sendMoveStock } from './move-stock.ts';

interface Work {
  readonly item: StockItem;
  readonly listing: Listing;
}

/**
 * Free stock to Qoo10 (Q13), one outcome per item, in order. Products without options go by number in bulk, those with options by name
 * and value of the combination in bulk, MOVE's each whole. Products that are not on sale and codes that are not letters, digits, `-`
 * and `_` are not sent (the manual, trust A). Quantities are absolute: what is not sure is simply sent again.
 */
export async function pushStock(
  client: Client,
  goods: Goods,
  items: readonly StockItem[],
  whole: WholeItem,
): Promise<Outcome[]> {
  const told = new Map<StockItem, Outcome>();
  const open = new Set(items);
  for (const item of open) {
    const refused = refusedBefore(item);
    if (!refused) continue;
    told.set(item, refused);
    open.delete(item);
  }
  const listings = await listingsOf(client, goods, [...open]);
  const works: Work[] = [];
  for (const item of open) {
    const listing = listings.get(item.item)!;
    if ('kind' in listing) told.set(item, listing);
    else works.push({ item, listing });
  }
  const kindOf = ({ item, listing }: Work) =>
    listing.item?.kind === 'move' ? 'move' : item.option === '' ? 'plain' : 'options';
  const { plain = [], options = [], move = [] } = Object.groupBy(works, kindOf);
  const note = (own: readonly Work[], outcomes: readonly Outcome[]) => {
    for (const [index, { item }] of own.entries()) told.set(item, outcomes[index]!);
  };
  note(plain, await sendPlain(client, plain));
  note(options, await sendOptions(client, goods, options));
  const trouble = watchTrouble();
  for (const own of Map.groupBy(move, ({ listing }) => listing.itemCode).values()) {
    const stop = trouble.next();
    const asked = own.map(({ item }) => item);
    const outcomes = stop ? own.map(() => stop) : await sendMoveStock(client, goods, own[0]!.listing, asked, whole);
    trouble.note(outcomes[0]!);
    note(own, outcomes);
  }
  return items.map((item) => told.get(item)!);
}

/** What can be seen to be wrong before anything is asked. */
function refusedBefore({ item, option, quantity }: StockItem): Outcome | undefined {
  const sku = option === '' ? item : `${item} ${option}`;
  if (!Number.isInteger(quantity) || quantity < 0) return { kind: 'fix', code: 'stock-quantity-bad', args: { sku } };
  const isGood = /^[A-Za-z0-9_-]+$/.test(item) && /^[A-Za-z0-9_-]*$/.test(option);
  return isGood ? undefined : { kind: 'fix', code: 'stock-code-bad', args: { sku } };
}

/** `Qty` is always there: without it Qoo10 would set 9999; `ExpireDate`, too: without it the sale would go on for a year (trust A). */
async function sendPlain(client: Client, works: readonly Work[]): Promise<Outcome[]> {
  const ends = client.settings['sale-end'];
  const rows = works.map(({ item, listing }): ItemRow | Outcome => {
    const end = ends === 'keep' ? (listing.item?.expireDate ?? '') : ends === 'renew' ? '' : ends;
    if (ends === 'keep' && !/^\d{4}-\d\d-\d\d$/.test(end)) return garbled('ItemsLookup.GetItemDetailInfo', 'read');
    return {
      sku: item.item,
      row: {
        ItemCode: listing.itemCode,
        SellerCode: listing.sellerCode,
        Qty: String(item.quantity),
        ExpireDate: end,
      },
    };
  });
  return sendGood(client, 'ItemsOrder.SetGoodsPriceQtyBulk', rows);
}

/** Stock of combinations, found by name and value (trust A); the surcharge goes along as it is. */
async function sendOptions(client: Client, goods: Goods, works: readonly Work[]): Promise<Outcome[]> {
  const rows: (ItemRow | Outcome)[] = [];
  const found = new Map<string, Awaited<ReturnType<Goods['stockRows']>> | Outcome>();
  const trouble = watchTrouble();
  for (const { item, listing } of works) {
    const { itemCode, sellerCode } = listing;
    if (!found.has(itemCode)) {
      const asked = trouble.next() ?? (await goods.stockRows(itemCode).catch(outcomeOfFailure));
      if ('kind' in asked) trouble.note(asked);
      found.set(itemCode, asked);
    }
    const options = found.get(itemCode)!;
    const option = 'kind' in options ? undefined : options.find((one) => one.code === item.option);
    if ('kind' in options) rows.push(options);
    else if (!option)
      rows.push({ kind: 'fix', code: 'stock-option-unknown', args: { sku: item.item, option: item.option } });
    else {
      rows.push({
        sku: `${item.item} ${item.option}`,
        row: {
          ItemCode: itemCode,
          SellerCode: sellerCode,
          OptionName: option.names.join('||*'),
          OptionValue: option.values.join('||*'),
          OptionCode: option.code,
          Price: String(option.price),
          Qty: String(item.quantity),
        },
      });
    }
  }
  return sendGood(client, 'ItemsOptions.UpdateInventoryDataBulk', rows);
}

function outcomeOfFailure(error: unknown): Outcome {
  if (error instanceof CallFailed) return error.outcome;
  throw error;
}

/** Sends the rows that are rows, and keeps the outcomes that stand in place of others. */
async function sendGood(
  client: Client,
  method: Parameters<typeof sendItemRows>[1],
  rows: readonly (ItemRow | Outcome)[],
): Promise<Outcome[]> {
  const good = rows.filter((one): one is ItemRow => !('kind' in one));
  const outcomes = (await sendItemRows(client, method, good)).values();
  return rows.map((one) => ('kind' in one ? one : outcomes.next().value!));
}
