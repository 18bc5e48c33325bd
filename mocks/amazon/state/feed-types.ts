export interface FeedDocument {
  readonly id: string;
  readonly contentType: string;
  /** Last part of the upload or download address; a new one for every address that is given out. */
  readonly keys: Map<string, number>;
  readonly createdAt: number;
  bytes: Buffer | undefined;
  readonly isReport: boolean;
  readonly isGzip: boolean;
  /** Of the Reports API: of which kind of report; feeds have none. */
  readonly reportType?: string;
}

export type FeedStatus = 'IN_QUEUE' | 'IN_PROGRESS' | 'CANCELLED' | 'DONE' | 'FATAL';

export interface Feed {
  readonly id: string;
  readonly type: string;
  readonly marketplaceIds: readonly string[];
  readonly documentId: string;
  readonly createdAt: number;
  startsAt: number;
  endsAt: number;
  status: FeedStatus;
  readonly plan: FeedPlan | undefined;
  reportId: string | undefined;
}

/** What is to become of a feed instead of the ordinary: ends FATAL after so many messages, with or without a report. */
export interface FeedPlan {
  readonly fatalAfter: number;
  readonly hasReport: boolean;
}

/** What working through a feed gives. `undefined` text = no report. */
export interface FeedResult {
  readonly status: 'DONE' | 'FATAL';
  readonly report: string | undefined;
  readonly contentType: string;
}
