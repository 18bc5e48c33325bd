import type { NoticeKind } from '../core/notices.ts';
import type { Order } from '../core/order.ts';
import type { Clearer, Hold, Shipment, ShipmentState } from '../core/shipment.ts';
import type { NoticeState } from './records.ts';

/** How many rows of a list, and behind which one. */
export interface PageRequest {
  /** 1–1000. */
  readonly limit: number;
  /** `key` of a row or `next` of a page, as the store gave it; missing = from the beginning. */
  readonly after?: string | undefined;
}

/** Some rows of a list. A page costs what it shows, however long the list is. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** `after` of the next page, null = this is the last one. */
  readonly next: string | null;
}

/** Row of a list with its place, for `after`. */
export interface Keyed {
  readonly key: string;
}

/** All that are given must fit. */
export interface OrderListFilter {
  readonly shop?: string | undefined;
  /** Orders with a shipment in one of these states. */
  readonly states?: readonly ShipmentState[] | undefined;
  /** Orders with an open hold of one of these codes. */
  readonly holds?: readonly string[] | undefined;
  /** Orders with a shipment that goes by one of these delivery methods (codes of the master); it is in one of `states`, where those are given. */
  readonly methods?: readonly string[] | undefined;
  /** Orders that have one of these tags, from a person or from a rule. */
  readonly tags?: readonly string[] | undefined;
  /**
   * An order number, お客様管理番号 or tracking number as a whole; else names, phone number (or its last four digits) and postal code
   * of orderer and consignees (`queryWords`).
   */
  readonly search?: string | undefined;
  /** First and last day of the order in Japan, `YYYY-MM-DD`; of its arrival when the order tells no time. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** An order as lists see it. Nothing of it was unsealed: whole records are read by `orders` and `shipments`, by key. */
export interface OrderRow extends Keyed {
  readonly shop: string;
  readonly number: string;
  readonly revision: number;
  /** ISO instant of the last revision. */
  readonly at: string;
  readonly orderedAt: string | null;
  readonly payment: Order['payment']['state'];
  readonly cancelled: boolean;
  /** The people were taken out of it. */
  readonly isForgotten: boolean;
  /** By serial. */
  readonly shipments: readonly ShipmentRow[];
}

export interface ShipmentRow {
  readonly id: string;
  readonly customerNo: string;
  readonly serial: number;
  readonly state: ShipmentState;
  readonly service: Shipment['service'];
  /** Holds that stand, in their order. */
  readonly holds: readonly { readonly code: Hold['code']; readonly clearedBy: Clearer }[];
  /** In the order in which they came. */
  readonly trackingNumbers: readonly string[];
}

export interface HoldListFilter {
  readonly shop?: string | undefined;
  readonly codes?: readonly string[] | undefined;
}

/** A hold that stands. Its arguments (for the sentence) are in its shipment. */
export interface HoldRow extends Keyed {
  readonly shop: string;
  readonly number: string;
  /** Shipment id. */
  readonly shipment: string;
  readonly customerNo: string;
  /** Index in the shipment's holds. */
  readonly no: number;
  readonly code: Hold['code'];
  readonly clearedBy: Clearer;
}

/** An order whose generation is to be settled. */
export interface MarkedOrder {
  /** Its number in the store. */
  readonly no: number;
  readonly number: string;
  readonly generation: number;
}

/** One kind of goods, as a marketplace names it, that ever left the house. */
export interface GoneItem {
  readonly no: number;
  readonly shop: string;
  readonly item: string;
  /** Its key (`goneOptions`), '' = none: a customer's own words must not stand here. */
  readonly option: string;
  /** When the last of it left, ms since 1970. */
  readonly lastAt: number;
}

/** How many notices of a shop and kind are in a state. */
export interface NoticeCount {
  readonly shop: string;
  readonly kind: NoticeKind;
  readonly state: NoticeState;
  readonly count: number;
}
