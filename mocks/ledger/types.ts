/** One order of one system, in words that all systems share. Plain data; times are ISO instants, '' = not (yet). */
export interface OrderRecord {
  readonly system: string;
  /** Every number that the order goes by, the one that people use first. */
  readonly numbers: readonly string[];
  readonly name: string;
  /** In the system's own word. */
  readonly status: string;
  readonly placedAt: string;
  /** '' = nothing was paid yet, or payment is not a matter of this order. */
  readonly paidAt: string;
  readonly isPaid: boolean;
  readonly isCancelled: boolean;
  readonly isShipped: boolean;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** Every try to tell a number of a parcel, oldest first. */
  readonly told: readonly ToldRecord[];
}

export interface ToldRecord {
  readonly at: string;
  /** Which of the order's parcels, in the system's own way to name it; '' = the order has one. */
  readonly parcel: string;
  /** Tracking number, as it was told. */
  readonly number: string;
  readonly carrier: string;
  readonly via: string;
  /** `same`: it was so already, nothing changed. */
  readonly effect: 'done' | 'same' | 'refused';
  readonly reason: string;
}

/** A label that was issued: a parcel that a carrier will carry. */
export interface LabelRecord {
  readonly system: string;
  /** What the client wrote as its own number. */
  readonly reference: string;
  /** Tracking number. */
  readonly number: string;
  /** `1/2`: first of two parcels of one shipment. */
  readonly parcel: string;
  readonly issuedAt: string;
  readonly printedAt: string;
  readonly name: string;
}

/** What a system can say about its orders, its stock, or its labels. */
export interface Ledger {
  /** An order by any of its numbers. */
  order?(number: string): OrderRecord | undefined;
  /** The newest orders, newest first. */
  orders?(limit: number): readonly OrderRecord[];
  /** How many are there: by code, and variation or place where the system has such; `null` = without limit; undefined = unknown code. */
  stock?(sku: string, place: string): number | null | undefined;
  labels?(): readonly LabelRecord[];
}
