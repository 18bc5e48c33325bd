/** How many calls a second, and how many at once after a pause, Amazon allows per application, seller and operation. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Default usage plans of the operations that we call. Source: the official models (ordersV0, orders_2026-01-01, feeds_2021-06-30,
 * listingsItems_2021-08-01, tokens_2021-03-01 at commit 34dc93f), trust A. Only the Orders API has dynamic plans: the answer's
 * header `x-amzn-RateLimit-Limit` tells the real rate, and `http.ts` follows it.
 */
export const rates = {
  searchOrders: { perSecond: 0.0056, burst: 20 },
  getOrder: { perSecond: 0.5, burst: 30 },
  'v0.getOrders': { perSecond: 0.0167, burst: 20 },
  'v0.getOrder': { perSecond: 0.5, burst: 30 },
  'v0.getOrderItems': { perSecond: 0.5, burst: 30 },
  createRestrictedDataToken: { perSecond: 1, burst: 10 },
  confirmShipment: { perSecond: 2, burst: 10 },
  createFeedDocument: { perSecond: 0.5, burst: 15 },
  createFeed: { perSecond: 0.0083, burst: 15 },
  getFeed: { perSecond: 2, burst: 15 },
  getFeeds: { perSecond: 0.0222, burst: 10 },
  getFeedDocument: { perSecond: 0.0222, burst: 10 },
  searchListingsItems: { perSecond: 5, burst: 5 },
  getListingsItem: { perSecond: 5, burst: 10 },
  patchListingsItem: { perSecond: 5, burst: 5 },
} as const satisfies Record<string, Rate>;

export type Operation = keyof typeof rates;
