import type { Arrangement } from '../core/arrangement.ts';
import type { Cleared } from '../core/decide/types.ts';
import type { EditedOrder } from '../core/edit/apply.ts';
import type { NoticeKind } from '../core/notices.ts';
import type { Order } from '../core/order.ts';
import type { Kind } from '../core/outcome.ts';
import type { Hold, Shipment, ShipmentState } from '../core/shipment.ts';
import type { Waybill } from '../core/waybill.ts';

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
  readonly cleared: Cleared | null;
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
  readonly purpose: 'issue' | 'notify' | 'return-form' | 'labels' | 'export';
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
  /** What set it off (`startedBy` of core/when.ts); missing = an older version did not write it down. */
  readonly startedBy?: string;
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

/** What a person may do in the console: look, work with orders, or change settings and users too. */
export type ConsoleRole = 'view' | 'work' | 'manage';

/** A person who may use the console. */
export interface ConsoleUser {
  readonly name: string;
  readonly role: ConsoleRole;
  /** Salted hash of the password. */
  readonly password: string;
  readonly createdAt: string;
  /** Wrong passwords since the last right one. */
  readonly failures: number;
  /** No password counts before this ISO instant; '' = they count. */
  readonly lockedUntil: string;
}

/** A signed-in browser. */
export interface ConsoleSession {
  /** SHA-256 of its token. */
  readonly id: string;
  /** '' = nobody has to sign in. */
  readonly user: string;
  readonly createdAt: string;
  /** When something was last asked for, to the minute. */
  readonly seenAt: string;
}

/** A list that a person narrowed and gave a name. Personal data: people look for names and numbers. */
export interface ConsoleView {
  readonly id: string;
  /** '' = nobody has to sign in. */
  readonly user: string;
  readonly name: string;
  /** As it stands in the list's address. */
  readonly query: string;
  /** ISO instant. */
  readonly at: string;
}

/** Beside `run`, as lists show it: without its items. */
export type RunRow = Omit<RunRecord, 'items'>;

/** Which store this is, and how often something was issued from it. Both stand outside the database too. */
export interface Standing {
  readonly identity: string;
  readonly epoch: number;
}

/** A shipment as files outside the database name it. */
export interface IssuedName {
  readonly shop: string;
  readonly customerNo: string;
}

/** What stands outside of a shipment: a label of it may exist, or it was taken back unprinted. Of two the greater epoch is the later. */
export interface IssueMark extends IssuedName {
  readonly epoch: number;
  readonly released?: true;
}
