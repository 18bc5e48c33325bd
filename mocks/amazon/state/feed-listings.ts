import type { Feed, FeedResult } from './feed-types.ts';
import { type ListingIssue, type PatchWish, patchListing } from './listing.ts';
import type { AmazonState } from './state.ts';

interface Message {
  readonly messageId?: unknown;
  readonly sku?: unknown;
  readonly operationType?: unknown;
  readonly productType?: unknown;
  readonly patches?: unknown;
  readonly attributes?: unknown;
}

/** JSON_LISTINGS_FEED, as far as stock needs it: PATCH and PARTIAL_UPDATE of `fulfillment_availability` (trust A for the shape). */
export function processListings(state: AmazonState, feed: Feed, bytes: Buffer, now: number): FeedResult {
  const contentType = 'application/json; charset=UTF-8';
  const content = read(bytes);
  const header = { sellerId: state.access.sellerId, version: '2.0', feedId: feed.id };
  const wrong = content && checkHeader(state, content.header, content.messages);
  if (!content || wrong) {
    const issue = { code: '4000001', severity: 'ERROR', message: wrong ?? 'The feed is not valid JSON.' };
    const summary = { errors: 1, warnings: 0, messagesProcessed: 0, messagesAccepted: 0, messagesInvalid: 0 };
    return { status: 'FATAL', report: JSON.stringify({ header, issues: [issue], summary }), contentType };
  }
  const issues: Record<string, unknown>[] = [];
  let accepted = 0;
  let done = 0;
  for (const message of content.messages as readonly Message[]) {
    if (feed.plan && done >= feed.plan.fatalAfter) break;
    done += 1;
    const found = applyMessage(state, message, now);
    if (found.length === 0) accepted += 1;
    for (const { categories: _categories, attributeNames, ...issue } of found) {
      issues.push({
        messageId: Number(message.messageId) || 0,
        ...issue,
        attributeNames,
        attributeName: attributeNames[0] ?? '',
      });
    }
  }
  const errors = issues.filter((issue) => issue.severity === 'ERROR').length;
  const summary = {
    errors,
    warnings: issues.length - errors,
    messagesProcessed: done,
    messagesAccepted: accepted,
    messagesInvalid: done - accepted,
  };
  const text = JSON.stringify({ header, issues, summary });
  if (!feed.plan) return { status: 'DONE', report: text, contentType };
  return { status: 'FATAL', report: feed.plan.hasReport ? text : undefined, contentType };
}

function read(bytes: Buffer): { header: Record<string, unknown>; messages: readonly unknown[] } | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as { header?: unknown; messages?: unknown } | null;
    if (typeof value?.header !== 'object' || value.header === null || !Array.isArray(value.messages)) return undefined;
    return { header: value.header as Record<string, unknown>, messages: value.messages };
  } catch {
    return undefined;
  }
}

function checkHeader(
  state: AmazonState,
  header: Record<string, unknown>,
  messages: readonly unknown[],
): string | undefined {
  if (header.sellerId !== state.access.sellerId) return 'header.sellerId is not the seller of this feed.';
  if (header.version !== '2.0') return 'header.version must be 2.0.';
  if (messages.length === 0) return 'The feed has no messages.';
  if (messages.length > 25_000) return 'A feed may hold 25000 messages at most.';
  const ids = messages.map((one) => (one as Message | null)?.messageId);
  if (new Set(ids).size !== ids.length) return 'The messageId of every message must be unique.';
  return undefined;
}

function applyMessage(state: AmazonState, message: Message, now: number): readonly ListingIssue[] {
  const bad = (text: string): readonly ListingIssue[] => [
    { code: '4000003', message: text, severity: 'ERROR', attributeNames: [], categories: ['INVALID_ATTRIBUTE'] },
  ];
  if (!Number.isInteger(message.messageId) || Number(message.messageId) < 1)
    return bad('messageId must be a whole number from 1.');
  if (typeof message.sku !== 'string' || message.sku === '') return bad('sku is required.');
  if (typeof message.productType !== 'string') return bad('productType is required.');
  if (message.operationType === 'PATCH' && Array.isArray(message.patches)) {
    const patches = (message.patches as Partial<PatchWish>[]).map((patch) => ({
      op: String(patch.op),
      path: String(patch.path),
      value: Array.isArray(patch.value) ? patch.value : [],
    }));
    return patchListing(state, message.sku, patches, 'feed', now);
  }
  if (
    message.operationType === 'PARTIAL_UPDATE' &&
    typeof message.attributes === 'object' &&
    message.attributes !== null
  ) {
    const patches = Object.entries(message.attributes).map(([name, value]) => ({
      op: 'replace',
      path: `/attributes/${name}`,
      value: Array.isArray(value) ? value : [],
    }));
    return patchListing(state, message.sku, patches, 'feed', now);
  }
  return bad('The lab knows operationType PATCH with patches and PARTIAL_UPDATE with attributes.');
}
