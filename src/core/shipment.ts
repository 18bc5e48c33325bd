import type { Clearer } from './clearer.ts';
import type { Party } from './order.ts';
import type { Place } from './problem.ts';
import type { RuleMark } from './rules/outcome.ts';
import type { BundleWish } from './rules/rule.ts';
import type { SentenceArgs, SentenceCode } from './sentences/index.ts';
import type { Cool, Service } from './service.ts';

/** 保留 · 入荷待ち · 出荷待ち · 発行中 · 印刷済み · 出荷済み · 完了 · 発送済み・他所で · キャンセル · 返品 */
export type ShipmentState =
  | 'held'
  | 'backordered'
  | 'ready'
  | 'issuing'
  | 'issued'
  | 'shipped'
  | 'closed'
  | 'elsewhere'
  | 'cancelled'
  | 'returned';

/**
 * THE transition table: what may follow what. From `issuing` nothing leads back to `ready` by itself: the machine
 * looks, and a person decides (`issuing` → `ready` only by the operator's 発行取消 after looking). `issued` → `issuing` is 再発行 on
 * B2's screen, asked for by name: its first number stays with it, and what is taken back is `issued` again.
 */
export const transitions: Readonly<Record<ShipmentState, readonly ShipmentState[]>> = {
  held: ['backordered', 'ready', 'issued', 'elsewhere', 'cancelled'],
  backordered: ['held', 'ready', 'elsewhere', 'cancelled'],
  ready: ['held', 'backordered', 'issuing', 'issued', 'elsewhere', 'cancelled'],
  issuing: ['issued', 'ready', 'cancelled'],
  issued: ['shipped', 'issuing', 'cancelled', 'returned'],
  shipped: ['closed', 'issued', 'returned'],
  closed: ['shipped', 'returned'],
  elsewhere: ['held', 'backordered', 'ready', 'issued', 'cancelled'],
  cancelled: ['held', 'backordered', 'ready'],
  returned: [],
};

export const stateTitles: Readonly<Record<ShipmentState, string>> = {
  held: '保留',
  backordered: '入荷待ち',
  ready: '出荷待ち',
  issuing: '発行中',
  issued: '印刷済み',
  shipped: '出荷済み',
  closed: '完了',
  elsewhere: '発送済み・他所で',
  cancelled: 'キャンセル',
  returned: '返品',
};

export function mayMove(from: ShipmentState, to: ShipmentState): boolean {
  return transitions[from].includes(to);
}

/** States in which a label exists or may exist: from here on a new revision never changes the shipment by itself. */
export function isBeyondRecall(state: ShipmentState): boolean {
  return state === 'issuing' || state === 'issued' || state === 'shipped' || state === 'closed' || state === 'returned';
}

export type { Clearer } from './clearer.ts';

/** States of which there are ever more: a list of them would cost more with every shipment that ever was. */
export const endStates: readonly ShipmentState[] = ['shipped', 'closed', 'elsewhere', 'cancelled', 'returned'];

/**
 * A named reason why a shipment stands still. `fingerprint` tells two reasons of the same code apart (field, character,
 * date …): a reason that an operator cleared stays cleared as long as its fingerprint is the same.
 */
export interface Hold {
  readonly code: SentenceCode;
  /**
   * `document` the file said something unreadable: gone with the next revision · `history` something happened (content
   * changed, cancelled after issue): stays until a person clears it · `rules` computed anew at each decision.
   */
  readonly origin: 'document' | 'history' | 'rules';
  readonly clearedBy: Clearer;
  readonly args?: SentenceArgs;
  readonly fingerprint: string;
  readonly place?: Place;
  /** Field of `core/fields.ts` that the document could not fill: a person who fills it has answered. */
  readonly field?: string;
}

export interface ShipmentLine {
  readonly no: string;
  readonly sku: string;
  readonly name: string;
  readonly option: string;
  readonly quantity: number;
}

/** Goods of another order in the same parcel (同梱). */
export interface BundledGoods {
  readonly orderNumber: string;
  readonly lines: readonly ShipmentLine[];
}

/** Quantities of lines of an order that go to one consignee under one waybill. What layouts write from. */
export interface Shipment {
  /** Derived: hash of shop, order number, first line and generation. A replay computes the same. */
  readonly id: string;
  readonly shop: string;
  readonly orderNumber: string;
  /** 1-based running number of the destination in the order; makes `customerNo` with the order number. */
  readonly serial: number;
  /** お客様管理番号, at most 50 of `A-Za-z0-9_-`: what B2 sees and gives back. */
  readonly customerNo: string;
  readonly destination: string;
  /** 1 = the whole or what remains of it; 2, 3 … = parts that a person split off (分割). */
  readonly part: number;
  readonly lines: readonly ShipmentLine[];
  /** Goods of other orders that this parcel carries too. */
  readonly bundled: readonly BundledGoods[];
  /** Shipment id of the parcel that carries these goods; '' = none. Then this shipment is cancelled, not the goods. */
  readonly bundledInto: string;
  /** How often a person took back that it was shipped (出荷確定戻し): part of what is told, so it is told again (A8). */
  readonly undone: number;
  /** Japan's day on which a person confirmed that it went out (出荷確定日); null = the waybill's day counts. */
  readonly shippedOn: string | null;
  readonly consignee: Party;
  /** Who ordered: the sender on the label unless the shop sends in its own name. */
  readonly orderer: Party;
  /** Code of the delivery-method master, '' when the shop's words are unknown. */
  readonly method: string;
  readonly service: Service | '';
  readonly cool: Cool;
  /** Planned ship date, or null = the day of export (B5). */
  readonly shipDate: string | null;
  readonly deliveryDate: string | null;
  /** B2 time-slot code or ''. */
  readonly timeSlot: string;
  /** Collect amount and the tax in it, yen; only for collect services. */
  readonly codAmount: number | null;
  readonly codTax: number | null;
  /** Number of parcels 1–99. */
  readonly packages: number;
  /** 複数口くくりキー; '' = none. */
  readonly closureKey: string;
  readonly handling: readonly [string, string];
  readonly note: string;
  /** Must be chosen on the carrier's screen before it is printed: no file may carry it. */
  readonly onScreen?: 'slip' | 'cool';
  /** A person named the method after the label: it is told, whatever the waybill says. */
  readonly methodSaid?: true;
  /** A person chose otherwise on the carrier's screen: what it was handed over with (`core/label-used`). */
  readonly sent?: LabelFacts;
  /** Names of what a person wrote on the screen and this record cannot hold (address, names …). */
  readonly onlyOnLabel?: readonly string[];
  /** A person corrected the order after this label was written: a reissue writes what counts then. */
  readonly outdated?: true;
  /** It was handed over to the carrier's system once: `issue: auto` leaves it to a person, should it be ready again. */
  readonly handedOver?: true;
  /** Who is printed as sender instead of the orderer or the shop's own: a rule named somebody. */
  readonly sender?: Party;
  /** What rules did to it, in their order; missing = nothing. */
  readonly rules?: readonly RuleMark[];
  /** Given by rules. */
  readonly tags?: readonly string[];
  /** A rule proposes to bundle it (a person does it), or wants it bundled by itself. */
  readonly bundle?: BundleWish;
  /** Replacements of characters that were made, so that they are always listed: `髙→高`. */
  readonly replaced: readonly string[];
}

/** What a label says that a person may choose on the carrier's screen, and that a shipment has a place for. */
export type LabelFacts = Pick<
  Shipment,
  | 'method'
  | 'service'
  | 'cool'
  | 'codAmount'
  | 'codTax'
  | 'onScreen'
  | 'deliveryDate'
  | 'timeSlot'
  | 'packages'
  | 'note'
  | 'handling'
>;

/** Everything in the parcel: its own goods, then those of the orders that it carries. */
export function goodsInParcel(shipment: Pick<Shipment, 'lines' | 'bundled'>): readonly ShipmentLine[] {
  if (shipment.bundled.length === 0) return shipment.lines;
  return [...shipment.lines, ...shipment.bundled.flatMap((one) => one.lines)];
}
