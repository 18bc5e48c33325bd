import type { UsedNumbers } from '../core/decide/types.ts';
import type { GoodsAttributes } from '../core/goods.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { Order } from '../core/order.ts';
import type { Bucket } from '../core/rate.ts';
import type { Hold, ShipmentState } from '../core/shipment.ts';
import type { ProductLink, SetPart, StockLevel, StockRecord, ToldStock } from '../core/stock.ts';
import type {
  GoneItem,
  HoldListFilter,
  HoldRow,
  Keyed,
  ListPage,
  MarkedOrder,
  NoticeCount,
  OrderListFilter,
  OrderRow,
  PageRequest,
} from './list-types.ts';
import type { PreparedOrder } from './prepare-order.ts';
import type { PreparedShipment } from './prepare-shipment.ts';
import type {
  ConsoleSession,
  ConsoleUser,
  ConsoleView,
  DocumentInfo,
  Halt,
  HandOverState,
  IssuedName,
  IssueMark,
  JournalEntry,
  LinkRecord,
  NoticeState,
  OrderFilter,
  OutboxFile,
  RunRecord,
  RunRow,
  ShipmentChange,
  Standing,
  StoredHandOver,
  StoredMail,
  StoredNotice,
  StoredOrder,
  StoredShipment,
  StoredWaybill,
  ToldNotice,
} from './records.ts';

import type { StoreRefused } from './refused.ts';

export type * from './list-types.ts';
export * from './records.ts';

/**
 * Reading side. `list…` gives a page of a list, the newest first: it reads and unseals nothing but what it shows. Whole records are
 * read by key, in a stable order (shop, order number, serial).
 */
export interface Reads {
  listOrders(filter: OrderListFilter, page: PageRequest): Promise<ListPage<OrderRow>>;
  /** Counts all of a shop, or of all shops: for somebody who is going to read all of them anyway. */
  countOrders(shop?: string): Promise<number>;
  /** Orders of a filter; counting ends at `most`. */
  countOrdersOf(filter: OrderListFilter, most: number): Promise<number>;
  /** Shipments in each of these states; counting ends at `most` of each. */
  countShipments(states: readonly ShipmentState[], most: number): Promise<ReadonlyMap<ShipmentState, number>>;
  /** Open holds by code, those codes of which there are any; counting ends at `most` of each. */
  countHolds(most: number): Promise<ReadonlyMap<Hold['code'], number>>;
  /** Tags that any order has, in order, `most` of them. */
  orderTags(most: number): Promise<readonly string[]>;
  countNotices(states: readonly NoticeState[], most: number): Promise<ReadonlyMap<NoticeState, number>>;
  /** By shop and kind, those of which there are any; counting ends at `most` of each. */
  countNoticesByKind(states: readonly NoticeState[], most: number): Promise<readonly NoticeCount[]>;
  /**
   * What came in, got a number, was told as shipped from one day of Japan until before another (`YYYY-MM-DD`); 100,000 at most.
   * Costs one step of an index each.
   */
  countOn(what: 'orders' | 'labels' | 'told', from: string, to: string): Promise<number>;
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
  /**
   * Every kind of goods that was ever ordered, in the order in which they first were; `names`: as marketplaces call them; `changedAfter`: only
   * those of which pieces were ordered, given back or sent since that number of the stock clock; `movedAfter`: only those that shipments
   * need now, and those that left after that moment (ms since 1970).
   */
  goneItems(filter?: { names?: readonly string[]; changedAfter?: number; movedAfter?: number }): Promise<GoneItem[]>;
  /** Pieces that shipments need which have not left the house, by `GoneItem.no`; of all, or of these. */
  openPieces(items?: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** Which shipments need them. */
  reserving(items: readonly number[]): Promise<{ item: number; shipment: string; quantity: number }[]>;
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
  /** Numbers of a shop's orders that have a shipment in one of these states, in the order of every list of shipments; nothing is unsealed. */
  ordersIn(shop: string, states: readonly ShipmentState[]): Promise<string[]>;
  /** What is in use per base of a customerNo (`customerBase`), over all shops: customerNo is unique in the whole store. Unused bases are left out. */
  usedNumbers(bases: readonly string[]): Promise<ReadonlyMap<string, UsedNumbers>>;
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
  /** The same without the shipments of each file: one row a file instead of a thousand. */
  outboxHeads(filter: {
    ids?: readonly string[];
    stage: readonly OutboxFile['stage'][];
  }): Promise<Omit<OutboxFile, 'shipments'>[]>;
  /** What was told of these, of all kinds or of one. */
  told(abouts: readonly string[], kind?: NoticeKind): Promise<ToldNotice[]>;
  /** Orders that people see under these numbers, and that are stored under others (`remote.number`). */
  labelled(shop: string, numbers: readonly string[]): Promise<{ readonly label: string; readonly number: string }[]>;
  stock(skus?: readonly string[]): Promise<StockLevel[]>;
  /** When each SKU's level was told, ISO instant. */
  stockTimes(skus?: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Those of these SKUs whose level is what this document said. */
  stockOfDocument(skus: readonly string[], document: string): Promise<string[]>;
  /** Levels with who wrote them, by SKU; `sku`: its beginning. */
  listStock(
    filter: { sku?: string | undefined; skus?: readonly string[] | undefined },
    page: PageRequest,
  ): Promise<ListPage<StockRecord & Keyed>>;
  /**
   * What may have moved figures since a number of the stock clock (0 = ever): levels, and whether the product map or a set did. Goods that
   * were ordered or sent: `goneItems`. `clock`: the number to ask with next time.
   */
  stockChanges(after: number): Promise<{ clock: number; isMapChanged: boolean; skus: readonly string[] }>;
  /** What a marketplace was told of its items; all, or of these. */
  toldStock(shop: string, filter?: { items?: readonly string[]; state?: ToldStock['state'] }): Promise<ToldStock[]>;
  /** The product map, or only those rows of a shop's that name one of these items. */
  products(shop?: string, items?: readonly string[]): Promise<ProductLink[]>;
  /** 商品属性表: those of these SKUs that stand in it, by SKU. */
  goods(skus: readonly string[]): Promise<GoodsAttributes[]>;
  /** Numbers of those of these orders whose customer has ordered in the shop before (and did not cancel); by the blind index. */
  returningCustomers(
    shop: string,
    orders: readonly Pick<Order, 'number' | 'orderer' | 'orderedAt'>[],
  ): Promise<ReadonlySet<string>>;
  /**
   * Which of these orders have another one, of any shop and not cancelled, that brings the same goods to the same recipient within so many
   * days before or after: the first of those, by the number of the order that asked. By the blind index, many at once.
   *
   * @param orders `at`: when it was ordered, ISO instant; `words`: `purchaseWords`
   */
  purchasesNear(
    orders: readonly { readonly number: string; readonly at: string; readonly words: readonly string[] }[],
    within: { readonly shop: string; readonly days: number },
  ): Promise<ReadonlyMap<string, { readonly shop: string; readonly number: string }>>;
  /** Rows of the product map that name one of these SKUs. */
  productsOf(skus: readonly string[], shop?: string): Promise<ProductLink[]>;
  /** Has the shop (has any shop) a product map at all? */
  hasProducts(shop?: string): Promise<boolean>;
  /** Every set, as it was told: sets within sets are not taken apart. */
  setParts(): Promise<SetPart[]>;
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
  /** Those that begin so and are not ''; there are a few per shop and job, however many orders there were. */
  cursorsOf(beginning: string): Promise<{ readonly shop: string; readonly job: string; readonly cursor: string }[]>;
  /** Shipments that came to an end after this number, oldest first; one may stand there several times. */
  ended(after: number, limit: number): Promise<{ readonly no: number; readonly shipment: string }[]>;
  /** The number of the last of them that is not dropped, 0 = none. */
  lastEnded(): Promise<number>;
  /** Which of these shipments stand in a file of this export. */
  exported(name: string, shipments: readonly string[]): Promise<ReadonlySet<string>>;
  halts(): Promise<Halt[]>;
  /** Rate budget: moment at which its bucket is full again, ms since 1970; 0 when it was never used. */
  budget(key: string): Promise<Bucket>;
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
  standing(): Promise<Standing>;
  /** What was issued and does not stand outside yet, by epoch. */
  issueMarks(): Promise<IssueMark[]>;
  /** Labels that this store does not know (`setIssuedBefore`), by what stands before their serial. */
  issuedBefore(
    shop: string,
    bases: readonly string[],
  ): Promise<{ readonly customerNo: string; readonly base: string }[]>;
  /** By name. */
  consoleUsers(): Promise<ConsoleUser[]>;
  consoleUser(name: string): Promise<ConsoleUser | undefined>;
  consoleSession(id: string): Promise<ConsoleSession | undefined>;
  /** Lists that a person narrowed and named, the oldest first. */
  consoleViews(user: string): Promise<ConsoleView[]>;
  /** Newest first; `since`: ISO instant. */
  linkHistory(filter?: { since?: string }): Promise<LinkRecord[]>;
}

/** Writing side; exists only inside `store.write`, which is one transaction: all or nothing. */
export interface Writes extends Reads {
  /** false when the same bytes are there already (then nothing is written). */
  putDocument(info: DocumentInfo, bytes: Uint8Array): Promise<boolean>;
  saveOrders(orders: readonly StoredOrder[]): Promise<void>;
  saveShipments(changes: readonly ShipmentChange[]): Promise<void>;
  /**
   * `ready` → `issuing` of shipments that are otherwise as they were read: cheaper than `saveShipments`.
   *
   * @param shipments from `prepareShipment`
   */
  startIssuing(shipments: readonly PreparedShipment[]): Promise<void>;
  /** Orders, then their shipments, then what is written into the history about them. */
  saveDecided(decided: DecidedOrders): Promise<void>;
  /** Worked out, as of this generation: unsettled again with the next change, and on the day `lookOn`. */
  settleOrders(orders: readonly (MarkedOrder & { readonly lookOn?: string | undefined })[]): Promise<void>;
  /** Says which orders stand in a marketplace's own form. */
  linkForm(document: string, shop: string, orderNumbers: readonly string[]): Promise<void>;
  addWaybills(items: readonly { shipment: string; waybill: StoredWaybill }[]): Promise<void>;
  putOutbox(file: OutboxFile): Promise<void>;
  setTold(notices: readonly ToldNotice[]): Promise<void>;
  /** Forgets that these were told: they are due again. */
  dropTold(notices: readonly Pick<ToldNotice, 'about' | 'kind'>[]): Promise<void>;
  /** `by`: a person, with what they wrote about it. */
  setStock(
    levels: readonly StockLevel[],
    document: string,
    at: string,
    by?: { readonly actor: string; readonly note: string },
  ): Promise<void>;
  /** The parts of a set take the place of those that it had. */
  setSets(parts: readonly SetPart[], document: string, at: string): Promise<void>;
  setToldStock(shop: string, told: readonly ToldStock[]): Promise<void>;
  setGoods(goods: readonly GoodsAttributes[], document: string, at: string): Promise<void>;
  setProducts(links: readonly ProductLink[], document: string, at: string): Promise<void>;
  addJournal(entries: readonly JournalEntry[]): Promise<void>;
  putRun(run: RunRecord): Promise<void>;
  putNotices(notices: readonly StoredNotice[]): Promise<void>;
  setCursor(shop: string, job: string, cursor: string, at: string): Promise<void>;
  /** These stand in a file of this export: never again. Refused (duplicate) if one does already. */
  putExported(name: string, shipments: readonly string[], at: string): Promise<void>;
  /** Every export has seen these. */
  dropEnded(upTo: number): Promise<void>;
  putHalt(halt: Halt): Promise<void>;
  clearHalt(shop: string): Promise<void>;
  setKept(place: string, name: string, text: string, at: string): Promise<void>;
  /** A mail of a known id is only moved on (more attempts than before), never announced anew. */
  putMails(mails: readonly StoredMail[]): Promise<void>;
  /** Mails that were given up are due again, tried as often as a new one; gives the ids of those that were. */
  reviveMails(ids: readonly string[], at: string): Promise<string[]>;
  /** Inserts, or changes everything but what was sent. `isWatched`: something may still come of it. */
  putHandOver(handOver: StoredHandOver, isWatched: boolean): Promise<void>;
  addLinkRecord(record: LinkRecord): Promise<void>;
  putConsoleUser(user: ConsoleUser): Promise<void>;
  /** With all sessions and views of that user. */
  dropConsoleUser(name: string): Promise<void>;
  putConsoleSession(session: ConsoleSession): Promise<void>;
  dropConsoleSession(id: string): Promise<void>;
  /** Inserts, or takes the place of the one of the same id. */
  putConsoleView(view: ConsoleView): Promise<void>;
  dropConsoleView(id: string): Promise<void>;
  /** Of one user. */
  dropConsoleSessionsOf(user: string): Promise<void>;
  /** Sessions that nobody used since, or that began before (ISO instants). */
  dropOldConsoleSessions(old: { readonly seenBefore: string; readonly createdBefore: string }): Promise<void>;
  /** A label of these may exist from now on: a new epoch, which must get outside the database after the commit. */
  markIssued(named: readonly IssuedName[]): Promise<void>;
  /** These were certainly not printed and are to be issued again: known outside too, as a new epoch. */
  markReleased(named: readonly IssuedName[]): Promise<void>;
  /** These stand outside now. */
  dropIssueMarks(upTo: number): Promise<void>;
  setIssuedBefore(named: readonly IssuedName[]): Promise<void>;
  setEpoch(epoch: number): Promise<void>;
}

/**
 * What may be written about one shop while other shops are written about: rows that are that shop's own, rows that are only added, and
 * marks, which are counted up in the row itself. Nothing of it looks at the whole store (unique numbers, the next number of a list, rows that
 * are read in the order of their numbers).
 */
export type ShopWrites = Reads &
  Pick<Writes, 'putNotices' | 'setTold' | 'addJournal' | 'putMails' | 'putHalt' | 'setCursor'>;

/** What was decided about some orders (`prepareOrder`). */
export interface DecidedOrders {
  readonly orders: readonly PreparedOrder[];
  readonly shipments: readonly ShipmentChange[];
  readonly journal: readonly JournalEntry[];
}

/** A thread beside this one that does transactions (`Store.aside`). */
export interface Aside {
  /** Call it when nothing is written there any more. */
  end(): Promise<void>;
}

/** What a change of a budget leaves behind (undefined = it stays as it is), and what it answers. */
export interface BudgetChange<T> {
  readonly bucket?: Bucket;
  readonly result: T;
}

export interface Store extends Reads {
  /**
   * Runs `work` in one transaction; retries by itself only on a serialization failure or a busy database.
   *
   * @param aside where its steps are done, this thread by default: `work` may go on with something else before it awaits a step
   */
  write<T>(work: (tx: Writes) => Promise<T>, aside?: Aside): Promise<T>;
  /**
   * Starts a thread for a transaction that writes much (what is sealed, indexed and written there costs this thread no time). Ended by who
   * asked for it. Undefined where the database works beside this process anyhow.
   */
  aside(): Aside | undefined;
  /**
   * The same for what concerns one shop only: on PostgreSQL other shops' transactions go on beside it, on whatever machine. No `write`, and no
   * other of this shop, happens meanwhile. `work` may be run again (deadlock).
   */
  writeShop<T>(shop: string, work: (tx: ShopWrites) => Promise<T>): Promise<T>;
  /**
   * Changes one rate budget, which nothing else writes: it waits for nobody but others of the same key. `change` only works out what becomes of
   * it, and may be asked again when another process was quicker.
   */
  changeBudget<T>(key: string, change: (bucket: Bucket) => BudgetChange<T>): Promise<T>;
  readonly forget: Forgets;
  /** From now on nothing is written any more: each write is refused with this reason. Reading goes on. */
  refuseWrites(why: StoreRefused): void;
  /** Looks at every page: '' = whole, else what is wrong. Takes as long as reading the database; PostgreSQL looks after itself. */
  integrity(): Promise<string>;
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
