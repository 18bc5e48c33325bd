import type { z } from 'zod';
import type { JobName } from '../core/jobs.ts';
import type { DeliveryMethod } from '../core/masters.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { OrderLine, Remote } from '../core/order.ts';
import type { Kind } from '../core/outcome.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import type { When } from '../core/when.ts';
import type { Io } from './io.ts';
import type { Notice, NoticeOf } from './notice.ts';
import type { Handle, Outcome } from './outcome.ts';
import type { Policy, PolicyFacts } from './policy.ts';
import type { Waybills } from './waybills.ts';

export type { LinkState, NoticeKind } from '../core/notices.ts';
export * from './io.ts';
export type * from './notice.ts';
export type * from './outcome.ts';
export type * from './policy.ts';
export type * from './waybills.ts';

/**
 * The one contract that every outside system is spoken to through. An ability exists when its function is there; nothing
 * raises "not supported". The conformance suite loops over all connectors and their mocks and checks each clause.
 */
export interface Connector<Settings = unknown> {
  /** Key in `bridge.yaml` (`marketplace`), e.g. `amazon`. */
  readonly name: string;
  readonly title: string;
  /** Shape of the `api:` block of a shop; secrets come as `{ env: NAME }` or from the sealed store, never in the clear. */
  readonly settings: z.ZodType<Settings>;
  /** Host of the real system: reached only when the shop says `live: true`. Left out: each shop has its own. */
  readonly hosts?: readonly string[];
  /** Base URLs of the real systems by the names that `io.baseUrl` is asked for, without a slash at the end. */
  readonly urls?: Readonly<Record<string, string>>;
  /** Pure: the same where each shop has a host of its own. */
  ownUrls?(settings: Settings): Readonly<Record<string, string>>;
  /**
   * Jobs that a shop of this kind has, and when they run unless `bridge.yaml` says otherwise; `{}` = only by hand. A kind of
   * notice either has a job of its own name or goes with `notify` (all kinds). Left out (carriers): none.
   */
  readonly jobs?: Readonly<Partial<Record<JobName, When>>>;
  /** The kind of notice that makes 印刷済み of 印刷待ち (連携状態, X5). Left out: the marketplace has no such thing. */
  readonly linked?: NoticeKind;
  /**
   * Whether orders of different numbers may travel in one parcel under its rules, and where that stands. Left out: nothing that we know says so,
   * and whoever bundles is told to make sure.
   */
  readonly bundling?: { readonly allowed: boolean; readonly source: string };
  /**
   * Member of a delivery method's `codes.<name>` without which the marketplace cannot be told of a shipment: such a method holds
   * the shipment before its label. Left out: any method can be told.
   */
  readonly methodCode?: string;
  /** Pure: the same where the shop's own settings say which methods can be told. */
  canTell?(method: DeliveryMethod, settings: Settings): boolean;
  /** Pure: Japan's day on which the key of these settings ends, null when they do not say. The staff are warned ahead of it. */
  keyEnds?(settings: Settings): string | null;
  /** Members of answers whose texts say what went wrong: kept (scrubbed) as evidence, other free text is not. */
  readonly errorMembers?: readonly string[];
  /** Touches no network. */
  open(settings: Settings, io: Io): Connection;
  /**
   * Pure: every notice, of all kinds, that should have been told about an order by now. The store knows which were; different
   * content = due again. The flow asks whenever something happened to the order, and on the day that the answer names.
   */
  policy?(facts: PolicyFacts, settings: Settings): Policy;
}

export interface Connection {
  /** A cheap authenticated call; tells when the key ends where that is known. */
  probe(): Promise<Probe>;
  /**
   * Oldest first; may repeat an order, never skips one. Each page is self-contained and carries the cursor to go on from.
   * A page without orders is not given out, and a search that gives nothing else ends (`empty-pages.ts`). Throws `CallFailed`.
   */
  pullOrders?(window: PullWindow): AsyncIterable<Page>;
  /**
   * What a range may be searched by. The sweep (job `sweep`) does each of them over the last days, for what no differential pull
   * ever gives. Left out: a pull gives all that is open each time, so there is nothing to sweep.
   */
  readonly rangeBy?: readonly RangeBy[];
  /** Longest range in days that one search may span; a longer one (by hand) is asked for piece by piece. Left out: any. */
  readonly longestRange?: number;
  /** So many days back a range may begin. Left out: any. */
  readonly oldestRange?: number;
  /**
   * Today's truth of orders that we hold (job `sync`), in the fewest calls, in the layouts that pulls have. Orders that the other
   * side does not know are left out. Throws `CallFailed`.
   */
  readOrders?(orders: readonly KnownOrder[]): AsyncIterable<Page>;
  /**
   * One outcome per notice, in order. Telling the same twice is `done` twice. A notice of several parts (lines, parcels) that went
   * half has `Outcome.parts`; told again it carries the parts that are done (`partsDone`).
   */
  readonly tell?: { readonly [K in NoticeKind]?: (notices: readonly NoticeOf<K>[]) => Promise<readonly Outcome[]> };
  /** From so many notices on, all go in one call (the connector may then choose another route); below, in small batches. */
  readonly bulkFrom?: Partial<Record<NoticeKind, number>>;
  /** Results of asynchronous tells, one per handle, in order. A question that failed leaves them `pending` with their handle. */
  collect?(handles: readonly Handle[]): Promise<readonly (readonly Outcome[])[]>;
  /**
   * What the other side knows of these notices: for `unsure` ones. `undefined` = it does not have it. A question that failed
   * leaves them `unsure`: never `retry` or `halt`, which would let them be told again.
   */
  look?(notices: readonly Notice[]): Promise<readonly (Outcome | undefined)[]>;
  /**
   * Kinds for which the other side documents that telling the same again is an edit, not a second act. Only these are told
   * again after a doubt, and only when a look did not find them. Never `capture`.
   */
  readonly repeatable?: readonly NoticeKind[];
  /** Items may be sold without counting (無制限). Left out: `StockItem.unlimited` is never given. */
  readonly knowsUnlimited?: true;
  /** Absolute free pieces. `whole` is for marketplaces that take an item only with all its options. */
  pushStock?(items: readonly StockItem[], whole: WholeItem): Promise<readonly Outcome[]>;
  /**
   * What it has for sale, with its own figures, in the fewest calls: all of it, or only what it has of these items. Each item and option once, in
   * any order; what it does not know is left out. Throws `CallFailed`.
   */
  listItems?(wanted?: readonly ItemKey[]): AsyncIterable<readonly ListedItem[]>;
  /** More pieces than these are told as these. Left out: any number can be told. */
  readonly mostPieces?: number;
  /** What somebody should know of the calls made so far (the day's calls run short); asked after each run, said once per `mark`. */
  remarks?(): readonly Remark[];
  readonly waybills?: Waybills;
}

export interface Remark {
  /** The same mark is said once. */
  readonly mark: string;
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
}

export interface Probe {
  readonly kind: Extract<Kind, 'done' | 'halt' | 'retry'>;
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
  /** Japan's day on which the key ends, when known. */
  readonly expires?: string;
  /** What a person should know although all is well. */
  readonly note?: SentenceCode;
}

export interface PullWindow {
  /** Cursor of the last committed page, '' on the first run. */
  readonly cursor: string;
  /** ISO instants: first run look-back, or a range by hand. */
  readonly from: string;
  readonly to?: string;
  /** What `from` and `to` speak of, in a search without a cursor; left out = whatever the connector's pulls go by. */
  readonly by?: RangeBy;
}

/** When orders were made, or when they last changed. */
export type RangeBy = 'created' | 'updated';

/** What is needed to find an order at its marketplace again; an `Order` is one. */
export interface KnownOrder {
  readonly number: string;
  readonly orderedAt: string | null;
  readonly remote?: Remote;
  readonly lines: readonly Pick<OrderLine, 'no' | 'remote'>[];
}

/** Items and address inside; stored as a document and read through the layout that `layout` names. */
export interface Page {
  readonly document: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
  readonly layout: string;
  /** Commit it in the same transaction as the document. */
  readonly cursor: string;
  /** Orders in the page, for counts. */
  readonly orders: number;
  /** The search had to begin anew before this page (its token was refused): what was given before may come once more. */
  readonly restarted?: true;
}

/** The marketplace's item code and option code, as the product map names them. */
export interface ItemKey {
  readonly item: string;
  readonly option: string;
}

/** An item as the marketplace itself shows it. */
export interface ListedItem extends ItemKey {
  readonly name: string;
  /** Pieces that may be ordered there; null = it does not say. */
  readonly quantity: number | null;
  /** Sold without counting (無制限): `quantity` is null. */
  readonly unlimited?: true;
}

export interface StockItem extends ItemKey {
  /** Free pieces, ≥ 0. */
  readonly quantity: number;
  /** From so many pieces on the marketplace shall call the item low (在庫わずか), where a person said so. */
  readonly lowStock?: number;
  /** The item is sold without counting (無制限): `quantity` does not matter. */
  readonly unlimited?: true;
}

/**
 * Every option of an item that the product map knows, with what may be sold of it now, null where nobody knows (not on the stock
 * sheet): also those that did not change.
 */
export type WholeItem = (item: string) => readonly { readonly option: string; readonly quantity: number | null }[];
