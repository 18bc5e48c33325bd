import { createAccess } from './access.ts';
import type { AmazonState } from './state.ts';

/** A truth in which nothing happened yet. @param tag tells a further seller from the first, '' = the first */
export const freshState = (tag = ''): Omit<AmazonState, 'limits' | 'random'> => ({
  access: createAccess(tag),
  orders: new Map(),
  confirmations: [],
  pages: new Map(),
  documents: new Map(),
  feeds: [],
  feedPlans: [],
  reports: [],
  reportSchedules: new Map(),
  reportsToFail: 0,
  reportEncoding: 'UTF-8',
  destinations: new Map(),
  subscriptions: new Map(),
  seen: new Map(),
  queue: [],
  noticeCount: 0,
  pushTo: '',
  listings: new Map(),
  stockChanges: [],
  pagesToRepeat: 0,
  counter: 0,
});
