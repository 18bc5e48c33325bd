import type { Cool, Service } from './service.ts';

/**
 * What a customer bought under one order number. Plain data that survives JSON: instants are ISO 8601 text with an
 * offset, business days `YYYY-MM-DD` (Asia/Tokyo), money whole yen, codes always text. Empty text means "not given".
 */
export interface Order {
  /** Order number as the marketplace writes it. */
  readonly number: string;
  readonly orderedAt: string | null;
  readonly payment: Payment;
  /** The whole order is cancelled. */
  readonly cancelled: boolean;
  readonly orderer: Party;
  /** Destinations in the order of their first line. At least one, unless the lines have not arrived yet. */
  readonly destinations: readonly Destination[];
  readonly lines: readonly OrderLine[];
  /** Amount the customer pays in all, yen. */
  readonly total: number | null;
  /** Shop's or customer's remark; for people, never interpreted. */
  readonly note: string;
  /** Formats that come as two files (Yahoo! orders + items): the parts still missing. Empty = complete. */
  readonly missing: readonly OrderPart[];
  /** The shop's own status says that it must not go out now; missing = it does not. New data takes it away again. */
  readonly stop?: Stop;
  readonly remote?: Remote;
  /** People know the parcels of this order by a number of their own, `120000007-2` (Qoo10 splits a cart by carrier). */
  readonly numberedParts?: true;
}

/** Why the shop itself keeps an order back. `word`: its status as the file writes it. */
export interface Stop {
  readonly why: 'checking' | 'reserved' | 'fraud' | 'hold' | 'partly';
  readonly word: string;
}

/**
 * What only the marketplace's own connector understands: its keys and status words, under its own names, as last read. Never printed
 * on a label, never decided upon by anything but the connector's policy; only `slip`, the number that stands at the marketplace (it may be a
 * provisional one), is shown and compared with ours where somebody else shipped. Missing = nothing.
 */
export type Remote = Readonly<Record<string, string>>;

export type OrderPart = 'header' | 'lines';

export interface Payment {
  /** `cod` = cash on delivery: nothing to wait for, the carrier collects. */
  readonly state: 'paid' | 'unpaid' | 'cod' | 'unknown';
  /** The shop's own words. */
  readonly method: string;
  readonly paidAt: string | null;
  /** The shop's word for a credit or payment that was refused, which does not come by waiting; missing = it was not. */
  readonly refused?: string;
  /** Amount to collect on delivery, yen; null when not cash on delivery or not given. */
  readonly codAmount: number | null;
  /** Consumption tax inside `codAmount`, yen. */
  readonly codTax: number | null;
}

export interface Address {
  /** 都道府県 */
  readonly prefecture: string;
  /** 市区町村 (with 郡, and with the ward of a designated city) */
  readonly city: string;
  /** 町・番地 */
  readonly street: string;
  /** 建物・部屋番号 */
  readonly building: string;
}

/** A person or company: orderer 注文者, consignee お届け先, shipper ご依頼主. */
export interface Party {
  readonly name: string;
  readonly kana: string;
  readonly company: string;
  readonly department: string;
  /** Seven digits without hyphen, or ''. */
  readonly postalCode: string;
  readonly address: Address;
  /** As printed on a label: digits and hyphens, or ''. */
  readonly phone: string;
  readonly email: string;
}

/** One place that goods of this order go to, with what the customer wished for it. */
export interface Destination {
  /**
   * The marketplace's own id of the destination. Where it has none: '' for the first, `#2` … for the others, made by us and
   * never written into a file (`fileKey`). Unique in the order.
   */
  readonly key: string;
  /** The shop's own number of this shipment (aiship 出荷番号); missing = the source gives none. */
  readonly shipmentNumber?: string;
  readonly consignee: Party;
  /** Delivery method in the shop's words; the delivery-method master gives it meaning. */
  readonly method: string;
  /** Slip type and refrigeration class that a person chose; missing = as the delivery method says. */
  readonly service?: Service;
  readonly cool?: Cool;
  readonly wishedDate: string | null;
  /** B2 time-slot code ('0812', '1416', …), '' = none. */
  readonly timeSlot: string;
  /** The shop's own planned ship date. */
  readonly plannedShipDate: string | null;
  /** Rental goods: the day on which they must be dispatched (B5: wins over `plannedShipDate`). */
  readonly rentalDispatchDate: string | null;
  /** Number of parcels (発行枚数), 1 when not given. */
  readonly packages: number;
  /** Tracking number that the marketplace already knows (B3: then nothing is issued); `sentMark` = sent, number unknown. */
  readonly trackingNumber: string;
  /** The address is not there yet: a social gift that the recipient has not filled in (B3), an order that is not paid yet (Amazon). */
  readonly addressPending: boolean;
  /** The marketplace keeps the address back, because the application lacks the permission for personal data. */
  readonly addressWithheld?: true;
  /** The marketplace wants its own label on this parcel (Amazon Ship+, Easy Ship, pickup in store): a label of ours is wrong. */
  readonly marketplaceLabel?: true;
  /** The shop deleted this destination (B3). */
  readonly deleted: boolean;
  readonly note: string;
  readonly remote?: Remote;
}

export interface OrderLine {
  /** The marketplace's line number; unique in the order. The row's position when the format has none. */
  readonly no: string;
  /** Key of its destination. */
  readonly destination: string;
  readonly sku: string;
  readonly name: string;
  readonly option: string;
  /** Pieces, ≥ 1; 0 only of a cancelled line whose pieces the shop no longer says. */
  readonly quantity: number;
  readonly unitPrice: number | null;
  /** Consumption tax rate in percent (10, 8, 0), where the source says it. */
  readonly taxRate?: number;
  readonly status: 'open' | 'cancelled' | 'returned';
  /** The marketplace ships this line itself (FBA …): not ours. */
  readonly fulfilledElsewhere: boolean;
  /** The customer has asked to cancel this line; nobody has decided yet. */
  readonly cancelRequested?: true;
  readonly remote?: Remote;
}

/** Stands for the number of a parcel of which the shop only says that it has gone. */
export const sentMark = '発送済み';

export const emptyAddress: Address = { prefecture: '', city: '', street: '', building: '' };

export const emptyParty: Party = {
  name: '',
  kana: '',
  company: '',
  department: '',
  postalCode: '',
  address: emptyAddress,
  phone: '',
  email: '',
};

/** The key of a destination as files may say it: only the marketplace's own. */
export function fileKey(key: string): string {
  return /^#\d+$/.test(key) ? '' : key;
}
