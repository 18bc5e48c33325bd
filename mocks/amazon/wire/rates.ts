/** Calls per second and burst of each operation as Amazon documents them (models and usage plan pages, trust A). */
export const rates: Readonly<Record<string, { readonly perSecond: number; readonly burst: number }>> = {
  searchOrders: { perSecond: 0.0056, burst: 20 },
  getOrder: { perSecond: 0.5, burst: 30 },
  'v0.getOrders': { perSecond: 0.0167, burst: 20 },
  'v0.getOrder': { perSecond: 0.5, burst: 30 },
  getOrderBuyerInfo: { perSecond: 0.5, burst: 30 },
  getOrderAddress: { perSecond: 0.5, burst: 30 },
  getOrderItems: { perSecond: 0.5, burst: 30 },
  getOrderItemsBuyerInfo: { perSecond: 0.5, burst: 30 },
  confirmShipment: { perSecond: 2, burst: 10 },
  createRestrictedDataToken: { perSecond: 1, burst: 10 },
  createFeedDocument: { perSecond: 0.5, burst: 15 },
  createFeed: { perSecond: 0.0083, burst: 15 },
  getFeed: { perSecond: 2, burst: 15 },
  getFeeds: { perSecond: 0.0222, burst: 10 },
  cancelFeed: { perSecond: 2, burst: 15 },
  getFeedDocument: { perSecond: 0.0222, burst: 10 },
  createReport: { perSecond: 0.0167, burst: 15 },
  getReports: { perSecond: 0.0222, burst: 10 },
  getReport: { perSecond: 2, burst: 15 },
  cancelReport: { perSecond: 0.0222, burst: 10 },
  getReportDocument: { perSecond: 0.0167, burst: 15 },
  createReportSchedule: { perSecond: 0.0222, burst: 10 },
  getReportSchedules: { perSecond: 0.0222, burst: 10 },
  getReportSchedule: { perSecond: 0.0222, burst: 10 },
  cancelReportSchedule: { perSecond: 0.0222, burst: 10 },
  patchListingsItem: { perSecond: 5, burst: 5 },
  getListingsItem: { perSecond: 5, burst: 10 },
  searchListingsItems: { perSecond: 5, burst: 5 },
};

/** JSON_LISTINGS_FEED: five submissions in five minutes (trust A), beside the rate of createFeed. */
export const listingsFeedRate = { perSecond: 5 / 300, burst: 5 };
