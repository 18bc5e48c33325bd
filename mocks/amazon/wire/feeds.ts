import { iso } from '../../clock.ts';
import type { Answer } from '../../system.ts';
import { type Feed, type FeedDocument, feedTimes, feedTypes, goneFeedTypes } from '../state/feed.ts';
import type { AmazonState } from '../state/state.ts';
import { documentUrl } from './document-url.ts';
import { type Guarded, tooMany } from './door.ts';
import { json, Refused } from './errors.ts';
import { onlyMembers, readBody, readQuery } from './query.ts';
import { listingsFeedRate } from './rates.ts';

/** Feeds answers 400 with the code "400" (official sandbox cases, trust A). */
const wrong = (details: string): Refused => new Refused(400, '400', 'Invalid input', details);
const missing = (details: string): Refused => new Refused(404, 'NotFound', 'The resource was not found.', details);

/** Of feeds, and of reports. */
export const statuses = ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'];
/** Unused documents and old feeds are gone after this, ms (trust A). */
const unusedLife = 2 * 86_400_000;
const documentLife = 28 * 86_400_000;
const feedLife = 90 * 86_400_000;

export const feedOperations = (state: AmazonState): readonly Guarded[] => [
  {
    name: 'createFeedDocument',
    method: 'post',
    path: '/feeds/2021-06-30/documents',
    role: 'any',
    answer(call) {
      const body = readBody(call.body);
      onlyMembers(body, ['contentType'], 'the request');
      if (typeof body.contentType !== 'string' || body.contentType === '') throw wrong('contentType is required.');
      const document: FeedDocument = {
        id: `amzn1.tortuga.4.${state.random().uuid()}`,
        contentType: body.contentType,
        keys: new Map(),
        createdAt: call.now,
        bytes: undefined,
        isReport: false,
        isGzip: false,
      };
      state.documents.set(document.id, document);
      return json(201, { feedDocumentId: document.id, url: documentUrl(state, document, call.base, call.now) });
    },
  },
  {
    name: 'createFeed',
    method: 'post',
    path: '/feeds/2021-06-30/feeds',
    role: 'any',
    answer: (call) => createFeed(state, readBody(call.body), call.now),
  },
  {
    name: 'getFeeds',
    method: 'get',
    path: '/feeds/2021-06-30/feeds',
    role: 'any',
    answer: (call) => getFeeds(state, call.query, call.now),
  },
  {
    name: 'getFeed',
    method: 'get',
    path: '/feeds/2021-06-30/feeds/:feedId',
    role: 'any',
    answer: (call) => json(200, render(findFeed(state, call.params.feedId ?? '', call.now))),
  },
  {
    name: 'cancelFeed',
    method: 'delete',
    path: '/feeds/2021-06-30/feeds/:feedId',
    role: 'any',
    answer(call) {
      const feed = findFeed(state, call.params.feedId ?? '', call.now);
      if (feed.status !== 'IN_QUEUE') throw wrong('Only a feed in the queue can be cancelled.');
      feed.status = 'CANCELLED';
      feed.startsAt = call.now;
      feed.endsAt = call.now;
      return { status: 200, headers: {}, body: '' };
    },
  },
  {
    name: 'getFeedDocument',
    method: 'get',
    path: '/feeds/2021-06-30/documents/:feedDocumentId',
    role: 'any',
    answer(call) {
      const query = readQuery(call.query);
      query.truth('enableContentEncodingUrlHeader');
      const id = call.params.feedDocumentId ?? '';
      if (!/^(amzn1\.tortuga\.\d\.)?[0-9a-f-]{36}$/.test(id)) throw wrong('The feed document id is not valid.');
      const document = state.documents.get(id);
      if (!document || document.reportType !== undefined || document.createdAt + documentLife <= call.now)
        throw missing('There is no such document.');
      const url = documentUrl(state, document, call.base, call.now);
      const compressed = document.isGzip ? { compressionAlgorithm: 'GZIP' } : {};
      return json(200, { feedDocumentId: document.id, url, ...compressed });
    },
  },
];

function createFeed(state: AmazonState, body: Record<string, unknown>, now: number): Answer {
  onlyMembers(body, ['feedType', 'marketplaceIds', 'inputFeedDocumentId', 'feedOptions'], 'the request');
  const { feedType: type, marketplaceIds, inputFeedDocumentId: documentId } = body;
  if (typeof type !== 'string' || !(type in feedTypes || goneFeedTypes.has(type)))
    throw wrong('The feed type is not valid.');
  if (!Array.isArray(marketplaceIds) || marketplaceIds.length < 1 || marketplaceIds.length > 25) {
    throw wrong('marketplaceIds must have 1 to 25 values.');
  }
  if (type === 'JSON_LISTINGS_FEED' && !state.access.roles.has('product-listing')) {
    throw new Refused(403, 'Unauthorized', 'Access to requested resource is denied.', 'A role is missing.');
  }
  const document = state.documents.get(String(documentId));
  if (!document || document.isReport) throw wrong('The input feed document is not valid.');
  if (!document.bytes && document.createdAt + unusedLife <= now) throw wrong('The input feed document has expired.');
  const { perSecond, burst } = listingsFeedRate;
  if (type === 'JSON_LISTINGS_FEED' && !state.limits.take(`createFeed ${type}`, perSecond, burst, now)) throw tooMany();
  state.counter += 1;
  // One after another: a feed begins when the one before it has ended.
  const free = Math.max(now, ...state.feeds.filter((feed) => feed.status.startsWith('IN_')).map((feed) => feed.endsAt));
  const startsAt = Math.max(now + feedTimes.queue, free);
  const feed: Feed = {
    id: String(50_000_000_000 + state.counter),
    type,
    marketplaceIds: marketplaceIds.map(String),
    documentId: document.id,
    createdAt: now,
    startsAt,
    endsAt: startsAt + feedTimes.work,
    status: 'IN_QUEUE',
    plan: state.feedPlans.shift(),
    reportId: undefined,
  };
  state.feeds.push(feed);
  return json(202, { feedId: feed.id });
}

function findFeed(state: AmazonState, id: string, now: number): Feed {
  if (!/^\d+$/.test(id)) throw wrong('The feed id is not valid.');
  const feed = state.feeds.find((one) => one.id === id);
  if (!feed || feed.createdAt + feedLife <= now) throw missing('There is no such feed.');
  return feed;
}

function getFeeds(state: AmazonState, search: URLSearchParams, now: number): Answer {
  const query = readQuery(search);
  const token = query.text('nextToken');
  if (token !== undefined) {
    if ([...search.keys()].length > 1) throw wrong('nextToken must be the only parameter.');
    const page = state.pages.get(token);
    if (page?.query !== 'getFeeds' || page.expiresAt <= now) throw wrong('nextToken is not valid.');
    return feedPage(state, page.ids, page.position, page.before, now);
  }
  const types = query.list('feedTypes', { max: 10 });
  const marketplaces = query.list('marketplaceIds', { max: 10 });
  const size = query.whole('pageSize', 1, 100) ?? 10;
  const wanted = query.list('processingStatuses', { known: statuses });
  const since = query.instant('createdSince') ?? now - feedLife;
  const until = query.instant('createdUntil') ?? now;
  if (!types) throw wrong('feedTypes or nextToken is required.');
  const found = state.feeds.filter(
    (feed) =>
      types.includes(feed.type) &&
      (wanted?.includes(feed.status) ?? true) &&
      (marketplaces?.some((one) => feed.marketplaceIds.includes(one)) ?? true) &&
      feed.createdAt >= since &&
      feed.createdAt <= until &&
      feed.createdAt + feedLife > now,
  );
  const ids = found.map((feed) => feed.id).reverse();
  return feedPage(state, ids, 0, size, now);
}

function feedPage(state: AmazonState, ids: readonly string[], position: number, size: number, now: number): Answer {
  const end = position + size;
  const feeds = ids.slice(position, end).map((id) => render(state.feeds.find((feed) => feed.id === id)!));
  if (end >= ids.length) return json(200, { feeds });
  const nextToken = state.random().token(48);
  state.pages.set(nextToken, { query: 'getFeeds', ids, position: end, before: size, expiresAt: now + 86_400_000 });
  return json(200, { feeds, nextToken });
}

const render = (feed: Feed) => ({
  feedId: feed.id,
  feedType: feed.type,
  marketplaceIds: feed.marketplaceIds,
  createdTime: iso(feed.createdAt),
  processingStatus: feed.status,
  ...(feed.status === 'IN_QUEUE' ? {} : { processingStartTime: iso(feed.startsAt) }),
  ...(feed.status.startsWith('IN_') ? {} : { processingEndTime: iso(feed.endsAt) }),
  ...(feed.reportId === undefined ? {} : { resultFeedDocumentId: feed.reportId }),
});
