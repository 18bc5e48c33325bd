import type { Handle, Outcome, StockItem } from '../contract.ts';
import type { Client } from './client.ts';
import { feedState, listingsFeed, submitFeed, whileAsking } from './feed.ts';
import { type StockIssue, stockPatch, wordsOf } from './stock-patch.ts';

export const stockFeedKind = 'stock-feed';

/** Items in one feed: 25,000 are allowed (LOG/update-feed-size-and-rate-limit-changes, trust A). */
const itemsPerFeed = 20_000;

/** Sends stock as `JSON_LISTINGS_FEED`; the handle's `notices` are the SKUs in the order of their messages. */
export async function feedStock(client: Client, items: readonly StockItem[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < items.length; from += itemsPerFeed) {
    const part = items.slice(from, from + itemsPerFeed);
    const outcome = await submit(client, part);
    for (const _ of part) outcomes.push(outcome);
  }
  return outcomes;
}

async function submit(client: Client, items: readonly StockItem[]): Promise<Outcome> {
  const feed = {
    header: { sellerId: client.settings['seller-id'], version: '2.0', issueLocale: 'ja_JP' },
    messages: items.map(({ item: sku, quantity }, index) => ({
      messageId: index + 1,
      sku,
      operationType: 'PATCH',
      ...stockPatch(quantity),
    })),
  };
  const bytes = Buffer.from(JSON.stringify(feed), 'utf8');
  const sent = await submitFeed(client, listingsFeed, 'application/json; charset=UTF-8', bytes);
  if ('failed' in sent) {
    // Quantities are absolute: the same feed twice does no harm.
    return sent.failed.kind === 'unsure' ? { ...sent.failed, kind: 'retry' } : sent.failed;
  }
  const handle: Handle = { kind: stockFeedKind, id: sent.feedId, notices: items.map((one) => one.item) };
  return { kind: 'pending', code: 'stock-accepted', handle };
}

interface StockReport {
  readonly summary?: { readonly messagesProcessed?: number };
  readonly issues?: readonly StockIssue[];
}

/** Result of a stock feed, one outcome per SKU of the handle. Report: listings-feed-processing-report schema, trust A. */
export async function collectStockFeed(client: Client, handle: Handle): Promise<Outcome[]> {
  const all = (outcome: Outcome): Outcome[] => handle.notices.map(() => outcome);
  const state = await feedState(client, handle.id);
  if ('failed' in state) return all(whileAsking(state.failed, handle, 'retry'));
  if (state.waiting) return all({ kind: 'pending', code: 'stock-accepted', handle });
  const report = state.report === undefined ? undefined : parsed(state.report);
  // Nothing can be said about single items: the quantities are sent again, which does no harm.
  if (state.status !== 'DONE' || report === undefined)
    return all({ kind: 'retry', code: 'feed-result-lost', args: { feed: handle.id } });
  const byMessage = Map.groupBy(report.issues ?? [], (issue) => issue.messageId ?? 0);
  return handle.notices.map((sku, index) => {
    const errors = [...(byMessage.get(index + 1) ?? []), ...(byMessage.get(0) ?? [])].filter(
      (issue) => issue.severity === 'ERROR',
    );
    return errors.length === 0
      ? { kind: 'done', code: 'stock-told' }
      : { kind: 'fix', code: 'stock-refused', args: { sku, ...wordsOf(errors) } };
  });
}

function parsed(bytes: Uint8Array): StockReport | undefined {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as StockReport | null;
    return typeof value?.summary === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
