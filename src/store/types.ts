import type { Arrangement } from '../core/arrangement.ts';
import type { EditedOrder } from '../core/edit/apply.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { Order } from '../core/order.ts';
import type { Kind } from '../core/outcome.ts';
import type { Hold, Shipment, ShipmentState } from '../core/shipment.ts';
import type { ProductLink, StockLevel } from '../core/stock.ts';
import type { Waybill } from '../core/waybill.ts';
import type {
  GoneItem,
  HoldListFilter,
  HoldRow,
  Keyed,
  ListPage,
  MarkedOrder,
  OrderListFilter,
  OrderRow,
  PageRequest,
} from './list-types.ts';

export type * from './list-types.ts';

/** Bytes that came in or went out (原本), named by their SHA-256 (hex), never changed, stored sealed in 1 MiB pieces. */
export interface DocumentInfo {
  readonly hash: string;
  readonly direction: 'in' | 'out';
  /** File name as it came or goes. */
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly shop: string;
  /** `name@version` of the layout that read or wrote it, '' when none fitted. */
  readonly layout: string;
  /** ISO instant. */
  readonly at: string;
}

/** Where an order's revision came from, so that any cell can be traced: rows are file rows as people count them. */
export interface Origin {
  readonly document: string;
  readonly file: string;
  readonly layout: string;
  readonly rows: readonly number[];
}

export interface StoredOrder extends EditedOrder {
  readonly shop: string;
  /** As it counts: what the documents say, with what a person corrected. */
  readonly order: Order;
  /** 1, 2, 3 … */
  readonly revision: number;
  /** SHA-256 of the canonical JSON of what the documents say (`source`, else `order`): knows the same content again. */
  readonly contentHash: string;
  readonly origins: readonly Origin[];
  /** What a person arranged with the order; kept over revisions. Missing = nothing. */
  readonly arrangement?: Arrangement;
  /** ISO instant of this revision. */
  readonly at: string;
  /** The people were taken out of it. */
  readonly forgotten?: true;
}

export interface StoredHold extends Hold {
  /** Open, or cleared by a person with a note. */
  readonly cleared: { readonly at: string; readonly by: string; readonly note: string } | null;
}

export interface StoredShipment {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  /** Grows with every change; a write names the version that it read and fails with `StaleWrite` when it moved on. */
  readonly version: number;
  readonly holds: readonly StoredHold[];
  readonly waybills: readonly StoredWaybill[];
  /** Order revision that the shipment was decided from. */
  readonly orderRevision: number;
}

export interface StoredWaybill extends Waybill {
  /** Document that told it. */
  readonly document: string;
  readonly at: string;
}

/** New or changed shipment; `version: 0` inserts. The state move is checked against the transition table. */
export interface ShipmentChange {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  readonly version: number;
  readonly holds: readonly StoredHold[];
  readonly orderRevision: number;
}

/**
 * A finished file on its way to `outbox/` (§ outbox.ts: intended → staged → written), or on its way back (§ undo-issue.ts:
 * written → undoing → undone).
 */
export interface OutboxFile {
  readonly id: string;
  readonly shop: string;
  readonly purpose: 'issue' | 'notify' | 'return-form' | 'labels';
  /** Path under `outbox/`, with forward slashes. */
  readonly path: string;
  readonly document: string;
  readonly stage: 'intended' | 'staged' | 'written' | 'undoing' | 'undone';
  /** Shipment ids that the file holds, in row order. */
  readonly shipments: readonly string[];
  readonly at: string;
}

/** One line of the append-only history (履歴). No personal data. */
export interface JournalEntry {
  readonly at: string;
  readonly actor: string;
  readonly what: string;
  readonly shop: string;
  readonly orderNumber: string;
  readonly shipment: string;
  readonly details: Readonly<Record<string, string | number | null>>;
  /** What the person wrote about it: may name customers, therefore sealed, and forgotten with the order. */
  readonly note?: string;
}

export interface RunRecord {
  readonly id: string;
  readonly job: string;
  readonly shop: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly result: 'running' | 'done' | 'failed';
  /** What became of each item: order number or SKU, outcome kind and code. */
  readonly items: readonly {
    readonly key: string;
    readonly kind: string;
    readonly code: string;
    readonly args?: Readonly<Record<string, string | number>>;
    /** Beginning of the answer that went wrong, without secrets and personal data. */
    readonly evidence?: string;
  }[];
}

/** What was told to a marketplace (file or API), by content hash: different content = due again. One per (about, kind). */
export interface ToldNotice {
  /** Shipment id, or `aboutOrder(shop, number)` (core/notices.ts). */
  readonly about: string;
  readonly kind: NoticeKind;
  /** `toldByHand` = a person did it at the marketplace, whatever it says there. */
  readonly contentHash: string;
  readonly at: string;
}

/** What must be told before a notice may go: with this content, `null` = with any. */
export interface WaitsFor {
  readonly about: string;
  readonly kind: NoticeKind;
  readonly contentHash: string | null;
}

/** What became of one part of a notice (order line, parcel). */
export interface NoticePart {
  readonly key: string;
  readonly kind: Kind;
  readonly code: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

/**
 * How far telling a marketplace has come: reserved, being sent, result awaited, told, refused, not known, overtaken; `asking`: due,
 * but only a person may send it.
 */
export type NoticeState = 'due' | 'sending' | 'pending' | 'told' | 'failed' | 'unsure' | 'withdrawn' | 'asking';

/** A notice as a journaled intent: committed as `sending` before the call, so that a crash is a doubt and never a repeat. */
export interface StoredNotice {
  /** Same shop, order, parcel and content = same id. */
  readonly id: string;
  readonly shop: string;
  readonly orderNumber: string;
  /** Shipment id that it speaks of, or `aboutOrder(shop, number)`. */
  readonly about: string;
  readonly kind: NoticeKind;
  readonly state: NoticeState;
  readonly contentHash: string;
  /** The notice as the connector gets it (JSON, no personal data). */
  readonly body: unknown;
  readonly reservedAt: string;
  /** ISO instant before which nothing is done with it (first sending, next try, next look). */
  readonly notBefore: string;
  readonly attempts: number;
  /** Handle of an asynchronous tell, JSON. */
  readonly handle: unknown;
  /** Code and arguments of the last outcome. */
  readonly code: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly waitsFor: readonly WaitsFor[];
  /** Of a notice that went in parts: what became of each so far. */
  readonly parts: readonly NoticePart[];
  /** A person asked for it: it goes although the rules would not send it by themselves any more. */
  readonly byHand: boolean;
  /** Last change, ISO instant. */
  readonly at: string;
}

/** A shop whose jobs stand still until an administrator acts (wrong key …). */
export interface Halt {
  readonly shop: string;
  readonly code: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly at: string;
}

/** A mail as an intent: sent once per address. */
export interface StoredMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly state: 'due' | 'sent' | 'failed';
  readonly attempts: number;
  readonly notBefore: string;
  readonly at: string;
}

/**
 * How far handing shipments to a carrier's system has come. `sending` the intent is committed, no answer yet · `open` a person has its
 * screen · `printing` printed without a screen · `asking` the looks found nothing: a person decides · `done` every number is here ·
 * `failed` nothing was handed over · `released` a person took it back after looking.
 */
export type HandOverState = 'sending' | 'open' | 'printing' | 'asking' | 'done' | 'failed' | 'released';

/** Labels of these may still come out of it. */
export const openHandOvers: readonly HandOverState[] = ['sending', 'open', 'printing', 'asking'];

/** Shipments that went to a carrier's system together. */
export interface StoredHandOver {
  readonly id: string;
  readonly route: 'screen' | 'unattended';
  readonly state: HandOverState;
  /** SHA-256 of the secret part of the notify address. */
  readonly notifyHash: string;
  /** Document of what was sent. */
  readonly payload: string;
  /** Shipment ids, in the order that was sent. */
  readonly shipments: readonly string[];
  /** What is needed to go on, JSON; holds tokens, therefore sealed. */
  readonly handle: unknown;
  /** Looks so far, and ISO instant of the next one. */
  readonly looks: number;
  readonly notBefore: string;
  /** Code and arguments of what it came to. */
  readonly code: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly createdAt: string;
  readonly at: string;
}

/** One line of 連携結果確認 (B13). */
export interface LinkRecord {
  readonly id: string;
  readonly handOver: string;
  readonly direction: 'to-b2' | 'from-b2';
  readonly at: string;
  readonly result: 'done' | 'partly' | 'failed';
  readonly orders: number;
  readonly shipments: number;
  readonly code: string;
  readonly args: Readonly<Record<string, string | number>>;
}

export interface OrderFilter {
  readonly shop?: string;
  readonly numbers?: readonly string[];
  readonly states?: readonly ShipmentState[];
}

/** Somebody else changed the shipment in the meantime: read again and decide again. */
export class StaleWrite extends Error {
  override name = 'StaleWrite';
}

/** The move is not in the transition table: a bug, never to be caught and ignored. */
export class ForbiddenMove extends Error {
  override name = 'ForbiddenMove';
}

/** Beside `run`, as lists show it: without its items. */
export type RunRow = Omit<RunRecord, 'items'>;

/**
 * Reading side. `list…` gives a page of a list, the newest first: it reads and unseals nothing but what it shows. Whole records are
 * read by key, in a stable order (shop, order number, serial).
 */
export interface Reads {
  listOrders(filter: OrderListFilter, page: PageRequest): Promise<ListPage<OrderRow>>;
  /** Counts all of a shop, or of all shops: for somebody who is going to read all of them anyway. */
  countOrders(shop?: string): Promise<number>;
  listHolds(filter: HoldListFilter, page: PageRequest): Promise<ListPage<HoldRow>>;
  /** `id`: its beginning. */
  listRuns(
    filter: { shop?: string | undefined; job?: string; id?: string },
    page: PageRequest,
  ): Promise<ListPage<RunRow & Keyed>>;
  /** `since`: ISO instant. */
  listLinkHistory(filter: { since?: string }, page: PageRequest): Promise<ListPage<LinkRecord & Keyed>>;
  /** `hash`: its beginning. */
  listDocuments(
    filter: { shop?: string; layoutName?: string; direction?: 'in' | 'out'; hash?: string },
    page: PageRequest,
  ): Promise<ListPage<DocumentInfo & Keyed>>;
  listJournal(
    filter: { shop?: string; orderNumber?: string },
    page: PageRequest,
  ): Promise<ListPage<JournalEntry & Keyed>>;
  /** Without the shipments of each file. */
  listOutbox(
    filter: { shop?: string; purpose?: OutboxFile['purpose']; stages?: readonly OutboxFile['stage'][] },
    page: PageRequest,
  ): Promise<ListPage<Omit<OutboxFile, 'shipments'> & Keyed>>;
  listMails(
    filter: { states?: readonly StoredMail['state'][] },
    page: PageRequest,
  ): Promise<ListPage<StoredMail & Keyed>>;
  /**
   * Orders of a shop of which something happened since they were worked out, or whose day has come; those that came first are first.
   * `today`: Japan's day.
   */
  unsettledOrders(filter: { shop: string; today: string }, page: PageRequest): Promise<ListPage<MarkedOrder>>;
  /** Every order of a shop that is not forgotten, to prove the marks. */
  listMarks(
    filter: { shop: string; today: string },
    page: PageRequest,
  ): Promise<ListPage<MarkedOrder & Keyed & { isSettled: boolean }>>;
  /** Forms (documents) in which one of these orders stands. */
  formsOf(shop: string, orderNumbers: readonly string[]): Promise<string[]>;
  /** Those that were reserved last are first. */
  listNotices(
    filter: {
      shop?: string | undefined;
      orderNumbers?: readonly string[] | undefined;
      states: readonly NoticeState[];
      kinds?: readonly NoticeKind[] | undefined;
    },
    page: PageRequest,
  ): Promise<ListPage<StoredNotice & Keyed>>;
  run(id: string): Promise<RunRecord | undefined>;
  /** When each of these shipments was last put into a file of this purpose, ISO instant. */
  lastWritten(shipments: readonly string[], purpose: OutboxFile['purpose']): Promise<ReadonlyMap<string, string>>;
  /** Every kind of goods that left the house, in the order in which they first did. */
  goneItems(): Promise<GoneItem[]>;
  /** As what these options may stand in `GoneItem.option`: one for each key of the store. */
  goneOptions(options: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Pieces of these (`GoneItem.no`) that left after a moment (ms since 1970), by `no`; 0 may be missing. */
  gonePieces(items: readonly { no: number; after: number }[]): Promise<ReadonlyMap<number, number>>;
  document(hash: string): Promise<DocumentInfo | undefined>;
  documentBytes(hash: string): Promise<Uint8Array | undefined>;
  documents(filter?: { shop?: string; layoutName?: string; direction?: 'in' | 'out' }): Promise<DocumentInfo[]>;
  orders(filter: OrderFilter): Promise<StoredOrder[]>;
  revisions(shop: string, number: string): Promise<StoredOrder[]>;
  shipments(
    filter: OrderFilter & {
      customerNos?: readonly string[];
      ids?: readonly string[];
    },
  ): Promise<StoredShipment[]>;
  /** Greatest serial in use per base of a customerNo (`customerBase`), over all shops: customerNo is unique in the whole store. */
  serials(bases: readonly string[]): Promise<ReadonlyMap<string, number>>;
  waybillOwner(numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** お客様管理番号 by shipment id; cheaper than the shipments, nothing is unsealed. */
  customerNos(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  outbox(filter?: {
    ids?: readonly string[];
    stage?: readonly OutboxFile['stage'][];
    shop?: string;
    shipment?: string;
    /** Files that hold one of these. */
    shipments?: readonly string[];
    paths?: readonly string[];
    documents?: readonly string[];
    purpose?: OutboxFile['purpose'];
  }): Promise<OutboxFile[]>;
  /** What was told of these, of all kinds or of one. */
  told(abouts: readonly string[], kind?: NoticeKind): Promise<ToldNotice[]>;
  stock(skus?: readonly string[]): Promise<StockLevel[]>;
  /** When each SKU's level was told, ISO instant. */
  stockTimes(): Promise<ReadonlyMap<string, string>>;
  products(shop?: string): Promise<ProductLink[]>;
  journal(filter?: { shop?: string; orderNumber?: string; limit?: number }): Promise<JournalEntry[]>;
  runs(limit?: number): Promise<RunRecord[]>;
  /** In the order of their reservation. */
  notices(filter: {
    shop?: string;
    ids?: readonly string[];
    orderNumbers?: readonly string[];
    states?: readonly NoticeState[];
    kinds?: readonly NoticeKind[];
    /** Only those that changed since; the beginning of an ISO instant. */
    since?: string;
    limit?: number;
  }): Promise<StoredNotice[]>;
  /** '' when the job never got so far. */
  cursor(shop: string, job: string): Promise<string>;
  halts(): Promise<Halt[]>;
  /** Rate budget: moment at which its bucket is full again, ms since 1970; 0 when it was never used. */
  budgetDue(key: string): Promise<number>;
  /** A sealed text that a connection keeps, '' = none. */
  kept(place: string, name: string): Promise<string>;
  mails(filter?: { states?: readonly StoredMail['state'][] }): Promise<StoredMail[]>;
  /** Oldest first. */
  handOvers(filter?: {
    ids?: readonly string[];
    states?: readonly HandOverState[];
    notifyHash?: string;
    /** Only those of which something may still come. */
    watched?: true;
  }): Promise<StoredHandOver[]>;
  /** Newest first; `since`: ISO instant. */
  linkHistory(filter?: { since?: string }): Promise<LinkRecord[]>;
}

/** Writing side; exists only inside `store.write`, which is one transaction: all or nothing. */
export interface Writes extends Reads {
  /** false when the same bytes are there already (then nothing is written). */
  putDocument(info: DocumentInfo, bytes: Uint8Array): Promise<boolean>;
  saveOrders(orders: readonly StoredOrder[]): Promise<void>;
  saveShipments(changes: readonly ShipmentChange[]): Promise<void>;
  /** Worked out, as of this generation: unsettled again with the next change, and on the day `lookOn`. */
  settleOrders(orders: readonly (MarkedOrder & { readonly lookOn?: string | undefined })[]): Promise<void>;
  /** Says which orders stand in a marketplace's own form. */
  linkForm(document: string, shop: string, orderNumbers: readonly string[]): Promise<void>;
  addWaybills(items: readonly { shipment: string; waybill: StoredWaybill }[]): Promise<void>;
  putOutbox(file: OutboxFile): Promise<void>;
  setTold(notices: readonly ToldNotice[]): Promise<void>;
  /** Forgets that these were told: they are due again. */
  dropTold(notices: readonly Pick<ToldNotice, 'about' | 'kind'>[]): Promise<void>;
  setStock(levels: readonly StockLevel[], document: string, at: string): Promise<void>;
  setProducts(links: readonly ProductLink[], document: string, at: string): Promise<void>;
  addJournal(entries: readonly JournalEntry[]): Promise<void>;
  putRun(run: RunRecord): Promise<void>;
  putNotices(notices: readonly StoredNotice[]): Promise<void>;
  setCursor(shop: string, job: string, cursor: string, at: string): Promise<void>;
  putHalt(halt: Halt): Promise<void>;
  clearHalt(shop: string): Promise<void>;
  setBudgetDue(key: string, due: number): Promise<void>;
  setKept(place: string, name: string, text: string, at: string): Promise<void>;
  /** A mail of a known id is only moved on (more attempts than before), never announced anew. */
  putMails(mails: readonly StoredMail[]): Promise<void>;
  /** Inserts, or changes everything but what was sent. `isWatched`: something may still come of it. */
  putHandOver(handOver: StoredHandOver, isWatched: boolean): Promise<void>;
  addLinkRecord(record: LinkRecord): Promise<void>;
}

export interface Store extends Reads {
  /** Runs `work` in one transaction; retries by itself only on a serialization failure or a busy database. */
  write<T>(work: (tx: Writes) => Promise<T>): Promise<T>;
  readonly forget: Forgets;
  close(): Promise<void>;
}

/** What is older than `before` (ISO instant). */
export interface Forgetting {
  readonly before: string;
  /** ISO instant that is noted with it. */
  readonly now: string;
  /** Only counts. */
  readonly dryRun?: boolean | undefined;
}

export interface Forgotten {
  readonly forgotten: number;
  /** Old enough, but not finished. */
  readonly kept: number;
}

/** A file that was written and may still lie on the disk. */
export interface OldFile extends Pick<OutboxFile, 'id' | 'shop' | 'purpose' | 'path' | 'stage' | 'at'> {
  /** A shipment of it waits for its number: it may still have to be printed. */
  readonly isWaiting: boolean;
}

/** Deletes what is old and finished, in small transactions. What was forgotten once is not met again. */
export interface Forgets {
  /**
   * Takes the people out of orders, with all their revisions, shipments, notes and search words: names, addresses, phones, remarks;
   * hashes, numbers, states and the history stay, so that an old file dropped again is still known.
   *
   * @param isFinished of an order whose goods have gone and which was not told to its marketplace: is nothing left to do?
   * @returns `named`: some of the orders that are not finished · `documents`: those that unfinished orders came from
   */
  orders(
    what: Forgetting,
    isFinished: (stored: StoredOrder) => boolean,
  ): Promise<
    Forgotten & {
      readonly named: readonly { readonly shop: string; readonly number: string }[];
      readonly documents: ReadonlySet<string>;
    }
  >;
  /** Bytes and names of documents, but for these. */
  documents(what: Forgetting, inUse: ReadonlySet<string>): Promise<Forgotten>;
  /** Asks for each old file of the outbox to be taken off the disk; `remove` says whether it is gone now. */
  files(what: Forgetting, remove: (file: OldFile) => Promise<boolean>): Promise<Forgotten>;
  /** Rows of a table that only tells what happened. */
  history(table: History, what: Forgetting): Promise<Forgotten>;
  /** Brings what was deleted off the disk as well, as far as the database can (SQLite: its log). */
  settle(): Promise<void>;
}

/** Tables that only tell what happened. */
export type History = 'runs' | 'notices' | 'mails' | 'link_history' | 'hand_overs';
