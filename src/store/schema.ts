import type { Generated } from 'kysely';
import type { NoticeKind } from '../core/notices.ts';
import type { Order } from '../core/order.ts';
import type { Cool } from '../core/service.ts';
import type { Clearer, Hold, Shipment, ShipmentState } from '../core/shipment.ts';
import type { ToldStock } from '../core/stock.ts';
import type {
  ConsoleUser,
  DocumentInfo,
  LinkRecord,
  NoticeState,
  OutboxFile,
  RunRecord,
  StoredHandOver,
  StoredMail,
} from './types.ts';

/**
 * The tables, as both databases have them (see migrations). `sealed` columns hold personal data in AES-256-GCM boxes;
 * all the other columns are plain and must never hold any.
 */
export interface Tables {
  meta: { name: string; value: Uint8Array };
  /** What was issued, or taken back unprinted (`released` 1), and does not stand outside the database yet (flow/standing). */
  issue_marks: { epoch: number; shop: string; customer_no: string; released: number };
  /** お客様管理番号 of labels that this store does not know: named by what lay outside when it was accepted. */
  issued_before: { shop: string; customer_no: string; base: string };
  documents: {
    hash: string;
    direction: DocumentInfo['direction'];
    /** File name: people put customers' names there. */
    sealed_name: Uint8Array;
    media_type: string;
    size: number;
    shop: string;
    layout: string;
    at: string;
    /** When its pieces were deleted (forget.ts). */
    forgotten: Generated<string | null>;
  };
  document_pieces: { document: string; no: number; sealed: Uint8Array };
  orders: {
    shop: string;
    number: string;
    revision: number;
    content_hash: string;
    at: string;
    /** JSON of `{ order, origins, arrangement }`. */
    sealed: Uint8Array;
    /** When the people were taken out of it (forget.ts). */
    forgotten: Generated<string | null>;
  };
  /** What lists and passes see of an order: one row each, written with every revision. */
  order_heads: {
    /** Running number of the order in the store, 1, 2, 3 … in the order of arrival. */
    no: number;
    shop: string;
    number: string;
    /** Number that people see, where the order is stored under another one (`remote.number`). */
    label: string | null;
    /** The last one. */
    revision: number;
    at: string;
    ordered_at: string | null;
    /** Where it stands in lists: second of the order since 1970, of its arrival when the order tells none. */
    listed_at: number;
    payment: Order['payment']['state'];
    /** 1 = the whole order is cancelled. */
    cancelled: number;
    forgotten: string | null;
    /** Its entries in `search_words`, 8 bytes each: so they can be taken out again, whatever made them. */
    words: Uint8Array;
    /** Grows with everything that may change what is due about the order. */
    generation: number;
    /** The generation that was worked out last; smaller than `generation` = unsettled. */
    settled: number;
    /** Japan's day on which it is unsettled by itself: what is due may be another then, although nothing happens. */
    look_on: Generated<string | null>;
  };
  /** Order numbers that stand in a marketplace's own form (return-form.ts), so that it is filled again when a number comes. */
  form_orders: { shop: string; order_number: string; document: string };
  /** Words that people are found by (blind.ts): keyed hashes, never the words. */
  search_words: { hash: Uint8Array; listed_at: number; order_no: number };
  /** Holds that stand, in the order in which their shipment names them. */
  open_holds: {
    shipment: string;
    /** Index in the shipment's holds. */
    no: number;
    code: Hold['code'];
    cleared_by: Clearer;
    shop: string;
    order_no: number;
    listed_at: number;
  };
  /** Tags: `source` '' = a person gave it to the order, else the shipment that a rule gave it to. */
  order_tags: { tag: string; listed_at: number; order_no: number; source: string };
  /** Goods as marketplaces name them that were ever ordered, and when the last of them left the house (ms since 1970; 0 = none did). */
  gone_items: {
    no: number;
    shop: string;
    item: string;
    option: string;
    last_at: number;
    /** Stock clock at which pieces of it were last ordered, given back or sent. */
    changed: number;
  };
  /** Pieces that shipments need which have not left the house. */
  open_goods: { shipment: string; item: number; quantity: number };
  /** Pieces in parcels that are shipped and have their number, at the moment when the number came (ms since 1970). */
  gone_goods: { item: number; at: number; shipment: string; quantity: number };
  shipments: {
    id: string;
    shop: string;
    order_number: string;
    serial: number;
    customer_no: string;
    /** `customer_no` without its serial: two shops may have the same order number. */
    customer_base: string;
    state: ShipmentState;
    version: number;
    order_revision: number;
    /** `order_heads.no` and `listed_at` of its order; 0 when the order is not stored. */
    order_no: Generated<number>;
    listed_at: Generated<number>;
    service: Generated<Shipment['service']>;
    /** Shipment that carries these goods, '' = none. */
    bundled_into: Generated<string>;
    /** Code of the delivery-method master, '' = none is known. */
    method: Generated<string>;
    /** JSON of `{ shipment, holds }`. */
    sealed: Uint8Array;
  };
  waybills: {
    shipment: string;
    number: string;
    /** 1-based order of arrival within the shipment. */
    no: number;
    customer_no: string;
    carrier: string;
    service_code: string;
    ship_date: string | null;
    document: string;
    at: string;
  };
  outbox: {
    id: string;
    shop: string;
    purpose: OutboxFile['purpose'];
    path: string;
    document: string;
    stage: OutboxFile['stage'];
    at: string;
    /** When the file was taken off the disk (forget/outbox.ts). */
    removed: Generated<string | null>;
  };
  outbox_shipments: { outbox: string; no: number; shipment: string };
  /** `about`: shipment id, or key of an order (core/notices.ts). */
  told: { about: string; kind: NoticeKind; content_hash: string; at: string };
  /** `actor`: who wrote it by hand, '' = the document did; `changed`: stock clock. */
  stock: {
    sku: string;
    on_hand: number;
    document: string;
    at: string;
    actor: string;
    sealed_note: Uint8Array | null;
    changed: number;
  };
  /** セット商品: what is in one of them. */
  set_parts: { sku: string; part: string; quantity: number; document: string; at: string; changed: number };
  /** What each marketplace was told last of an item: `said` is what `flow/stock` compares. */
  stock_told: {
    shop: string;
    item: string;
    option: string;
    said: string;
    state: ToldStock['state'];
    code: string;
    at: string;
  };
  /** One row: grows with every transaction that moves figures. */
  stock_clock: { id: number; no: number };
  /** What rules may know of a SKU; null or '' = the table did not say. */
  goods_attributes: {
    sku: string;
    cool: '' | Cool;
    mail_size: number | null;
    fragile: number | null;
    preorder_day: string | null;
    /** Grams of a piece. */
    weight: number | null;
    document: string;
    at: string;
  };
  products: {
    shop: string;
    item: string;
    option: string;
    sku: string;
    name: string;
    low_stock: number | null;
    /** 1 = sold without counting. */
    unlimited: number | null;
    /** 安全在庫 (pieces) and 配分率 (percent) of this item alone. */
    safety: number | null;
    share: number | null;
    document: string;
    at: string;
    changed: number;
  };
  journal: {
    id: Generated<number>;
    at: string;
    actor: string;
    what: string;
    shop: string;
    order_number: string;
    shipment: string;
    /** JSON */
    details: string;
    sealed_note: Uint8Array | null;
  };
  runs: {
    id: string;
    job: string;
    shop: string;
    started_at: string;
    finished_at: string | null;
    /** JSON */
    counts: string;
    result: RunRecord['result'];
    /** JSON */
    items: string;
    /** `startedBy` of the record, '' = not written down. */
    started_by: Generated<string>;
    /** Running number, in the order in which runs began. */
    no: Generated<number>;
  };
  notices: {
    id: string;
    shop: string;
    order_number: string;
    /** Shipment id, or key of an order. */
    about: string;
    kind: NoticeKind;
    state: NoticeState;
    content_hash: string;
    /** JSON */
    body: string;
    reserved_at: string;
    not_before: string;
    attempts: number;
    /** JSON */
    handle: string | null;
    code: string;
    /** JSON */
    args: string;
    at: string;
    /** JSON */
    waits_for: string;
    /** JSON */
    parts: string;
    /** 0 or 1 */
    by_hand: number;
  };
  /** Shipments that came to an end (exports.ts), in that order; those that every export has seen are dropped. */
  ended: { no: Generated<number>; shipment: string };
  /** What scheduled exports wrote. */
  export_marks: { export: string; shipment: string; at: string };
  cursors: { shop: string; job: string; cursor: string; at: string };
  /** `args`: JSON */
  halts: { shop: string; code: string; args: string; at: string };
  /** What connections keep between processes. */
  kept: { place: string; name: string; sealed: Uint8Array; at: string };
  /** Rate budgets: `due` and `seen` (`core/rate`) in ms since 1970; of a quota `due` is the calls of its period. */
  budgets: { key: string; due: number; seen: number };
  mails: {
    id: string;
    state: StoredMail['state'];
    attempts: number;
    not_before: string;
    at: string;
    /** JSON of `{ to, subject, text }`. */
    sealed: Uint8Array;
  };
  hand_overs: {
    id: string;
    route: StoredHandOver['route'];
    state: StoredHandOver['state'];
    notify_hash: string;
    payload: string;
    /** JSON list of ids. */
    shipments: string;
    /** JSON of the handle. */
    sealed: Uint8Array;
    looks: number;
    not_before: string;
    code: string;
    /** JSON */
    args: string;
    created_at: string;
    at: string;
    /** 1 = something may still come of it. */
    watched: Generated<number>;
  };
  /** Who may use the console. */
  console_users: {
    name: string;
    role: ConsoleUser['role'];
    /** Salted scrypt hash in words (flow/desk/passwords.ts), never the password. */
    password: string;
    created_at: string;
    /** Wrong passwords since the last right one, and until when no password counts (ISO instant, '' = they count). */
    failures: number;
    locked_until: string;
  };
  /** Signed-in browsers. `id`: SHA-256 of the token that only the browser has. */
  console_sessions: {
    id: string;
    /** Name of a user, '' = nobody has to sign in on this machine. */
    user: string;
    created_at: string;
    seen_at: string;
  };
  /** Lists that people narrowed and gave a name; `sealed`: JSON of `{ name, query }` (people look for names and numbers). */
  console_views: {
    id: string;
    /** Name of a user, '' = nobody has to sign in on this machine. */
    user: string;
    at: string;
    sealed: Uint8Array;
  };
  link_history: {
    id: string;
    hand_over: string;
    direction: LinkRecord['direction'];
    at: string;
    result: LinkRecord['result'];
    orders: number;
    shipments: number;
    code: string;
    /** JSON */
    args: string;
  };
}
