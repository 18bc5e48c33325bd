import type { z } from 'zod';
import type { JobName } from '../core/jobs.ts';
import type { DeliveryMethod } from '../core/masters.ts';
import type { LinkState, NoticeKind } from '../core/notices.ts';
import type { Order, OrderLine, Remote } from '../core/order.ts';
import type { Kind } from '../core/outcome.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import type { Shipment, ShipmentState } from '../core/shipment.ts';
import type { Shop } from '../core/shop.ts';
import type { Waybill } from '../core/waybill.ts';
import type { When } from '../core/when.ts';

export type { LinkState, NoticeKind } from '../core/notices.ts';

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
  /** Host of the real system: reached only when the shop says `live: true`. */
  readonly hosts: readonly string[];
  /** Base URLs of the real systems by the names that `io.baseUrl` is asked for, without a slash at the end. */
  readonly urls: Readonly<Record<string, string>>;
  /**
   * Jobs that a shop of this kind has, and when they run unless `bridge.yaml` says otherwise; `{}` = only by hand. A kind of
   * notice either has a job of its own name or goes with `notify` (all kinds). Left out (carriers): none.
   */
  readonly jobs?: Readonly<Partial<Record<JobName, When>>>;
  /** The kind of notice that makes 印刷済み of 印刷待ち (連携状態, X5). Left out: the marketplace has no such thing. */
  readonly linked?: NoticeKind;
  /**
   * Member of a delivery method's `codes.<name>` without which the marketplace cannot be told of a shipment: such a method holds
   * the shipment before its label. Left out: any method can be told.
   */
  readonly methodCode?: string;
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

/** An order with everything that was decided and done about it. */
export interface PolicyFacts {
  /** As last read: `payment` (state, the shop's words, day), `cancelled`, lines with `cancelRequested`, and `remote` words. */
  readonly order: Order;
  readonly shipments: readonly PolicyShipment[];
  readonly shop: Shop;
  /** Today in Japan. */
  readonly today: string;
  /** Kinds that this shop lets the bridge tell; a kind that is switched off is done by people, or not at all. */
  readonly kinds: readonly NoticeKind[];
  /** What was told of the order and its shipments. */
  readonly told: readonly ToldFact[];
  /** 連携状態; null when the connector names no `linked` kind. */
  readonly linkState: LinkState | null;
  /** 複写: the order is a copy, or was copied. */
  readonly isCopyRelated: boolean;
}

/** One thing that the marketplace was told. */
export interface ToldFact {
  /** A shipment id, or `theOrder` (core/notices.ts). */
  readonly about: string;
  readonly kind: NoticeKind;
  /** Japan's day. */
  readonly day: string;
  /** A person did it on the marketplace's own screen and said so. */
  readonly byHand: boolean;
}

export interface PolicyShipment {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  /** Codes of the reasons that hold it. */
  readonly holds: readonly string[];
  /** The number that counts: the first of the newest document; null when there is none. */
  readonly waybill: Waybill | null;
  /** Own delivery method, null when it is not in the master. */
  readonly method: DeliveryMethod | null;
  /** Japan's day on which it counts as shipped. */
  readonly shippedOn: string | null;
  /** How often 出荷確定 was given: undone and redone counts on, so that the notice is due again. */
  readonly confirmations: number;
  /** 同梱: the parcel (of another order) that carries these goods; its number and day are told. */
  readonly carriedBy?: PolicyShipment;
}

export interface Policy {
  /** Everything that should have been told by now, what was told already included. */
  readonly due: readonly DueNotice[];
  /** What keeps a notice from being due although its time has come, for the operator. Said by the job of `kind` and by `notify`. */
  readonly problems: readonly {
    readonly about: string;
    readonly kind?: NoticeKind;
    readonly code: SentenceCode;
    readonly args?: SentenceArgs;
  }[];
  /** Japan's day, after today, on which the answer may be another one although nothing happened: asked again then. */
  readonly again?: string;
  /**
   * Something more will have to be told one day that is not due yet (取引完了 waits for the settlement): shipments stay 出荷済み,
   * and `sync` keeps reading the order. Left out: a shipment is 完了 when all that is due of it and of its order was told.
   */
  readonly unfinished?: boolean;
}

export interface DueNotice {
  /** Id of the shipment that the notice speaks of, or `theOrder` (core/notices.ts). One notice per (about, kind). */
  readonly about: string;
  readonly notice: NoticeDraft;
  /**
   * Hashed: the same content is never told twice, another one is told again. Leave out what may change by itself (today's day,
   * words of the master). A `capture` is told once whatever its content.
   */
  readonly content: unknown;
  /** Rests so long before it is sent, ms: it can still be taken back. */
  readonly restMs?: number;
  /** Not before these were told (with what they should say today; of what is not in `due`: with anything), results good. */
  readonly after?: readonly { readonly about: string; readonly kind: NoticeKind }[];
  /** Due, but only a person may send it (`notices retry`), and this is why: its day has gone by … */
  readonly asks?: { readonly code: SentenceCode; readonly args?: SentenceArgs };
}

/** A notice as a policy makes it; its id comes from the store. */
export type NoticeDraft = Omit<Notice, 'id' | 'partsDone'> &
  { readonly [K in NoticeKind]: { readonly kind: K } & Pick<NoticeBodies, K> }[NoticeKind];

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
  /** Absolute free pieces. `whole` is for marketplaces that take an item only with all its options. */
  pushStock?(items: readonly StockItem[], whole: WholeItem): Promise<readonly Outcome[]>;
  readonly waybills?: Waybills;
}

/**
 * A carrier's own system that prints labels and gives numbers. `handOver` lays shipments before it and leaves nothing there; only
 * printing (by a person on its screen, or by `issue`) makes labels. Whatever happens after that is looked up, never sent again.
 */
export interface Waybills {
  /** At most so many entries in one hand-over. */
  readonly atOnce: number;
  /**
   * Entries that may be printed together have the same key; `undefined` = this printer cannot print it without a screen.
   */
  sheet(entry: LabelEntry): string | undefined;
  /** Throws `CallFailed`: then nothing is there. */
  handOver(entries: readonly LabelEntry[]): Promise<HandedOver>;
  /** Address of the screen on which a person corrects and prints; `notify` is called when it was printed. */
  screen(handed: Pick<HandedOver, 'token'>, notify: string): string;
  /** Token of a notification's query, `undefined` when it is none. */
  notified(query: URLSearchParams): string | undefined;
  /** Prints these numbers without a screen. `done`: the value is the ticket to ask with. */
  issue(handed: HandedOver, customerNos: readonly string[]): Promise<Outcome<string>>;
  /** `done`: the value is the token for `collect`. `pending`: not ready yet. */
  poll(ticket: string): Promise<Outcome<string>>;
  /** Labels as PDF. */
  labels(ticket: string): Promise<Outcome<Uint8Array>>;
  /** What was printed, as a document; given out once only: store it before anything else. `pending`: nothing yet, ask again with the value. */
  collect(token: string): Promise<Outcome<IssuedAnswer>>;
  /** What there is of these numbers, whoever printed them. Numbers that it does not know are not in it. Throws `CallFailed`. */
  find(customerNos: readonly string[]): Promise<IssuedAnswer>;
}

/** One shipment in the carrier's own words, as its write layout renders it. */
export type LabelEntry = Readonly<Record<string, string>>;

/** Survives a restart; `token` opens the screen and is a secret as long as it lives. */
export interface HandedOver {
  readonly token: string;
  readonly updated: string;
  /** One per entry, in order. */
  readonly entries: readonly HandedEntry[];
}

export interface HandedEntry {
  readonly customerNo: string;
  /** The carrier's provisional number: never a tracking number. */
  readonly provisional: string;
  /** Further things that the carrier wants back when it prints. */
  readonly handle: Readonly<Record<string, unknown>>;
  readonly printable: boolean;
  /** What the carrier says against it: its name of the field, its code. */
  readonly errors: readonly { readonly field: string; readonly code: string }[];
}

/** Issued slips as a document of the read layout `layout`, and the numbers that are in it. */
export interface IssuedAnswer {
  readonly document: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
  readonly layout: string;
  readonly customerNos: readonly string[];
  /** With `pending`: the token to ask again with. */
  readonly token?: string;
}

export interface Probe {
  readonly kind: Extract<Kind, 'done' | 'halt' | 'retry'>;
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
  /** Japan's day on which the key ends, when known. */
  readonly expires?: string;
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

/**
 * One thing that a marketplace must be told. `id` is derived from shop, what it speaks of, kind and content: the same thing has the
 * same id. The body stands under the name of the kind.
 */
export interface Notice extends Partial<NoticeBodies> {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly orderNumber: string;
  /** The marketplace's own keys of the order that its calls need (id, serial code), as the policy took them from `remote`. */
  readonly keys?: Remote;
  /** Keys of parts that an earlier try finished (`Outcome.parts`): not to be told again. */
  readonly partsDone?: readonly string[];
}

/** A notice of one kind, with its body. */
export type NoticeOf<K extends NoticeKind> = Notice & { readonly kind: K } & Pick<NoticeBodies, K>;

/** What each kind of notice carries. */
export interface NoticeBodies {
  /** 確認: we have the order. */
  readonly acknowledge: { readonly lines: readonly NoticeLine[] };
  /** 発送予定日 */
  readonly schedule: { readonly lines: readonly NoticeLine[] /** Japan's day. */; readonly shipDate: string };
  /** 決済依頼: take the money. */
  readonly capture: {
    /** The shop's words for the way of payment. */
    readonly method: string;
    /** Yen that the customer pays in all, null when not known. */
    readonly amount: number | null;
  };
  /** 出荷実績 */
  readonly ship: ShipNotice;
  /** 取引完了 */
  readonly complete: { readonly lines: readonly NoticeLine[] };
}

/** A line of the order, or so many pieces of it. `line`: the marketplace's line number. */
export interface NoticeLine {
  readonly line: string;
  readonly quantity: number;
  /** The marketplace's own keys of the line. */
  readonly keys?: Remote;
}

export interface ShipNotice {
  /** Number of the parcel within the order, 1 …: the same number again means "edit that parcel". */
  readonly parcel: number;
  /** Parcels of this order in all. */
  readonly parcels: number;
  readonly items: readonly NoticeLine[];
  /** The marketplace's own id of the destination, where an order has several. */
  readonly destination?: string;
  /** Japan's day. */
  readonly shipDate: string;
  /** What the marketplace wants to hear, from the delivery-method master; never the shop's own method code. */
  readonly carrierCode: string;
  readonly carrierName: string;
  readonly shipMethod: string;
  /** '' for methods that need no number. */
  readonly trackingNumber: string;
  /** Cash on delivery: the customer pays the carrier. */
  readonly collect: boolean;
}

export interface StockItem {
  /** The marketplace's item code and option code. */
  readonly item: string;
  readonly option: string;
  /** Free pieces, ≥ 0. */
  readonly quantity: number;
}

/**
 * Every option of an item that the product map knows, with what may be sold of it now, null where nobody knows (not on the stock
 * sheet): also those that did not change.
 */
export type WholeItem = (item: string) => readonly { readonly option: string; readonly quantity: number | null }[];

/** What the other side did with one item. `handle` with `pending`; `afterMs` with `retry` when the server named a delay. */
export interface Outcome<T = unknown> {
  readonly kind: Kind;
  readonly code: SentenceCode;
  /** Never secrets or personal data. */
  readonly args?: SentenceArgs;
  readonly handle?: Handle;
  readonly afterMs?: number;
  /**
   * What became of each part of the item (order line, parcel), where parts went different ways: `kind` above is then the gravest.
   * Kept for the history; the parts that are `done` are not told again.
   */
  readonly parts?: readonly OutcomePart[];
  readonly value?: T;
  /** Redacted answer, kept for `bug`. */
  readonly evidence?: string;
}

/** What became of one part of an item. `key`: the marketplace's number of the line or parcel. */
export interface OutcomePart {
  readonly key: string;
  readonly kind: Kind;
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
}

/** How to ask for the result of an asynchronous tell; survives a restart. `notices` in the order that was sent. */
export interface Handle {
  readonly kind: string;
  readonly id: string;
  readonly notices: readonly string[];
}

/** What a connection may use of the world; everything comes in from outside. */
export interface Io {
  /** Timeout, rate budget, redaction; no retry. See http.ts. */
  readonly http: Http;
  readonly now: () => Temporal.Instant;
  /** Base URLs of this shop's systems: the lab's unless the shop is `live`. */
  readonly baseUrl: (system: string) => string;
  /** Resolves a secret by the name in the settings. */
  readonly secret: (name: string) => string;
  /** Small texts that outlive the process, sealed: tokens that may be fetched a few times an hour only. Apart for lab and live. */
  readonly kept: Kept;
}

export interface Kept {
  /** '' = nothing is kept under this name. */
  read(name: string): Promise<string>;
  /** '' forgets it. */
  write(name: string, text: string): Promise<void>;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Key of the rate budget, e.g. `searchOrders`; with how many calls a second and how many at once the other side allows. */
  readonly budget?: {
    readonly key: string;
    readonly perSecond: number;
    readonly burst: number;
    /** Header of an answer that tells today's calls per second, in lower case; absent = the rate stays. */
    readonly rateHeader?: string;
  };
  /**
   * Calls that the other side allows until it begins to count anew, over all processes. A call beyond `most` is not made: `http`
   * throws `CallFailed` (`retry`, with the time until then). So a call that may wait names a smaller `most` than one that may not.
   */
  readonly quota?: {
    readonly key: string;
    readonly most: number;
    /** Japan's time of day at which counting begins anew, `HH:MM`. */
    readonly resets: string;
  };
  readonly timeoutMs?: number;
}

/** An HTTP answer of any status; transport failures are `HttpFailed`. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Calls of the quota so far, this one included; 0 = the call named none. */
  readonly quotaUsed: number;
  readonly bytes: Uint8Array;
  text(): string;
  /** Undefined when the body is not JSON. */
  json(): unknown;
  /** Status, request id and the beginning of the body without secrets and personal data: may be stored and logged. */
  evidence(): string;
}

export type Http = (call: HttpCall) => Promise<HttpAnswer>;

/** No answer: `sent` tells whether the request may have arrived (then a write is `unsure`). */
export class HttpFailed extends Error {
  override name = 'HttpFailed';
  readonly sent: boolean;
  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
  }
}

/** Reading failed: `outcome` says who acts next (`retry`, `halt`, `fix` or `bug`). The message is its code, nothing else. */
export class CallFailed extends Error {
  override name = 'CallFailed';
  readonly outcome: Outcome;
  constructor(outcome: Outcome, options?: ErrorOptions) {
    super(outcome.code, options);
    this.outcome = outcome;
  }
}
