import { CallFailed, type ItemKey, type ListedItem } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { itemPath, itemsPath } from './listings.ts';

/** `identifiers` and `pageSize` of `searchListingsItems` (listingsItems model, trust A). */
const most = 20;

interface Listing {
  readonly sku?: unknown;
  readonly summaries?: readonly { readonly itemName?: unknown }[];
  readonly fulfillmentAvailability?: readonly {
    readonly fulfillmentChannelCode?: string;
    readonly quantity?: number;
  }[];
}

const includedData = 'summaries,fulfillmentAvailability';

/**
 * The seller's listings with the quantity of the seller's own channel: twenty a call. Goods in Amazon's warehouse say no quantity, for it is
 * not ours to count. A SKU with a comma cannot stand in a list of identifiers and is asked for by itself. Throws `CallFailed`.
 */
export async function* listItems(client: Client, wanted?: readonly ItemKey[]): AsyncGenerator<ListedItem[]> {
  if (!wanted) return yield* search(client, {});
  const skus = [...new Set(wanted.map((one) => one.item))];
  const plain = skus.filter((sku) => !sku.includes(','));
  for (let at = 0; at < plain.length; at += most)
    yield* search(client, { identifiers: plain.slice(at, at + most).join(','), identifiersType: 'SKU' });
  for (const sku of skus) if (sku.includes(',')) yield await one(client, sku);
}

async function* search(client: Client, query: Readonly<Record<string, string>>): AsyncGenerator<ListedItem[]> {
  for (let pageToken: string | undefined; ; ) {
    const sent = await client.send('searchListingsItems', {
      method: 'GET',
      path: itemsPath(client),
      query: { ...query, marketplaceIds: client.settings['marketplace-id'], includedData, pageSize: most, pageToken },
      effect: 'read',
    });
    if (sent.failed) throw new CallFailed(sent.failed);
    const body = sent.answer.json() as { items?: unknown; pagination?: { nextToken?: string } } | undefined;
    const items = Array.isArray(body?.items) ? (body.items as Listing[]) : undefined;
    if (!items?.every((item) => typeof item.sku === 'string'))
      throw new CallFailed(garbled(sent.answer, 'searchListingsItems', 'read'));
    if (items.length > 0) yield items.map(listed);
    pageToken = body?.pagination?.nextToken;
    if (pageToken === undefined) return;
  }
}

async function one(client: Client, sku: string): Promise<ListedItem[]> {
  const sent = await client.send('getListingsItem', {
    method: 'GET',
    path: itemPath(client, sku),
    query: { marketplaceIds: client.settings['marketplace-id'], includedData },
    effect: 'read',
  });
  if (sent.failed) {
    if (sent.answer?.status === 404) return [];
    throw new CallFailed(sent.failed);
  }
  return [listed((sent.answer.json() ?? {}) as Listing)];
}

function listed({ sku, summaries, fulfillmentAvailability = [] }: Listing): ListedItem {
  const isAmazons = fulfillmentAvailability.some((own) => own.fulfillmentChannelCode !== 'DEFAULT');
  const own = isAmazons ? undefined : fulfillmentAvailability.find((each) => each.quantity !== undefined);
  const name = summaries?.[0]?.itemName;
  return { item: String(sku), option: '', name: typeof name === 'string' ? name : '', quantity: own?.quantity ?? null };
}
