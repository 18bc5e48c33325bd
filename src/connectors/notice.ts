import type { NoticeKind } from '../core/notices.ts';
import type { Remote } from '../core/order.ts';

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
