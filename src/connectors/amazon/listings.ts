import type { SentenceCode } from '../../core/sentences/index.ts';
import type { Outcome, StockItem } from '../contract.ts';
import { watchTrouble } from '../trouble.ts';
import type { Client } from './client.ts';
import { amazonError, garbled, reasonOf } from './errors.ts';
import { feedStock } from './stock-feed.ts';
import { type StockIssue, stockPatch, wordsOf } from './stock-patch.ts';

/** How long an answer of whose a SKU is counts, ms: a seller may hand goods over to Amazon on any day. */
const ownerKept = 3_600_000;

/** Whose stock a SKU is: `own` the seller's, `amazon` in Amazon's warehouse (FBA). */
type Owner = 'own' | 'amazon';

/**
 * Sends stock: a few items one by one with `patchListingsItem` (op `merge`: keeps lead time and restock date), many as one
 * feed. FBA items are refused before anything is sent, because a quantity for them would change who ships (DOC/merge-a-listing,
 * trust A; that it changes the channel: B). The quantity is absolute, so sending it again does no harm: a lost answer is
 * `retry`.
 */
export function stockPusher(client: Client): (items: readonly StockItem[]) => Promise<Outcome[]> {
  const listed = new Set(client.settings['fba-skus']);
  const asked = new Map<string, { readonly owner: Owner; readonly until: number }>();

  const refusal = async (item: StockItem): Promise<Outcome | undefined> => {
    if (!Number.isInteger(item.quantity) || item.quantity < 0)
      return { kind: 'fix', code: 'stock-quantity-bad', args: { sku: item.item } };
    const now = client.io.now().epochMilliseconds;
    const known = asked.get(item.item);
    const owner = listed.has(item.item)
      ? 'amazon'
      : known && known.until > now
        ? known.owner
        : await askOwner(client, item.item);
    if (typeof owner !== 'string') return owner;
    if (owner !== known?.owner || known.until <= now) asked.set(item.item, { owner, until: now + ownerKept });
    return owner === 'amazon' ? { kind: 'fix', code: 'stock-fba', args: { sku: item.item } } : undefined;
  };

  return async (items) => {
    const asFeed = items.length >= client.settings['stock-feed-from'];
    const outcomes = new Array<Outcome>(items.length);
    const good: number[] = [];
    const trouble = watchTrouble();
    for (const [index, item] of items.entries()) {
      const refused = trouble.next() ?? (await refusal(item));
      const outcome = refused ?? (asFeed ? undefined : await patchOne(client, item));
      trouble.note(outcome ?? { kind: 'done', code: 'stock-accepted' });
      if (outcome) outcomes[index] = outcome;
      else good.push(index);
    }
    if (good.length === 0) return outcomes;
    const accepted = await feedStock(
      client,
      good.map((index) => items[index]!),
    );
    for (const [at, index] of good.entries()) outcomes[index] = accepted[at]!;
    return outcomes;
  };
}

export const itemsPath = (client: Client): string =>
  `/listings/2021-08-01/items/${encodeURIComponent(client.settings['seller-id'])}`;

export const itemPath = (client: Client, sku: string): string => `${itemsPath(client)}/${encodeURIComponent(sku)}`;

async function askOwner(client: Client, sku: string): Promise<Owner | Outcome> {
  const asked = await client.send('getListingsItem', {
    method: 'GET',
    path: itemPath(client, sku),
    query: { marketplaceIds: client.settings['marketplace-id'], includedData: 'fulfillmentAvailability' },
    effect: 'read',
  });
  if (asked.failed) {
    const unknown = asked.answer?.status === 404;
    return unknown ? { kind: 'fix', code: 'stock-sku-unknown', args: { sku } } : asked.failed;
  }
  const item = asked.answer.json() as { fulfillmentAvailability?: unknown; sku?: unknown } | undefined;
  if (typeof item?.sku !== 'string') return garbled(asked.answer, 'getListingsItem', 'read');
  const channels = (Array.isArray(item.fulfillmentAvailability) ? item.fulfillmentAvailability : []) as {
    fulfillmentChannelCode?: string;
  }[];
  // DEFAULT is the seller; every other code is a warehouse of Amazon (listingsItems model, trust A).
  return channels.some((one) => one.fulfillmentChannelCode !== 'DEFAULT') ? 'amazon' : 'own';
}

async function patchOne(client: Client, { item: sku, quantity }: StockItem): Promise<Outcome> {
  const sent = await client.send('patchListingsItem', {
    method: 'PATCH',
    path: itemPath(client, sku),
    query: { marketplaceIds: client.settings['marketplace-id'], issueLocale: 'ja_JP' },
    body: stockPatch(quantity),
    effect: 'read',
  });
  const fix = (code: SentenceCode, args: Record<string, string>, evidence: string): Outcome => ({
    kind: 'fix',
    code,
    args: { sku, ...args },
    evidence,
  });
  if (sent.failed) {
    const { answer } = sent;
    if (answer?.status === 404) return fix('stock-sku-unknown', {}, answer.evidence());
    if (answer?.status !== 400) return sent.failed;
    const { code, message } = amazonError(answer);
    return fix('stock-refused', { field: code || '400', reason: reasonOf(message) }, answer.evidence());
  }
  const told = sent.answer.json() as { status?: string; issues?: StockIssue[] } | undefined;
  if (told?.status === 'ACCEPTED') return { kind: 'done', code: 'stock-told' };
  // INVALID comes with HTTP 200 (DOC/merge-a-listing, trust A).
  if (told?.status === 'INVALID') return fix('stock-refused', wordsOf(told.issues), sent.answer.evidence());
  return garbled(sent.answer, 'patchListingsItem', 'read');
}
