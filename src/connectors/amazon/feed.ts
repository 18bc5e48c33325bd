import { gunzipSync } from 'node:zlib';
import { CallFailed, type Handle, type HttpAnswer, HttpFailed, type Io, type Outcome } from '../contract.ts';
import type { Client } from './client.ts';
import { amazonError, garbled, reasonOf, unanswered } from './errors.ts';

export const fulfilmentFeed = 'POST_ORDER_FULFILLMENT_DATA';
export const listingsFeed = 'JSON_LISTINGS_FEED';

/** Recommended upper limit of a feed is 10 MiB (DOC/feeds-api-best-practices, trust A). */
export const feedBytes = 9 * 1024 * 1024;

/** Where a submitted feed stands: not finished, or finished with its report (absent when Amazon gave none). */
export type FeedState =
  | { readonly waiting: true }
  | { readonly waiting: false; readonly status: string; readonly report?: Uint8Array }
  | { readonly failed: Outcome };

/**
 * Submits a feed: document, upload, `createFeed`. Only the last step has an effect, so everything before it may simply be
 * tried again; an answer of the last step that is lost is `unsure`.
 */
export async function submitFeed(
  client: Client,
  feedType: string,
  contentType: string,
  bytes: Uint8Array,
): Promise<{ readonly feedId: string } | { readonly failed: Outcome }> {
  const made = await client.send('createFeedDocument', {
    method: 'POST',
    path: '/feeds/2021-06-30/documents',
    body: { contentType },
    effect: 'read',
  });
  if (made.failed) return { failed: made.failed };
  const document = made.answer.json() as { feedDocumentId?: string; url?: string } | undefined;
  if (!document?.feedDocumentId || !isTrusted(document.url, client.io))
    return { failed: garbled(made.answer, 'createFeedDocument', 'read') };
  const put = await direct(client.io, 'PUT', document.url, { body: bytes, headers: { 'content-type': contentType } });
  if ('failed' in put) return put;
  const created = await client.send('createFeed', {
    method: 'POST',
    path: '/feeds/2021-06-30/feeds',
    body: {
      feedType,
      marketplaceIds: [client.settings['marketplace-id']],
      inputFeedDocumentId: document.feedDocumentId,
    },
    effect: 'write',
  });
  if (created.failed) return { failed: refinedFeedRefusal(created.failed, created.answer) };
  const feedId = (created.answer.json() as { feedId?: unknown } | undefined)?.feedId;
  return typeof feedId === 'string' && feedId !== ''
    ? { feedId }
    : { failed: garbled(created.answer, 'createFeed', 'write') };
}

function refinedFeedRefusal(failed: Outcome, answer: HttpAnswer | undefined): Outcome {
  if (answer?.status !== 400) return failed;
  const { code, message } = amazonError(answer);
  return {
    kind: 'fix',
    code: 'notice-feed-refused',
    args: { code: code || '400', reason: reasonOf(message) },
    evidence: answer.evidence(),
  };
}

/** Asks for a feed and, when it is finished, fetches its report. */
export async function feedState(client: Client, feedId: string): Promise<FeedState> {
  const asked = await client.send('getFeed', {
    method: 'GET',
    path: `/feeds/2021-06-30/feeds/${encodeURIComponent(feedId)}`,
    effect: 'read',
  });
  if (asked.failed) return { failed: asked.failed };
  const feed = asked.answer.json() as { processingStatus?: string; resultFeedDocumentId?: string } | undefined;
  const status = feed?.processingStatus;
  if (status === 'IN_QUEUE' || status === 'IN_PROGRESS') return { waiting: true };
  if (status !== 'DONE' && status !== 'FATAL' && status !== 'CANCELLED')
    return { failed: garbled(asked.answer, 'getFeed', 'read') };
  if (!feed?.resultFeedDocumentId) return { waiting: false, status };
  const report = await fetchReport(client, feed.resultFeedDocumentId);
  return 'failed' in report ? report : { waiting: false, status, report: report.bytes };
}

/**
 * Something went wrong while asking for a result: the items themselves are still on their way, so they stay `pending` (also
 * when the key is refused: the next call that sends something says so), unless Amazon no longer knows the feed (documents are
 * kept for 28 days).
 */
export function whileAsking(failed: Outcome, handle: Handle, lost: 'unsure' | 'retry'): Outcome {
  if (failed.kind === 'retry' || failed.kind === 'halt') return { ...failed, kind: 'pending', handle };
  const { evidence } = failed;
  return {
    kind: lost,
    code: 'feed-result-lost',
    args: { feed: handle.id },
    ...(evidence !== undefined && { evidence }),
  };
}

async function fetchReport(
  client: Client,
  documentId: string,
): Promise<{ readonly bytes: Uint8Array } | { readonly failed: Outcome }> {
  const told = await client.send('getFeedDocument', {
    method: 'GET',
    path: `/feeds/2021-06-30/documents/${encodeURIComponent(documentId)}`,
    effect: 'read',
  });
  if (told.failed) return { failed: told.failed };
  const document = told.answer.json() as { url?: string; compressionAlgorithm?: string } | undefined;
  if (!isTrusted(document?.url, client.io)) return { failed: garbled(told.answer, 'getFeedDocument', 'read') };
  const got = await direct(client.io, 'GET', document!.url!);
  if ('failed' in got) return got;
  try {
    const packed = document!.compressionAlgorithm === 'GZIP';
    return { bytes: packed ? gunzipSync(got.answer.bytes, { maxOutputLength: 256 * 1024 * 1024 }) : got.answer.bytes };
  } catch {
    return { failed: garbled(got.answer, 'getFeedDocument', 'read') };
  }
}

/** `unsure` while a feed of this kind from the last hours is not finished; undefined when none is. */
export async function openFeeds(client: Client, feedType: string): Promise<Outcome | undefined> {
  const asked = await client.send('getFeeds', {
    method: 'GET',
    path: '/feeds/2021-06-30/feeds',
    query: {
      feedTypes: feedType,
      marketplaceIds: client.settings['marketplace-id'],
      processingStatuses: 'IN_QUEUE,IN_PROGRESS',
      pageSize: 10,
    },
    effect: 'read',
  });
  if (asked.failed) return asked.failed;
  const feeds = (asked.answer.json() as { feeds?: unknown[] } | undefined)?.feeds;
  if (!Array.isArray(feeds)) return garbled(asked.answer, 'getFeeds', 'read');
  return feeds.length > 0 ? { kind: 'unsure', code: 'feed-still-running' } : undefined;
}

/** The store of feed documents: a signed address without our token, good for five minutes. */
async function direct(
  io: Io,
  method: 'PUT' | 'GET',
  url: string,
  more: { body?: Uint8Array; headers?: Record<string, string> } = {},
): Promise<{ readonly answer: HttpAnswer } | { readonly failed: Outcome }> {
  try {
    const answer = await io.http({ method, url, timeoutMs: 120_000, ...more });
    if (answer.status >= 200 && answer.status < 300) return { answer };
    // Also when the address has become too old (403): the whole feed is then made again.
    const args = { system: 'Amazon', operation: 'feed document', status: answer.status };
    return { failed: { kind: 'retry', code: 'shop-failing', args, evidence: answer.evidence() } };
  } catch (error) {
    if (error instanceof HttpFailed) return { failed: unanswered(error, 'feed document', 'read') };
    if (error instanceof CallFailed) return { failed: error.outcome };
    throw error;
  }
}

/** The address must be Amazon's own storage, or the place that stands in for Amazon: goods data goes nowhere else. */
function isTrusted(url: unknown, io: Io): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const api = new URL(io.baseUrl('api'));
  return hostname === api.hostname || (protocol === 'https:' && /(^|\.)amazonaws\.com$/.test(hostname));
}
