import { gzipSync } from 'node:zlib';
import { processFlatFulfillment } from './feed-flat.ts';
import { processFulfillment } from './feed-fulfillment.ts';
import { processListings } from './feed-listings.ts';
import type { Feed } from './feed-types.ts';
import type { AmazonState } from './state.ts';

export type { Feed, FeedDocument, FeedPlan, FeedResult, FeedStatus } from './feed-types.ts';

/** How long a feed waits and how long it is worked on, ms (trust C: minutes, by polling). */
export const feedTimes = { queue: 60_000, work: 60_000 } as const;
/** Life of an address of a document, ms (trust A). */
export const addressLife = 5 * 60_000;

export const feedTypes = {
  POST_ORDER_FULFILLMENT_DATA: processFulfillment,
  POST_FLAT_FILE_FULFILLMENT_DATA: processFlatFulfillment,
  JSON_LISTINGS_FEED: processListings,
} as const;

/** Listing feeds that Amazon took away on 2025-07-31: accepted, end FATAL (trust A). */
export const goneFeedTypes: ReadonlySet<string> = new Set([
  'POST_PRODUCT_DATA',
  'POST_INVENTORY_AVAILABILITY_DATA',
  'POST_PRODUCT_PRICING_DATA',
  'POST_FLAT_FILE_INVLOADER_DATA',
  'POST_FLAT_FILE_LISTINGS_DATA',
  'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA',
]);

/** Lets feeds begin and end that were due by the clock; only here do they change the truth. */
export function settleFeeds(state: AmazonState, now: number): void {
  for (const feed of state.feeds) {
    if (feed.status === 'IN_QUEUE' && feed.startsAt <= now) feed.status = 'IN_PROGRESS';
    if (feed.status === 'IN_PROGRESS' && feed.endsAt <= now) work(state, feed);
  }
}

function work(state: AmazonState, feed: Feed): void {
  const bytes = state.documents.get(feed.documentId)?.bytes;
  const process = feedTypes[feed.type as keyof typeof feedTypes];
  if (!bytes || !process) {
    feed.status = 'FATAL';
    return;
  }
  const result = process(state, feed, bytes, feed.endsAt);
  feed.status = result.status;
  if (result.report === undefined) return;
  feed.reportId = `amzn1.tortuga.4.${state.random().uuid()}`;
  // Every second report is compressed, so that a client meets both.
  const isGzip = state.feeds.indexOf(feed) % 2 === 0;
  const text = Buffer.from(result.report);
  state.documents.set(feed.reportId, {
    id: feed.reportId,
    contentType: result.contentType,
    keys: new Map(),
    createdAt: feed.endsAt,
    bytes: isGzip ? gzipSync(text) : text,
    isReport: true,
    isGzip,
  });
}
