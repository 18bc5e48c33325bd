import type { Limits } from '../../limits.ts';
import type { Random } from '../../random.ts';
import type { Access } from './access.ts';
import type { Feed, FeedDocument, FeedPlan } from './feed-types.ts';
import type { Listing } from './listing-types.ts';
import type { Destination, QueueMessage, Subscription } from './notify-types.ts';
import type { AmazonOrder } from './order.ts';
import type { Report, ReportEncoding, ReportSchedule } from './report-types.ts';

/** The truth of the lab's Amazon. */
export interface AmazonState {
  access: Access;
  readonly limits: Limits;
  readonly random: () => Random;
  orders: Map<string, AmazonOrder>;
  /** Everything that a shipment notice did, oldest first. */
  confirmations: Confirmation[];
  pages: Map<string, PageToken>;
  documents: Map<string, FeedDocument>;
  feeds: Feed[];
  /** What is to become of the next feeds, set by hand. */
  feedPlans: FeedPlan[];
  reports: Report[];
  reportSchedules: Map<string, ReportSchedule>;
  /** So many next reports end FATAL, set by hand. */
  reportsToFail: number;
  reportEncoding: ReportEncoding;
  destinations: Map<string, Destination>;
  subscriptions: Map<string, Subscription>;
  /** What is known of orders, reports and feeds: else it is news. Filled by the first subscription. */
  seen: Map<string, string>;
  queue: QueueMessage[];
  noticeCount: number;
  /** Address on this machine that messages are brought to, '' = they wait in their queue. */
  pushTo: string;
  listings: Map<string, Listing>;
  /** Every quantity that was told, oldest first. */
  stockChanges: StockChange[];
  /** So many next pages of order searches are the page before once more, each with a new token (seen by others, trust B). */
  pagesToRepeat: number;
  counter: number;
}

export interface Confirmation {
  readonly at: number;
  readonly orderId: string;
  readonly packageReferenceId: string;
  readonly trackingNumber: string;
  readonly via: 'confirmShipment' | 'feed' | 'screen';
  /** `unchanged`: the same package was told again. */
  readonly effect: 'created' | 'edited' | 'unchanged' | 'refused';
  /** Why it was refused. */
  readonly reason: string;
}

export interface StockChange {
  readonly at: number;
  readonly sku: string;
  readonly channel: string;
  readonly quantity: number | null;
  readonly via: 'patchListingsItem' | 'putListingsItem' | 'feed';
  readonly effect: 'accepted' | 'invalid';
  readonly note: string;
}

/** Where a search goes on: bound to its query, to the bound that was applied, and to a day of life. */
export interface PageToken {
  readonly query: string;
  readonly ids: readonly string[];
  readonly position: number;
  readonly before: number;
  readonly expiresAt: number;
}
